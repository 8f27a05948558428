//go:build ignore

// Command pack makes a zip of every folder in STAGE and a file SHA256SUMS in OUT,
// the same bytes for the same files: pack STAGE OUT SECONDS. Texts become what
// Windows' Notepad expects: a byte order mark and \r\n.
package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

func main() {
	log.SetFlags(0)
	stage, out := os.Args[1], os.Args[2]
	seconds, err := strconv.ParseInt(os.Args[3], 10, 64)
	check(err)
	folders, err := os.ReadDir(stage) // in the order of their names
	check(err)
	var sums bytes.Buffer
	for _, folder := range folders {
		name := folder.Name() + ".zip"
		content := pack(filepath.Join(stage, folder.Name()), folder.Name(), time.Unix(seconds, 0).UTC())
		check(os.WriteFile(filepath.Join(out, name), content, 0o644))
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(content), name)
	}
	check(os.WriteFile(filepath.Join(out, "SHA256SUMS"), sums.Bytes(), 0o644))
}

// pack returns the zip of a folder's files, all of them dated when.
func pack(folder, within string, when time.Time) []byte {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	files, err := os.ReadDir(folder)
	check(err)
	for _, file := range files {
		content, err := os.ReadFile(filepath.Join(folder, file.Name()))
		check(err)
		header := zip.FileHeader{Name: within + "/" + file.Name(), Method: zip.Deflate, Modified: when}
		header.SetMode(0o755)
		if filepath.Ext(file.Name()) == ".txt" {
			header.SetMode(0o644)
			content = append([]byte("\ufeff"), bytes.ReplaceAll(content, []byte("\n"), []byte("\r\n"))...)
		}
		entry, err := w.CreateHeader(&header)
		check(err)
		_, err = entry.Write(content)
		check(err)
	}
	check(w.Close())
	return archive.Bytes()
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

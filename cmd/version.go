package cmd

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store/sheet"
)

func newVersion(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{Use: "version", Args: a.between(0, 0), RunE: func(*cobra.Command, []string) error { return a.runVersion(asJSON) }}
	c.Flags().BoolVar(&asJSON, "json", false, a.text("输出 JSON", "print JSON"))
	return a.made(c, sheet.W("版本", "print the version"), "版本")
}

func (a *app) runVersion(asJSON bool) error {
	version, commit := build()
	if asJSON {
		return json.NewEncoder(a.out).Encode(map[string]string{"version": version, "commit": commit, "go": runtime.Version(), "os": runtime.GOOS, "arch": runtime.GOARCH})
	}
	words := []string{"kehu", version, shortCommit(commit), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
	_, err := fmt.Fprintln(a.out, strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " "))
	return err
}

// build is the program's version and commit, as far as the build knows them.
func build() (version, commit string) {
	version = "devel"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version, ""
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		version = info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value
		}
	}
	return version, commit
}

func shortCommit(commit string) string { return commit[:min(len(commit), 12)] }

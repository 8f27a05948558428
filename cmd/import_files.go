package cmd

import (
	"bytes"
	"cmp"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kehu/store/intake"
	"kehu/store/sheet"
)

// sheetFile is a file to import.
type sheetFile struct {
	name  string
	found bool  // in a folder, not named by the user: what is no sheet is passed over
	err   error // why it can't be one

	source  io.ReadSeeker
	options intake.Options
}

// sheetFiles are the files that args name; of a folder those in it that are sheets by
// their endings, in the order of their names.
func (a *app) sheetFiles(args []string) (all []sheetFile) {
	for _, name := range args {
		if at, err := os.Stat(name); name == "-" || err != nil || !at.IsDir() {
			all = append(all, sheetFile{name: name})
			continue
		}
		all = append(all, a.inFolder(name)...)
	}
	slices.SortStableFunc(all, func(a, b sheetFile) int { return cmp.Compare(turn(a.name), turn(b.name)) })
	return all
}

// turn is when the sheets of an export come: those that the others speak of go first.
// Any other file keeps its place among those behind.
func turn(name string) int {
	switch filepath.Base(name) {
	case sheet.Customers.Key + ".csv":
		return 0
	case sheet.Meetings.Key + ".csv":
		return 1
	}
	return 2
}

// passCodebook reports whether a file is what an export puts beside its sheets to
// explain their columns, and says that it holds no rows.
func (a *app) passCodebook(name string, source io.ReadSeeker) bool {
	var keys []string
	for _, c := range codebook().Tables[0].Columns {
		keys = append(keys, c.Key)
	}
	head := []byte("\ufeff" + strings.Join(keys, ","))
	begins := make([]byte, len(head))
	n, _ := io.ReadFull(source, begins)
	if _, err := source.Seek(0, io.SeekStart); err != nil || !bytes.Equal(head, begins[:n]) {
		return false
	}
	a.say("略过 %s：是导出时附的列说明", "passed over %s: it explains an export's columns", name)
	return true
}

// inFolder are the sheets in a folder, not those in folders of its own. It says
// what it passes over.
func (a *app) inFolder(folder string) (all []sheetFile) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return []sheetFile{{name: folder, err: sheet.Fail(sheet.Failed, "读不了 %s，请检查权限", "cannot read %s; check its permissions", folder).Because(err)}}
	}
	var passed []string
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"): // hidden, or Excel's and WPS's lock on an open file
			passed = append(passed, name)
		case !e.IsDir() && slices.Contains(sheetEndings(), ending(name)) && !isPipe(filepath.Join(folder, name)):
			all = append(all, sheetFile{name: filepath.Join(folder, name), found: true})
		default:
			passed = append(passed, name)
		}
	}
	if len(passed) > 0 {
		a.say("%s 里略过：%s", "passed over in %s: %s", folder, sheet.Names(passed))
	}
	if len(all) == 0 {
		err := sheet.Fail(sheet.NotFound, "%[1]s 里没有表格（%[2]s）", "there is no sheet (%[2]s) in %[1]s", folder, strings.Join(sheetEndings(), " "))
		return []sheetFile{{name: folder, err: err}}
	}
	return all
}

// sheetEndings are those of the files that a folder's import takes.
func sheetEndings() []string { return []string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls"} }

// passReturned leaves out of the worksheets of a file that was found in a folder those
// of rows that kehu gave back.
func (a *app) passReturned(from sheetFile, files []*intake.File) []*intake.File {
	if !from.found || !slices.ContainsFunc(files, func(f *intake.File) bool { return f.Returned }) {
		return files
	}
	a.say("略过 %s：是 kehu 退回的行，改好后单独导入它", "passed over %s: rows that kehu gave back; import it by its name when it is mended", from.name)
	return slices.DeleteFunc(files, func(f *intake.File) bool { return f.Returned })
}

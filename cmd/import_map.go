package cmd

import (
	"maps"
	"slices"
	"strings"

	"kehu/store/intake"
	"kehu/store/sheet"
)

// checkMap refuses a --map with a heading that none of several files has, before the
// first is imported; that one of them lacks it is all right.
func (run *importRun) checkMap(files []sheetFile) error {
	run.options.MapSome = run.several
	if !run.several || len(run.options.Map) == 0 {
		return nil
	}
	missing := slices.Sorted(maps.Keys(run.options.Map))
	for _, from := range files {
		if from.name == "-" || isPipe(from.name) {
			return nil // it can be read but once
		}
		unused := run.unused(from)
		missing = slices.DeleteFunc(missing, func(heading string) bool { return !slices.Contains(unused, heading) })
	}
	if len(missing) == 0 {
		return nil
	}
	return sheet.Fail(sheet.Misused, "这 %d 个文件里都没有“%s”这个表头，--map 的左边要照表头写；什么也没有导入",
		"none of these %d files has the heading “%s” that --map names; nothing was imported", len(files), strings.Join(missing, "、"))
}

// unused is the headings of --map that a file lacks: all of them if it can't be read,
// which is told when its turn comes.
func (run *importRun) unused(from sheetFile) []string {
	all := slices.Collect(maps.Keys(run.options.Map))
	if from.err != nil {
		return all
	}
	source, closer, err := run.app.source(run.ctx, from.name)
	if err != nil {
		return all
	}
	defer closer.Close()
	found, err := intake.Open(from.name, source, run.options)
	if q := questionsOf(err); q != nil {
		return q.Unused()
	}
	if err != nil || len(found) == 0 {
		return all
	}
	return found[0].Unused()
}

// sayUnused says which headings of --map a file lacks that others have.
func (run *importRun) sayUnused(f *intake.File) {
	if unused := f.Unused(); len(unused) > 0 {
		run.app.say("%s 里没有表头“%s”，--map 的这几项没有用上", "%s has no heading “%s”, and --map says nothing of it", f.Name, strings.Join(unused, "、"))
	}
}

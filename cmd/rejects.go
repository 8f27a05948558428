package cmd

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kehu/store"
	"kehu/store/sheet"
)

// rejectsPath is where a file's rejected rows go: of several files each has its own.
func rejectsPath(path, source string, several bool) string {
	if !several {
		return path
	}
	ext, base := filepath.Ext(path), filepath.Base(source)
	return strings.TrimSuffix(path, ext) + "-" + strings.TrimSuffix(base, filepath.Ext(base)) + ext
}

// writeRejects gives the rejected rows back: the same columns, in front the
// reasons and the line.
func (a *app) writeRejects(path string, done imported) error {
	reasons, lines := map[int][]string{}, []int{}
	for _, n := range done.summary.Rejects {
		if reasons[n.Line] == nil {
			lines = append(lines, n.Line)
		}
		reasons[n.Line] = append(reasons[n.Line], noteText(n, a.lang))
	}
	slices.Sort(lines)
	header := []string{a.text("错误原因", "Reason"), a.text("行号", "Line")}
	for _, m := range done.file.Columns {
		header = append(header, m.Heading)
	}
	_, err := writeFile(path, func(f *os.File) error {
		f.WriteString("\ufeff")
		w := csv.NewWriter(f)
		w.Write(header)
		i := 0
		for cells, err := range done.file.Rows(lines) {
			if err != nil {
				return err
			}
			w.Write(append([]string{strings.Join(reasons[lines[i]], "；"), fmt.Sprint(lines[i])}, cells...))
			i++
		}
		w.Flush()
		return w.Error()
	})
	if err == nil {
		a.say("被拒的 %d 行已写入 %s，改好后再导入", "wrote the %d rejected rows to %s; mend and import them again", len(lines), path)
	}
	return err
}

func noteText(n store.Note, l sheet.Lang) string {
	if n.Column == "" {
		return n.Reason.In(l)
	}
	return sheet.W("%s：%s", "%s: %s", n.Column, n.Reason).In(l)
}

package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"slices"

	"kehu/store"
	"kehu/store/intake"
	"kehu/store/sheet"
)

// remembered is a mapping once confirmed, kept in the sheet's file for the next one
// with the same headings.
type remembered struct {
	Headings []string          `json:"headings"` // in the file's order
	Map      map[string]string `json:"map"`      // as --map takes it
	Shops    []string          `json:"shops"`    // whose sheets came so
	On       sheet.Date        `json:"on"`       // when it was confirmed last

	signature string
}

// mappingSetting is the key under which mappings are kept, before their signatures.
const mappingSetting = "mapping/"

// mappings are the mappings on file, the latest first.
func mappings(v *store.View) ([]remembered, error) {
	settings, err := v.Settings(mappingSetting)
	var all []remembered
	for _, signature := range slices.Sorted(maps.Keys(settings)) {
		m := remembered{signature: signature}
		if json.Unmarshal([]byte(settings[signature]), &m) == nil { // a newer kehu may write it otherwise
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(a, b remembered) int { return int(b.On - a.On) })
	return all, err
}

// recall reads the mappings on file, none where there is no file yet.
func (run *importRun) recall() error {
	run.options.Remembered = func(signature string) map[string]string {
		if answer := run.answers[signature]; answer != nil {
			return answer
		}
		if m := run.mappingOf(signature); m != nil {
			return m.Map
		}
		return nil
	}
	if _, missing := os.Stat(run.app.path()); errors.Is(missing, os.ErrNotExist) {
		return nil
	}
	db, err := run.app.open(run.ctx, reading)
	if err != nil {
		return err
	}
	defer db.Close()
	err = db.View(run.ctx, func(v *store.View) (err error) {
		run.mappings, err = mappings(v)
		return err
	})
	return err
}

func (run *importRun) mappingOf(signature string) *remembered {
	for i := range run.mappings {
		if run.mappings[i].signature == signature {
			return &run.mappings[i]
		}
	}
	return nil
}

// remember keeps the mapping of a file that was imported, where somebody confirmed
// it by --map, or where --strict wants its headings known, and reports whether that is new.
func (run *importRun) remember(f *intake.File) (fresh bool, err error) {
	known := run.mappingOf(f.Signature())
	confirmed := run.confirmed(f)
	if run.asked.dryRun || !confirmed && !run.asked.strict || f.Returned {
		return false, nil
	}
	m := remembered{Headings: headings(f), Map: f.Map(), signature: f.Signature()}
	if known != nil {
		m.Shops, m.On = known.Shops, known.On
		if !confirmed {
			m.Headings, m.Map = known.Headings, known.Map
		}
	}
	if shop := run.asked.shop; shop != "" && !slices.Contains(m.Shops, shop) {
		m.Shops = append(slices.Clone(m.Shops), shop)
	}
	if known != nil && maps.Equal(m.Map, known.Map) && len(m.Shops) == len(known.Shops) {
		return false, nil
	}
	m.On = run.options.Today
	if err := m.write(run.ctx, run.db); err != nil {
		return false, err
	}
	run.mappings = append([]remembered{m}, slices.DeleteFunc(run.mappings, func(old remembered) bool { return old.signature == m.signature })...)
	return true, nil
}

// confirmed reports whether somebody said what headings of f mean, by --map or by
// answering.
func (run *importRun) confirmed(f *intake.File) bool {
	return len(run.said) > len(f.Unused()) || run.answers[f.Signature()] != nil
}

// write keeps the mapping in the sheet's file.
func (m *remembered) write(ctx context.Context, db *store.DB) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return db.Remember(ctx, mappingSetting+m.signature, string(text))
}

// headings are the headings of a file that say something.
func headings(f *intake.File) (names []string) {
	for _, m := range f.Columns {
		if m.Heading != "" {
			names = append(names, m.Name)
		}
	}
	return names
}

// strict refuses headings other than those remembered, in any of the files.
func (run *importRun) strict(files []*intake.File) error {
	for _, f := range files {
		if !run.asked.strict {
			break
		}
		if err := run.familiar(f); err != nil {
			return err
		}
	}
	return nil
}

// familiar reports that the headings of f are other than those remembered, of the shop
// if one is named, and what differs. What nothing remembered is like comes for the
// first time.
func (run *importRun) familiar(f *intake.File) error {
	if run.mappingOf(f.Signature()) != nil || run.confirmed(f) {
		return nil
	}
	now := headings(f)
	var nearest *remembered
	most := 0
	for i := range run.mappings {
		m := &run.mappings[i]
		common := len(both(m.Headings, now))
		if run.asked.shop != "" && !slices.Contains(m.Shops, run.asked.shop) || run.asked.shop == "" && 2*common < len(m.Headings) {
			continue
		}
		if nearest == nil || common > most {
			nearest, most = m, common
		}
	}
	if nearest == nil {
		return nil
	}
	return sheet.Fail(sheet.Failed, "%s：表头和记住的不一样（%s），没有导入；核对后用 --map 说明新的表头，或先 kehu mapping forget %s",
		"%s: the headings are not those remembered (%s), nothing was imported; say with --map what is new, or forget the old ones by kehu mapping forget %s",
		titleOf(f.Name, f), nearest.differences(f), nearest.signature)
}

// both are the words of a that are in b.
func both(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(word string) bool { return !slices.Contains(b, word) })
}

// differences tell how the headings of f differ from m's: a new one that feeds the
// column of a missing one is that one renamed.
func (m *remembered) differences(f *intake.File) sheet.Words {
	now, as := headings(f), f.Map()
	missing := slices.DeleteFunc(slices.Clone(m.Headings), func(h string) bool { return slices.Contains(now, h) })
	added := slices.DeleteFunc(now, func(h string) bool { return slices.Contains(m.Headings, h) })
	var told []sheet.Words
	for _, old := range missing {
		i := slices.IndexFunc(added, func(h string) bool { return as[h] == m.Map[old] && as[h] != "extra" && as[h] != "skip" })
		if i < 0 {
			told = append(told, sheet.W("缺“%s”", "“%s” is missing", old))
			continue
		}
		told = append(told, sheet.W("“%s”改成了“%s”", "“%s” is now “%s”", old, added[i]))
		added = slices.Delete(added, i, i+1)
	}
	for _, h := range added {
		told = append(told, sheet.W("多了“%s”", "“%s” is new", h))
	}
	if len(told) == 0 { // what stands there twice was once remembered by one name
		return sheet.W("有的表头多了或少了一列", "a heading stands there more or less often")
	}
	all := told[0]
	for _, one := range told[1:] {
		all = sheet.W("%s、%s", "%s, %s", all, one)
	}
	return all
}

package report

import "kehu/store/sheet"

// todayLines is the most lines of the list of today in a workbook: more are no
// list for a day.
const todayLines = 1000

// Workbook is every report in the order of All, as pages of one workbook. The
// customers are placed once for all pages. Long lists are read while they are
// written, those of what happened only as far as their newest rows, and say so.
func Workbook(src Source, o Options) ([]Doc, error) {
	v, err := look(src, o.ofStaff())
	if err != nil {
		return nil, err
	}
	o.All, o.Limit, o.Name, o.Summary = true, 0, "", false
	var docs []Doc
	for _, r := range All() {
		d, err := v.page(src, r, o)
		if err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// page builds one report for the workbook; it takes from v what is counted there.
func (v *overview) page(src Source, r Report, o Options) (Doc, error) {
	switch r.Key {
	case "overview":
		return v.doc(), nil
	case "segments":
		return v.people.segments(src, o.ofStaff(), nil), nil
	case "definitions":
		return v.people.definitions(), nil
	case "today":
		o.Limit = todayLines
		return Today(src, o)
	}
	o = o.ofStaff()
	for _, s := range []*sheet.Sheet{sheet.Interactions, sheet.Purchases, sheet.Feedbacks, sheet.Plans} {
		if s.Key == r.Key {
			return newest(src, s, o, MostRows)
		}
	}
	return r.Build(src, o)
}

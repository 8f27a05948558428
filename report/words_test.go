package report_test

import (
	"reflect"
	"strings"
	"testing"

	"kehu/report"
	"kehu/store/sheet"
)

// everyDoc is every report on data of every kind, and of none.
func everyDoc(t *testing.T) []report.Doc {
	var docs []report.Doc
	take := func(d report.Doc, err error) {
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	for _, m := range []memory{{}, morning(), shop(), regular()} {
		o := report.Options{Today: today}
		book, err := report.Workbook(m, o)
		take(report.Doc{}, err)
		docs = append(docs, book...)
		take(report.Today(m, o))
		for _, o := range []report.Options{{By: report.ByGroup}, {Name: "key_value"}, {Name: "未成交"}, {Days: 10, All: true}} {
			o.Today = today
			take(report.Segments(m, o))
			take(report.Today(m, o))
		}
		for _, row := range m[sheet.Customers] {
			take(report.Show(m, row.Base().ID, o))
		}
	}
	return docs
}

func TestEveryTextIsInBothLanguages(t *testing.T) {
	seen := 0
	check := func(w sheet.Words) {
		seen++
		zh, en := w.In(sheet.ZH), w.In(sheet.EN)
		if (w.ZH == "") != (w.EN == "") || strings.Contains(zh+en, "%!") || (zh == "") != (en == "") {
			t.Errorf("%q and %q", zh, en)
		}
	}
	for _, r := range report.All() {
		check(r.Label())
		check(r.Question)
	}
	for _, d := range everyDoc(t) {
		walk(reflect.ValueOf(d), check)
		for _, table := range d.Tables {
			for cells, err := range table.Rows {
				if err != nil {
					t.Fatal(err)
				}
				walk(reflect.ValueOf(cells), check)
			}
		}
	}
	if seen < 1000 {
		t.Errorf("saw %d texts only", seen)
	}
}

// walk calls check with every Words that v holds.
func walk(v reflect.Value, check func(sheet.Words)) {
	if v.CanInterface() {
		switch w := v.Interface().(type) {
		case sheet.Words:
			check(w)
		case report.Phrase:
			check(sheet.Words(w))
		}
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), check)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), check)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), check)
			}
		}
	}
}

func TestAWorkbookHasEveryReportInItsOrder(t *testing.T) {
	docs, err := report.Workbook(morning(), report.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for i, r := range report.All() {
		known[r.Key] = true
		if docs[i].Key != r.Key || docs[i].Title.In(sheet.ZH) != r.ZH || docs[i].Title.In(sheet.EN) != r.EN {
			t.Errorf("page %d is %s %s, want %s %s", i, docs[i].Key, docs[i].Title.In(sheet.ZH), r.Key, r.ZH)
		}
	}
	if len(docs) != len(known) {
		t.Errorf("%d pages of %d reports", len(docs), len(known))
	}
	for _, f := range docs[0].Facts {
		if !known[f.Link] {
			t.Errorf("%s leads to %q, which is no page", f.Label.In(sheet.ZH), f.Link)
		}
	}
}

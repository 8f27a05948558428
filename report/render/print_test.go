package render

import (
	"testing"

	"kehu/report"
	"kehu/store/sheet"
)

func TestAWideTablePrintsItsFirstColumnsOnly(t *testing.T) {
	areas := map[string]string{}
	var every []string
	for _, c := range sheet.Customers.Columns {
		every = append(every, c.Key)
	}
	for _, n := range reopen(t, []report.Doc{listing(people(), every...)}, sheet.ZH).GetDefinedName() {
		areas[n.Name] = n.RefersTo
	}
	if got := areas["_xlnm.Print_Area"]; got == "" {
		t.Errorf("all %d columns would print on one page: %v", len(every), areas)
	}
	for _, n := range reopen(t, []report.Doc{listing(people(), "no", "name", "phone")}, sheet.ZH).GetDefinedName() {
		if n.Name == "_xlnm.Print_Area" {
			t.Errorf("a narrow table prints only %s", n.RefersTo)
		}
	}
}

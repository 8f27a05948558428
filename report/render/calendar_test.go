package render_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kehu/report"
	"kehu/report/render"
	"kehu/store/sheet"
)

// property is one content line of an iCalendar or vCard file.
type property struct{ name, value string }

// parsed reads such a file back as its standard says: CRLF, folded lines of at most
// 75 octets, values with their marks taken off.
func parsed(text string) ([]property, error) {
	if !strings.HasSuffix(text, "\r\n") {
		return nil, fmt.Errorf("the last line does not end")
	}
	var whole []string
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		switch {
		case len(line) > 75:
			return nil, fmt.Errorf("%d octets in %q", len(line), line)
		case !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n"):
			return nil, fmt.Errorf("broken line %q", line)
		case strings.HasPrefix(line, " ") && len(whole) > 0:
			whole[len(whole)-1] += line[1:]
		default:
			whole = append(whole, line)
		}
	}
	var all []property
	for _, line := range whole {
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("no value in %q", line)
		}
		all = append(all, property{name, strings.NewReplacer(`\n`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`).Replace(value)})
	}
	return all, nil
}

func wang() report.Call {
	return report.Call{Customer: 17, Key: "p12", On: sheet.MakeDate(2026, 3, 5), Name: "王秀兰", Phone: "13812345678", Village: "后屯",
		Kind: sheet.W("逾期", "Overdue"), Why: sheet.W("约在 3月1日，过了 4 天：送说明书; 带上发票, 收据\\存根（p12）", "overdue"), Say: sheet.W("我来看看您，方便不？", "Hello"),
		Last: sheet.MakeDate(2026, 2, 20), Said: "血压计\r\n会用了"}
}

func TestCalendarReadsBack(t *testing.T) {
	var b strings.Builder
	if err := render.Calendar(&b, []report.Call{wang()}, sheet.MakeDate(2026, 3, 5), sheet.ZH); err != nil {
		t.Fatal(err)
	}
	got, err := parsed(b.String())
	want := []property{{"BEGIN", "VCALENDAR"}, {"VERSION", "2.0"}, {"PRODID", "-//kehu//kehu//ZH"}, {"CALSCALE", "GREGORIAN"}, {"METHOD", "PUBLISH"},
		{"X-WR-CALNAME", "客户跟进"}, {"BEGIN", "VEVENT"}, {"UID", "p12@kehu"}, {"DTSTAMP", "20260305T000000Z"}, {"DTSTART;VALUE=DATE", "20260305"},
		{"DTEND;VALUE=DATE", "20260306"}, {"SUMMARY", "逾期：王秀兰（后屯）"},
		{"DESCRIPTION", "13812345678\n约在 3月1日，过了 4 天：送说明书; 带上发票, 收据\\存根（p12）\n上次 2026-02-20：血压计\n会用了\n“我来看看您，方便不？”"},
		{"LOCATION", "后屯"}, {"TRANSP", "TRANSPARENT"}, {"BEGIN", "VALARM"}, {"ACTION", "DISPLAY"}, {"DESCRIPTION", "逾期：王秀兰（后屯）"},
		{"TRIGGER", "PT8H"}, {"END", "VALARM"}, {"END", "VEVENT"}, {"END", "VCALENDAR"}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(property{})); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestContactsReadBack(t *testing.T) {
	silent := wang()
	silent.Customer, silent.Phone = 18, ""
	var b strings.Builder
	if err := render.Contacts(&b, []report.Call{wang(), silent, wang()}, sheet.ZH); err != nil {
		t.Fatal(err)
	}
	got, err := parsed(b.String())
	want := []property{{"BEGIN", "VCARD"}, {"VERSION", "3.0"}, {"FN", "王秀兰"}, {"N", "王秀兰;;;;"}, {"TEL;TYPE=CELL", "13812345678"},
		{"NOTE", "后屯\n约在 3月1日，过了 4 天：送说明书; 带上发票, 收据\\存根（p12）\n上次 2026-02-20：血压计\n会用了\n“我来看看您，方便不？”"},
		{"UID", "kehu-17"}, {"END", "VCARD"}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(property{})); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// TestCalendarFoldsAnyText: whatever people typed, lines stay short and whole.
func TestCalendarFoldsAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		call := wang()
		call.Name = rapid.StringOf(rapid.RuneFrom([]rune("王a，,;\\\n𠮷 é"))).Draw(t, "name")
		var b strings.Builder
		if err := render.Calendar(&b, []report.Call{call}, call.On, sheet.ZH); err != nil {
			t.Fatal(err)
		}
		all, err := parsed(b.String())
		if err != nil {
			t.Fatal(err)
		}
		summary := ""
		for _, p := range all {
			if p.name == "SUMMARY" {
				summary = p.value
			}
		}
		if want := "逾期：" + call.Name + "（后屯）"; summary != want {
			t.Fatalf("summary %q, want %q", summary, want)
		}
	})
}

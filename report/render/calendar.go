package render

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"kehu/report"
	"kehu/store/sheet"
)

// Calendar writes calls as an iCalendar file (RFC 5545): an all-day event for each,
// with an alarm at eight in the morning. The same cause has the same UID whenever
// it is written, so that a calendar which reads the file again makes none twice.
// today stamps the events. The error is the writer's.
func Calendar(w io.Writer, calls []report.Call, today sheet.Date, l sheet.Lang) error {
	c := &lines{w: w}
	c.put("BEGIN", "VCALENDAR")
	c.put("VERSION", "2.0")
	c.put("PRODID", "-//kehu//kehu//ZH")
	c.put("CALSCALE", "GREGORIAN")
	c.put("METHOD", "PUBLISH")
	c.put("X-WR-CALNAME", escaped(sheet.W("客户跟进", "Customers to see").In(l)))
	for _, call := range calls {
		c.event(call, today, l)
	}
	c.put("END", "VCALENDAR")
	return c.err
}

func (c *lines) event(call report.Call, today sheet.Date, l sheet.Lang) {
	summary := sheet.W("%s：%s", "%s: %s", call.Kind, call.Name)
	if call.Village != "" {
		summary = sheet.W("%s（%s）", "%s (%s)", summary, call.Village)
	}
	c.put("BEGIN", "VEVENT")
	c.put("UID", call.Key+"@kehu")
	c.put("DTSTAMP", basic(today)+"T000000Z")
	c.put("DTSTART;VALUE=DATE", basic(call.On))
	c.put("DTEND;VALUE=DATE", basic(call.On+1))
	c.put("SUMMARY", escaped(summary.In(l)))
	c.put("DESCRIPTION", escaped(strings.Join(callLines(call, l), "\n")))
	if call.Village != "" {
		c.put("LOCATION", escaped(call.Village))
	}
	c.put("TRANSP", "TRANSPARENT")
	c.put("BEGIN", "VALARM")
	c.put("ACTION", "DISPLAY")
	c.put("DESCRIPTION", escaped(summary.In(l)))
	c.put("TRIGGER", "PT8H")
	c.put("END", "VALARM")
	c.put("END", "VEVENT")
}

// callLines are the phone of a customer, why to go, what was said and what to say.
func callLines(call report.Call, l sheet.Lang) []string {
	texts := []string{call.Phone, call.Why.In(l)}
	if call.Last != 0 {
		texts = append(texts, sheet.W("上次 %s：%s", "Last %s: %s", call.Last.String(), call.Said).In(l))
	}
	texts = append(texts, sheet.W("“%s”", "“%s”", call.Say).In(l))
	if call.Phone == "" {
		return texts[1:]
	}
	return texts
}

// basic is a day as 20260305.
func basic(d sheet.Date) string {
	year, month, day := d.Civil()
	return fmt.Sprintf("%04d%02d%02d", year, month, day)
}

// Contacts writes calls as vCards (version 3.0, RFC 2426) for a telephone: name,
// number, village and why to go. A customer named in several calls has one card; who
// has no number has none. The error is the writer's.
func Contacts(w io.Writer, calls []report.Call, l sheet.Lang) error {
	c := &lines{w: w}
	seen := map[sheet.ID]bool{}
	for _, call := range calls {
		if call.Phone == "" || seen[call.Customer] {
			continue
		}
		seen[call.Customer] = true
		name := escaped(call.Name)
		if name == "" {
			name = call.Phone
		}
		c.put("BEGIN", "VCARD")
		c.put("VERSION", "3.0")
		c.put("FN", name)
		c.put("N", name+";;;;")
		c.put("TEL;TYPE=CELL", call.Phone)
		c.put("NOTE", escaped(strings.Join(append([]string{call.Village}, callLines(call, l)[1:]...), "\n")))
		c.put("UID", "kehu-"+call.Customer.String())
		c.put("END", "VCARD")
	}
	return c.err
}

// lines writes content lines as iCalendar and vCard have them, and keeps the first
// error.
type lines struct {
	w   io.Writer
	err error
}

// mostOctets is the length of a line; what is longer goes on in the next behind a space.
const mostOctets = 75

// put writes NAME:value, folded between characters, never within one.
func (c *lines) put(name, value string) {
	var b strings.Builder
	room := mostOctets
	for _, r := range name + ":" + value {
		if size := utf8.RuneLen(r); size > room {
			b.WriteString("\r\n ")
			room = mostOctets - 1
		}
		b.WriteRune(r)
		room -= utf8.RuneLen(r)
	}
	b.WriteString("\r\n")
	if c.err == nil {
		_, c.err = io.WriteString(c.w, b.String())
	}
}

// escaped is a text as a value: backslash, comma, semicolon and the end of a line
// are marked, other control characters left out.
func escaped(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "?"), "\r\n", "\n")
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n' || r == '\r':
			b.WriteString(`\n`)
		case r == '\\' || r == ',' || r == ';':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r >= ' ' && r != 0x7f:
			b.WriteRune(r)
		}
	}
	return b.String()
}

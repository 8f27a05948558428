package intake

import (
	"kehu/store/sheet"
)

// takeDay takes the day from the beginning of a text about a visit.
func (p *plan) takeDay(s *step, text string) string {
	visit := s.part.patch.Row.(*sheet.Interaction)
	day, rest, ok := leadingDay(text, p.today)
	if !ok || visit.At != 0 {
		return text
	}
	visit.At = sheet.MakeMoment(day, 0)
	s.part.set("at")
	return rest
}

// mostOfAYear is how many days ago a day without a year may be without a word: one that is
// still to come this year was meant, perhaps.
const mostOfAYear = 300

// completedFar counts a day without a year that was read as long ago.
func (p *plan) completedFar(s *step, cell string) {
	day := s.read()
	if day == 0 || p.today.Today-day < mostOfAYear {
		return
	}
	p.file.FarBack.add(short(cell) + " → " + day.String())
}

// ahead counts a day after today on which something is said to have happened: a slip of
// the pen, 2062 for 2026, would keep it out of every figure.
func (p *plan) ahead(s *step, cell string) {
	if p.today.Today == 0 || s.read() <= p.today.Today {
		return
	}
	p.file.Ahead.add(short(cell))
}

// read is the day that the step read, 0 for none.
func (s *step) read() sheet.Date {
	switch field := s.field.(type) {
	case *sheet.Date:
		return *field
	case *sheet.Moment:
		return field.Date()
	}
	return 0
}

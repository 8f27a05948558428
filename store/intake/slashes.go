package intake

import "kehu/store/sheet"

// findSlashes finds in what order each column writes days such as 5/1/2026: the days
// that can be read in one way alone speak for the others. How those are read is said.
func (r *resolver) findSlashes() {
	for i := range r.choices {
		c := &r.choices[i]
		if c.As != Mapped {
			continue
		}
		switch c.Column.Kind() {
		case sheet.DateKind, sheet.MomentKind, sheet.BirthdayKind:
			r.inOrder(c, r.values(i))
		}
	}
}

func (r *resolver) inOrder(c *choice, values []string) {
	months, days, unclear := false, false, ""
	for _, v := range values {
		switch monthFirst, dayFirst, ok := sheet.SlashedDay(v); {
		case !ok:
		case !dayFirst:
			months = true
		case !monthFirst:
			days = true
		case unclear == "":
			unclear = v
		}
	}
	order := sheet.W("月/日/年", "month/day/year")
	switch {
	case months && days, !months && !days && unclear == "":
		c.slashes = sheet.EitherOrder
		return // such a cell is refused, further down as well
	case days:
		c.slashes, order = sheet.DayFirst, sheet.W("日/月/年", "day/month/year")
	}
	if unclear == "" {
		return
	}
	day := c.Column.Field(c.Column.Sheet.New())
	if day.Parse(unclear, sheet.Reading{Today: r.o.Today, Slashes: c.slashes}) == nil && !day.Empty() {
		r.notes = append(r.notes, sheet.W("“%s”的 %s 读作 %s（%s）", "“%s”: %s is read as %s (%s)", c.Heading, unclear, day.String(), order))
	}
}

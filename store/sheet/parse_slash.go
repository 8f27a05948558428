package sheet

// SlashedDay reports whether a cell holds a day like 5/1/2026, and in which of the orders
// it may be read; one whose month and day are the same is none.
func SlashedDay(cell string) (monthFirst, dayFirst, ok bool) {
	s := scanner{Fold(cleanText(cell))}
	w, ok := s.written()
	if !ok || !w.slashed || w.month == w.day {
		return false, false, false
	}
	return w.month <= 12, w.day <= 12, true
}

// ordered puts month and day in the order that the column's days have; false if the
// day isn't written so, or nobody can tell.
func (w *written) ordered(o Slashes) bool {
	switch {
	case !w.slashed:
		return true
	case o == EitherOrder && w.month <= 12 && w.day <= 12:
		return w.month == w.day
	case o == DayFirst || o == EitherOrder && w.month > 12:
		w.month, w.day = w.day, w.month
	}
	return w.month <= 12
}

// slashError is why a day like 5/1/2026 is not read, nil if it is none or for another
// reason.
func slashError(cell string, r Reading) error {
	monthFirst, dayFirst, ok := SlashedDay(cell)
	switch {
	case !ok:
		return nil
	case monthFirst && dayFirst && r.Slashes == EitherOrder:
		return Fail(Failed, "“%s”分不清几月几日，这一列别的日子也说不准；请写成 2026-01-05", "cannot tell month from day in “%s”, nor from the column's other days: write it like 2026-01-05", quoted(cell))
	case !monthFirst && r.Slashes == MonthFirst:
		return Fail(Failed, "“%s”先写了日，这里按月/日/年读；请写成 2026-01-13", "“%s” has the day first where month/day/year is read: write it like 2026-01-13", quoted(cell))
	case !dayFirst && r.Slashes == DayFirst:
		return Fail(Failed, "“%s”先写了月，这一列别的日子是日/月/年；请写成 2026-01-13", "“%s” has the month first where the column's other days are day/month/year: write it like 2026-01-13", quoted(cell))
	}
	return nil
}

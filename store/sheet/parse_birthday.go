package sheet

import "kehu/store/almanac"

// ParseBirthday reads a solar or lunar birthday: 1956-3-5, 1956年, 195603, 3月5日,
// 农历八月十五, 阴历1956年八月十五. It lies in the past, so 56.3.5 is of 1956.
func ParseBirthday(cell string, r Reading) (Birthday, error) {
	if d, ok := plainDate(cell); ok {
		if b := solarBirthday(d); b.real(r.Today) {
			return b, nil
		}
	}
	text := Fold(cleanText(cell))
	if isBlank(text) {
		return Birthday{}, nil
	}
	b, ok := readBirthday(text, r)
	if !ok {
		if err := slashError(cell, r); err != nil {
			return Birthday{}, err
		}
		return Birthday{}, Fail(Failed, "“%s”不是生日，请写成 1956-03-05、3月5日或农历八月十五",
			"cannot read “%s” as a birthday: write it like 1956-03-05, 03-05 or 农历08-15", quoted(cell))
	}
	return b, nil
}

func readBirthday(text string, r Reading) (Birthday, bool) {
	// Five digits are a spreadsheet's number of a day; the smaller numbers, before
	// May 1927, would be years and ages as well.
	if m, ok := serial(text, 10000, 60000); ok && r.Serials.holds(m.Date()) {
		b := solarBirthday(m.Date())
		return b, b.real(r.Today)
	}
	if b, ok := digitBirthday(text, r); ok {
		return b, b.real(r.Today)
	}
	b, ok := lunarBirthday(text, r)
	return b, ok && b.real(r.Today)
}

func solarBirthday(d Date) Birthday {
	year, month, day := d.Civil()
	return Birthday{Year: int16(year), Month: int8(month), Day: int8(day)}
}

// digitBirthday reads what is written in digits, and Han numerals where they
// can't be a lunar day or the calendar is named.
func digitBirthday(text string, r Reading) (Birthday, bool) {
	if len(text) == 4 && allDigits(text) && text < "1900" { // 0305: no year is so small
		text = text[:2] + "-" + text[2:]
	}
	s := scanner{text}
	w, ok := s.written()
	if !ok || !w.ordered(r.Slashes) || w.leap && !w.lunar || w.han && !w.lunar && !w.common {
		return Birthday{}, false
	}
	if w.short {
		w.year = pastYear(w.year, r.Today)
	}
	bracket := s.take("(")
	s.calendar(&w)
	if bracket && !s.take(")") {
		return Birthday{}, false
	}
	s.take("出生", "生日", "生")
	s.weekday()
	if _, ok := s.clock(); !ok {
		return Birthday{}, false
	}
	return Birthday{Year: int16(w.year), Month: int8(w.month), Day: int8(w.day), Lunar: w.lunar, Leap: w.leap}, true
}

// lunarBirthday reads the words of the lunar calendar: 八月十五, 56年腊月廿三.
func lunarBirthday(text string, r Reading) (Birthday, bool) {
	l, ok := almanac.ParseLunar(text)
	if !ok {
		s := scanner{text}
		var w written
		s.calendar(&w)
		year, width := s.digits()
		if width != 2 || !s.take("年") {
			return Birthday{}, false
		}
		if l, ok = almanac.ParseLunar("农历" + s.rest); !ok {
			return Birthday{}, false
		}
		l.Year = pastYear(year, r.Today)
	}
	return Birthday{Year: int16(l.Year), Month: int8(l.Month), Day: int8(l.Day), Lunar: true, Leap: l.Leap}, true
}

// real reports whether there is such a birthday, on or before today.
func (b Birthday) real(today Date) bool {
	year := int(b.Year)
	if b.Year != 0 && (year < firstYear || year > latestYear(today)) || b.Year == 0 && b.Day == 0 {
		return false
	}
	switch {
	case b.Month == 0:
		return b.Day == 0 && !b.Leap
	case b.Lunar:
		return almanac.Lunar{Year: year, Month: int(b.Month), Day: int(max(b.Day, 1)), Leap: b.Leap}.Exists()
	case b.Year == 0:
		_, ok := civilDate(2000, int(b.Month), int(b.Day)) // a leap year
		return ok
	}
	day, ok := civilDate(year, int(b.Month), int(max(b.Day, 1)))
	return ok && (today == 0 || day <= today)
}

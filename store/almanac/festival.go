package almanac

import (
	"cmp"
	"slices"
)

// Festival is one of the days the year is reckoned by.
type Festival uint8

// The festivals, in the order of the lunar year's end, the lunar year, the solar terms and the public holidays.
const (
	Laba           Festival = iota // 腊八, month 12 day 8
	LittleYear                     // 小年, month 12 day 23 as in the north; the south keeps the 24th
	NewYearsEve                    // 除夕, the last day of month 12: 廿九 or 三十
	SpringFestival                 // 春节, month 1 day 1
	Lantern                        // 元宵, month 1 day 15
	DragonHead                     // 龙抬头, month 2 day 2
	DragonBoat                     // 端午, month 5 day 5
	Qixi                           // 七夕, month 7 day 7
	Ghost                          // 中元, month 7 day 15
	MidAutumn                      // 中秋, month 8 day 15
	DoubleNinth                    // 重阳, month 9 day 9
	Qingming                       // 清明, the solar term
	Dongzhi                        // 冬至, the solar term
	NewYearsDay                    // 元旦, 1 January
	LabourDay                      // 劳动节, 1 May
	NationalDay                    // 国庆, 1 October
	festivals                      // how many there are
)

// names holds each festival's Chinese and English name and its day: in the lunar calendar up to DoubleNinth, the
// last day of the month being 30; in the solar calendar from NewYearsDay on. The solar terms are in the table.
var names = [festivals]struct {
	zh, en     string
	month, day int
}{
	Laba:           {"腊八", "Laba Festival", 12, 8},
	LittleYear:     {"小年", "Little New Year", 12, 23},
	NewYearsEve:    {"除夕", "Lunar New Year's Eve", 12, 30},
	SpringFestival: {"春节", "Spring Festival", 1, 1},
	Lantern:        {"元宵", "Lantern Festival", 1, 15},
	DragonHead:     {"龙抬头", "Dragon Head-Raising Day", 2, 2},
	DragonBoat:     {"端午", "Dragon Boat Festival", 5, 5},
	Qixi:           {"七夕", "Qixi Festival", 7, 7},
	Ghost:          {"中元", "Ghost Festival", 7, 15},
	MidAutumn:      {"中秋", "Mid-Autumn Festival", 8, 15},
	DoubleNinth:    {"重阳", "Double Ninth Festival", 9, 9},
	Qingming:       {"清明", "Tomb-Sweeping Day", 4, 0},
	Dongzhi:        {"冬至", "Winter Solstice", 12, 0},
	NewYearsDay:    {"元旦", "New Year's Day", 1, 1},
	LabourDay:      {"劳动节", "Labour Day", 5, 1},
	NationalDay:    {"国庆", "National Day", 10, 1},
}

// String is the festival's Chinese name, empty for a number that is none.
func (f Festival) String() string {
	if f >= festivals {
		return ""
	}
	return names[f].zh
}

// English is the festival's English name, empty for a number that is none.
func (f Festival) English() string {
	if f >= festivals {
		return ""
	}
	return names[f].en
}

// FestivalDay is a festival on its civil day. Name is its Chinese name.
type FestivalDay struct {
	Year, Month, Day int
	Name             string
	English          string
	Festival         Festival
}

// Festivals are the festivals of a solar year by date, those of one day in the order of their constants; none
// outside FirstYear to LastYear. A solar year may hold 腊八 twice or not at all. No festival falls in a leap month.
func Festivals(solarYear int) []FestivalDay {
	if solarYear < FirstYear || solarYear > LastYear {
		return nil
	}
	days := make([]FestivalDay, 0, festivals+1)
	for f := range festivals {
		for _, n := range f.days(solarYear) {
			if year, month, day := dateOf(n); year == solarYear {
				days = append(days, FestivalDay{year, month, day, f.String(), f.English(), f})
			}
		}
	}
	slices.SortStableFunc(days, func(a, b FestivalDay) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
	})
	return days
}

// days are the day numbers on which a festival may fall in a solar year: one by the sun, one of each of the two
// lunar years that share the solar year.
func (f Festival) days(year int) []int {
	month, day := names[f].month, names[f].day
	switch y, _ := yearOf(year); {
	case f == Qingming:
		day = y.qingming()
	case f == Dongzhi:
		day = y.dongzhi()
	case f <= DoubleNinth:
		before, _ := Lunar{Year: year - 1, Month: month, Day: day}.kept()
		within, _ := Lunar{Year: year, Month: month, Day: day}.kept()
		return []int{before, within}
	}
	return []int{midnight(year, month, day)}
}

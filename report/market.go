package report

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"kehu/store/almanac"
	"kehu/store/sheet"
)

// Markets are the markets on file, with the days on which each is held.
type Markets []Market

// Market is one market; its rule is never held where it can't be read.
type Market struct {
	sheet.Market
	rule  almanac.Market
	wrong bool // the rule can't be read
}

// MarketsOf reads the markets of the sheet, in the order they were written down.
func MarketsOf(src Source) (Markets, error) {
	var all Markets
	err := each(src, sheet.Query{Sheet: sheet.Markets}, func(m *sheet.Market) {
		rule, err := almanac.ParseMarket(m.Rule.String())
		all = append(all, Market{*m, rule, err != nil})
	})
	return all, err
}

// Next is the first day on or after from on which the market is held, 0 if it is
// not within 400 days.
func (m Market) Next(from sheet.Date) sheet.Date {
	year, month, day, ok := m.rule.Next(from.Civil())
	if !ok {
		return 0
	}
	return sheet.MakeDate(year, month, day)
}

// Next is the first market day of a place on or after from: of the first of the
// places, a township or a village, that has a market. It is 0 with no market where
// none of them has one.
func (all Markets) Next(from sheet.Date, places ...string) (on sheet.Date, at Market) {
	for _, place := range places {
		for _, m := range all {
			if day := m.Next(from); m.in(place) && day != 0 && (on == 0 || day < on) {
				on, at = day, m
			}
		}
		if on != 0 {
			break
		}
	}
	return on, at
}

// On are the markets held on a day.
func (all Markets) On(day sheet.Date) Markets {
	var held Markets
	for _, m := range all {
		if m.rule.On(day.Civil()) {
			held = append(held, m)
		}
	}
	return held
}

// in reports whether the market is that of a place. People write a township with
// its 镇 or 乡 or without; a market that names no township is that of the place its
// own name begins with.
func (m Market) in(place string) bool {
	place = stem(place)
	if place == "" {
		return false
	}
	if m.Township.Empty() {
		return strings.HasPrefix(m.Name.String(), place)
	}
	return stem(m.Township.String()) == place
}

// stem is the name of a township without what kind of place it is; a name of one
// character keeps it.
func stem(place string) string {
	for _, kind := range placeKinds() {
		if rest, ok := strings.CutSuffix(place, kind); ok && len(rest) > len("字") {
			return rest
		}
	}
	return place
}

// placeKinds are the words that say what kind of place a name is.
func placeKinds() []string { return []string{"街道", "镇", "乡", "村", "屯"} }

// MarketList lists the markets with their next day, the soonest first.
func MarketList(src Source, o Options) (Doc, error) {
	all, err := MarketsOf(src)
	if err != nil {
		return Doc{}, err
	}
	slices.SortStableFunc(all, func(a, b Market) int {
		return cmp.Compare(uint32(a.Next(o.Today)-1), uint32(b.Next(o.Today)-1)) // one without a next day last
	})
	columns := append(ofMarket("no", "name", "township", "rule"),
		Column{Key: "next", Label: sheet.W("下个集日", "Next day"), Kind: sheet.DateKind, Width: 11},
		weekdayColumn(), lunarColumn(), Column{Key: "in_days", Label: sheet.W("还有几天", "In days"), Kind: sheet.CountKind, Width: 9})
	rows := func(yield func([]Cell, error) bool) {
		for _, m := range all {
			next := m.Next(o.Today)
			cells := []Cell{&m.ID, &m.Name, &m.Township, &m.Rule, &next, weekdayCell(next), lunarCell(next), text("")}
			if next != 0 {
				cells[7] = count(int(next - o.Today))
			}
			if !yield(cells, nil) {
				return
			}
		}
	}
	return Doc{Key: "markets", Title: sheet.W("集市", "Markets"), AsOf: o.Today, Notes: all.illegible(),
		Tables: []Table{{Key: "markets", Title: sheet.W("集市", "Markets"), Columns: columns, Rows: rows}}, Say: all.soonest(o.Today)}, nil
}

// illegible names the markets whose rules can't be read.
func (all Markets) illegible() []sheet.Words {
	var notes []sheet.Words
	for _, m := range all {
		if m.wrong {
			notes = append(notes, sheet.W("%s的规则“%s”看不懂，重新写一遍：kehu market add %[1]s --rule 农历尾:3,6,9",
				"%s: the rule “%s” can't be read; write it anew: kehu market add %[1]s --rule 农历尾:3,6,9", m.Name.String(), m.Rule.String()))
		}
	}
	return notes
}

// soonest says which market comes first.
func (all Markets) soonest(today sheet.Date) sheet.Words {
	first := sheet.Date(0)
	for _, m := range all {
		if next := m.Next(today); next != 0 && (first == 0 || next < first) {
			first = next
		}
	}
	if first == 0 {
		return sheet.W("还没有知道日子的集市：kehu market add 三岔河集 --rule 逢三六九。", "No market with a known day yet: kehu market add 三岔河集 --rule 逢三六九.")
	}
	names := make([]sheet.Words, 0, 3)
	for _, m := range all.On(first) {
		names = append(names, sheet.Verbatim(m.Name.String()))
	}
	return sheet.W("最近的集：%s，%s。", "The next market: %s, %s.", nearDay(first, today), joined("、", ", ", names...))
}

// MarketDays lists the market days of the coming days, today's first.
func MarketDays(all Markets, o Options) Doc {
	columns := append([]Column{{Key: "on", Label: sheet.W("日期", "On"), Kind: sheet.DateKind, Width: 11}, weekdayColumn(), lunarColumn()},
		ofMarket("name", "township", "rule")...)
	columns = append(columns, Column{Key: "in_days", Label: sheet.W("还有几天", "In days"), Kind: sheet.CountKind, Width: 9})
	return Doc{Key: "market-days", Title: sheet.W("赶集日", "Market days"), AsOf: o.Today, Notes: all.illegible(), Say: all.soonest(o.Today),
		Tables: []Table{{Key: "market-days", Title: sheet.W("赶集日", "Market days"), Columns: columns, Rows: all.days(o)}}}
}

func (all Markets) days(o Options) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		for on := o.Today; on < o.Today+sheet.Date(o.Days); on++ {
			for _, m := range all.On(on) {
				cells := []Cell{&on, weekdayCell(on), lunarCell(on), &m.Name, &m.Township, &m.Rule, count(int(on - o.Today))}
				if !yield(cells, nil) {
					return
				}
			}
		}
	}
}

func ofMarket(keys ...string) []Column {
	var columns []Column
	for _, c := range sheet.Markets.Must(keys...) {
		columns = append(columns, ColumnOf(c))
	}
	return columns
}

func weekdayColumn() Column {
	return Column{Key: "weekday", Label: sheet.W("星期", "Weekday"), Width: 6}
}

func lunarColumn() Column {
	return Column{Key: "lunar", Label: sheet.W("农历", "Lunar date"), Width: 10}
}

// weekdayCell is the day of the week.
func weekdayCell(on sheet.Date) Cell {
	if on == 0 {
		return text("")
	}
	return Phrase(weekday(on))
}

func weekday(on sheet.Date) sheet.Words {
	day := on.Weekday()
	return sheet.Words{ZH: "周" + string([]rune("日一二三四五六")[day]), EN: day.String()[:3]}
}

// MarketDay is a day with its weekday and its date by the lunar calendar.
func MarketDay(on sheet.Date) sheet.Words {
	return sheet.W("%s（%s，%s）", "%s (%s, %s)", on.String(), weekday(on), lunarCell(on).String())
}

// lunarCell is the date by the lunar calendar, empty where that isn't known.
func lunarCell(on sheet.Date) Cell {
	if lunar, ok := almanac.FromSolar(on.Civil()); ok && on != 0 {
		return text(strings.TrimPrefix(lunar.String(), "农历"))
	}
	return text("")
}

// nearDay is a day as people say it: 今天, 明天, or with its weekday.
func nearDay(on, today sheet.Date) sheet.Words {
	switch on - today {
	case 0:
		return sheet.W("今天", "today")
	case 1:
		return sheet.W("明天", "tomorrow")
	}
	return sheet.W("%s（%s）", "%s (%s)", day{on, today}, weekday(on))
}

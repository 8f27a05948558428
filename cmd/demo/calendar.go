package demo

import (
	"strings"
	"time"

	"kehu/store/almanac"
)

// Days are counted from the ledger's first day, 0, to today.
const (
	span    = 1096 // days of the ledger: three years and today
	today   = span - 1
	horizon = 260 // days after today that plans and promises may name
)

// calendar knows each day of the ledger: how it is written, which feast is near and when market was last held.
type calendar struct {
	first  time.Time
	text   []string // 2026-03-05
	month  []uint8  // 1-12
	near   []feast
	market [len(marketTails)][]int16 // the last market day not after the day
}

// feast is a festival people shop for; the zero feast is none.
type feast struct {
	day  int
	lead int // days before it in which people shop
	gift *product
}

// feasts are the festivals people shop for.
var feasts = [...]struct {
	name string
	lead int
	gift int
}{
	{"春节", 15, giftMilk},
	{"端午", 8, giftZongzi},
	{"中秋", 10, giftMooncake},
	{"重阳", 6, giftCake},
}

// marketTails are the last digits of the lunar days on which a township holds its market: 逢三六九 and so on.
var marketTails = [3][3]int{{3, 6, 9}, {1, 4, 7}, {2, 5, 8}}

func newCalendar(day time.Time) *calendar {
	y, m, d := day.Date()
	c := &calendar{first: time.Date(y, m, d-today, 0, 0, 0, 0, time.UTC)}
	for n := range span + horizon {
		date := c.date(n)
		c.text = append(c.text, date.Format(time.DateOnly))
		c.month = append(c.month, uint8(date.Month()))
	}
	c.near = make([]feast, span+horizon)
	for year := c.first.Year() - 1; year <= y+1; year++ {
		for _, f := range almanac.Festivals(year) {
			c.celebrate(f)
		}
	}
	c.holdMarkets()
	return c
}

func (c *calendar) date(n int) time.Time { return c.first.AddDate(0, 0, n) }

// number is the day's number, possibly outside the ledger.
func (c *calendar) number(year, month, day int) int {
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return int(date.Sub(c.first) / (24 * time.Hour))
}

// celebrate marks the days around a festival, from 20 before to 10 after, if people shop for it.
func (c *calendar) celebrate(f almanac.FestivalDay) {
	for _, known := range feasts {
		if !strings.HasPrefix(f.Name, known.name) {
			continue
		}
		at := c.number(f.Year, f.Month, f.Day)
		for n := max(0, at-20); n <= min(at+10, len(c.near)-1); n++ {
			if c.near[n].lead == 0 || abs(n-at) < abs(n-c.near[n].day) {
				c.near[n] = feast{day: at, lead: known.lead, gift: &products[known.gift]}
			}
		}
	}
}

func (c *calendar) holdMarkets() {
	for n := range span {
		date := c.date(n)
		lunar, _ := almanac.FromSolar(date.Year(), int(date.Month()), date.Day())
		for rule, tails := range marketTails {
			c.market[rule] = append(c.market[rule], c.lastMarket(rule, n, tails, lunar.Day))
		}
	}
}

func (c *calendar) lastMarket(rule, n int, tails [3]int, lunarDay int) int16 {
	for _, tail := range tails {
		if lunarDay%10 == tail {
			return int16(n)
		}
	}
	if n == 0 {
		return -1
	}
	return c.market[rule][n-1]
}

// coming is the next feast people shop for within a month of today.
func (c *calendar) coming() (feast, bool) {
	for n := today; n < today+30; n++ {
		if f := c.near[n]; f.lead > 0 && f.day >= today {
			return f, true
		}
	}
	return feast{}, false
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

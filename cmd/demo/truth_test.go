package demo

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kehu/store/almanac"
)

// who is the key of a row's customer.
func (r row) who() string { return plainPhone(r["手机"]) + r["姓名"] }

// plainPhone undoes the handwriting of the ledger's numbers.
func plainPhone(cell string) string {
	cell = strings.TrimPrefix(cell, "+86 ")
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == ' ' || r == '-':
			return -1
		}
		return r
	}, cell)
}

func fen(t *testing.T, cell string) int64 {
	t.Helper()
	if cell == "" {
		return 0
	}
	yuan, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		t.Fatal(err)
	}
	return int64(math.Round(yuan * 100))
}

// parseDay reads a date of any hand.
func parseDay(cell string) (time.Time, error) {
	for _, layout := range []string{"2006-01-02", "2006-01-02 15:04", "2006/1/2", "2006年1月2日", "2006.1.2"} {
		if day, err := time.Parse(layout, cell); err == nil {
			return day, nil
		}
	}
	return time.Time{}, fmt.Errorf("no date: %q", cell)
}

func TestCustomersDistinctAndKnown(t *testing.T) {
	elevenDigits := regexp.MustCompile(`^1[3-9]\d{9}$`)
	v := Village{Size{20000, 40000}, 7, march}
	known, phones := map[string]bool{}, map[string]int{}
	for _, r := range read(t, v.Ledger) {
		if known[r.who()] {
			t.Errorf("twice: %s", r.who())
		}
		if !elevenDigits.MatchString(plainPhone(r["手机"])) {
			t.Errorf("no phone: %q", r["手机"])
		}
		known[r.who()] = true
		phones[plainPhone(r["手机"])]++
	}
	shared := 0
	for _, members := range phones {
		if members > 3 {
			t.Errorf("%d people with one phone", members)
		}
		if members > 1 {
			shared++
		}
	}
	if shared < 2000 {
		t.Errorf("only %d households share a phone", shared)
	}
	for name, write := range files(v) {
		for _, r := range read(t, write) {
			if !known[r.who()] {
				t.Fatalf("%s names a stranger: %s", name, r.who())
			}
		}
	}
}

func TestAmountsAddUp(t *testing.T) {
	v := Village{Size{2000, 20000}, 5, march}
	owed, returns, sales := map[string]int64{}, 0, 0
	for _, r := range read(t, v.Purchases) {
		qty, _ := strconv.ParseFloat(r["数量"], 64)
		amount, paid := fen(t, r["金额"]), fen(t, r["实收"])
		want := int64(math.Round(qty*10))*fen(t, r["单价"])/10 - fen(t, r["优惠"])
		if amount != want || (amount < 0) != (qty < 0) || amount == 0 {
			t.Errorf("amount %d, want %d: %v", amount, want, r)
		}
		if amount < 0 {
			returns++
		} else {
			sales++
		}
		if r["实收"] != "" && amount > paid {
			owed[r.who()] += amount - paid
			if r["约定还款"] == "" {
				t.Errorf("credit without a promise: %v", r)
			}
		}
	}
	if share := float64(returns) / float64(sales); share < 0.005 || share > 0.04 {
		t.Errorf("%d returns to %d sales", returns, sales)
	}
	for _, r := range read(t, v.Payments) {
		paid := fen(t, r["还款金额"])
		if owed[r.who()] -= paid; paid <= 0 || owed[r.who()] < 0 {
			t.Errorf("paid back more than owed: %v", r)
		}
	}
}

// TestNothingLiesInTheFuture but plans and promises; nor before its customer was known, but for birthdays.
func TestNothingLiesInTheFuture(t *testing.T) {
	for _, now := range []time.Time{march, time.Date(2028, 2, 29, 0, 0, 0, 0, time.UTC), time.Date(2025, 10, 4, 0, 0, 0, 0, time.UTC)} {
		v := Village{Size{800, 6000}, 11, now}
		created := map[string]time.Time{}
		for _, r := range read(t, v.Ledger) {
			day, err := parseDay(r["建档日期"])
			if err != nil {
				t.Fatal(err)
			}
			created[r.who()] = day
		}
		for name, write := range files(v) {
			for _, r := range read(t, write) {
				r.checkDays(t, name, created[r.who()], now)
			}
		}
	}
}

func (r row) checkDays(t *testing.T, file string, created, now time.Time) {
	t.Helper()
	for heading, cell := range r {
		isDate := strings.HasSuffix(heading, "日期") || strings.HasSuffix(heading, "时间") && heading != "方便时间" || heading == "生日"
		if !isDate || cell == "" || heading == "下次联系日期" || strings.HasPrefix(cell, "农历") {
			continue
		}
		day, err := parseDay(cell)
		if err != nil {
			t.Errorf("%s %s: %v", file, heading, err)
		}
		if day.After(now.AddDate(0, 0, 1).Add(-time.Second)) {
			t.Errorf("%s %s is after today: %s", file, heading, cell)
		}
		if heading != "生日" && day.Before(created) {
			t.Errorf("%s %s %s is before the customer's %s", file, heading, cell, created.Format(time.DateOnly))
		}
	}
}

// TestFeastsPeak compares the days before feasts with the rest.
func TestFeastsPeak(t *testing.T) {
	v := Village{Size{3000, 60000}, 2, march}
	perDay := map[string]int{}
	for _, r := range read(t, v.Purchases) {
		perDay[r["购买日期"]]++
	}
	cal := newCalendar(march)
	var before, other, beforeDays, otherDays float64
	for n := 500; n < span; n++ { // once most customers are known
		if f := cal.near[n]; f.lead > 0 && n < f.day && n >= f.day-f.lead {
			before, beforeDays = before+float64(perDay[cal.text[n]]), beforeDays+1
		} else {
			other, otherDays = other+float64(perDay[cal.text[n]]), otherDays+1
		}
	}
	if lift := before / beforeDays / (other / otherDays); lift < 1.5 {
		t.Errorf("days before feasts sell %.2f times as much as others, want 1.5", lift)
	}
}

// TestMarketDaysPeak compares the market days of the first township with its other days.
func TestMarketDaysPeak(t *testing.T) {
	var held, on, off float64
	cal := newCalendar(march)
	market := map[string]bool{}
	for n := range span {
		if market[cal.text[n]] = int(cal.market[0][n]) == n; market[cal.text[n]] {
			held++
		}
	}
	for _, r := range read(t, Village{Size{3000, 60000}, 2, march}.Purchases) {
		switch {
		case r["业务员"] != staffNames[0]:
		case market[r["购买日期"]]:
			on++
		default:
			off++
			if r["渠道"] == "赶集" {
				t.Fatalf("market on no market day: %v", r)
			}
		}
	}
	if lift := on / held / (off / (span - held)); lift < 1.5 {
		t.Errorf("market days sell %.2f times as much as others, want 1.5", lift)
	}
}

// TestGuestsCameToMeetings compares the guests with the meetings and with what was sold there.
func TestGuestsCameToMeetings(t *testing.T) {
	v := Village{Size{2000, 20000}, 4, march}
	held := map[string]string{} // day by meeting
	for _, r := range read(t, v.Meetings) {
		if held[r["会销名称"]] != "" {
			t.Errorf("two meetings %s", r["会销名称"])
		}
		held[r["会销名称"]] = r["会销日期"]
	}
	came, cameBy, walkIns := map[string]bool{}, map[string]int{}, 0
	for _, r := range read(t, v.Guests) {
		day := held[r["会销"]]
		switch {
		case day == "":
			t.Errorf("no such meeting: %v", r)
		case r["自来"] == "" && (r["邀约日期"] == "" || r["邀约日期"] > day):
			t.Errorf("neither invited in time nor a walk-in: %v", r)
		case r["自来"] != "" && r["到会"]+r["邀约日期"]+r["答复"] != "是":
			t.Errorf("no walk-in: %v", r)
		}
		came[r.who()+day] = came[r.who()+day] || r["到会"] != ""
		cameBy[r["答复"]] += number(r["到会"] != "")
		walkIns += number(r["自来"] != "")
	}
	if cameBy["确认"] < 3*cameBy["拒绝"] || walkIns == 0 {
		t.Errorf("who came by what they had said: %v, and %d walk-ins", cameBy, walkIns)
	}
	first := slices.Min(slices.Collect(maps.Values(held)))
	for _, r := range read(t, v.Purchases) {
		if r["渠道"] == "会销" && r["购买日期"] >= first && !came[r.who()+r["购买日期"]] {
			t.Errorf("bought without having come: %v", r)
		}
	}
}

// TestMarketsHeldByRule reads the markets' rules as kehu does and compares them with the days on which the villages trade.
func TestMarketsHeldByRule(t *testing.T) {
	v := Village{Size{3000, 60000}, 2, march}
	rules := map[string]almanac.Market{}
	for _, r := range read(t, v.Markets) {
		rule, err := almanac.ParseMarket(r["赶集规则"])
		if err != nil {
			t.Fatal(err)
		}
		rules[r["集市"]] = rule
	}
	for _, r := range read(t, v.Purchases) {
		day, _ := parseDay(r["购买日期"])
		if r["渠道"] == "赶集" && !rules[r["门店"]].On(day.Year(), int(day.Month()), day.Day()) {
			t.Fatalf("no market on that day: %v", r)
		}
	}
}

// TestNoClaims keeps words about what a product does for a body out of all sheets (domain.md §10).
func TestNoClaims(t *testing.T) {
	claims := []string{"治", "疗效", "降压", "降糖", "根除", "药到", "见效", "管用", "不疼了", "好转", "康复", "睡得好", "有劲"}
	for name, write := range files(Village{Size{3000, 20000}, 1, march}) {
		text := strings.ReplaceAll(sum(t, write), "理疗仪", "")
		for _, claim := range claims {
			if strings.Contains(text, claim) {
				t.Errorf("%s claims %s", name, claim)
			}
		}
	}
}

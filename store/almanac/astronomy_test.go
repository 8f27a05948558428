package almanac

import (
	"math"
	"testing"
)

// These tests hold the whole table, 1929 to 2060, to the sky: new moons and the sun's longitude by Meeus,
// Astronomical Algorithms (1998), chapters 49 and 25, and the rules of GB/T 33661-2017. The series are cut short,
// so what happens within the margin of midnight in China decides nothing here.
const (
	moonMargin = 5.0 / (24 * 60) // days; the series is good to about a minute
	sunMargin  = 0.015           // degrees, some 20 minutes; the series is good to 0.01
)

// chinaDay turns a Julian ephemeris day into a day number with its fraction, China's time (UTC+8), taking a minute
// for the difference between ephemeris and universal time.
func chinaDay(jde float64) float64 {
	const julian1970 = 2440587.5
	return jde - julian1970 + 8.0/24 - 60.0/secondsPerDay
}

func sin(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }

// newMoon is the k-th new moon after that of January 2000, as chinaDay gives it.
func newMoon(k float64) float64 {
	T := k / 1236.85
	E := 1 - 0.002516*T
	sun := 2.5534 + 29.10535670*k
	moon := 201.5643 + 385.81693528*k + 0.0107582*T*T
	node := 160.7108 + 390.67050284*k - 0.0016118*T*T
	return chinaDay(2451550.09766 + 29.530588861*k + 0.00015437*T*T -
		0.40720*sin(moon) + 0.17241*E*sin(sun) + 0.01608*sin(2*moon) + 0.01039*sin(2*node) +
		0.00739*E*sin(moon-sun) - 0.00514*E*sin(moon+sun) + 0.00208*E*E*sin(2*sun) -
		0.00111*sin(moon-2*node) - 0.00057*sin(moon+2*node) + 0.00056*E*sin(2*moon+sun) -
		0.00042*sin(3*moon) + 0.00042*E*sin(sun+2*node) + 0.00038*E*sin(sun-2*node) -
		0.00024*E*sin(2*moon-sun) - 0.00017*sin(124.7746-1.56375588*k))
}

// longitude is the sun's apparent longitude in degrees when a day begins in China.
func longitude(day int) float64 {
	T := (float64(day) - chinaDay(2451545)) / 36525
	M := 357.52911 + 35999.05029*T
	equation := (1.914602-0.004817*T)*sin(M) + (0.019993-0.000101*T)*sin(2*M) + 0.000289*sin(3*M)
	degrees := 280.46646 + 36000.76983*T + equation - 0.00569 - 0.00478*sin(125.04-1934.136*T)
	return math.Mod(math.Mod(degrees, 360)+360, 360)
}

// crosses tells whether a month of the days from up to to holds a principal term: whether the sun passes a multiple
// of 30 degrees. It is not sure when that happens too near to midnight at either end.
func crosses(from, to int) (yes, sure bool) {
	a, b := longitude(from), longitude(to)
	near := func(x float64) bool { return math.Abs(math.Remainder(x, 30)) < sunMargin }
	return math.Floor(a/30) != math.Floor(b/30), !near(a) && !near(b)
}

// tableMonths are the first days of all months of the table.
func tableMonths() (starts []int, names []Lunar) {
	for year := firstLunar; year <= lastLunar; year++ {
		y, _ := yearOf(year)
		for place := range y.months() {
			month, leap := y.month(place)
			l := Lunar{Year: year, Month: month, Day: 1, Leap: leap}
			n, _ := l.number()
			starts, names = append(starts, n), append(names, l)
		}
	}
	return starts, names
}

func TestMonthsBeginWithNewMoons(t *testing.T) {
	starts, names := tableMonths()
	k, doubtful := -900.0, 0
	for newMoon(k) < float64(starts[0])-1 {
		k++
	}
	for i, start := range starts {
		moon := newMoon(k + float64(i))
		first := int(math.Floor(moon))
		if midnight := math.Round(moon); math.Abs(moon-midnight) < moonMargin { // either day will do
			doubtful++
			first = max(int(midnight)-1, min(start, int(midnight)))
		}
		if first != start {
			t.Errorf("%v %d begins on day %d, the new moon is at %f", names[i], names[i].Year, start, moon)
		}
	}
	if len(starts) != 1632 || doubtful > 20 {
		t.Errorf("%d months, %d of them doubtful; want 1632 and at most 20", len(starts), doubtful)
	}
}

func TestLeapMonthsLackPrincipalTerm(t *testing.T) {
	starts, names := tableMonths()
	leaps, doubtful := 0, 0
	lacking := false // a month since month 11 without a principal term
	for i := range len(starts) - 1 {
		yes, sure := crosses(starts[i], starts[i+1])
		leap := names[i].Leap
		if names[i].Month == 11 && !leap {
			lacking = false
		}
		switch {
		case !sure:
			doubtful++
		case leap && (yes || lacking):
			t.Errorf("%v %d is no leap month: it holds a principal term (%v) or comes late (%v)",
				names[i], names[i].Year, yes, lacking)
		}
		if leap {
			leaps++
		}
		lacking = lacking || !yes && sure
	}
	if leaps != 48 || doubtful > 10 {
		t.Errorf("%d leap months, %d months doubtful; want 48 and at most 10", leaps, doubtful)
	}
}

func TestSolarTerms(t *testing.T) {
	doubtful := 0
	for year := FirstYear; year <= LastYear; year++ {
		for _, f := range Festivals(year) {
			want := map[Festival]float64{Qingming: 15, Dongzhi: 270}[f.Festival]
			if want == 0 {
				continue
			}
			n := midnight(f.Year, f.Month, f.Day)
			before, after := longitude(n)-want, longitude(n+1)-want
			if min(math.Abs(before), math.Abs(after)) < sunMargin {
				doubtful++
				continue
			}
			if before > 0 || after < 0 {
				t.Errorf("%s %d-%d-%d: the sun moves from %f to %f", f.Name, year, f.Month, f.Day, before, after)
			}
		}
	}
	if doubtful > 10 {
		t.Errorf("%d terms are too near to midnight, want at most 10", doubtful)
	}
}

func TestDongzhiLiesInMonthEleven(t *testing.T) {
	for year := FirstYear; year <= LastYear; year++ {
		y, _ := yearOf(year)
		if l, ok := FromSolar(year, 12, y.dongzhi()); !ok || l.Month != 11 || l.Leap {
			t.Errorf("冬至 of %d lies on %+v, %v, want month 11", year, l, ok)
		}
	}
}

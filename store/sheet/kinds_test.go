package sheet

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// fields draws one filled field of every kind, each with an empty one of its type.
func fields(t *rapid.T) [][2]Field {
	text := rapid.StringN(1, 20, -1).Draw(t, "text")
	number := rapid.Int64().Draw(t, "number")
	small := rapid.Int64Range(-largest+1, largest-1).Draw(t, "small number")
	day := DateOf(drawDay(t))
	if day == 0 { // 1899-12-30 stands for no day
		day = 1
	}
	moment := MakeMoment(day, rapid.IntRange(1, minutesADay-1).Draw(t, "minute"))
	birthday := drawBirthday(t)
	id := MakeID(rapid.Int64Range(0, 1<<deviceBits-1).Draw(t, "device"), rapid.Int64Range(1, 1<<seqBits-1).Draw(t, "seq"))
	t1, t2, t3, t4 := MakeText(text), MakeTerm(text), MakePhone(text), MakeChoice(text)
	n1, n2, n3 := MakeCount(number), MakeYear(int(number)), MakeScore(number)
	n4, n5, n6 := MakeMoney(small), MakeQty(small), MakeFlag(number > 0)
	return [][2]Field{
		{&t1, new(Text)}, {&t2, new(Term)}, {&t3, new(Phone)}, {&t4, new(Choice)},
		{&n1, new(Count)}, {&n2, new(Year)}, {&n3, new(Score)}, {&n4, new(Money)}, {&n5, new(Qty)}, {&n6, new(Flag)},
		{&day, new(Date)}, {&moment, new(Moment)}, {&birthday, new(Birthday)},
		{&id, new(ID)}, {&Ref{ID: id}, new(Ref)},
	}
}

func TestEveryKindSurvivesTheDatabase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, pair := range fields(t) {
			from, to := pair[0], pair[1]
			if err := to.Scan(from.Value()); err != nil || to.Value() != from.Value() || to.String() != from.String() {
				t.Fatalf("%T %v came back as %v, %v", from, from.Value(), to.Value(), err)
			}
			if text, ok := from.Value().(string); ok {
				if err := to.Scan([]byte(text)); err != nil || to.Value() != from.Value() {
					t.Fatalf("%T %v came back from bytes as %v, %v", from, from.Value(), to.Value(), err)
				}
			}
		}
	})
}

func TestEveryKindIsValidJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, pair := range fields(t) {
			for _, field := range pair {
				b := field.AppendJSON([]byte("100,")) // what stands before is left alone
				if string(b[:4]) != "100," || !json.Valid(b[4:]) {
					t.Fatalf("%T: %s", field, b)
				}
			}
		}
	})
}

func TestTextSurvivesJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.String().Draw(t, "text")
		field, got := MakeText(want), ""
		if err := json.Unmarshal(field.AppendJSON(nil), &got); err != nil || got != want {
			t.Fatalf("%q: %q, %v", want, got, err)
		}
	})
}

func TestEveryKindIsEmptyWhenEmpty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, pair := range fields(t) {
			full, empty := pair[0], pair[1]
			if full.Empty() {
				t.Fatalf("%T %s is empty", full, full)
			}
			full.Clear()
			if err := empty.Parse("", Reading{}); err != nil {
				t.Fatalf("%T: %v", empty, err)
			}
			for _, field := range []Field{full, empty} {
				got := []any{field.Empty(), field.String(), field.Value(), field.Native(), string(field.AppendJSON(nil))}
				if diff := cmp.Diff([]any{true, "", nil, nil, "null"}, got); diff != "" {
					t.Fatalf("%T:\n%s", field, diff)
				}
			}
			if err := full.Scan(nil); err != nil || !full.Empty() {
				t.Fatalf("%T: NULL is %s, %v", full, full, err)
			}
		}
	})
}

func TestScanRefusesWhatTheDatabaseNeverHolds(t *testing.T) {
	for _, field := range []Field{new(Text), new(Count), new(Date), new(Moment), new(Birthday), new(ID), new(Ref)} {
		if err := field.Scan(true); err == nil {
			t.Errorf("%T scanned a bool", field)
		}
	}
}

func TestDecimals(t *testing.T) {
	for _, c := range []struct {
		n      int64
		places int
		trim   bool
		want   string
	}{
		{0, 2, false, "0.00"}, {5, 2, false, "0.05"}, {-5, 2, false, "-0.05"}, {128000, 2, false, "1280.00"}, {-128050, 2, false, "-1280.50"},
		{0, 3, true, "0"}, {500, 3, true, "0.5"}, {6000, 3, true, "6"}, {100000, 3, true, "100"}, {-2125, 3, true, "-2.125"},
		{math.MaxInt64, 2, false, "92233720368547758.07"}, {math.MinInt64, 2, false, "-92233720368547758.08"},
	} {
		if got := string(appendDecimal([]byte("1.0 "), c.n, c.places, c.trim)); got != "1.0 "+c.want {
			t.Errorf("%d / 10^%d = %s, want %s", c.n, c.places, got, c.want)
		}
	}
}

func TestDecimalsAppendWithoutAllocating(t *testing.T) {
	money, qty, buffer := MakeMoney(-128050), MakeQty(2500), make([]byte, 0, 64)
	if n := testing.AllocsPerRun(100, func() { qty.AppendJSON(money.AppendJSON(buffer)) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestIDs(t *testing.T) {
	for _, c := range []struct {
		name, cell string
		want       ID
	}{
		{"number", "17", MakeID(0, 17)}, {"customer's prefix", "#17", MakeID(0, 17)}, {"full width", "＃１７", MakeID(0, 17)},
		{"plan's prefix", "p17", MakeID(0, 17)}, {"capital", "P17", MakeID(0, 17)}, {"another device", "2-17", MakeID(2, 17)},
		{"another device with a prefix", "#2-17", MakeID(2, 17)}, {"empty", " ", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got ID
			if err := got.Parse(c.cell, Reading{}); got != c.want || err != nil {
				t.Errorf("%q is %d, %v", c.cell, got, err)
			}
		})
	}
	for _, cell := range []string{"0", "#0", "li3", "张三", "1-0", "-17", "1-2-3", "#", "##1", "1.5", "9999999999999999999", "1048576-1"} {
		id := MakeID(0, 5)
		if err := id.Parse(cell, Reading{}); err == nil || id != 0 {
			t.Errorf("%q is %d, %v", cell, id, err)
		} else {
			checkError(t, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		device, seq := rapid.Int64Range(0, 1<<deviceBits-1).Draw(t, "device"), rapid.Int64Range(1, 1<<seqBits-1).Draw(t, "seq")
		want, got := MakeID(device, seq), ID(0)
		if err := got.Parse(want.String(), Reading{}); got != want || err != nil || want <= 0 || got.Device() != device || got.Seq() != seq {
			t.Fatalf("%s: %d, %v", &want, got, err)
		}
	})
}

func TestIDAndRefAsValues(t *testing.T) {
	own, other, ref := MakeID(0, 17), MakeID(2, 17), Ref{ID: 17, Name: "张桂兰"}
	got := []any{own.Native(), other.Native(), ref.Native(), string(own.AppendJSON(nil)), string(other.AppendJSON(nil)), string(ref.AppendJSON(nil)), ref.Value()}
	want := []any{int64(17), "2-17", "张桂兰", "17", `"2-17"`, `"张桂兰"`, int64(17)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var read Ref
	if err := read.Parse(" 张桂兰　", Reading{}); err != nil || read != (Ref{Name: "张桂兰"}) || read.Empty() {
		t.Errorf("%+v, %v", read, err)
	}
}

func TestNativeValues(t *testing.T) {
	money, qty, yes, no := MakeMoney(128050), MakeQty(2500), MakeFlag(true), MakeFlag(false)
	day, moment := MakeDate(2024, 3, 5), MakeMoment(MakeDate(2024, 3, 5), 12*60)
	birthday := Birthday{Year: 2025, Month: 6, Day: 3, Lunar: true, Leap: true}
	got := []any{money.Native(), qty.Native(), yes.Native(), no.Native(), day.Native(), moment.Native(), birthday.Native(), yes.Yes(), no.Yes()}
	want := []any{1280.5, 2.5, "是", "否", int64(45356), 45356.5, "农历2025-闰06-03", true, false}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

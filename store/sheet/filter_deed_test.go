package sheet

import "testing"

func TestParseFilterDeeds(t *testing.T) {
	bought := func(with ...*Filter) *Filter {
		rows := []*Filter{is(Purchases, "amount", Gt, int64(0)), join(Or, with...)}
		return &Filter{Op: Some, Of: Purchases, Parts: []*Filter{join(And, rows[:min(len(rows), len(with)+1)]...)}}
	}
	attended := func(with *Filter) *Filter {
		there := &Filter{Op: Present, Column: Attendances.Column("attended")}
		return &Filter{Op: Some, Of: Attendances, Parts: []*Filter{all(there, with)}}
	}
	calcium := says(Purchases, "product", Has, "钙片")
	testFilters(t, Customers, []filterCase{
		{"= means the whole name", "买过=钙片", bought(is(Purchases, "product", Eq, "钙片"))},
		{"a part of a name will do without it", "买过 钙片", bought(calcium)},
		{"as it is said, in one word", "买过钙片", bought(calcium)},
		{"any of several", "没买过 钙片/鱼油", not(bought(calcium, says(Purchases, "product", Has, "鱼油")))},
		{"anything at all", "没买过 或 买过", some(not(&Filter{Op: Some, Of: Purchases, Parts: []*Filter{is(Purchases, "amount", Gt, int64(0))}}),
			&Filter{Op: Some, Of: Purchases, Parts: []*Filter{is(Purchases, "amount", Gt, int64(0))}})},
		{"meetings", "村=后屯且到过三月场", all(is(Customers, "village", Eq, "后屯"), attended(says(Attendances, "meeting", Has, "三月场")))},
		{"a meeting's whole name", "到过=三月场", attended(says(Attendances, "meeting", Eq, "三月场"))},
		{"keys", "not-bought 钙片 and attended 三月场", all(not(bought(calcium)), attended(says(Attendances, "meeting", Has, "三月场")))},
		{"turned around", "非 买过 钙片", not(bought(calcium))},
	})
	for _, text := range []string{"买过 大于 钙片", "买过=", "买过 不含 钙片", "买过 \"\""} {
		if _, err := ParseFilter(Customers, text, nil, filterReading()); !isMisuse(err) {
			t.Errorf("%s: got %v, want a misuse", text, err)
		}
	}
	if _, err := ParseFilter(Purchases, "买过=钙片", nil, filterReading()); !isMisuse(err) {
		t.Errorf("of purchases: got %v, want a misuse", err)
	}
}

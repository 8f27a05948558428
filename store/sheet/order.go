package sheet

import "strings"

// ParseOrder reads the columns of a sort: spent, -spent, 村,累计金额 降序. A bare
// name sorts ascending whatever it holds; - before it, or desc, 降序 or 倒序
// behind it, sorts descending. The error is an *Error of class Misused.
func ParseOrder(s *Sheet, text string) ([]Order, error) {
	var orders []Order
	for _, item := range listItems(text) {
		name, desc := direction(item)
		c, err := stored(s, name)
		if err != nil {
			return nil, err
		}
		orders = append(orders, Order{Column: c, Desc: desc})
	}
	return orders, nil
}

// direction cuts the direction off an item of a sort.
func direction(item string) (name string, desc bool) {
	item = narrowed(item)
	if name, ok := strings.CutPrefix(item, "-"); ok {
		return name, true
	}
	for _, word := range []string{"从大到小", "从高到低", "从近到远", "降序", "倒序", " desc"} {
		if name, ok := strings.CutSuffix(item, word); ok {
			return name, true
		}
	}
	for _, word := range []string{"从小到大", "从低到高", "从远到近", "升序", "正序", " asc"} {
		if name, ok := strings.CutSuffix(item, word); ok {
			return name, false
		}
	}
	return strings.TrimPrefix(item, "+"), false
}

// ParseColumns reads a list of columns: name,phone,村. A column named twice
// counts once. The error is an *Error of class Misused.
func ParseColumns(s *Sheet, text string) ([]*Column, error) {
	var columns []*Column
	seen := Columns(0)
	for _, item := range listItems(text) {
		c, err := stored(s, item)
		if err != nil {
			return nil, err
		}
		if !seen.Has(c) {
			columns = append(columns, c)
		}
		seen = seen.With(c)
	}
	return columns, nil
}

// stored returns the column of that name that rows of s have a value of.
func stored(s *Sheet, name string) (*Column, error) {
	if c := s.Named(name); c != nil && c.Origin != Input {
		return c, nil
	}
	return nil, unknownColumn(s, columnNames(s, nil), strings.Join(strings.Fields(name), " "))
}

// listItems splits a list at its commas.
func listItems(text string) []string {
	items := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' || r == '、' })
	kept := items[:0]
	for _, item := range items {
		if item = strings.TrimSpace(item); item != "" {
			kept = append(kept, item)
		}
	}
	return kept
}

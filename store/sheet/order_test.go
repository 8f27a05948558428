package sheet

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseOrder(t *testing.T) {
	by := func(key string, desc bool) Order { return Order{Customers.Must(key)[0], desc} }
	for text, want := range map[string][]Order{
		"":                     nil,
		"spent":                {by("spent", false)},
		"-spent":               {by("spent", true)},
		"Spent DESC":           {by("spent", true)},
		"累计金额":                 {by("spent", false)},
		"村,累计金额 降序":            {by("village", false), by("spent", true)},
		"村升序， -last-purchase ": {by("village", false), by("last_purchase", true)},
		"欠款从大到小":               {by("debt", true)},
	} {
		got, err := ParseOrder(Customers, text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got, compareFilters()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
	if _, err := ParseOrder(Customers, "-spend"); !isMisuse(err) {
		t.Errorf("an unknown column: got %v", err)
	}
}

func TestParseColumns(t *testing.T) {
	got, err := ParseColumns(Customers, "name, Phone，村、name")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Customers.Must("name", "phone", "village"), got, compareFilters()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = ParseColumns(Customers, "name,phome")
	if !isMisuse(err) || !strings.Contains(err.Error(), "phome") || !strings.Contains(err.Error(), "Phone") {
		t.Errorf("an unknown column: got %v", err)
	}
}

func isMisuse(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Failure == Misused
}

func TestNamed(t *testing.T) {
	for word, key := range map[string]string{
		"last_purchase": "last_purchase", "last-purchase": "last_purchase", "最近购买": "last_purchase", "last PURCHASE": "last_purchase",
		"村庄": "village", "户主": "household", "累计金额": "spent", "累计消费": "open_spent", "手机(微信同号)": "phone", " ＮＡＭＥ ": "name",
	} {
		if c := Customers.Named(word); c == nil || c.Key != key {
			t.Errorf("%s: got %v, want %s", word, c, key)
		}
	}
	for _, word := range []string{"", "村长", "nam"} {
		if c := Customers.Named(word); c != nil {
			t.Errorf("%q: got %s, want none", word, c.Key)
		}
	}
}

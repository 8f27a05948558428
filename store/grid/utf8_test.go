package grid

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

// TestUTF8IsToldFromOtherBytes tries all sequences of up to four bytes that lie at the ends
// of a range of the standard's.
func TestUTF8IsToldFromOtherBytes(t *testing.T) {
	ends := []byte("\x00\x01\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE\xEF\xF0\xF1\xF3\xF4\xF5\xFF")
	table, all := newUTF8Table(), [][]byte{nil}
	for range 4 {
		var longer [][]byte
		for _, text := range all {
			for _, b := range ends {
				longer = append(longer, append(bytes.Clone(text), b))
			}
		}
		all = longer
		for _, text := range all {
			if want := utf8.Valid(text) && !bytes.Contains(text, []byte{0}); table.valid(text) != want {
				t.Fatalf("% X: %v", text, !want)
			}
		}
	}
}

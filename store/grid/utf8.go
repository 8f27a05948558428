package grid

// utf8Table tells valid UTF-8 from other bytes without a branch: Han characters and ASCII
// take turns so often that a processor would guess wrong at every second cell. What has to
// come next is a state, a multiple of 6; the entry of a byte holds the state that each leads
// to, in the six bits that begin where the state says.
type utf8Table [256]uint64

// The states, by the bytes that must follow: Unicode, table 3-7.
const (
	utf8Bad     = 6 * iota // no way back
	utf8Whole              // none, or a character's first
	utf8One                // one of 80 to BF
	utf8Two                // two of those
	utf8Three              // three of those
	utf8AfterE0            // A0 to BF and one more: less would be a shorter character
	utf8AfterED            // 80 to 9F and one more: the rest are halves of pairs
	utf8AfterF0            // 90 to BF and two more
	utf8AfterF4            // 80 to 8F and two more: Unicode ends there
)

func newUTF8Table() *utf8Table {
	t := &utf8Table{}
	for _, r := range []struct {
		from, to    byte
		state, next uint64
	}{
		{0x01, 0x7F, utf8Whole, utf8Whole}, // NUL is no text
		{0xC2, 0xDF, utf8Whole, utf8One},
		{0xE1, 0xEC, utf8Whole, utf8Two}, {0xEE, 0xEF, utf8Whole, utf8Two}, {0xE0, 0xE0, utf8Whole, utf8AfterE0}, {0xED, 0xED, utf8Whole, utf8AfterED},
		{0xF1, 0xF3, utf8Whole, utf8Three}, {0xF0, 0xF0, utf8Whole, utf8AfterF0}, {0xF4, 0xF4, utf8Whole, utf8AfterF4},
		{0x80, 0xBF, utf8One, utf8Whole}, {0x80, 0xBF, utf8Two, utf8One}, {0x80, 0xBF, utf8Three, utf8Two},
		{0xA0, 0xBF, utf8AfterE0, utf8One}, {0x80, 0x9F, utf8AfterED, utf8One}, {0x90, 0xBF, utf8AfterF0, utf8Two}, {0x80, 0x8F, utf8AfterF4, utf8Two},
	} {
		for b := int(r.from); b <= int(r.to); b++ {
			t[b] |= r.next << r.state
		}
	}
	return t
}

// valid reports whether all of text is UTF-8 without a NUL.
func (t *utf8Table) valid(text []byte) bool {
	state := uint64(utf8Whole)
	for _, b := range text {
		state = t[b] >> (state & 63)
	}
	return state&63 == utf8Whole
}

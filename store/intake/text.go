package intake

import "strings"

// newlines is a text with every end of line as \n.
func newlines(cell string) string {
	if strings.IndexByte(cell, '\r') < 0 {
		return cell
	}
	return strings.ReplaceAll(strings.ReplaceAll(cell, "\r\n", "\n"), "\r", "\n")
}

// inked is a text without what leaves no ink and joins nothing: copied from a telephone,
// 王\u200b秀兰 would be another person than 王秀兰.
func inked(cell string) string {
	if strings.IndexByte(cell, "\u200b"[0]) < 0 || !strings.ContainsFunc(cell, inkless) {
		return cell
	}
	return strings.Map(func(r rune) rune {
		if inkless(r) {
			return -1
		}
		return r
	}, cell)
}

func inkless(r rune) bool {
	return r == '\u200b' || r == '\u200e' || r == '\u200f' || r >= '\u202a' && r <= '\u202e' || r == '\u2060'
}

// withoutPoint is a number that names something as it was before a program read it as a
// measure: card 12.0 is card 12.
func withoutPoint(cell string) string {
	digits, cut := strings.CutSuffix(cell, ".0")
	if !cut || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return cell
	}
	return digits
}

package intake

import "bytes"

// newlines is a text with every end of line as \n.
func newlines(cell []byte) []byte {
	if bytes.IndexByte(cell, '\r') < 0 {
		return cell
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(cell, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}

// inked is a text without what leaves no ink and joins nothing: copied from a telephone,
// 王\u200b秀兰 would be another person than 王秀兰.
func inked(cell []byte) []byte {
	if bytes.IndexByte(cell, "\u200b"[0]) < 0 || !bytes.ContainsFunc(cell, inkless) {
		return cell
	}
	return bytes.Map(func(r rune) rune {
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
func withoutPoint(cell []byte) []byte {
	digits, cut := bytes.CutSuffix(cell, []byte(".0"))
	if !cut || len(digits) == 0 || len(bytes.Trim(digits, "0123456789")) > 0 {
		return cell
	}
	return digits
}

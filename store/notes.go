package store

import (
	"cmp"
	"encoding/binary"
	"iter"
	"slices"

	"github.com/klauspost/compress/s2"

	"kehu/store/sheet"
)

// Note is something to say of a source row.
type Note struct {
	Line   int
	Column string // the heading, "" for the whole row
	Reason sheet.Words
	Left   bool // of a warning: the cell went to a remark word for word
}

// Notes are what an import has to say of source rows, each list by line.
type Notes struct {
	Rejects  NoteList // why each rejected row was rejected
	Warnings NoteList // of rows that were written: cells that went to a remark, and what else to look at
	Skips    NoteList // rows that are no data, or were removed before
	Differs  NoteList // cells that differ from what is on file and were kept
	Suspects NoteList // rows that may be a customer already on file
}

func (n *Notes) lists() []*NoteList {
	return []*NoteList{&n.Rejects, &n.Warnings, &n.Skips, &n.Differs, &n.Suspects}
}

// take moves the notes of from, which are of later rows, to the end of n.
func (n *Notes) take(from *Notes) {
	to := n.lists()
	for i, list := range from.lists() {
		to[i].take(list)
	}
}

// NoteList is notes by line. A file of a million rows may have one for each: all but the
// latest are kept packed, in some 20 bytes each.
type NoteList struct {
	latest []Note
	packed [][]byte
	many   int // in packed
}

// packedNotes is how many notes are packed at once.
const packedNotes = 4 << 10

// Len is the number of notes.
func (l *NoteList) Len() int { return l.many + len(l.latest) }

// All yields the notes by line.
func (l *NoteList) All() iter.Seq[Note] {
	return func(yield func(Note) bool) {
		for _, block := range l.packed {
			for _, n := range unpackNotes(block) {
				if !yield(n) {
					return
				}
			}
		}
		for _, n := range l.latest {
			if !yield(n) {
				return
			}
		}
	}
}

// take moves the notes of from, which are of later rows, to the end of l.
func (l *NoteList) take(from *NoteList) {
	slices.SortStableFunc(from.latest, func(a, b Note) int { return cmp.Compare(a.Line, b.Line) })
	l.latest = append(l.latest, from.latest...)
	from.latest = from.latest[:0]
	for len(l.latest) > packedNotes {
		l.packed = append(l.packed, packNotes(l.latest[:packedNotes]))
		l.many += packedNotes
		l.latest = slices.Delete(l.latest, 0, packedNotes)
	}
}

// packNotes is the notes in both languages, compressed: mostly they say the same.
func packNotes(notes []Note) []byte {
	var plain []byte
	for _, n := range notes {
		number := uint64(n.Line) << 1
		if n.Left {
			number |= 1
		}
		plain = binary.AppendUvarint(plain, number)
		for _, text := range [...]string{n.Column, n.Reason.In(sheet.ZH), n.Reason.In(sheet.EN)} {
			plain = append(binary.AppendUvarint(plain, uint64(len(text))), text...)
		}
	}
	return s2.EncodeBetter(nil, plain)
}

// said is a text in both languages.
type said [2]string

// In returns the text in language l.
func (s said) In(l sheet.Lang) string { return s[l] }

// unpackNotes is what packNotes packed.
func unpackNotes(block []byte) (notes []Note) {
	plain, _ := s2.Decode(nil, block) // packNotes made it
	number := func() uint64 {
		n, size := binary.Uvarint(plain)
		plain = plain[size:]
		return n
	}
	text := func() string {
		n := number()
		s := string(plain[:n])
		plain = plain[n:]
		return s
	}
	for len(plain) > 0 {
		line := number()
		n := Note{Line: int(line >> 1), Left: line&1 == 1, Column: text()}
		n.Reason = sheet.W("%s", "%s", said{sheet.ZH: text(), sheet.EN: text()})
		notes = append(notes, n)
	}
	return notes
}

package store

import (
	"slices"
	"strings"
	"testing"

	"kehu/store/sheet"
)

// TestNotesAreKeptWhole packs more notes than are kept as they are, of chunks that tell
// theirs out of order.
func TestNotesAreKeptWhole(t *testing.T) {
	var want []string
	var all Notes
	say := func(n Note) string {
		return strings.Join([]string{n.Column, n.Reason.In(sheet.ZH), n.Reason.In(sheet.EN)}, "|") + strings.Repeat(" left", map[bool]int{true: 1}[n.Left])
	}
	for chunk := range 5 {
		var of Notes
		for i := range packedNotes - 1 {
			n := Note{Line: chunk*packedNotes + i + 2, Column: "渠道", Reason: sheet.W("已有“%s”，100%%", "kept %s, 100%%", "门店"), Left: i%3 == 0}
			if i%1000 == 7 {
				n.Column, n.Reason = "", sheet.W("没有 %d", "no %d", i)
			}
			want = append(want, say(n))
			of.Differs.latest = append(of.Differs.latest, n)
		}
		slices.Reverse(of.Differs.latest)
		all.take(&of)
		compare(t, "left in the chunk", 0, of.Differs.Len())
	}
	compare(t, "length", len(want), all.Differs.Len())
	var got []string
	for n := range all.Differs.All() {
		got = append(got, say(n))
	}
	compare(t, "notes", want, got)
	size := 0
	for _, block := range all.Differs.packed {
		size += len(block)
	}
	if most := 20 * len(want); size > most || len(all.Differs.latest) > packedNotes {
		t.Errorf("%d notes take %d bytes and %d as they are, want %d bytes at most", len(want), size, len(all.Differs.latest), most)
	}
}

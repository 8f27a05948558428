package sheet

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// setBits is how many columns a Columns can hold.
const setBits = 64

func TestColumnsAreWhole(t *testing.T) {
	key := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	for _, s := range All() {
		if len(s.Columns) > setBits {
			t.Errorf("%s has %d columns, a set of columns holds %d", s.Key, len(s.Columns), setBits)
		}
		if s.ZH == "" || s.EN == "" || s.Prefix == "" || ByKey(s.Key) != s {
			t.Errorf("sheet %s lacks a name or a prefix, or isn't found by its key", s.Key)
		}
		for i, c := range s.Columns {
			if !key.MatchString(c.Key) || c.ZH == "" || c.EN == "" || c.Width <= 0 {
				t.Errorf("%s.%s: the key isn't snake_case, or a heading or the width is missing", s.Key, c.Key)
			}
			if c.Index != i || c.Sheet != s || s.Column(c.Key) != c {
				t.Errorf("%s.%s isn't where its sheet looks for it: two columns of one key?", s.Key, c.Key)
			}
		}
	}
}

// TestHeadingsAreUnique keeps a heading from meaning two columns of one sheet, in
// either language and among the keys, for --columns and --where take any of them.
func TestHeadingsAreUnique(t *testing.T) {
	for _, s := range All() {
		owner := map[string]*Column{}
		for _, c := range s.Columns {
			for _, name := range []string{c.Key, c.ZH, c.EN} {
				if first := owner[narrowed(name)]; first != nil && first != c {
					t.Errorf("%s: %q names both %s and %s", s.Key, name, first.Key, c.Key)
				}
				owner[narrowed(name)] = c
			}
		}
	}
}

func TestSheetKeysAndPrefixesAreUnique(t *testing.T) {
	seen := map[string]string{}
	for _, s := range All() {
		for _, name := range []string{"key " + s.Key, "heading " + s.ZH, "heading " + s.EN, "prefix " + s.Prefix} {
			if seen[name] != "" {
				t.Errorf("%s is of both %s and %s", name, seen[name], s.Key)
			}
			seen[name] = s.Key
		}
	}
}

func TestDeclaredKeysExist(t *testing.T) {
	for _, s := range All() {
		for _, key := range s.Identity {
			if c := s.Column(key); c == nil || !c.Stored() {
				t.Errorf("%s: identity %s is no stored column", s.Key, key)
			}
		}
		if c := s.Column(s.When); s.When != "" && (c == nil || c.Kind() != DateKind && c.Kind() != MomentKind) {
			t.Errorf("%s: %s is no column of days", s.Key, s.When)
		}
		for _, c := range s.Columns {
			if (c.Ref != "") != (c.Kind() == RefKind) || c.Ref != "" && ByKey(c.Ref) == nil {
				t.Errorf("%s.%s: Ref %q names no sheet, or the kind is no reference", s.Key, c.Key, c.Ref)
			}
			if c.Kind() == ChoiceKind && len(c.Options) == 0 {
				t.Errorf("%s.%s is a choice without options", s.Key, c.Key)
			}
		}
	}
}

// TestOptionsClaimNoWordTwice keeps a word in a cell from meaning two choices.
func TestOptionsClaimNoWordTwice(t *testing.T) {
	for _, s := range All() {
		for _, c := range s.Columns {
			owner := map[string]string{}
			for _, o := range c.Options {
				for _, word := range append([]string{o.ZH, o.EN}, o.Aka...) {
					word = narrowed(word)
					if first, taken := owner[word]; taken && first != o.ZH {
						t.Errorf("%s.%s: %q means both %s and %s", s.Key, c.Key, word, first, o.ZH)
					}
					owner[word] = o.ZH
				}
			}
		}
	}
}

// ambiguousHeadings mean different columns from sheet to sheet; intake decides by
// the values and by the other columns.
func ambiguousHeadings() []string {
	return []string{"会议名称", "场次", "尾款", "欠款", "工作单位", "是否成交", "活动场次", "联系方式", "跟进人"}
}

func TestForeignHeadingsMeanOneColumn(t *testing.T) {
	owner := map[string]string{}
	for _, s := range All() {
		for _, c := range s.Columns {
			name := s.Key + "." + c.Key
			for _, aka := range c.Aka {
				word := narrowed(aka)
				if first, taken := owner[word]; taken && first != name && !slices.Contains(ambiguousHeadings(), aka) {
					t.Errorf("%q means both %s and %s", aka, first, name)
				}
				owner[word] = name
			}
		}
	}
}

// TestSynonymsAreDeclared compares the declarations with the list of headings that
// they were made from, which isn't part of the repository.
func TestSynonymsAreDeclared(t *testing.T) {
	folder := os.Getenv("KEHU_SHARED")
	if folder == "" {
		t.Skip("KEHU_SHARED names no folder with header-synonyms.tsv")
	}
	data, err := os.ReadFile(folder + "/header-synonyms.tsv")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(cells) < 2 || cells[0] == "header" {
			continue
		}
		key, column, dotted := strings.Cut(cells[1], ".")
		if !dotted {
			continue
		}
		checked++
		if !declares(ByKey(key), column, cells[0]) {
			t.Errorf("%s is no heading of %s", cells[0], cells[1])
		}
	}
	if checked < 500 {
		t.Errorf("only %d headings were checked", checked)
	}
}

func declares(s *Sheet, key, heading string) bool {
	if s == nil || s.Column(key) == nil {
		return false
	}
	c := s.Column(key)
	return c.ZH == heading || slices.Contains(c.Aka, heading)
}

// cellOf is a value that a column of the kind may hold.
func cellOf(c *Column) string {
	switch c.Kind() {
	case PhoneKind:
		return "13800138000"
	case DateKind, MomentKind, BirthdayKind:
		return "2001-03-05"
	case YearKind:
		return "1956"
	case ChoiceKind:
		return c.Options[0].ZH
	case FlagKind:
		return "是"
	case TextKind, TermKind, RefKind:
		return "字" + c.Key
	}
	return "3"
}

// cellsOf are the texts of all fields of row.
func cellsOf(s *Sheet, row Row) map[string]string {
	cells := map[string]string{}
	for _, c := range s.Columns {
		cells[c.Key] = c.Field(row).String()
	}
	return cells
}

func TestCloneIsEqualAndIndependent(t *testing.T) {
	for _, s := range All() {
		row := s.New()
		for _, c := range s.Columns {
			if err := c.Parse(row, cellOf(c), Reading{Today: MakeDate(2026, 3, 5)}); err != nil {
				t.Fatalf("%s.%s: %v", s.Key, c.Key, err)
			}
		}
		before := cellsOf(s, row)
		copied := s.Clone(row)
		if diff := cmp.Diff(before, cellsOf(s, copied)); diff != "" {
			t.Errorf("%s: the clone differs (-row +clone):\n%s", s.Key, diff)
		}
		for _, c := range s.Columns {
			c.Field(copied).Clear()
			if !c.Field(copied).Empty() {
				t.Errorf("%s.%s isn't empty when cleared", s.Key, c.Key)
			}
		}
		if diff := cmp.Diff(before, cellsOf(s, row)); diff != "" {
			t.Errorf("%s: clearing the clone changed the row (-before +after):\n%s", s.Key, diff)
		}
	}
}

// TestEveryColumnHasAFieldOfItsOwn catches a declaration copied with its field.
func TestEveryColumnHasAFieldOfItsOwn(t *testing.T) {
	for _, s := range All() {
		row := s.New()
		owner := map[Field]string{}
		for _, c := range s.Columns {
			field := c.Field(row)
			if first, taken := owner[field]; taken {
				t.Errorf("%s: %s and %s share a field", s.Key, first, c.Key)
			}
			owner[field] = c.Key
		}
	}
}

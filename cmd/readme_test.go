package cmd

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/report"
	"kehu/store/sheet"
)

// readReadme is the text of README.md and its path, which holds wherever a test
// goes.
func readReadme(t *testing.T) (text, path string) {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content), path
}

// keepReadme compares README.md with what it should be; UPDATE=1 makes it so.
func keepReadme(t *testing.T, path, have, want string) {
	t.Helper()
	if os.Getenv("UPDATE") == "" {
		if diff := cmp.Diff(strings.Split(have, "\n"), strings.Split(want, "\n")); diff != "" {
			t.Errorf("README.md is stale; UPDATE=1 go test ./cmd rewrites it (- has, + should have):\n%s", diff)
		}
		return
	}
	if have == want {
		return
	}
	if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// readmeParts are the Chinese part, the English part, and what is in both
// languages at once.
func readmeParts(t *testing.T, text string) (zh, en, both string) {
	t.Helper()
	zh, rest, ok := strings.Cut(text, "\n# English\n")
	en, both, ok2 := strings.Cut(rest, "\n# 附：")
	if !ok || !ok2 {
		t.Fatal("README.md has no “# English” followed by “# 附：”")
	}
	return zh, en, both
}

func TestReadmeBeginsWithTheTwoCommands(t *testing.T) {
	text, _ := readReadme(t)
	_, en, _ := readmeParts(t, text)
	for part, text := range map[string]string{"Chinese": text, "English": en} {
		lines := strings.Split(text, "\n")
		screen := strings.Join(lines[:min(25, len(lines))], "\n")
		for _, command := range []string{"go run . demo", "go test ./..."} {
			if !strings.Contains(screen, "\n"+command) {
				t.Errorf("the first screen of the %s part lacks %q", part, command)
			}
		}
	}
}

func TestReadmeHasTheSameSectionsInBothLanguages(t *testing.T) {
	text, _ := readReadme(t)
	zh, en, _ := readmeParts(t, text)
	heading := regexp.MustCompile(`(?m)^##+ `)
	if diff := cmp.Diff(heading.FindAllString(zh, -1), heading.FindAllString(en, -1)); diff != "" {
		t.Errorf("the parts have other headings (- Chinese, + English):\n%s", diff)
	}
}

// TestReadmeLinksLeadSomewhere holds links within the page to its headings, as
// they are turned into anchors: small letters, no punctuation, - for a space.
func TestReadmeLinksLeadSomewhere(t *testing.T) {
	text, _ := readReadme(t)
	var anchors []string
	for _, heading := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(text, -1) {
		anchor := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(heading[1]), "")
		anchors = append(anchors, strings.ReplaceAll(anchor, " ", "-"))
	}
	for _, link := range regexp.MustCompile(`\]\(#([^)]*)\)`).FindAllStringSubmatch(text, -1) {
		if !slices.Contains(anchors, link[1]) {
			t.Errorf("no heading has the anchor #%s", link[1])
		}
	}
}

// TestReadmeNamesRealCommandsAndOptions looks at every kehu … and --option of the
// page, wherever it stands.
func TestReadmeNamesRealCommandsAndOptions(t *testing.T) {
	text, _ := readReadme(t)
	root := wholeRoot(appIn("zh"))
	flags := []string{"help"}
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) { flags = append(flags, f.Name) })
	for _, c := range everyCommand(root) {
		c.Flags().VisitAll(func(f *pflag.Flag) { flags = append(flags, f.Name) })
	}
	for _, m := range regexp.MustCompile("(?:`|\n|\\$ )kehu (\\p{L}+)").FindAllStringSubmatch(onlyCode(text), -1) {
		if c, _, err := root.Find(m[1:]); err != nil || c == root {
			t.Errorf("there is no command kehu %s", m[1])
		}
	}
	for _, m := range regexp.MustCompile("[ `]--([a-z][a-z-]*)").FindAllStringSubmatch(text, -1) {
		if !slices.Contains(flags, m[1]) {
			t.Errorf("no command has the option --%s", m[1])
		}
	}
}

// everyCommand is c and all commands under it.
func everyCommand(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		all = append(all, everyCommand(sub)...)
	}
	return all
}

// onlyCode is the lines of a page that hold code.
func onlyCode(text string) string {
	var code strings.Builder
	prose := fences(text, func(_, body string) string {
		code.WriteString("\n" + body)
		return ""
	})
	for line := range strings.Lines(prose) {
		if !strings.HasPrefix(line, "kehu ") {
			code.WriteString(line)
		}
	}
	return code.String()
}

func TestReadmeTablesSayWhatTheCodeSays(t *testing.T) {
	text, path := readReadme(t)
	want := fillTables(t, text)
	keepReadme(t, path, text, want)
}

// tables are what README.md has from the code, in either language. One that
// names itself once is in both languages at once.
func tables(t *testing.T) map[string]func(*app) string {
	return map[string]func(*app) string{
		"commands":   commandTable,
		"options":    optionTable,
		"exit-codes": exitTable,
		"reports":    reportTable,
		"imports":    func(a *app) string { return importTable(a, packages(t)) },
		"columns":    func(*app) string { return columnTables(t) },
	}
}

// fillTables puts the tables of the code between <!-- name --> and <!-- /name -->;
// <!-- name en --> opens an English one.
func fillTables(t *testing.T, text string) string {
	t.Helper()
	var filled strings.Builder
	missing := tables(t)
	for {
		before, rest, found := strings.Cut(text, "<!-- ")
		filled.WriteString(before)
		if !found {
			break
		}
		label, rest, _ := strings.Cut(rest, " -->")
		name, lang, _ := strings.Cut(label, " ")
		_, after, closed := strings.Cut(rest, "<!-- /"+name+" -->")
		table := tables(t)[name]
		if table == nil || !closed {
			t.Fatalf("README.md: <!-- %s --> is no table of the code, or is not closed", label)
		}
		fmt.Fprintf(&filled, "<!-- %s -->\n%s<!-- /%s -->", label, table(appIn(lang)), name)
		delete(missing, name)
		text = after
	}
	for _, name := range slices.Sorted(maps.Keys(missing)) {
		t.Errorf("README.md has no <!-- %s -->", name)
	}
	return filled.String()
}

// appIn is an app that speaks a language and has no world around it.
func appIn(lang string) *app {
	a := &app{env: func(string) string { return "" }}
	a.lang = language([]string{"--lang", lang}, a.env)
	return a
}

// markdown writes a table; the first row is its heading.
func markdown(rows ...[]string) string {
	var b strings.Builder
	for i, row := range rows {
		for j, cell := range row {
			row[j] = strings.ReplaceAll(cell, "|", `\|`)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
		if i == 0 {
			b.WriteString(strings.Repeat("| --- ", len(row)) + "|\n")
		}
	}
	return b.String()
}

func code(text string) string { return "`" + text + "`" }

// commandTable lists every command, those under others as well.
func commandTable(a *app) string {
	rows := [][]string{{a.text("命令", "Command"), a.text("中文写法", "Chinese alias"), a.text("做什么", "What it does"), a.text("写法", "Form")}}
	var list func(*cobra.Command, string)
	list = func(c *cobra.Command, above string) {
		for _, sub := range c.Commands() {
			if !sub.IsAvailableCommand() && sub.Name() != "help" { // cobra keeps help to itself
				continue
			}
			rows = append(rows, []string{code(above + sub.Name()), strings.Join(sub.Aliases, " "), sub.Short, code(form(sub))})
			list(sub, above+sub.Name()+" ")
		}
	}
	list(wholeRoot(a), "")
	return markdown(rows...)
}

// wholeRoot is the command tree with help, which cobra adds only when it runs.
func wholeRoot(a *app) *cobra.Command {
	root := newRoot(a)
	root.InitDefaultHelpCmd()
	return root
}

// optionTable lists the options that every command takes.
func optionTable(a *app) string {
	rows := [][]string{{a.text("选项", "Option"), a.text("意思", "Meaning")}}
	newRoot(a).PersistentFlags().VisitAll(func(f *pflag.Flag) {
		name := code("--" + f.Name)
		if f.Shorthand != "" {
			name += " " + code("-"+f.Shorthand)
		}
		rows = append(rows, []string{name, f.Usage})
	})
	return markdown(rows...)
}

func exitTable(a *app) string {
	rows := [][]string{{a.text("退出码", "Code"), a.text("意思", "Meaning")}, {strconv.Itoa(exitDone), a.text("完成", "done")}}
	for _, e := range exitCodes() {
		rows = append(rows, []string{strconv.Itoa(e.code), e.words.In(a.lang)})
	}
	return markdown(rows...)
}

func reportTable(a *app) string {
	rows := [][]string{{a.text("页", "Page"), a.text("名字（给脚本）", "Key"), a.text("回答什么", "What it answers")}}
	for _, r := range report.All() {
		rows = append(rows, []string{r.Label().In(a.lang), code(r.Key), r.Question.In(a.lang)})
	}
	return markdown(rows...)
}

// packages are the packages of the module that hold code, "." being main.
func packages(t *testing.T) []string {
	t.Helper()
	found := map[string]bool{}
	sources(t, func(pkg, _ string, _ *ast.File, _ *token.FileSet) { found[pkg] = true })
	return slices.Sorted(maps.Keys(found))
}

// importTable says who may import whom, of ours and of what only some may.
func importTable(a *app, packages []string) string {
	rows := [][]string{{a.text("包", "Package"), a.text("可以引用", "May import")}}
	for _, pkg := range packages {
		may := slices.DeleteFunc(slices.Clone(rules()[pkg].may), func(other string) bool { return !slices.Contains(packages, other) })
		rows = append(rows, []string{code(packageName(pkg)), codes(may)})
	}
	libraries := only()
	for _, name := range slices.Sorted(maps.Keys(libraries)) {
		rows = append(rows, []string{code(name), a.text("只有 %s 可以引用它", "only %s may import it", codes(libraries[name].may))})
	}
	return markdown(rows...)
}

func packageName(pkg string) string {
	if pkg == "." {
		return "main.go"
	}
	return pkg
}

func codes(names []string) string {
	if len(names) == 0 {
		return "—"
	}
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = code(name)
	}
	return strings.Join(quoted, " ")
}

// columnTables explain every column of every sheet, in both languages at once.
func columnTables(t *testing.T) string {
	var b strings.Builder
	for _, s := range sheet.All() {
		fmt.Fprintf(&b, "\n## %s %s · %s · %s\n\n", s.ZH, s.EN, code(s.Key), code(s.Prefix+"12"))
		rows := [][]string{{"列键 key", "中文", "English", "类型 kind", "说明 note"}}
		for _, c := range s.Columns {
			rows = append(rows, []string{code(c.Key), c.ZH, c.EN, kindWord(t, c), noteOn(c)})
		}
		b.WriteString(markdown(rows...))
	}
	return b.String() + "\n"
}

// kindWord says what kind of values a column holds.
func kindWord(t *testing.T, c *sheet.Column) string {
	word := map[sheet.Kind]string{
		sheet.TextKind: "文字 text", sheet.TermKind: "词 term", sheet.PhoneKind: "电话 phone", sheet.DateKind: "日期 date",
		sheet.MomentKind: "时间 date, time", sheet.BirthdayKind: "生日 birthday", sheet.MoneyKind: "金额（元） yuan",
		sheet.QtyKind: "数量 quantity", sheet.CountKind: "整数 integer", sheet.YearKind: "年份 year", sheet.ScoreKind: "打分 score",
		sheet.ChoiceKind: "选项 choice", sheet.FlagKind: "是/否 yes, no", sheet.RefKind: "引用 reference", sheet.NoKind: "编号 number",
	}[c.Kind()]
	if word == "" {
		t.Errorf("column %s of %s: its kind has no word here", c.Key, c.Sheet.Key)
	}
	return word
}

// noteOn says where a column's values come from and what they may be.
func noteOn(c *sheet.Column) string {
	var notes []string
	if c.Required {
		notes = append(notes, "必填 required")
	}
	if origin := []string{sheet.Derived: "自动算出 derived", sheet.Borrowed: "取自客户 the customer's", sheet.Input: "只用于导入 import only", sheet.Own: ""}[c.Origin]; origin != "" {
		notes = append(notes, origin)
	}
	if c.Ref != "" {
		notes = append(notes, "→ "+code(c.Ref))
	}
	if len(c.Options) > 0 {
		notes = append(notes, optionWords(c))
	}
	return strings.Join(notes, "；")
}

// optionWords are all options of a choice, the ends of a score.
func optionWords(c *sheet.Column) string {
	var words []string
	for i, o := range c.Options {
		word := o.ZH
		if o.EN != o.ZH {
			word += " " + o.EN
		}
		number := strconv.FormatInt(o.Score, 10)
		switch {
		case c.Kind() != sheet.ScoreKind:
			words = append(words, word)
		case o.ZH == number:
			words = append(words, number)
		case i == 0 || i == len(c.Options)-1 || c.Options[0].ZH == "0":
			words = append(words, number+" "+word)
		}
	}
	if c.Kind() == sheet.ScoreKind && len(words) == 2 {
		return strings.Join(words, " … ")
	}
	return strings.Join(words, "、")
}

func TestReadmeDrawsEveryPackage(t *testing.T) {
	text, _ := readReadme(t)
	zh, en, _ := readmeParts(t, text)
	for _, part := range []string{zh, en} {
		_, rest, _ := strings.Cut(part, "```text packages\n")
		diagram, _, ok := strings.Cut(rest, "\n```")
		if !ok {
			t.Fatal("README.md has no diagram of the packages: ```text packages")
		}
		drawn := regexp.MustCompile(`[a-z./]+`).FindAllString(diagram, -1)
		for _, pkg := range packages(t) {
			if !slices.Contains(drawn, packageName(pkg)) {
				t.Errorf("the diagram of the packages lacks %s", packageName(pkg))
			}
		}
	}
}

// TestReadmeGivesEveryLibraryItsReason wants a row `path` | version | reason for
// whatever the module requires and one of its files imports. UPDATE=1 sets the
// versions.
func TestReadmeGivesEveryLibraryItsReason(t *testing.T) {
	text, path := readReadme(t)
	want := text
	for library, version := range libraries(t) {
		row := regexp.MustCompile("(?m)^(\\| " + regexp.QuoteMeta(code(library)) + ` \| )[^|]*( \| [^|]{4,})`)
		if n := len(row.FindAllString(want, -1)); n != 2 {
			t.Errorf("README.md says %d times why %s is used; say it once in each language", n, library)
		}
		want = row.ReplaceAllString(want, "${1}"+version+"${2}")
	}
	keepReadme(t, path, text, want)
}

// libraries are the modules that go.mod requires and a file imports, tests
// included, with their versions.
func libraries(t *testing.T) map[string]string {
	t.Helper()
	mod, err := os.ReadFile(filepath.Join("..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	imported := imports(t)
	found := map[string]string{}
	for line := range strings.Lines(string(mod)) {
		fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(fields) < 2 || !strings.HasPrefix(fields[1], "v") {
			continue
		}
		for name := range imported {
			if name == fields[0] || strings.HasPrefix(name, fields[0]+"/") {
				found[fields[0]] = fields[1]
			}
		}
	}
	return found
}

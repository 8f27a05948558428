package cmd

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/report/render"
	"kehu/store/sheet"
)

// pages are all pages of help in one language.
func pages(l sheet.Lang) map[string]string {
	var out bytes.Buffer
	a := &app{out: &out, err: &out, lang: l, env: func(string) string { return "" }}
	all := map[string]string{}
	root := newRoot(a)
	for _, c := range everyCommand(root) {
		out.Reset()
		a.printHelp(c)
		all[strings.TrimSpace("kehu "+below(c))] = out.String()
	}
	for _, t := range topics() {
		out.Reset()
		t.print(a, &out)
		all[t.name] = out.String()
	}
	return all
}

func TestHelpFitsATerminal(t *testing.T) {
	for _, l := range []sheet.Lang{sheet.ZH, sheet.EN} {
		for name, page := range pages(l) {
			for line := range strings.SplitSeq(page, "\n") {
				if render.Width(line) > lineWidth {
					t.Errorf("help %s: wider than %d columns: %s", name, lineWidth, line)
				}
			}
		}
	}
}

// TestEnglishHelpIsEnglish: but for examples, other names and what stands in a
// cell, which are Chinese in both languages.
func TestEnglishHelpIsEnglish(t *testing.T) {
	chinese := regexp.MustCompile(`^.*\p{Han}.*$`)
	examples := regexp.MustCompile(`(?m)^(  kehu [^ ].*|Also: .*|  source .*)$`)
	for name, page := range pages(sheet.EN) {
		if name == "columns" || name == "note-lines" || strings.Contains(page, "\nCommands:\n") {
			continue // they list the Chinese names
		}
		for line := range strings.SplitSeq(examples.ReplaceAllString(page, ""), "\n") {
			if chinese.MatchString(line) && !strings.Contains(line, "such as") {
				t.Errorf("help %s: %s", name, line)
			}
		}
	}
}

// TestEveryFlagHasAChineseName: nobody has to switch the input method for one. JSON
// and CSV are called so in Chinese, too.
func TestEveryFlagHasAChineseName(t *testing.T) {
	var check func(*cobra.Command)
	check = func(c *cobra.Command) {
		s := sheet.ByKey(c.Annotations[sheetAnnotation])
		names := map[string]string{}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			name := chineseName(f, s)
			if name == "" && !f.Hidden && !slices.Contains([]string{"json", "csv", "help"}, f.Name) {
				t.Errorf("kehu %s: --%s has no Chinese name; give it one in flagWords", c.CommandPath(), f.Name)
			}
			if other := names[name]; name != "" && other != "" {
				t.Errorf("kehu %s: --%s and --%s have the same Chinese name", c.CommandPath(), other, f.Name)
			}
			names[name] = f.Name
		})
		for _, sub := range c.Commands() {
			check(sub)
		}
	}
	check(newRoot(appIn("zh")))
}

package cmd

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// imports are the import paths of all Go files, tests included.
func imports(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			found[strings.Trim(spec.Path.Value, `"`)] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestReadmeTourPrintsWhatItShows runs the command lines of README.md's fenced
// blocks in order, each language's in a folder of its own, and wants them to
// succeed and to print what is pasted below them. UPDATE=1 pastes anew.
//
//	```csv 台账.csv     a file of the tour, saved in GBK as Chinese Excel does
//	```console          a part of the Chinese tour
//	```console en       a part of the English one
//
// A line behind "$ " is kehu …, export NAME=VALUE … or echo $?, which alone
// allows the command before it to fail.
func TestReadmeTourPrintsWhatItShows(t *testing.T) {
	text, path := readReadme(t)
	want := text
	for _, info := range []string{"console", "console en"} {
		s := session{t: t, env: map[string]string{}}
		t.Chdir(t.TempDir())
		s.files(text)
		want = fences(want, func(label, body string) string {
			if label != info {
				return body
			}
			return s.play(body)
		})
		if s.ran < 10 {
			t.Errorf("the tour of ```%s blocks runs only %d commands", info, s.ran)
		}
	}
	keepReadme(t, path, text, want)
}

// fences rewrites the fenced blocks of a Markdown text; a body ends in a newline.
func fences(text string, rewrite func(info, body string) string) string {
	var out, body strings.Builder
	info, inside := "", false
	for line := range strings.Lines(text) {
		fence, isFence := strings.CutPrefix(line, "```")
		switch {
		case isFence && inside:
			out.WriteString(rewrite(info, body.String()))
			out.WriteString(line)
			inside = false
		case isFence:
			info, inside = strings.TrimSpace(fence), true
			body.Reset()
			out.WriteString(line)
		case inside:
			body.WriteString(line)
		default:
			out.WriteString(line)
		}
	}
	return out.String()
}

// session is somebody at a prompt.
type session struct {
	t    *testing.T
	env  map[string]string
	exit int // of the last command
	ran  int // commands of kehu
}

// files writes the sheets that the tour shows. One that both parts show must be
// the same in both.
func (s *session) files(text string) {
	shown := map[string]string{}
	fences(text, func(info, body string) string {
		name, ok := strings.CutPrefix(info, "csv ")
		if !ok {
			return body
		}
		if before, ok := shown[name]; ok && before != body {
			s.t.Errorf("README.md shows two different files %s", name)
		}
		shown[name] = body
		s.save(name, body)
		return body
	})
}

func (s *session) save(name, text string) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(gbk), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// play types the lines behind "$ " and returns them with what they print.
func (s *session) play(body string) string {
	var shown strings.Builder
	for line := range strings.Lines(body) {
		typed, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		shown.WriteString(line)
		shown.WriteString(s.run(strings.TrimSpace(typed)))
	}
	if s.exit != exitDone {
		s.t.Errorf("a block ends with exit code %d, and no echo $? shows it", s.exit)
		s.exit = exitDone
	}
	return shown.String()
}

// run runs one line and returns what it prints.
func (s *session) run(line string) string {
	if line == "echo $?" {
		code := s.exit
		s.exit = exitDone
		return strconv.Itoa(code) + "\n"
	}
	if s.exit != exitDone {
		s.t.Errorf("exit code %d before: %s", s.exit, line)
		s.exit = exitDone
	}
	words := shellWords(line)
	switch words[0] {
	case "kehu":
		s.ran++
		return s.kehu(words[1:])
	case "export":
		for _, word := range words[1:] {
			name, value, _ := strings.Cut(word, "=")
			s.env[name] = value
		}
	default:
		s.t.Errorf("README.md: the tour can't run: %s", line)
	}
	return ""
}

// kehu runs the program as somebody does whose clock is far from the tour's day,
// so that a reader on any day sees the same.
func (s *session) kehu(args []string) string {
	var out bytes.Buffer
	a := newApp()
	a.in, a.out, a.err, a.env = strings.NewReader(""), &out, &out, func(name string) string { return s.env[name] }
	a.now = func() time.Time { return time.Date(2026, time.November, 22, 9, 30, 0, 0, time.Local) }
	a.inTerminal, a.width, a.user = false, 0, "刘敏"
	s.exit = a.run(s.t.Context(), args)
	return out.String()
}

// shellWords splits a line as a shell does that knows only quotes.
func shellWords(line string) []string {
	var words []string
	var word strings.Builder
	quote, some := rune(0), false
	for _, r := range line + " " {
		switch {
		case r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, some = r, true
		case r != ' ':
			word.WriteRune(r)
		case some || word.Len() > 0:
			words = append(words, word.String())
			word.Reset()
			some = false
		}
	}
	return words
}

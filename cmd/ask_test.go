package cmd

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// answer is somebody at a terminal, who does something else before they type.
type answer struct {
	before func()
	text   io.Reader
}

func (a *answer) Read(p []byte) (int, error) {
	if a.before != nil {
		a.before()
		a.before = nil
	}
	return a.text.Read(p)
}

// at is kehu on the file at path, in a world of its own.
func at(path string, in io.Reader) (*app, *bytes.Buffer) {
	var out bytes.Buffer
	env := func(name string) string { return map[string]string{"KEHU_DB": path, "KEHU_TODAY": "2026-03-05"}[name] }
	return &app{in: in, out: &out, err: &out, env: env, now: time.Now, inTerminal: in != nil}, &out
}

// TestOthersWriteWhileAQuestionStands: whoever is asked may go for a cup of tea.
func TestOthersWriteWhileAQuestionStands(t *testing.T) {
	for name, c := range map[string]struct {
		typed string
		args  []string
	}{
		"which customer":   {"2\n", []string{"log", "王秀", "上门", "好"}},
		"a change of many": {"y\n", []string{"set", "--where", "村=后屯", "--owner", "刘敏"}},
		"a removal":        {"y\n", []string{"remove", "--where", "村=后屯"}},
		"a merger":         {"y\n", []string{"merge", "王秀兰", "王秀英"}},
		"a plan":           {"1\n", []string{"plan", "王秀", "明天", "送货"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), fileName)
			for _, who := range []string{"王秀兰", "王秀英", "李建国", "赵桂英"} {
				first, out := at(path, nil)
				if code := first.run(context.Background(), []string{"add", who, "--village", "后屯"}); code != 0 {
					t.Fatal(out)
				}
			}
			wrote := -1
			other, said := at(path, nil)
			one, out := at(path, &answer{text: strings.NewReader(c.typed), before: func() {
				wrote = other.run(context.Background(), []string{"add", "陈玉珍", "--wait", "100ms"})
			}})
			if code := one.run(context.Background(), c.args); code != 0 {
				t.Errorf("kehu %q exits with %d: %s", c.args, code, out)
			}
			if wrote != 0 {
				t.Errorf("the other's write exits with %d (-1: nothing was asked): %s", wrote, said)
			}
		})
	}
}

// TestInterruptEndsAQuestion: Ctrl-C at a question is a no with exit code 130.
func TestInterruptEndsAQuestion(t *testing.T) {
	path := filepath.Join(t.TempDir(), fileName)
	for _, who := range []string{"王秀兰", "王秀英"} {
		first, out := at(path, nil)
		if code := first.run(context.Background(), []string{"add", who}); code != 0 {
			t.Fatal(out)
		}
	}
	for name, args := range map[string][]string{"which customer": {"log", "王秀", "上门", "好"}, "a restore": {"restore", path}, "a pipe": {"import", "-"}} {
		t.Run(name, func(t *testing.T) {
			ctx, interrupt := context.WithCancel(context.Background())
			silence, _ := io.Pipe()
			one, out := at(path, &answer{before: interrupt, text: silence})
			if code := one.run(ctx, args); code != 130 || !strings.Contains(out.String(), "已中断") {
				t.Errorf("kehu %q exits with %d: %s", args, code, out)
			}
		})
	}
}

// TestNoIsNoError: who says no is told that nothing changed, and not that something
// went wrong.
func TestNoIsNoError(t *testing.T) {
	path := filepath.Join(t.TempDir(), fileName)
	for _, who := range []string{"王秀兰", "王秀英", "李建国", "赵桂英"} {
		a, out := at(path, nil)
		if code := a.run(context.Background(), []string{"add", who, "--village", "后屯"}); code != 0 {
			t.Fatal(out)
		}
	}
	a, out := at(path, strings.NewReader("n\n"))
	if code := a.run(context.Background(), []string{"remove", "--where", "村=后屯"}); code != 1 {
		t.Errorf("exits with %d", code)
	}
	if said := out.String(); !strings.HasSuffix(said, "（y/N）没有改动\n") {
		t.Errorf("says:\n%s", said)
	}
}

package cmd

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"

	"kehu/store/sheet"
)

// TestMain lets the test binary be kehu itself when a script calls it by that name.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kehu": func() {
		hinder(os.Getenv("AS"), os.Getenv("FSIZE"))
		os.Exit(Main())
	}})
}

// TestScript runs the whole program by the scripts in testdata/script, one a
// command and one a kind of bad input. UPDATE=1 rewrites what they expect.
func TestScript(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: the scripts start the program some 500 times, too slow with the race detector on")
	}
	testscript.Run(t, testscript.Params{
		Dir:             filepath.Join("..", "testdata", "script"),
		UpdateScripts:   os.Getenv("UPDATE") != "",
		ContinueOnError: true,
		Setup:           setUp,
		Condition:       condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exit": exitWith, "gbk": toGBK, "replace": replaceText, "none": noneMatch, "json": jsonValue,
			"sql": runSQL, "book": makeBook, "lock": holdLock, "unlock": dropLock, "flip": flipByte,
		},
	})
}

func setUp(env *testscript.Env) error {
	for dir := env.WorkDir; len(dir) > len(os.TempDir()); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil { // somebody else is to look in, see AS
			return err
		}
	}
	testdata, err := filepath.Abs(filepath.Join("..", "testdata"))
	env.Setenv("KEHU_DB", filepath.Join(env.WorkDir, fileName))
	env.Setenv("KEHU_TODAY", "2026-03-05")
	env.Setenv("KEHU_LANG", "")
	env.Setenv("NO_COLOR", "1")
	env.Setenv("HOME", env.WorkDir)
	env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, "data"))
	env.Setenv("TESTDATA", testdata)
	env.Values[lockKey{}] = new(heldLock)
	return err
}

// condition knows what scripts depend on.
func condition(name string) (bool, error) {
	if name == "rights" { // the system refuses what a user may not do, even in a test run by root
		return canHinder, nil
	}
	return false, errors.New("unknown condition " + name)
}

// exitWith runs a program and wants an exact exit code: exit 3 kehu show 谁也不是.
func exitWith(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE PROGRAM ARGS…")
	}
	var failed *exec.ExitError
	got := 0
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failed) {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}

// toGBK writes a UTF-8 file as GB18030: gbk FROM TO.
func toGBK(ts *testscript.TestScript, _ bool, args []string) {
	text, err := simplifiedchinese.GB18030.NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o644))
}

// replaceText changes a text in a file that must be there: replace FILE OLD NEW.
func replaceText(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
}

// noneMatch asserts that no file of these patterns is there: none '.kehu-*'.
func noneMatch(ts *testscript.TestScript, neg bool, patterns []string) {
	for _, pattern := range patterns {
		found, err := filepath.Glob(ts.MkAbs(pattern))
		ts.Check(err)
		if (len(found) > 0) != neg {
			ts.Fatalf("%s: found %q", pattern, found)
		}
	}
}

// jsonValue compares one value in the JSON of the last command, as JSON text:
// json 0.spent 1188.00. A length is asked for by len: json len 3.
func jsonValue(ts *testscript.TestScript, neg bool, args []string) {
	value := json.RawMessage(ts.ReadFile("stdout"))
	for key := range strings.SplitSeq(args[0], ".") {
		value = inside(ts, value, key)
	}
	var flat bytes.Buffer
	ts.Check(json.Compact(&flat, value))
	if (flat.String() == args[1]) == neg {
		ts.Fatalf("%s is %s", args[0], flat.String())
	}
}

func inside(ts *testscript.TestScript, value json.RawMessage, key string) json.RawMessage {
	var list []json.RawMessage
	if err := json.Unmarshal(value, &list); err == nil {
		if key == "len" {
			return json.RawMessage(strconv.Itoa(len(list)))
		}
		i, err := strconv.Atoi(key)
		if err != nil || i >= len(list) {
			ts.Fatalf("no element %s of %d", key, len(list))
		}
		return list[i]
	}
	object := map[string]json.RawMessage{}
	ts.Check(json.Unmarshal(value, &object))
	if key == "len" {
		return json.RawMessage(strconv.Itoa(len(object)))
	}
	if object[key] == nil {
		ts.Fatalf("no key %s in %s", key, value)
	}
	return object[key]
}

// flipByte damages a file: flip FILE OFFSET.
func flipByte(ts *testscript.TestScript, _ bool, args []string) {
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	content := []byte(ts.ReadFile(args[0]))
	content[at] ^= 0xff
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o644))
}

// TestEveryCommandHasAScript: a command comes with its script.
func TestEveryCommandHasAScript(t *testing.T) {
	for _, c := range newRoot(&app{env: func(string) string { return "" }, lang: sheet.ZH}).Commands() {
		if _, err := os.Stat(filepath.Join("..", "testdata", "script", c.Name()+".txtar")); err != nil {
			t.Errorf("kehu %s has no script: %v", c.Name(), err)
		}
	}
}

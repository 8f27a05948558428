package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"kehu/store/sheet"
)

// Main runs the program on the process's arguments and returns its exit code.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return newApp().run(ctx, os.Args[1:])
}

// app is what a command may know of the world around it.
type app struct {
	in         io.Reader
	out, err   io.Writer
	env        func(string) string
	now        func() time.Time
	inTerminal bool // somebody can answer a question
	width      int  // columns of the terminal that shows the output, 0 if it is none
	errWidth   int  // of the terminal that shows everything else
	user       string
	secret     func(context.Context) (string, error) // reads a line that the terminal does not show
	clicked    bool                                  // started by a double click: the window closes when the program ends

	lang    sheet.Lang
	args    []string // as typed
	global  global
	filling []filler // what fills in what a batch leaves out
	started bool     // a command's own work has begun: its errors are no usage errors
}

// global are the options every command takes.
type global struct {
	db, today, wait string
	yes, quiet      bool
	lang            string
}

// newApp returns the app of this process.
func newApp() *app {
	a := &app{in: os.Stdin, out: &sink{to: os.Stdout}, err: os.Stderr, env: os.Getenv, now: time.Now,
		inTerminal: term.IsTerminal(int(os.Stdin.Fd())), clicked: startedByExplorer()}
	if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		a.width = width
	}
	if width, _, err := term.GetSize(int(os.Stderr.Fd())); err == nil {
		a.errWidth = width
	}
	a.secret = secretFrom(int(os.Stdin.Fd()))
	if u, err := user.Current(); err == nil {
		a.user = u.Username
	}
	return a
}

// secretFrom reads a line that a terminal does not show. When the command is interrupted
// it shows again what is typed.
func secretFrom(terminal int) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		before, err := term.GetState(terminal)
		if err != nil {
			return "", err
		}
		type line struct {
			text []byte
			err  error
		}
		done := make(chan line, 1)
		go func() {
			text, err := term.ReadPassword(terminal)
			done <- line{text, err}
		}()
		select {
		case typed := <-done:
			return string(typed.text), typed.err
		case <-ctx.Done():
			return "", errors.Join(ctx.Err(), term.Restore(terminal, before))
		}
	}
}

// run runs the command that args name, or that a double click means, and returns
// the exit code. An error is printed here, once.
func (a *app) run(ctx context.Context, args []string) int {
	if a.in != nil {
		a.in = &patient{ctx: ctx, from: a.in}
	}
	lines, code := a.opened(args), exitDone
	for _, line := range lines {
		code = max(code, a.execute(ctx, line))
	}
	if a.clicked && (code != exitDone || lines[0][0] != "menu") {
		a.ask(sheet.W("按回车键关闭", "press Enter to close"))
	}
	return code
}

// execute runs the command that args name and returns the exit code.
func (a *app) execute(ctx context.Context, args []string) int {
	a.args = args
	args = plainFlags(args)
	a.lang = language(args, a.env)
	root := newRoot(a)
	if a.offerFlags(root, args) {
		return exitDone
	}
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if out, ok := a.out.(*sink); ok && out.err != nil {
		err = out.err
	}
	if err == nil {
		return exitDone
	}
	if known := new(sheet.Error); ctx.Err() != nil && !(errors.As(err, &known) && known.Failure == sheet.Interrupted) {
		err = sheet.Fail(sheet.Interrupted, "已中断", "interrupted").Because(err)
	}
	a.printError(err)
	return a.exitCode(err)
}

// sink is standard output: it remembers that it couldn't be written, so that a
// list cut short by a full disk is an error even where nobody asked.
type sink struct {
	to  io.Writer
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.to.Write(p)
	if err != nil && s.err == nil {
		s.err = sheet.Fail(sheet.Failed, "写不了标准输出，请检查磁盘空间", "cannot write standard output; check the disk space").Because(err)
	}
	return n, err
}

// patient is standard input: it stops waiting when the command is interrupted, at a
// question or in the midst of a pipe.
type patient struct {
	ctx  context.Context
	from io.Reader
}

func (r *patient) Read(p []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	own := make([]byte, len(p)) // the reading may outlive the command
	done := make(chan result, 1)
	go func() {
		n, err := r.from.Read(own)
		done <- result{n, err}
	}()
	select {
	case got := <-done:
		return copy(p, own[:got.n]), got.err
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	}
}

// plainFlags returns args with flags as a Chinese input method writes them, such
// as ——手机 or －－手机＝138, in the form that everybody's parser knows.
func plainFlags(args []string) []string {
	plain := make([]string, len(args))
	for i, arg := range args {
		plain[i] = arg
		if i == 0 && (arg == "--help" || arg == "-h") && len(args) > 1 { // cobra takes the next word for its value
			return append(plainFlags(args[1:]), arg)
		}
		for _, dashes := range []string{"——", "－－", "—－", "－—", "––"} {
			if name, ok := strings.CutPrefix(arg, dashes); ok && name != "" {
				plain[i] = "--" + strings.Replace(name, "＝", "=", 1)
			}
		}
	}
	return plain
}

// printError prints one line: what went wrong and what to do.
func (a *app) printError(err error) {
	text := a.words(err)
	var known *sheet.Error
	switch {
	case text == "":
	case errors.As(err, &known) && known.Cause == error(declined{}):
		fmt.Fprintln(a.err, text)
	default:
		fmt.Fprintln(a.err, a.text("错误：%s", "error: %s", text))
	}
}

// words is an error in one line, in the user's language.
func (a *app) words(err error) string {
	var known *sheet.Error
	text := err.Error()
	if errors.As(err, &known) {
		text = known.Words.In(a.lang)
	}
	return strings.ReplaceAll(text, "\n", " ")
}

// language is the language that args or the environment ask for. It is needed
// before the commands are made, because their help is in it.
func language(args []string, env func(string) string) sheet.Lang {
	name := env("KEHU_LANG")
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			name = value
		} else if arg == "--lang" && i+1 < len(args) {
			name = args[i+1]
		}
	}
	if strings.HasPrefix(strings.ToLower(name), "en") {
		return sheet.EN
	}
	return sheet.ZH
}

// text is a phrase in the user's language.
func (a *app) text(zh, en string, args ...any) string { return sheet.W(zh, en, args...).In(a.lang) }

// say tells the user something beside the data, unless --quiet.
func (a *app) say(zh, en string, args ...any) {
	if !a.global.quiet {
		fmt.Fprintln(a.err, a.text(zh, en, args...))
	}
}

// today is the day commands count from: --today, KEHU_TODAY or the clock's.
func (a *app) today() (sheet.Date, error) {
	clock := sheet.DateOf(a.now())
	text := a.global.today
	if text == "" {
		text = a.env("KEHU_TODAY")
	}
	if text == "" {
		return clock, nil
	}
	day, err := sheet.ParseDate(text, sheet.Reading{Today: clock, Relative: true})
	if err != nil || day == 0 {
		return 0, sheet.Fail(sheet.Misused, "--today 的日期“%s”看不懂，应像 2026-03-05", "--today %q is no date; write it like 2026-03-05", text)
	}
	return day, nil
}

// reading is how the command line's own words are read.
func (a *app) reading() (sheet.Reading, error) {
	day, err := a.today()
	return sheet.Reading{Today: day, Relative: true}, err
}

// work marks that a command's own work begins: from here on an error is no usage
// error.
func (a *app) work(run func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		a.started = true
		for i, arg := range args {
			args[i] = unquoted(arg)
		}
		if err := a.mine(c); err != nil {
			return err
		}
		return run(c, args)
	}
}

// quotes are what an input method types for quotation marks; a shell leaves them.
const quotes = "“”‘’「」『』＂＇"

// unquoted returns text without Chinese quotation marks around the whole of it.
// Marks within stay: what somebody said is kept word for word.
func unquoted(text string) string {
	first, n := utf8.DecodeRuneInString(text)
	last, m := utf8.DecodeLastRuneInString(text)
	if len(text) < n+m || !strings.ContainsRune(quotes, first) || !strings.ContainsRune(quotes, last) {
		return text
	}
	if inner := text[n : len(text)-m]; !strings.ContainsAny(inner, quotes) {
		return strings.TrimSpace(inner)
	}
	return text
}

// step runs another command line as a part of this one, in the same surroundings.
func (a *app) step(ctx context.Context, args []string) error {
	inner := *a
	inner.args = args
	root := newRoot(&inner)
	root.SetArgs(append([]string{"--db=" + a.global.db, "--today=" + a.global.today, "--lang=" + a.langName(), "--wait=" + a.global.wait}, args...))
	return root.ExecuteContext(ctx)
}

func (a *app) langName() string {
	if a.lang == sheet.EN {
		return "en"
	}
	return "zh"
}

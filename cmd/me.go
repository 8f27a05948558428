package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kehu/store"
	"kehu/store/sheet"
)

// userSetting is under which key a file remembers who keeps it.
const userSetting = "user"

func newMe(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: a.text("me [姓名]", "me [NAME]"), Args: a.between(0, -1),
		Example: "  kehu me 老李\n  kehu today --staff me",
		RunE:    func(c *cobra.Command, args []string) error { return a.runMe(c, rest(args)) },
	}
	return a.made(c, sheet.W("我是谁：--staff 本人 说的就是这个名字，记的也自动填上业务员", "who I am: the name that --staff me stands for, and that entries are filled in with"), "我", "本人")
}

func (a *app) runMe(c *cobra.Command, name string) error {
	if name == "" {
		name, err := a.me(c.Context())
		if err == nil {
			fmt.Fprintln(a.out, name)
		}
		return err
	}
	db, err := a.open(c.Context(), making)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Remember(c.Context(), userSetting, name); err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.text("这张表由%s记", "this sheet is kept by %s", name))
	if set := a.env("KEHU_USER"); set != "" && set != name {
		a.say("注意：环境变量 KEHU_USER 是“%s”，以它为准", "note: environment KEHU_USER is “%s” and prevails", set)
	}
	return nil
}

// me is who works here: KEHU_USER, whom the file remembers, or the system's user.
func (a *app) me(ctx context.Context) (string, error) {
	if name := a.env("KEHU_USER"); name != "" {
		return name, nil
	}
	if _, err := os.Stat(a.path()); !errors.Is(err, os.ErrNotExist) {
		db, err := a.open(ctx, reading)
		if err != nil {
			return "", err
		}
		defer db.Close()
		if name, err := keeper(ctx, db); name != "" || err != nil {
			return name, err
		}
	}
	return a.systemUser(), nil
}

// declared is who said that they work here, "" if nobody did.
func (a *app) declared(v *store.View) (string, error) {
	if name := a.env("KEHU_USER"); name != "" {
		return name, nil
	}
	return v.Setting(userSetting)
}

// systemUser is who works here when nobody has said so.
func (a *app) systemUser() string {
	a.say("本人：按系统用户名“%s”；不对请先用 kehu me 姓名 说一次", "me: the system's user “%s”; if that is wrong, say it once with kehu me NAME", a.user)
	return a.user
}

// keeper is whom the file remembers as keeping it, "" if nobody.
func keeper(ctx context.Context, db *store.DB) (name string, err error) {
	err = db.View(ctx, func(v *store.View) error {
		name, err = v.Setting(userSetting)
		return err
	})
	return name, err
}

// salesperson is the name of the salesperson that text means; 本人 is the user's own.
func (a *app) salesperson(ctx context.Context, text string) (string, error) {
	if isMe(text) {
		return a.me(ctx)
	}
	return strings.TrimSpace(text), nil
}

func isMe(text string) bool { return slices.Contains([]string{"me", "本人", "我"}, text) }

// mineIn puts the user's own name where the condition f says that a salesperson is 本人.
func (a *app) mineIn(v *store.View, f *sheet.Filter) error {
	if f == nil {
		return nil
	}
	for _, part := range f.Parts {
		if err := a.mineIn(v, part); err != nil {
			return err
		}
	}
	if text, ok := f.Value.(string); !ok || !isMe(text) || f.Column == nil || !slices.Contains(salespeople(), f.Column.Key) {
		return nil
	}
	name, err := a.declared(v)
	if err != nil {
		return err
	}
	if name == "" {
		name = a.systemUser()
	}
	f.Value = name
	return nil
}

// salespeople are the columns that say which salesperson, by their keys.
func salespeople() []string { return []string{"staff", "owner", "inviter"} }

// mine puts the user's own name where a flag says 本人.
func (a *app) mine(c *cobra.Command) (err error) {
	c.Flags().Visit(func(f *pflag.Flag) {
		if err != nil || !slices.Contains(salespeople(), f.Name) {
			return
		}
		name := ""
		if name, err = a.salesperson(c.Context(), f.Value.String()); err == nil && name != f.Value.String() {
			err = f.Value.Set(name)
		}
	})
	return err
}

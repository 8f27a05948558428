package cmd

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store/sheet"
)

func newVersion(a *app) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{Use: "version", Args: a.between(0, 0), RunE: func(*cobra.Command, []string) error { return a.runVersion(asJSON) }}
	c.Flags().BoolVar(&asJSON, "json", false, a.text("输出 JSON", "print JSON"))
	return a.made(c, sheet.W("版本", "print the version"), "版本")
}

func (a *app) runVersion(asJSON bool) error {
	version, commit := "devel", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	if asJSON {
		return json.NewEncoder(a.out).Encode(map[string]string{"version": version, "commit": commit, "go": runtime.Version(), "os": runtime.GOOS, "arch": runtime.GOARCH})
	}
	words := []string{"kehu", version, commit[:min(len(commit), 12)], runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
	_, err := fmt.Fprintln(a.out, strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " "))
	return err
}

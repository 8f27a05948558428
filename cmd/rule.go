package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

// rulePrefix begins the settings that hold the rules.
const rulePrefix = "rule/"

// rulesOf are the rules as the file's people set them.
func rulesOf(v *store.View) (report.Rules, error) {
	settings, err := v.Settings(rulePrefix)
	return report.ReadRules(settings), err
}

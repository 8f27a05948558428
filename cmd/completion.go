package cmd

import (
	"github.com/spf13/cobra"

	"kehu/store/sheet"
)

func newCompletion(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: "completion bash|zsh|fish|powershell", Args: a.between(1, 1), ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Example: "  source <(kehu completion bash)\n  kehu completion powershell | Out-String | Invoke-Expression",
		RunE:    func(c *cobra.Command, args []string) error { return a.runCompletion(c.Root(), args[0]) },
	}
	return a.made(c, sheet.W("命令补全脚本", "print a completion script"), "补全")
}

func (a *app) runCompletion(root *cobra.Command, shell string) error {
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(a.out, true)
	case "zsh":
		return root.GenZshCompletion(a.out)
	case "fish":
		return root.GenFishCompletion(a.out, true)
	case "powershell":
		return root.GenPowerShellCompletionWithDesc(a.out)
	}
	return sheet.Fail(sheet.Misused, "不认识“%s”，可用 bash zsh fish powershell", "unknown shell “%s”; use bash, zsh, fish or powershell", shell)
}

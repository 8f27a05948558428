package cmd

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kehu/store/sheet"
)

func newCompletion(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: "completion bash|zsh|fish|powershell", Args: a.between(1, 1), ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Example: a.text(`  装好后按 Tab 键补全命令、客户（姓名开头或拼音）、产品、会销和列名。
  bash：把下面一行加进 ~/.bashrc，再开一个终端
    source <(kehu completion bash)
  zsh：把下面两行加进 ~/.zshrc，再开一个终端
    autoload -U compinit; compinit
    source <(kehu completion zsh)
  fish：运行一次
    kehu completion fish > ~/.config/fish/completions/kehu.fish
  PowerShell：头一回先运行这两行，Windows 才肯读 $PROFILE
    Set-ExecutionPolicy -Scope CurrentUser RemoteSigned
    New-Item -ItemType Directory -Force (Split-Path $PROFILE)
  再用 notepad $PROFILE 打开，加进下面一行，另开一个窗口
    kehu completion powershell | Out-String | Invoke-Expression`, `  Once installed, Tab completes commands, customers (by the beginning of the
  name or in pinyin), products, meetings and columns.
  bash: add this line to ~/.bashrc and open another terminal
    source <(kehu completion bash)
  zsh: add these lines to ~/.zshrc and open another terminal
    autoload -U compinit; compinit
    source <(kehu completion zsh)
  fish: run this once
    kehu completion fish > ~/.config/fish/completions/kehu.fish
  PowerShell: run these two once, or Windows reads no $PROFILE
    Set-ExecutionPolicy -Scope CurrentUser RemoteSigned
    New-Item -ItemType Directory -Force (Split-Path $PROFILE)
  then open it with notepad $PROFILE, add this line, open another window
    kehu completion powershell | Out-String | Invoke-Expression`),
		RunE: func(c *cobra.Command, args []string) error { return a.runCompletion(c.Root(), args[0]) },
	}
	return a.made(c, sheet.W("命令补全脚本：按 Tab 补全命令、客户和产品", "print a completion script: Tab completes commands, customers, products"), "补全")
}

func (a *app) runCompletion(root *cobra.Command, shell string) error {
	var script bytes.Buffer
	var err error
	switch shell {
	case "bash":
		err = root.GenBashCompletionV2(&script, true)
	case "zsh":
		err = root.GenZshCompletion(&script)
	case "fish":
		err = root.GenFishCompletion(&script, true)
	case "powershell":
		err = root.GenPowerShellCompletionWithDesc(&script)
	default:
		return sheet.Fail(sheet.Misused, "不认识“%s”，可用 bash zsh fish powershell", "unknown shell “%s”; use bash, zsh, fish or powershell", shell)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(a.out, trusting(script.String()))
	return err
}

// trusting makes a script take what kehu offers as it is. Cobra's own throw away what
// does not begin with what was typed; but wxl stands for 王秀兰. fish looks for itself,
// in descriptions as well, so they get what was typed. zsh would take 0257 away where
// the customers it stands for begin with nothing in common. bash need not have the
// package that cobra's script relies on, and PowerShell would read kehu's UTF-8 in
// the code page of the console, which in China is GBK.
func trusting(script string) string {
	return strings.NewReplacer(
		`[[ $comp == "$cur"* ]] || continue`, `# kehu chose already`,
		`compgen -W "${completions[*]}" -- "${cur}"`, `compgen -W "${completions[*]}"`,
		`_get_comp_words_by_ref "$@" cur prev words cword`, bashWords,
		"__start_kehu()\n", "COMP_WORDBREAKS=${COMP_WORDBREAKS//@/} # 王秀兰@后屯 is one word\n__start_kehu()\n",
		`if eval _describe`, zshMenu+`if eval _describe`,
		`"completions" completions $flagPrefix $noSpace`, `"completions" completions $flagPrefix $noSpace -U`,
		`$_.Name -like "$WordToComplete*"`, `$true # kehu chose already`,
		`    Invoke-Expression -OutVariable out "$RequestComp" 2>&1 | Out-Null`, powerShellCall,
		`-n =: ||`, `-n =:@ ||`,
		`        printf "%s%s\n" "$flagPrefix" "$comp"`, fishOffer,
	).Replace(script)
}

// bashWords cuts the line at spaces where bash has nothing better.
const bashWords = `if declare -F _get_comp_words_by_ref >/dev/null 2>&1; then
        _get_comp_words_by_ref "$@" cur prev words cword
    else
        local line=${COMP_LINE:0:COMP_POINT}
        read -ra words <<<"$line"
        [[ $line == *[[:space:]] ]] && words+=("")
        cword=$((${#words[@]} - 1))
        cur=${words[cword]} prev=${words[cword > 0 ? cword - 1 : 0]}
    fi`

// powerShellCall asks kehu and reads the answer as UTF-8.
const powerShellCall = `    $KehuEncoding = $null
    try { $KehuEncoding = [Console]::OutputEncoding; [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false } catch {}
    Invoke-Expression -OutVariable out "$RequestComp" 2>&1 | Out-Null
    if ($KehuEncoding) { try { [Console]::OutputEncoding = $KehuEncoding } catch {} }`

// zshMenu goes through offers that don't begin with what was typed one by one.
const zshMenu = `if [ ${#completions} -gt 1 ] && [ -z "${(M)completions:#${lastParam}*}" ]; then
            compstate[insert]=menu
        fi
        `

// fishOffer puts what was typed into the description of an offer that lacks it.
const fishOffer = `        set -l typed (commandline -ct)
        if string match -q -r -- (string escape --style=regex -- "$typed") "$comp"
            printf "%s%s\n" "$flagPrefix" "$comp"
        else
            set -l parts (string split --max 1 \t -- "$comp")
            printf "%s%s\t%s\n" "$flagPrefix" "$parts[1]" (string trim -- "$parts[2] $typed")
        end`

package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"kehu/report/render"
	"kehu/store/sheet"
)

type initOptions struct{ preset, folder, columns string }

// preset is a kind of business and the columns it lives by.
type preset struct {
	label   sheet.Words
	aka     []string
	goal    sheet.Words
	columns []string
}

func presets() []preset {
	return []preset{
		{sheet.W("门店", "shop"), []string{"shop"}, sheet.W("回头客：谁常来、谁好久没来、喜欢什么", "regulars: who comes often, who stays away, what they like"),
			[]string{"name", "phone", "wechat", "gender", "birthday", "village", "level", "source", "owner", "preferences", "price_sensitivity", "tags", "consent", "do_not_contact", "remark"}},
		{sheet.W("会销", "meetings"), []string{"meetings", "meeting"}, sheet.W("办会：请谁来、谁到了、会后谁买", "meetings: whom to invite, who came, who bought after"),
			[]string{"name", "phone", "gender", "birth_year", "village", "address", "household", "referrer", "intent", "owner", "trust", "need", "spending_power", "best_time", "consent", "do_not_contact", "remark"}},
		{sheet.W("赶集", "markets"), []string{"markets", "market"}, sheet.W("跑村赶集：今天找谁、谁欠着、哪天再去", "villages and markets: whom to see, who owes, when to go again"),
			[]string{"name", "nickname", "phone", "township", "village", "group", "household", "crops", "intent", "owner", "best_time", "trust", "price_sensitivity", "open_debt", "do_not_contact", "remark"}},
	}
}

func newInit(a *app) *cobra.Command {
	var o initOptions
	c := &cobra.Command{
		Use: a.text("init [--preset 门店|会销|赶集] [--folder 文件夹]", "init [--preset shop|meetings|markets] [--folder FOLDER]"), Args: a.between(0, 0),
		Example: "  kehu init\n  kehu init --preset 会销 --folder D:\\客户追踪",
		RunE:    func(c *cobra.Command, _ []string) error { return a.runInit(c, o) },
	}
	f := c.Flags()
	f.StringVar(&o.preset, "preset", "", a.text("做哪一行：门店、会销 或 赶集", "the business: shop, meetings or markets"))
	f.StringVar(&o.columns, "columns", "", a.text("另外要的列，用逗号隔开", "further columns, separated by commas"))
	f.StringVar(&o.folder, "folder", "", a.text("客户表放在哪个文件夹", "the folder of the sheet"))
	return a.made(c, sheet.W("第一次用：目标、列、收集、保存、使用，五步走一遍", "the first time: goal, columns, collecting, keeping, using"), "开始")
}

// runInit walks through the five steps. Each can be answered by a flag, and at a
// terminal by Enter.
func (a *app) runInit(c *cobra.Command, o initOptions) error {
	chosen, err := a.goal(o.preset)
	if err != nil {
		return err
	}
	names, err := a.initColumns(chosen, o.columns)
	if err != nil {
		return err
	}
	if err := a.keep(o.folder); err != nil {
		return err
	}
	db, err := a.open(c.Context(), making)
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	template, err := a.initTemplate(c, names)
	if err != nil {
		return err
	}
	a.printSteps(chosen, names, template)
	return nil
}

// goal is the first step: the business decides what is worth writing down.
func (a *app) goal(word string) (preset, error) {
	all := presets()
	for _, p := range all {
		if word != "" && (p.label.ZH == word || slices.Contains(p.aka, strings.ToLower(word))) {
			return p, nil
		}
	}
	switch {
	case word != "":
		return preset{}, sheet.Fail(sheet.Misused, "--preset 只能是 门店、会销 或 赶集，不能是“%s”", "--preset is shop, meetings or markets, not “%s”", word)
	case !a.inTerminal:
		return preset{}, sheet.Fail(sheet.Unanswered, "还要知道做哪一行：加上 --preset 门店、会销 或 赶集", "the business is missing: add --preset shop, meetings or markets")
	}
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = a.text("%s  %s", "%s  %s", p.label, p.goal)
	}
	fmt.Fprintln(a.err, a.text("【目标】主要想管好什么？", "The goal: what is it for?"))
	return all[max(0, a.pick(sheet.W("选几（回车选 1）", "which (Enter: 1) "), names))], nil
}

// initColumns is the second step. At a terminal it asks until the columns are there.
func (a *app) initColumns(p preset, more string) ([]string, error) {
	if more != "" || !a.inTerminal {
		return withColumns(p.columns, more)
	}
	fmt.Fprintln(a.err, a.text("【列】%s", "The columns: %s", labels(p.columns)))
	for {
		more, on := a.ask(sheet.W("还要哪些列？用逗号隔开（回车不加）", "further columns, separated by commas (Enter: none)"))
		names, err := withColumns(p.columns, more)
		if err == nil || !on {
			return names, err
		}
		a.printError(err)
	}
}

// withColumns are the keys of columns and of those that more names.
func withColumns(columns []string, more string) ([]string, error) {
	names := slices.Clone(columns)
	if more == "" {
		return names, nil
	}
	named, err := sheet.ParseColumns(sheet.Customers, more)
	for _, column := range named {
		if !slices.Contains(names, column.Key) {
			names = append(names, column.Key)
		}
	}
	return names, err
}

// labels are the headings of customer columns.
func labels(keys []string) sheet.Words {
	var zh, en []string
	for _, c := range sheet.Customers.Must(keys...) {
		zh, en = append(zh, c.ZH), append(en, c.EN)
	}
	return sheet.Words{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}

// keep is the fourth step, asked before the third because a template lies beside
// the sheet: in which folder. Where the file is there already nothing is asked.
func (a *app) keep(folder string) error {
	switch {
	case folder != "" && a.named() != "":
		return sheet.Fail(sheet.Misused, "--folder 和 --db（或 KEHU_DB）只能给一样", "give --folder or --db (or KEHU_DB), not both")
	case folder == "" && (!a.inTerminal || a.named() != "" || size(a.path()) > 0):
		return nil
	case folder == "":
		folders := a.placesForIt()
		fmt.Fprintln(a.err, a.text("【保存】客户表放在哪里？", "Keeping: where shall the sheet be?"))
		folder = folders[max(0, a.pick(sheet.W("选几（回车选 1）", "which (Enter: 1) "), folders))]
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return unwritable(folder, err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return unwritable(folder, err)
	}
	if err := os.MkdirAll(dataFolder(), 0o700); err != nil {
		return unwritable(dataFolder(), err)
	}
	_, err = writeFile(pointer(), func(f *os.File) error {
		_, err := fmt.Fprintln(f, folder)
		return err
	})
	if err == nil && a.path() != filepath.Join(folder, fileName) { // one beside the program comes first
		err = sheet.Fail(sheet.Failed, "程序旁边已有 %s，先用的是它；要换地方请先把它移走", "there is %s beside the program, and it comes first; move it away to use another place", a.path())
	}
	return err
}

// placesForIt are the folders that a sheet may be kept in: every disk but the
// system's, which is wiped when Windows is put on anew; where the system keeps a
// user's data; beside the program.
func (a *app) placesForIt() []string {
	var folders []string
	for _, drive := range fixedDrives() {
		if !strings.EqualFold(filepath.VolumeName(drive), filepath.VolumeName(dataFolder())) {
			folders = append(folders, filepath.Join(drive, a.text("客户追踪", "kehu")))
		}
	}
	folders = append(folders, dataFolder())
	if beside, err := programFolder(); err == nil {
		folders = append(folders, beside)
	}
	return folders
}

// inSight is the folder for files that somebody is to find: the desktop, or that of
// the sheet where there is none or the user named a sheet.
func (a *app) inSight() string {
	if info, err := os.Stat(xdg.UserDirs.Desktop); a.named() == "" && err == nil && info.IsDir() {
		return xdg.UserDirs.Desktop
	}
	return filepath.Dir(a.path())
}

// initTemplate is the third step: a workbook to fill in. One that is there may be
// filled in already and is left alone.
func (a *app) initTemplate(c *cobra.Command, names []string) (string, error) {
	path := filepath.Join(a.inSight(), a.text("客户模板.xlsx", "customers template.xlsx"))
	if size(path) > 0 {
		return path, nil
	}
	inner := *a
	inner.out = new(strings.Builder) // the steps say where it is
	return path, inner.step(c.Context(), []string{"template", sheet.Customers.Key, "--columns", strings.Join(names, ","), "-o", path})
}

// printSteps says what was decided and what to do from here. Paths stand on lines
// of their own, unbroken: they are copied.
func (a *app) printSteps(p preset, names []string, template string) {
	use := a.text("早上 kehu 看今天找谁；路上 kehu note 一行一件事；月底 kehu report 出表", "kehu in the morning, kehu note on the way, kehu report at the month's end")
	collect := a.text("填好这张表再导入；已有台账就直接导入：kehu import 台账.csv", "fill in this workbook and import it; a ledger you have is imported as it is: kehu import FILE.csv")
	if a.clicked {
		use = a.text("双击打开就是下面的菜单：早上按 1 看今天找谁，路上按 2 一行一件事，月底按 6 出表", "a double click opens the menu below: 1 in the morning, 2 on the way, 6 at the month's end")
		collect = a.text("填好这张表，或拿已有的台账，拖到程序图标上就导入", "fill in this workbook, or take a ledger you have, and drop it on the program's icon")
	}
	steps := []struct{ title, text, path string }{
		{a.text("目标", "goal"), a.text("%s：%s", "%s: %s", p.label, p.goal), ""},
		{a.text("列", "columns"), a.text("%s", "%s", labels(names)), ""},
		{a.text("收集", "collect"), collect, template},
		{a.text("保存", "keep"), a.text("每天自动备份；U 盘另备一份：kehu backup E:\\", "backed up daily; make another copy on a USB stick: kehu backup E:\\"), a.path()},
		{a.text("使用", "use"), use, ""},
	}
	for _, s := range steps {
		left := s.title + strings.Repeat(" ", 9-render.Width(s.title))
		for _, line := range wrapped(s.text, lineWidth-9) {
			fmt.Fprintln(a.out, left+line)
			left = strings.Repeat(" ", 9)
		}
		if s.path != "" {
			fmt.Fprintln(a.out, left+s.path)
		}
	}
}

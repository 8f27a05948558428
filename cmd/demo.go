package cmd

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kehu/cmd/demo"
	"kehu/store/sheet"
)

type demoOptions struct {
	customers, purchases int
	csv, folder          string
	seed                 uint64
}

func newDemo(a *app) *cobra.Command {
	var o demoOptions
	c := &cobra.Command{
		Use: a.text("demo [--customers 客户数 --purchases 购买数] [--csv 文件夹]", "demo [--customers N --purchases M] [--csv FOLDER]"), Args: a.between(0, 0),
		Example: "  kehu demo\n  kehu demo --customers 100000 --purchases 1000000 --csv 数据",
		RunE:    func(c *cobra.Command, _ []string) error { return a.runDemo(c, o) },
	}
	f := c.Flags()
	f.IntVar(&o.customers, "customers", 300, a.text("客户数", "customers"))
	f.IntVar(&o.purchases, "purchases", 2000, a.text("购买数", "purchases"))
	f.Uint64Var(&o.seed, "seed", 1, a.text("种子：同样的种子，同样的表", "seed: the same seed makes the same sheet"))
	f.StringVar(&o.csv, "csv", "", a.text("只把 CSV 写到这个文件夹", "only write the CSV files into this folder"))
	f.StringVar(&o.folder, "into", "kehu-demo", a.text("示例放在哪个文件夹", "folder of the demonstration"))
	return a.made(c, sheet.W("演示：造一张示例表，导入、分群、出工作簿", "make a sample sheet, import it, segment it, write the workbook"), "演示")
}

// mostPurchases is the largest made-up sheet.
const mostPurchases = 1_000_000_000

// demoFiles are the files of a made-up sheet, in the order of their import.
func demoFiles(v demo.Village) []struct {
	name  string
	write func(io.Writer) error
} {
	return []struct {
		name  string
		write func(io.Writer) error
	}{{"客户台账.csv", v.Ledger}, {"购买流水.csv", v.Purchases}, {"互动记录.csv", v.Visits}, {"客户反馈.csv", v.Feedback}, {"跟进计划.csv", v.Plans}, {"还款记录.csv", v.Payments},
		{"产品目录.csv", v.Catalogue}, {"集市.csv", v.Markets}, {"会销.csv", v.Meetings}, {"到会名单.csv", v.Guests}}
}

func (a *app) runDemo(c *cobra.Command, o demoOptions) error {
	today, err := a.today()
	if err != nil {
		return err
	}
	if o.customers < 1 || o.customers > demo.MaxCustomers || o.purchases < 0 || o.purchases > mostPurchases {
		return sheet.Fail(sheet.Misused, "--customers 要在 1 到 %d 之间，--purchases 要在 0 到 %d 之间", "--customers is 1 to %d, --purchases 0 to %d", demo.MaxCustomers, mostPurchases)
	}
	village := demo.Village{Size: demo.Size{Customers: o.customers, Purchases: o.purchases}, Seed: o.seed, Today: today.Time()}
	if o.csv != "" {
		return a.demoCSV(o.csv, village)
	}
	if err := a.claim(o.folder); err != nil {
		return err
	}
	files, err := a.writeDemo(o.folder, village)
	if err != nil {
		return err
	}
	return a.playDemo(c.Context(), o.folder, files)
}

// demoCSV only writes the CSV files.
func (a *app) demoCSV(folder string, v demo.Village) error {
	for _, f := range demoFiles(v) {
		path := filepath.Join(folder, f.name)
		if _, err := os.Stat(path); err == nil && !a.global.yes {
			return sheet.Fail(sheet.Misused, "%s 已存在，请换一个文件夹，或加 --yes 覆盖", "%s exists; choose another folder, or add --yes to replace it", path)
		}
	}
	files, err := a.writeDemo(folder, v)
	for _, path := range files {
		fmt.Fprintln(a.out, path)
	}
	return err
}

// demoMark is the file that tells a folder of the demonstration from one that
// holds somebody's own work.
const demoMark = "演示.txt"

// claim makes the folder the demonstration's. One that holds anything of
// somebody's own is refused: the demonstration writes over what is there.
func (a *app) claim(folder string) error {
	entries, err := os.ReadDir(folder)
	if err == nil && len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(folder, demoMark)); err != nil {
			return sheet.Fail(sheet.Misused, "文件夹 %s 里已有别的内容，请用 --into 换一个", "the folder %s holds other things; choose another with --into", folder)
		}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return unwritable(folder, err)
	}
	_, err = writeFile(filepath.Join(folder, demoMark), func(f *os.File) error {
		_, err := fmt.Fprintln(f, a.text("这个文件夹由 kehu demo 生成，再次运行会整个重写。", "kehu demo made this folder and writes it anew each time."))
		return err
	})
	return err
}

func (a *app) writeDemo(folder string, v demo.Village) ([]string, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, unwritable(folder, err)
	}
	var files []string
	for _, f := range demoFiles(v) {
		path := filepath.Join(folder, f.name)
		files = append(files, path)
		_, err := writeFile(path, func(file *os.File) error { return f.write(file) })
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// playDemo does what a user would: imports the files, looks at the segments and
// the day, writes the workbook. Each step is the command of that name.
func (a *app) playDemo(ctx context.Context, folder string, files []string) error {
	db, workbook := filepath.Join(folder, fileName), filepath.Join(folder, workbookName)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		os.Remove(db + suffix)
	}
	steps := [][]string{append([]string{"import", "--quiet"}, files...), {"segment"}, {"today", "--limit", "5"}, {"report", "-o", workbook}}
	for _, step := range steps {
		fmt.Fprintf(a.out, "\n$ kehu %s --db %s\n", strings.Join(step, " "), db)
		if err := a.step(ctx, append(step, "--db", db)); err != nil {
			return err
		}
	}
	fmt.Fprintln(a.out, a.text("\n示例在 %s：打开 %s 看报表；试试 kehu list --db %s --sort -spent --limit 10", "\nthe sample is in %s: open %s; try kehu list --db %s --sort -spent --limit 10", folder, workbook, db))
	return nil
}

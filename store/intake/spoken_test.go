package intake

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

func TestSpokenHeadingsAreUnderstood(t *testing.T) {
	for _, c := range []struct {
		reason, head, row string
		want              string
	}{
		{"as one asks", "叫啥,电话号码(座机),哪个庄,哪天,买啥了,几盒,花了多少钱,还差多少", "a,0431-85551234,后屯,2026-1-5,钙片,2,396,96",
			"customers.name customers.phone customers.village purchases.on purchases.product purchases.qty purchases.amount purchases.unpaid"},
		{"put otherwise", "叫什么名字？,多大岁数了,哪屯的,几号买的,买的什么东西,总共花了多少钱,给了多少", "a,68,后屯,2026-1-5,钙片,396,300",
			"customers.name customers.birth_year customers.village purchases.on purchases.product purchases.amount purchases.paid"},
		{"how much beside how much in all is a price", "姓名,日期,买啥,几盒,多少钱,一共多少钱", "a,2026-1-5,钙片,2,198,396",
			"customers.name purchases.on purchases.product purchases.qty purchases.price purchases.amount"},
		{"as short as can be", "谁,哪天,拿啥了,多少钱,给没给", "王老五,2026-1-5,化肥,435,没",
			"customers.name purchases.on purchases.product purchases.amount purchases.paid"},
		{"a day without anything bought is that of the talk", "姓名,哪天,说了啥,啥时候再去", "a,2026-1-5,吃着呢,2026-4-1", "customers.name interactions.at interactions.content plans.due"},
		{"when somebody was last seen", "姓名,村,最后一次去", "a,后屯,2026-1-5", "customers.name customers.village interactions.at"},
		{"when somebody was last seen, put otherwise", "姓名,村,最后去的时间", "a,后屯,2026-1-5", "customers.name customers.village interactions.at"},
		{"what is owed where nothing was bought is an old debt", "姓名,还欠多少", "a,96", "customers.name customers.open_debt"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			var got []string
			for _, m := range open(t, Options{}, c.head, c.row).Columns {
				if m.As != Mapped {
					t.Errorf("%s is not understood", m.Heading)
					continue
				}
				got = append(got, m.Column.Sheet.Key+"."+m.Column.Key)
			}
			if diff := cmp.Diff(strings.Fields(c.want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSpokenHeadingsAreInTheirPlainForm holds the list to what is looked up.
func TestSpokenHeadingsAreInTheirPlainForm(t *testing.T) {
	for line := range strings.Lines(spoken) {
		names := strings.Fields(line)
		if len(names) == 0 {
			continue
		}
		if columnOf(names[0]) == nil {
			t.Errorf("%s is no column", names[0])
		}
		for _, name := range names[1:] {
			if plain := plainly(name); plain != "" && plain != name {
				t.Errorf("%s would be looked up as %s", name, plain)
			}
		}
	}
}

func TestWhatIsNotCountedIsSaid(t *testing.T) {
	for _, c := range []struct{ reason, head, row, want string }{
		{"amounts and days of unknown names", "姓名,送货那天,料钱", "a,2026-1-5,290", "没有一行记成购买：“料钱”像金额；是购买的话请加 --map '料钱=purchases.amount' --map '送货那天=purchases.on'"},
		{"products too", "姓名,送货那天,卖的货,收", "a,2026-1-5,鱼油,290元", "没有一行记成购买：“收”像金额；是购买的话请加 --map '收=purchases.amount' --map '送货那天=purchases.on' --map '卖的货=purchases.product'"},
		{"no days", "姓名,料钱", "a,290", "没有一行记成购买：“料钱”像金额，可是没有日期一列；是购买的话请在表里补一列日期"},
		{"a product a column", "姓名,日期,钙片,鱼油", "a,2026-1-5,2,1", "没有一行记成购买：“钙片”等 2 列像一种产品一列；是购买的话每列加一个 --map：是金额写 --map '钙片=purchases.amount#钙片'，是数量写 --map '钙片=purchases.qty#钙片(198元)'，括号里是单价"},
		{"purchases", "姓名,日期,产品,金额,料钱", "a,2026-1-5,钙片,2,1", ""},
		{"what somebody earns", "姓名,退休工资", "a,2900", ""},
		{"what is no money", "姓名,家里几亩地", "a,29", ""},
	} {
		t.Run(c.reason, func(t *testing.T) {
			notes := open(t, Options{}, c.head, c.row).Notes
			i := slices.IndexFunc(notes, func(w sheet.Words) bool { return strings.Contains(w.In(sheet.ZH), "没有一行记成购买") })
			got := ""
			if i >= 0 {
				got = notes[i].In(sheet.ZH)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHeadingsInTwoRowsAreReadTogether(t *testing.T) {
	for _, c := range []struct {
		reason string
		lines  []string
		line   int
		want   string
	}{
		{"groups beside what stands over both rows", []string{"姓名,电话,第一次购买,,第二次购买,", ",,日期,金额,日期,金额", "a,13843110001,2026-1-5,2,2026-1-6,3"}, 2,
			"姓名 电话 第一次购买日期 第一次购买金额 第二次购买日期 第二次购买金额"},
		{"as a workbook repeats what is merged down", []string{"姓名,第一次购买,,第二次购买,", "姓名,日期,金额,日期,金额", "a,2026-1-5,2,2026-1-6,3"}, 2,
			"姓名 第一次购买日期 第一次购买金额 第二次购买日期 第二次购买金额"},
		{"topics over headings of their own", []string{"基本信息,,购买情况,", "姓名,电话,日期,金额", "a,13843110001,2026-1-5,2"}, 2, "姓名 电话 日期 金额"},
		{"a title", []string{"后屯台账,,,", "姓名,电话,日期,金额", "a,13843110001,2026-1-5,2"}, 2, "姓名 电话 日期 金额"},
		{"a row of data below", []string{"姓名,电话,日期,金额", "a,,2026-1-5,2"}, 1, "姓名 电话 日期 金额"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			f := open(t, Options{}, c.lines...)
			var got []string
			for _, m := range f.Columns {
				got = append(got, m.Heading)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" || f.HeaderLine != c.line {
				t.Errorf("line %d: %s", f.HeaderLine, diff)
			}
		})
	}
}

package intake

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kehu/store/sheet"
)

// TestBillsAskWhatTheMoneyWasFor: the answer that is ready counts what came in, once.
func TestBillsAskWhatTheMoneyWasFor(t *testing.T) {
	for _, c := range []struct {
		reason string
		lines  []string
		asked  string
		want   []string
	}{
		{"WeChat's", []string{"微信支付账单明细,,,,,,", "交易时间,交易类型,交易对方,收/支,金额(元),当前状态,交易单号",
			"2026-01-05 14:30:05,转账,秀兰,收入,¥1188.00,已存入零钱,10000", "2026-01-06 14:30:05,商户消费,超市,支出,¥35.00,支付成功,10001", "2026-01-07 14:30:05,零钱提现,农行,/,¥500.00,提现已到账,10002",
			"2026-01-08 14:30:05,二维码收款,李建国,收入,¥99.00,已全额退款,10003", "2026-01-08 15:30:05,二维码收款,赵桂英,收入,¥198.00,已退款(￥98.00),10004"},
			"这是收款账单，收到的钱是卖货还是还欠款看不出来；卖货请用 --map '金额(元)=purchases.amount' --map '交易时间=purchases.on' --map '交易对方=name'，还欠款请用 --map '金额(元)=payments.amount' --map '交易时间=payments.on' --map '交易对方=name'；支出的行都会跳过",
			[]string{"name=秀兰 | purchases on=2026-01-05 order_no=10000 product=未注明 amount=1188.00 交易类型:转账 当前状态:已存入零钱 收/支:收入",
				"skip 不是收到的钱", "skip 不是收到的钱", "skip 订单没有成交（已全额退款）",
				"name=赵桂英 | purchases on=2026-01-08 order_no=10004 product=未注明 amount=100.00 交易类型:二维码收款 当前状态:已退款(￥98.00) 收/支:收入 | ? 当前状态 退了 98.00 元，按留下的 100.00 元记"}},
		{"a bank's, with a column for each way", []string{"交易日期,交易时间,摘要,收入金额,支出金额,余额,对方户名", "20260105,143005,转账,1188.00,,5000.00,王秀兰", "20260106,090000,转账,0.00,300.00,4700.00,李建国"},
			"这是收款账单，收到的钱是卖货还是还欠款看不出来；卖货请用 --map '收入金额=purchases.amount' --map '交易日期=purchases.on' --map '对方户名=name'，还欠款请用 --map '收入金额=payments.amount' --map '交易日期=payments.on' --map '对方户名=name'；支出的行都会跳过",
			[]string{"name=王秀兰 | purchases on=2026-01-05 product=未注明 amount=1188.00 交易时间:143005 余额:5000.00 摘要:转账", "skip 不是收到的钱"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			text := ""
			for _, line := range c.lines {
				text += line + "\n"
			}
			_, err := tryOpen(Options{}, []byte(text))
			var q *Questions
			if !errors.As(err, &q) || len(q.Questions) != 1 {
				t.Fatalf("no question: %v", err)
			}
			if diff := cmp.Diff(c.asked, q.Questions[0].Words.In(sheet.ZH)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.want, tellAll(t, open(t, Options{Map: q.Map}, c.lines...))); diff != "" {
				t.Error(diff)
			}
		})
	}
	f := open(t, Options{}, "日期,姓名,产品,收支,金额", "2026-1-5,a,钙片,收入,198", "2026-1-5,b,车费,支出,20")
	if diff := cmp.Diff([]string{"name=a | purchases on=2026-01-05 product=钙片 amount=198.00 收支:收入", "skip 不是收到的钱"}, tellAll(t, f)); diff != "" {
		t.Errorf("somebody's own book: %s", diff)
	}
}

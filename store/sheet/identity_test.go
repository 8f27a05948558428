package sheet

import "testing"

func TestIdentityNumbersAreChecked(t *testing.T) {
	const cut, wrong, none = "末三位是 000 或写成了科学计数，多半被 Excel 截断了，请设成文本后重新填写", "校验码对不上，有一位写错了，请核对", "不是 18 位身份证号，请核对"
	for _, c := range []struct{ reason, cell, want string }{
		{"the standard's example", "11010519491231002X", ""},
		{"small x and full width", "１１０１０５１９４９１２３１００２ｘ", ""},
		{"an old one of 15 digits", "110105491231002", ""},
		{"masked", "110105********002X", ""},
		{"blank", " - ", ""},
		{"one digit wrong", "11010519491231012X", wrong},
		{"cut by Excel", "110105194912310000", cut},
		{"cut by Excel though the check digit fits by chance", "110105194908310000", cut},
		{"as a number", "1.10105E+17", cut},
		{"too short", "1101051949123100", none},
		{"words", "忘带了", none},
	} {
		t.Run(c.reason, func(t *testing.T) {
			err, got := CheckIdentity(c.cell), ""
			if err != nil {
				checkError(t, err)
				got = err.(*Error).Words.In(ZH)
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	if digit := checkDigit("11010519490831000"); digit != '0' {
		t.Errorf("no chance: the check digit is %c", digit)
	}
}

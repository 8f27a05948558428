package sheet

import "strings"

// CheckIdentity says what is wrong with the number of a resident identity card, nil
// where nothing is seen: the check digit of GB 11643-1999 misses one wrong number in
// eleven, and a spreadsheet that takes the number for a quantity keeps 15 digits
// of the 18 and ends it in 000. The error doesn't repeat the number.
func CheckIdentity(cell string) error {
	text := strings.ToUpper(Fold(cleanText(cell)))
	switch {
	case isBlank(text), strings.Contains(text, "*"), len(text) == 15 && allDigits(text):
		return nil
	case strings.Contains(text, "E+"), len(text) == 18 && strings.HasSuffix(text, "000"):
		return Fail(Failed, "末三位是 000 或写成了科学计数，多半被 Excel 截断了，请设成文本后重新填写",
			"ends in 000 or is written with an exponent: Excel has likely cut it, format the column as text and write it again")
	case len(text) != 18 || !allDigits(text[:17]):
		return Fail(Failed, "不是 18 位身份证号，请核对", "is no identity number of 18 digits: check it")
	case text[17] != checkDigit(text):
		return Fail(Failed, "校验码对不上，有一位写错了，请核对", "its check digit does not fit, a digit is wrong: check it")
	}
	return nil
}

// checkDigit is what the first 17 digits end in (ISO 7064, MOD 11-2).
func checkDigit(digits string) byte {
	sum := 0
	for i := range 17 {
		sum = (sum + int(digits[i]-'0')) * 2 % 11
	}
	return "0123456789X"[(12-sum)%11]
}

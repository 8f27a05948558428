package intake

import "testing"

func TestPutOff(t *testing.T) {
	for result, want := range map[string]bool{
		"在家，都办了": false, "": false, "说明书送到了，改天再买鱼油": false, "不在意价格，要两盒": false, "下个月再买两盒": false,
		"没见到": true, "改天": true, "王姐说改天再来": true, "下周再来，今天不在家": true, "门锁着，问了邻居": true, "打了两回没人接": true,
		"Not in, try again": true, "改到周六": true,
	} {
		if got := putOff(result); got != want {
			t.Errorf("putOff(%q) = %t, want %t", result, got, want)
		}
	}
}

package intake

import "testing"

func TestWordsThatMayAskForQuietAreFound(t *testing.T) {
	for text, want := range map[string]bool{
		"别打电话": true, "勿扰": true, "不要再联系": true, "别再来了": true, "老顾客，说别来了": true, "不让再给他打电话": true, "以后不用来了": true, "拒绝联系": true,
		"请勿打扰": true, "已拉黑": true, "告诉她别再往家打了": true, "别的都好，就是别上门": true, "晚上别打电话": true,
		"": false, "老顾客": false, "分别打电话问过": false, "特别联系过村长": false, "别的没说": false, "不要糖的": false, "不用送": false, "下次别忘带鱼油": false, "来了": false,
	} {
		if got := asksQuiet(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

package intake

import "testing"

func TestQuantityIsTakenOffTheProduct(t *testing.T) {
	for _, c := range []struct{ reason, cell, name, qty string }{
		{"close behind", "钙片6盒", "钙片", "6盒"},
		{"behind a space", "钙片 6 盒", "钙片", "6 盒"},
		{"a machine", "血压计1台", "血压计", "1台"},
		{"in words", "鱼油两瓶", "鱼油", "两瓶"},
		{"half width, full width", "钙片６盒", "钙片", "６盒"},
		{"a sign of multiplication and a unit", "钙片*3盒", "钙片", "3盒"},
		{"a sign of multiplication alone", "钙片×3", "钙片", "3"},
		{"what is in the pack stays, the packs go", "钙片90片 6盒", "钙片90片", "6盒"},
		{"pieces behind a space", "鸡苗 200只", "鸡苗", "200只"},
		{"half a pound more", "红糖2.5斤", "红糖", "2.5斤"},
		{"a vitamin", "维生素B12", "", ""},
		{"a vitamin with its unit", "维生素B12盒", "", ""},
		{"how much is in it", "三七粉500g", "", ""},
		{"how many are in it", "维生素C100片", "", ""},
		{"a pack of packs", "板蓝根10g*9袋", "", ""},
		{"a pack of packs in Chinese", "板蓝根10克*9袋", "", ""},
		{"a heavy sack", "尿素50公斤", "", ""},
		{"several things", "钙片6盒、鱼油2瓶", "", ""},
		{"several things, joined by a word", "钙片6盒和鱼油2瓶", "", ""},
		{"a set that is called so", "四件套", "", ""},
		{"a number in the name", "先玉335", "", ""},
		{"a number before the name", "999感冒灵", "", ""},
		{"what is sold in", "面膜5片装", "", ""},
		{"nothing but a quantity", "6盒", "", ""},
		{"no quantity", "复合肥", "", ""},
	} {
		t.Run(c.reason, func(t *testing.T) {
			name, qty, ok := glued(c.cell)
			if !ok {
				name, qty = "", ""
			}
			if name != c.name || qty != c.qty {
				t.Errorf("%s: got %q, %q", c.cell, name, qty)
			}
		})
	}
}

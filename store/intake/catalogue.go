package intake

import (
	"strings"

	"kehu/store/sheet"
)

// catalogue is what a sheet that is said to be the catalogue of products calls its
// columns; anywhere else these headings are a sale's.
const catalogue = `
name       产品 产品名称 商品 商品名称 货品 货名 品名 名称 product item goods
category   品类 类别 分类 产品分类 商品分类 产品类型 类型 系列
unit       单位 产品单位 计量单位
pack       规格 商品规格 产品规格 包装 包装规格 型号
price      单价 价格 售价 零售价 定价 标价 市场价 会员价
cost       成本 成本价 进货价 采购价 批发价
cycle_days 周期 使用天数 服用天数 周期天数
aka        俗名 俗称 简称 又名 其他名称 其它名称
`

// catalogued settles the headings of a catalogue, each column by the first of those
// that may be it.
func (r *resolver) catalogued() {
	if r.of != sheet.Products {
		return
	}
	for i := range r.choices {
		c := &r.choices[i]
		column := catalogueColumn(bare(spelling(c.Heading)))
		if c.open && column != nil && !r.taken(column, 0) {
			r.to(c, column)
		}
	}
}

// catalogueColumn is the column of the catalogue that a spelling names, nil if none.
func catalogueColumn(heading string) *sheet.Column {
	for line := range strings.Lines(catalogue) {
		if key, headings, _ := strings.Cut(line, " "); isWord(headings, heading) {
			return sheet.Products.Column(key)
		}
	}
	return nil
}

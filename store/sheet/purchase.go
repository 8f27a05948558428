package sheet

// Purchase is one line of what a customer bought: 购买历史. A return has a
// negative quantity and amount. Without a customer it is a walk-in's: 散客.
type Purchase struct {
	Owned
	Shop      Term
	On        Date
	OrderNo   Text
	Product   Term
	Category  Term
	Qty       Qty
	Unit      Term
	Price     Money
	Discount  Money
	Amount    Money
	Paid      Money // empty: paid in full
	Unpaid    Money // read from a sheet, turned into Paid
	DueOn     Text  // a date, or a season such as 秋收后
	Gift      Text
	Channel   Term
	PayMethod Term
	Meeting   Ref
	Staff     Term
	Remark    Text

	// Refund is what a row of a sheet says came back of a sale, the goods staying: the
	// amount is what was kept. It is no column; 0 of a row on file.
	Refund Money

	// Cell is what a sheet wrote for the product where the quantity was taken off it, 钙片6盒;
	// else "". It is no column.
	Cell string

	// SoFar is whether a row of a sheet that tells no amount says what was paid of it so
	// far, and what is owed. It is no column; false of a row on file.
	SoFar bool
}

func purchases() Sheet {
	return Sheet{
		Key: "purchases", ZH: "购买", EN: "Purchases", Aka: []string{"购买记录", "订单"}, Prefix: "b", When: "on",
		Identity: []string{"on", "order_no", "product", "qty", "amount"},
		New:      func() Row { return new(Purchase) }, Clone: clone[Purchase],
		Columns: append(ownerColumns(false),
			&Column{Key: "shop", ZH: "门店", EN: "Shop", Aka: []string{"门店名称", "门店编码", "店", "门店", "店铺名称", "归属店铺", "店铺", "所属门店", "Store"}, Width: 12,
				Field: of(func(p *Purchase) Field { return &p.Shop })},
			&Column{Key: "on", ZH: "日期", EN: "On", Aka: []string{
				"购买日期", "购买时间", "下单时间", "下单日期", "订单日期", "成交时间", "成交日期", "消费时间",
				"最早购买日期", "履约日期", "原销售日期", "合作时间", "消费日期", "销售日期", "签单日期", "交易日期", "交易时间", "销售时间", "单据日期", "业务日期", "制单日期", "开票日期", "出库日期",
				"订货日期", "买的日期", "开单日期", "InvoiceDate",
				"订单创建时间", "订单成交时间", "订单提交时间", "订单付款时间", "订单支付时间", "付款时间", "支付时间", "支付完成时间", "买家付款时间", "付款确认时间",
				"Purchase date", "Purchased on", "Order date", "Sale date", "Sales date", "Transaction date", "Date of purchase",
			}, Width: 11, Required: true,
				Field: of(func(p *Purchase) Field { return &p.On })},
			&Column{Key: "order_no", ZH: "单号", EN: "Order no", Aka: []string{
				"订单号", "订单编号", "合同编号", "小票编号", "订单名称", "单号", "单据号", "单据编号", "销售单号", "出库单号", "小票号", "票号",
				"主订单编号", "子订单编号", "交易号", "交易单号", "InvoiceNo", "Invoice", "Invoice number", "Order number", "Order id", "Receipt no",
			}, Width: 14,
				Field: of(func(p *Purchase) Field { return &p.OrderNo })},
			&Column{Key: "product", ZH: "产品", EN: "Product", Aka: []string{
				"产品名称", "商品名称", "货品", "货名", "商品", "品名", "产品", "购买项目", "消费项目", "产品详情", "商品类型",
				"主要产品", "涉及产品", "套餐名称", "购买产品", "购买物品", "货物名称", "订购产品", "订货产品", "药名", "所购产品", "购买商品", "产品类别及名称", "买了什么", "Bought",
				"服用产品", "使用产品", "宝贝标题", "宝贝名称", "商品标题", "选购商品", "Description", "Product name", "Item", "Item name", "Goods",
			}, Width: 16, Required: true,
				Field: of(func(p *Purchase) Field { return &p.Product })},
			&Column{Key: "category", ZH: "品类", EN: "Category", Aka: []string{
				"产品类型", "产品分类", "商品分类", "购买品类", "品类", "类别", "产品类别", "系列",
			}, Width: 10,
				Field: of(func(p *Purchase) Field { return &p.Category })},
			&Column{Key: "qty", ZH: "数量", EN: "Quantity", Aka: []string{
				"几盒", "几瓶", "数量", "购买数量", "件数", "数量合计", "份数", "购买份额", "盒数", "瓶数", "箱数", "购买盒数",
				"疗程数", "数量(盒)", "宝贝总数量", "宝贝数量", "商品数量", "商品总数量", "订购数量", "成交数量", "Quantity", "Qty",
			}, Width: 8,
				Field: of(func(p *Purchase) Field { return &p.Qty })},
			&Column{Key: "unit", ZH: "单位", EN: "Unit", Aka: []string{"单位", "产品单位"}, Width: 6,
				Field: of(func(p *Purchase) Field { return &p.Unit })},
			&Column{Key: "price", ZH: "单价", EN: "Price", Aka: []string{
				"单价", "价格", "物品单价", "批发价", "售价", "零售价", "单价(元)", "单价（元/盒）", "商品单价", "商品价格", "宝贝单价", "京东价", "UnitPrice",
			}, Width: 10,
				Field: of(func(p *Purchase) Field { return &p.Price })},
			&Column{Key: "discount", ZH: "优惠", EN: "Discount", Aka: []string{"折扣", "优惠减免", "整单折扣", "优惠金额", "优惠总金额", "店铺优惠合计", "店铺优惠折扣"}, Width: 10,
				Field: of(func(p *Purchase) Field { return &p.Discount })},
			&Column{Key: "amount", ZH: "金额", EN: "Amount", Aka: []string{
				"应收", "应收金额", "金额", "订单金额", "购买金额", "成交金额", "金额(元)", "销售额", "总金额", "消费金额", "折后金额",
				"支付费用", "合同金额", "订单金额(元)", "应付金额(元)", "签约合同金额（元）", "合同金额（元）",
				"预计金额(元)", "产品总金额", "合计", "合计金额", "总价", "销售金额", "消费额", "金额（元）",
				"金额/元", "小计", "共计", "买了多少钱", "订单总金额", "订单总价", "商品总价", "应付金额", "应付", "总额", "金额合计", "订单应付金额", "应收订单金额", "买家应付货款",
				"商品金额合计", "商品金额小计", "商品金额", "商品实付金额", "Total amount", "Total price", "Line total", "Sales",
			}, Width: 11, Required: true,
				Field: of(func(p *Purchase) Field { return &p.Amount })},
			&Column{Key: "paid", ZH: "实收", EN: "Paid", Aka: []string{
				"实付金额", "实收金额", "回款金额", "已回款金额", "全款", "已付", "实收", "定金", "订金", "首付",
				"收款金额", "到账金额", "已付金额", "实付", "实付款", "实收款", "用户实付金额", "买家实付金额", "买家实际支付金额", "订单实付金额", "商家实收金额", "Amount paid",
			}, Width: 11,
				Field: of(func(p *Purchase) Field { return &p.Paid })},
			&Column{Key: "unpaid", ZH: "未收", EN: "Unpaid", Aka: []string{"尾款", "欠款", "未收", "待收", "Owed", "Amount due"}, Width: 11, Origin: Input,
				Field: of(func(p *Purchase) Field { return &p.Unpaid })},
			&Column{Key: "due_on", ZH: "约定还款", EN: "Due on", Aka: []string{"约定还款"}, Width: 11,
				Field: of(func(p *Purchase) Field { return &p.DueOn })},
			&Column{Key: "gift", ZH: "赠品", EN: "Gift", Aka: []string{"备注赠品", "赠品", "礼品", "送了什么"}, Width: 12,
				Field: of(func(p *Purchase) Field { return &p.Gift })},
			&Column{Key: "channel", ZH: "渠道", EN: "Channel", Aka: []string{"购买渠道"}, Width: 8,
				Field: of(func(p *Purchase) Field { return &p.Channel })},
			&Column{Key: "pay_method", ZH: "付款方式", EN: "Pay method", Aka: []string{
				"支付方式", "回款方式", "计划回款方式", "付款方式", "收款方式", "结算方式", "现金/微信", "Payment method",
			}, Width: 9,
				Field: of(func(p *Purchase) Field { return &p.PayMethod })},
			&Column{Key: "meeting", ZH: "会销", EN: "Meeting", Aka: []string{
				"活动编号(来源于活动列表8位字母或数字)", "场次", "会议名称", "哪场会", "活动场次",
			}, Width: 14, Ref: "meetings",
				Field: of(func(p *Purchase) Field { return &p.Meeting })},
			&Column{Key: "staff", ZH: "业务员", EN: "Staff", Aka: []string{"消费人员", "签订人", "经手人", "经办人", "营业员", "导购", "导购员", "开单员", "收银员"}, Width: 10,
				Field: of(func(p *Purchase) Field { return &p.Staff })},
			&Column{Key: "remark", ZH: "备注", EN: "Remark", Aka: []string{"订单备注", "卖家备注", "商家备注", "买家留言", "买家备注"}, Width: 24,
				Field: of(func(p *Purchase) Field { return &p.Remark })},
		),
	}
}

// Payment is money a customer paid back: 还款.
type Payment struct {
	Owned
	On     Date
	Amount Money
	Method Term
	Staff  Term
	Remark Text
}

func payments() Sheet {
	return Sheet{
		Key: "payments", ZH: "还款", EN: "Payments", Aka: []string{"还款记录"}, Prefix: "r", When: "on", Identity: []string{"on", "amount"},
		New: func() Row { return new(Payment) }, Clone: clone[Payment],
		Columns: append(ownerColumns(true),
			&Column{Key: "on", ZH: "还款日期", EN: "On", Aka: []string{"收款时间", "还款日期"}, Width: 11, Required: true,
				Field: of(func(p *Payment) Field { return &p.On })},
			&Column{Key: "amount", ZH: "还款金额", EN: "Amount", Aka: []string{"还款金额", "还款"}, Width: 11, Required: true,
				Field: of(func(p *Payment) Field { return &p.Amount })},
			&Column{Key: "method", ZH: "还款方式", EN: "Method", Width: 9,
				Field: of(func(p *Payment) Field { return &p.Method })},
			&Column{Key: "staff", ZH: "业务员", EN: "Staff", Width: 10,
				Field: of(func(p *Payment) Field { return &p.Staff })},
			&Column{Key: "remark", ZH: "备注", EN: "Remark", Width: 24,
				Field: of(func(p *Payment) Field { return &p.Remark })},
		),
	}
}

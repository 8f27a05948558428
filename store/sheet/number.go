package sheet

// Number is what another system calls a customer: card 12 of two shops is two people.
type Number struct {
	Owned
	Shop, Number Text
}

func numbers() Sheet {
	return Sheet{
		Key: "numbers", ZH: "外部编号", EN: "Outside numbers", Prefix: "n", Identity: []string{"shop", "number"},
		New: func() Row { return new(Number) }, Clone: clone[Number],
		Columns: append(ownerColumns(true),
			&Column{Key: "shop", ZH: "门店", EN: "Shop", Width: 12,
				Field: of(func(n *Number) Field { return &n.Shop })},
			&Column{Key: "number", ZH: "外部编号", EN: "Number", Aka: []string{
				"客户编号", "编号", "客户代号", "档案编号", "客户号", "核心客户号", "会员号", "会员编号", "会员卡号",
				"客户ID", "客户代码", "顾客编号", "客户编码", "会员卡", "卡号", "CustomerID", "Customer number", "Customer code", "Member no", "Card no",
			}, Width: 12, Required: true,
				Field: of(func(n *Number) Field { return &n.Number })},
		),
	}
}

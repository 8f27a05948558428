package sheet

// Product is one line of the catalogue: 产品. A purchase names its product as
// text, so a sheet may sell what the catalogue doesn't hold.
type Product struct {
	Head
	Name, Category, Unit, Pack Text
	Price, Cost                Money
	CycleDays                  Count // days that one unit lasts
	Aka                        Text
}

func products() Sheet {
	return Sheet{
		Key: "products", ZH: "产品", EN: "Products", Aka: []string{"商品"}, Prefix: "g", Identity: []string{"name"},
		New: func() Row { return new(Product) }, Clone: clone[Product],
		Columns: []*Column{
			{Key: "no", ZH: "编号", EN: "No", Width: 8, Origin: Derived,
				Field: of(func(p *Product) Field { return &p.ID })},
			{Key: "name", ZH: "产品目录", EN: "Name", Width: 16, Required: true,
				Field: of(func(p *Product) Field { return &p.Name })},
			{Key: "category", ZH: "目录品类", EN: "Category", Width: 10,
				Field: of(func(p *Product) Field { return &p.Category })},
			{Key: "unit", ZH: "目录单位", EN: "Unit", Width: 8,
				Field: of(func(p *Product) Field { return &p.Unit })},
			{Key: "pack", ZH: "装量", EN: "Pack", Width: 12,
				Field: of(func(p *Product) Field { return &p.Pack })},
			{Key: "price", ZH: "目录价", EN: "Price", Width: 10,
				Field: of(func(p *Product) Field { return &p.Price })},
			{Key: "cost", ZH: "进价", EN: "Cost", Width: 10,
				Field: of(func(p *Product) Field { return &p.Cost })},
			{Key: "cycle_days", ZH: "用量周期", EN: "Cycle (days)", Aka: []string{"洗护周期天数", "服用周期", "使用周期", "可用天数"}, Width: 9,
				Field: of(func(p *Product) Field { return &p.CycleDays })},
			{Key: "aka", ZH: "别名", EN: "Other names", Width: 16,
				Field: of(func(p *Product) Field { return &p.Aka })},
		},
	}
}

// Market is a market and the days it is held: 集市.
type Market struct {
	Head
	Name, Township, Rule Text
}

func markets() Sheet {
	return Sheet{
		Key: "markets", ZH: "集市", EN: "Markets", Aka: []string{"赶集"}, Prefix: "k", Identity: []string{"name"},
		New: func() Row { return new(Market) }, Clone: clone[Market],
		Columns: []*Column{
			{Key: "no", ZH: "编号", EN: "No", Width: 8, Origin: Derived,
				Field: of(func(m *Market) Field { return &m.ID })},
			{Key: "name", ZH: "集市", EN: "Name", Width: 14, Required: true,
				Field: of(func(m *Market) Field { return &m.Name })},
			{Key: "township", ZH: "集市乡镇", EN: "Township", Width: 12,
				Field: of(func(m *Market) Field { return &m.Township })},
			{Key: "rule", ZH: "赶集规则", EN: "Rule", Width: 20, Required: true,
				Field: of(func(m *Market) Field { return &m.Rule })},
		},
	}
}

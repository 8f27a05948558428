package report

import (
	"math"
	"slices"
	"strings"

	"kehu/store/sheet"
)

// mostPeers is how many of everybody's newest purchases a customer is compared
// with: enough for prices and for what goes together, few enough to read at a
// doorstep.
const mostPeers = 1_000

// peers are everybody's newest purchases, as a customer is compared with them.
type peers struct {
	rows    int
	prices  map[string][]int64               // 分 a unit, by category and unit, sorted
	buyers  map[string]map[sheet.ID]struct{} // by product
	bought  map[sheet.ID]map[string]struct{} // products, by who bought them
	wares   map[string]ware
	markets Markets
}

// peersOf reads what h is compared with; of a customer who bought nothing only the
// catalogue.
func peersOf(src Source, h *dossier) (p *peers, err error) {
	p = &peers{prices: map[string][]int64{}, buyers: map[string]map[sheet.ID]struct{}{}, bought: map[sheet.ID]map[string]struct{}{}}
	if p.markets, err = MarketsOf(src); err != nil {
		return nil, err
	}
	if p.wares, err = waresOf(src); err != nil || len(h.purchases) == 0 {
		return p, err
	}
	s := sheet.Purchases
	q := sheet.Query{Sheet: s, Columns: s.Must("customer_no", "on", "product", "category", "qty", "unit", "price", "amount"), AsOf: h.today,
		Sort: []sheet.Order{{Column: s.Must("no")[0], Desc: true}}, Limit: mostPeers}
	err = each(src, q, func(row *sheet.Purchase) {
		if row.On <= h.today && row.Amount.N > 0 {
			p.add(row)
		}
	})
	for _, prices := range p.prices {
		slices.Sort(prices)
	}
	return p, err
}

func (p *peers) add(row *sheet.Purchase) {
	p.rows++
	if price := unitPrice(row); price > 0 && !row.Category.Empty() {
		p.prices[bandOf(row)] = append(p.prices[bandOf(row)], price)
	}
	if row.Customer.ID == 0 {
		return
	}
	product := row.Product.String()
	if p.buyers[product] == nil {
		p.buyers[product] = map[sheet.ID]struct{}{}
	}
	if p.bought[row.Customer.ID] == nil {
		p.bought[row.Customer.ID] = map[string]struct{}{}
	}
	p.buyers[product][row.Customer.ID] = struct{}{}
	p.bought[row.Customer.ID][product] = struct{}{}
}

// bandOf is what prices are compared within: a category, in one unit.
func bandOf(row *sheet.Purchase) string { return row.Category.String() + "\x00" + row.Unit.String() }

// unitPrice is what one unit cost, in 分; 0 where that isn't known.
func unitPrice(row *sheet.Purchase) int64 {
	switch {
	case row.Price.N > 0:
		return row.Price.N
	case row.Qty.N > 0 && row.Amount.N > 0:
		return row.Amount.N * 1000 / row.Qty.N
	}
	return 0
}

// band is where the customer's unit prices lie among everybody's of the same
// category and unit: the mean of mid-ranks, 0 the cheapest. It needs enough prices to
// compare with and thin of the customer's own.
func (p *peers) band(h *dossier) sheet.Words {
	n, sum, among := 0, 0.0, 0
	for i := range h.kept {
		row := &h.kept[i]
		prices := p.prices[bandOf(row)]
		price := unitPrice(row)
		if row.Category.Empty() || price == 0 || len(prices) < enough {
			continue
		}
		below, _ := slices.BinarySearch(prices, price)
		above, _ := slices.BinarySearch(prices, price+1)
		sum += float64(below+above) / 2 / float64(len(prices))
		among = max(among, len(prices))
		n++
	}
	if n < thin {
		return sheet.Words{}
	}
	share := 100 * sum / float64(n)
	end := sheet.W("中间价位", "the middle of the range")
	switch {
	case share < 100.0/3:
		end = sheet.W("偏便宜的一头", "the cheaper end")
	case share > 200.0/3:
		end = sheet.W("偏贵的一头", "the dearer end")
	}
	return sheet.W("同品类里挑%s（%d 笔单价平均排在 %.0f%%，0 最便宜，和 %d 笔比）", "buys at %s of the category (%d unit prices at %.0f%% on average, 0 the cheapest, among %d)", end, n, share, among)
}

// elasticity is the slope of log quantity on log price of the product bought at most
// prices, by least squares; refused under three prices.
func (h *dossier) elasticity() sheet.Words {
	type point struct{ price, qty float64 }
	points, prices := map[string][]point{}, map[string]map[int64]struct{}{}
	best := ""
	for i := range h.kept {
		row := &h.kept[i]
		price, key := unitPrice(row), row.Product.String()+"\x00"+row.Unit.String()
		if price == 0 || row.Qty.N <= 0 {
			continue
		}
		if prices[key] == nil {
			prices[key] = map[int64]struct{}{}
		}
		prices[key][price] = struct{}{}
		points[key] = append(points[key], point{math.Log(float64(price)), math.Log(float64(row.Qty.N))})
		if best == "" || len(prices[key]) > len(prices[best]) {
			best = key
		}
	}
	if len(prices[best]) < thin {
		return sheet.Words{}
	}
	var x, y, xx, xy float64
	n := float64(len(points[best]))
	for _, p := range points[best] {
		x, y, xx, xy = x+p.price, y+p.qty, xx+p.price*p.price, xy+p.price*p.qty
	}
	slope := (n*xy - x*y) / (n*xx - x*x)
	how := sheet.W("价钱变了买的数量差不多", "buys much the same at any price")
	switch {
	case slope < -0.5:
		how = sheet.W("便宜时买得多", "buys more when it is cheap")
	case slope > 0.5:
		how = sheet.W("贵的时候反而买得多", "buys more when it is dear")
	}
	product, _, _ := strings.Cut(best, "\x00")
	return sheet.W("%s按 %d 个价位买过 %d 笔，%s（价高 1%%，数量 %+.1f%%）", "%s at %d prices in %d purchases: %s (1%% dearer, %+.1f%% of quantity)",
		product, len(prices[best]), len(points[best]), how, slope)
}

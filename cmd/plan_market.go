package cmd

import (
	"slices"

	"kehu/report"
	"kehu/store"
	"kehu/store/sheet"
)

// marketWords mean the next market day of where a customer lives.
func marketWords() []string {
	return []string{"下个集", "下一个集", "下集", "下个集日", "下一个集日", "集日", "赶集", "下次赶集", "逢集", "market", "next market"}
}

// onMarketDay is text as a day to plan for: of a word such as 下个集 the next market day
// after today of the customer's township, else of the village; other texts stay as they are.
func (a *app) onMarketDay(v *store.View, person store.Person, text string, r sheet.Reading) (string, error) {
	if !slices.Contains(marketWords(), sheet.Fold(text)) {
		return text, nil
	}
	row, err := v.Get(sheet.Customers, person.ID)
	if err != nil {
		return "", err
	}
	markets, err := report.MarketsOf(v)
	if err != nil {
		return "", err
	}
	c := row.(*sheet.Customer)
	day, at := markets.Next(r.Today+1, c.Township.String(), c.Village.String())
	if day == 0 {
		return "", sheet.Fail(sheet.NotFound, "不知道%s那里哪天有集；先补上乡镇（kehu set %[1]s --township 三岔河镇）和集市（kehu market add 三岔河集 --rule 逢三六九 --township 三岔河镇），或写一个日期",
			"no market is known where %s lives; fill in the township (kehu set %[1]s --township TOWN) and the market (kehu market add NAME --rule 农历尾:3,6,9 --township TOWN), or write a date", person.Name)
	}
	a.say("%s：%s", "%s: %s", at.Name.String(), report.MarketDay(day))
	return day.String(), nil
}

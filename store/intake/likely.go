package intake

import (
	"kehu/store/sheet"
)

// Likely are the keys of columns that cells like these may be of, as Options.Map
// takes them, the likeliest first: what to offer to somebody who has to choose.
func Likely(samples []string) []string {
	reads := func(kind sheet.Field) bool {
		return len(samples) > 0 && share(samples, func(v string) bool { return kind.Parse(v, sheet.Reading{}) == nil }) >= 0.8
	}
	switch {
	case reads(new(sheet.Phone)):
		return []string{"phone", "phone2", "wechat", "numbers.number", "name", "remark"}
	case reads(new(sheet.Date)):
		return []string{"purchases.on", "interactions.at", "plans.due", "feedback.on", "payments.on", "created_on", "birthday"}
	case reads(new(sheet.Money)):
		return []string{"purchases.amount", "purchases.qty", "purchases.price", "open_debt", "open_spent", "numbers.number", "birth_year"}
	}
	return []string{"name", "village", "purchases.product", "interactions.content", "owner", "address", "remark"}
}

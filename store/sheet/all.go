package sheet

// The sheets, each declared in the file of its name.
var (
	Customers    = define(customers())
	Numbers      = define(numbers())
	Interactions = define(interactions())
	Purchases    = define(purchases())
	Payments     = define(payments())
	Feedbacks    = define(feedback())
	Plans        = define(plans())
	Meetings     = define(meetings())
	Attendances  = define(attendance())
	Products     = define(products())
	Markets      = define(markets())
)

// All returns the sheets in the order people read them; what a row refers to
// comes before the row's own sheet when applied in this order.
func All() []*Sheet {
	return []*Sheet{Customers, Numbers, Meetings, Products, Markets,
		Interactions, Purchases, Payments, Feedbacks, Plans, Attendances}
}

// ByKey returns the sheet with that key, nil if there is none.
func ByKey(key string) *Sheet {
	for _, s := range All() {
		if s.Key == key {
			return s
		}
	}
	return nil
}

// Owned is the head of a row that belongs to a customer.
type Owned struct {
	Head
	Customer Ref
	Phone    Phone // the customer's, for people to read
	Village  Text  // the customer's
}

// Owner is the customer that the row belongs to.
func (o *Owned) Owner() *Owned { return o }

// OwnedRow is a row that belongs to a customer.
type OwnedRow interface {
	Row
	Owner() *Owned
}

// ownerColumns are the columns that say whose row it is: kehu's number of the
// row, the customer's name, and what is borrowed from the customer.
func ownerColumns(required bool) []*Column {
	owned := func(field func(*Owned) Field) func(Row) Field {
		return func(row Row) Field { return field(row.(OwnedRow).Owner()) }
	}
	return []*Column{
		{Key: "no", ZH: "编号", EN: "No", Width: 8, Origin: Derived,
			Field: owned(func(o *Owned) Field { return &o.ID })},
		{Key: "customer", ZH: "姓名", EN: "Customer", Width: 10, Required: required, Ref: "customers",
			Field: owned(func(o *Owned) Field { return &o.Customer })},
		{Key: "customer_no", ZH: "客户编号", EN: "Customer no", Width: 8, Origin: Borrowed,
			Field: owned(func(o *Owned) Field { return &o.Customer.ID })},
		{Key: "phone", ZH: "手机", EN: "Phone", Width: 13, Origin: Borrowed,
			Field: owned(func(o *Owned) Field { return &o.Phone })},
		{Key: "village", ZH: "村", EN: "Village", Width: 10, Origin: Borrowed,
			Field: owned(func(o *Owned) Field { return &o.Village })},
	}
}

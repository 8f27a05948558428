package sheet

// Query asks for rows of a sheet.
type Query struct {
	Sheet    *Sheet
	Where    *Filter   // nil: every row
	Customer ID        // only rows of that customer; 0: of all
	Only     []int64   // only the rows with these ids; nil: all
	Sort     []Order   // then by id, in the direction of the last; empty fields come last
	Limit    int       // 0: no limit
	Columns  []*Column // only these fields are filled; nil: all
	AsOf     Date      // figures as of the end of that day; 0: of everything on file
	Removed  bool      // the rows that somebody removed as well, not those that were undone
}

// Order is one column of a sort.
type Order struct {
	Column *Column
	Desc   bool
}

// Op is a comparison, or a way to join comparisons.
type Op uint8

// The operations of a filter.
const (
	And     Op = iota // all of Parts
	Or                // any of Parts
	Not               // not Parts[0]
	Eq                // equal to Value
	Ne                // not equal to Value, also empty
	Lt                // less than Value
	Le                // at most Value
	Gt                // more than Value
	Ge                // at least Value
	Has               // the text contains Text
	Absent            // empty
	Present           // not empty
	Some              // of the sheet Of the customer has a row that answers Parts[0]
)

// Filter is a condition on the rows of a sheet. It is either true or false of a
// row, never unknown: a comparison with an empty field is false, but Ne is true as
// in Excel's filter, and so is Not.
//
// Value is what the field of the column returns as its Value: 分 of money, the
// serial number of a day, minutes of a moment, the Chinese word of a choice; of a
// Term the text, however the store keeps it. Text compares exactly; Has looks at
// the text as people read it, a reference's name included, and doesn't tell
// capital from small Latin letters. Some columns are told apart further:
//
//   - Moment: whole days come as Ge and Lt of midnights; Eq and Ne only with a
//     time of day.
//   - Flag: only Eq 1, under Not for 否.
//   - Ref: Value is nil and Text the name, compared by Eq, Ne and Has with the
//     name of the row pointed at; or Value is that row's id (#17).
//   - a Derived or Borrowed column compares like a stored one.
//   - a user's own column: Column is nil, Text the value. Eq and Ne compare
//     texts; Lt to Ge compare as numbers where Text is one (a field that is no
//     number is then no match), otherwise as texts, which for ISO dates is their order.
type Filter struct {
	Op     Op
	Column *Column // of a comparison; nil with a user's own column
	Extra  string  // the name of the user's own column
	Value  any     // what the column stores: int64 or string
	Text   string  // of Has, and of a comparison with a reference or a user's own column
	Of     *Sheet  // of Some, a sheet whose rows belong to customers
	Parts  []*Filter
}

package sheet

// Kind is a kind of value; it decides how a cell is stored, printed and formatted.
type Kind uint8

// The kinds of value.
const (
	TextKind     Kind = iota // any text
	TermKind                 // text from a small vocabulary: a product, a shop
	PhoneKind                // a telephone number, digits only
	DateKind                 // a calendar day
	MomentKind               // a calendar day, with the time of day where known
	BirthdayKind             // a solar or lunar birthday, the year may be unknown
	MoneyKind                // an amount of money, stored in 分
	QtyKind                  // a quantity, stored in thousandths
	CountKind                // a whole number
	YearKind                 // a year
	ScoreKind                // a score within the column's options
	ChoiceKind               // one of the column's options, stored as its Chinese word
	FlagKind                 // yes or no
	RefKind                  // a row of another sheet
	NoKind                   // kehu's own number of the row
)

// Integer reports whether SQLite stores values of the kind as integers; all
// others are text.
func (k Kind) Integer() bool {
	switch k {
	case TextKind, PhoneKind, BirthdayKind, ChoiceKind:
		return false
	}
	return true
}

// Numeric reports whether people expect the kind aligned right and summed.
func (k Kind) Numeric() bool {
	switch k {
	case MoneyKind, QtyKind, CountKind, ScoreKind:
		return true
	}
	return false
}

// Field is one cell of a typed row, seen without its type.
type Field interface {
	Kind() Kind
	// Parse reads what a person or a foreign sheet wrote. An empty cell leaves the
	// field empty. The error is an *Error whose words quote the cell.
	Parse(cell string, r Reading) error
	// Empty reports whether the field holds no value.
	Empty() bool
	// Clear empties the field.
	Clear()
	// String is the canonical text, the same in both languages; Parse reads it back.
	String() string
	// Value is what the database stores: nil, int64 or string.
	Value() any
	// Scan takes a database value: nil, int64, string, []byte or float64.
	Scan(value any) error
	// Native is what a spreadsheet cell holds: nil, string, float64 or int64; days
	// are the spreadsheet's serial numbers.
	Native() any
	// AppendJSON appends the JSON value, null when empty.
	AppendJSON(b []byte) []byte
}

// Prefer says how a date without a year is completed.
type Prefer uint8

// What happened lies in the past, a plan in the future.
const (
	Past Prefer = iota
	Future
)

// Reading is the context in which a cell is read.
type Reading struct {
	Today    Date   // the day that relative and incomplete dates count from
	Prefer   Prefer // set by the column
	Relative bool   // 今天, 下周三, 3天后 are understood: on the command line, not in sheets
	// Serials are the days that are read from a spreadsheet's numbers, 45356 for
	// 2024-03-05, none by default: what other cells of the column vouch for, as such a
	// number alone may be anything.
	Serials Span
	// Slashes is how days such as 5/1/2026 are read, by what the whole column says.
	Slashes Slashes
	// Completed counts the dates whose year or day was not written; may be nil.
	Completed *int

	options []Option // of the column being read
}

// Slashes is the order of month and day in 5/1/2026, where the year stands last.
type Slashes uint8

// The orders; without a word it is the month first, as American spreadsheets write it.
const (
	MonthFirst  Slashes = iota
	DayFirst            // 13/1/2026
	EitherOrder         // nobody can say: only what reads one way alone is read
)

// Span is the days from one to another, both included; the zero Span holds none.
type Span struct{ From, To Date }

// AnySerial are all days that a spreadsheet's numbers are read as.
func AnySerial() Span { return Span{10000, 60000} }

func (s Span) holds(d Date) bool { return s.From <= d && d <= s.To }

func (r Reading) completed() {
	if r.Completed != nil {
		*r.Completed++
	}
}

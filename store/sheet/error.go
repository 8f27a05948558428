package sheet

// Failure is the class of an error, what a caller can act on. The command line
// maps each to one exit code.
type Failure uint8

// The classes, in the order of the exit codes they are shown as.
const (
	Failed      Failure = iota // anything without a class of its own
	Misused                    // the call's own words are off
	NotFound                   // nobody, or nothing, of that name
	Ambiguous                  // several answer to that name
	Rejected                   // some rows were rejected, the rest is written
	Busy                       // somebody else holds the file
	Damaged                    // the file is damaged, or none of ours
	Unanswered                 // a question, and nobody to answer it
	Interrupted                // the user stopped it
)

// Error is the one error type that a person reads: what went wrong with the
// thing named, then what to do, in both languages.
type Error struct {
	Failure Failure
	Words   Words
	Cause   error // what the system said, nil if nothing
}

// Fail returns an error of class f in the words zh and en over args.
func Fail(f Failure, zh, en string, args ...any) *Error {
	return &Error{Failure: f, Words: W(zh, en, args...)}
}

// Because returns e with the cause that led to it.
func (e *Error) Because(cause error) *Error {
	e.Cause = cause
	return e
}

// Error is the English text; a person is shown Words in their own language.
func (e *Error) Error() string { return e.Words.In(EN) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

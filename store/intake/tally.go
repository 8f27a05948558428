package intake

// Tally counts what a person is told of a file as a whole. It starts over with every
// reading of its records, and is complete when they have ended.
type Tally struct {
	Completed int      // dates whose year or day the file did not write
	FarBack   DaysTold // without a year that are read as most of a year ago, and how
	Ahead     DaysTold // after today on which something is said to have happened
	Unticked  int      // purchases taken for paid in full whose cell is blank where others say that or how much was paid
	Parted    int      // quantities that were written behind their product, 钙片6盒
	Tidied    int      // names that held a telephone number, a village or a word of credit as well
	Dittoed   int      // cells that say 同上 and were read as the ones above them
	Unnamed   int      // purchases that name nobody although there is a column of names
	Repeated  int      // cells that hold what is merged over them from a row above
	Withheld  int      // sensitive cells left out
	Widest    int      // the most cells of a row: above len(Columns) if one has more than there are headings
}

// DaysTold are days worth a word.
type DaysTold struct {
	N     int
	First string // the first of them, as it is told
}

// add counts one more, as told.
func (d *DaysTold) add(told string) {
	if d.N++; d.N == 1 {
		d.First = told
	}
}

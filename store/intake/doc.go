// Package intake turns the outside world's sheets, which package grid cuts into raw
// cells, into sheet.Records: what each row says about a customer and what
// the customer bought, said and owes. It decides the separator, the heading row
// and the place of every column by itself, says what it decided,
// and asks where it would have to guess. It knows no database: whether a
// customer is known, and which row is new, is for others to say.
//
// The way of a file: a sample of rows gives separator and heading row, for each
// worksheet of a workbook (layout.go, book.go); headings are matched with the declared
// columns (heading.go, dictionary.go, mapping.go, ambiguous.go), and the outcome is
// compiled to a plan of steps that every row goes through (plan.go, records.go,
// finish.go). Memory does not grow with the rows of a file.
package intake

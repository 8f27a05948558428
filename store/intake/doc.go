// Package intake turns the outside world's bytes, workbooks and CSV in
// whatever encoding, into sheet.Records: what each row says about a customer and what
// the customer bought, said and owes. It decides the encoding, the separator,
// the heading row and the place of every column by itself, says what it decided,
// and asks where it would have to guess. It knows no database: whether a
// customer is known, and which row is new, is for others to say.
//
// The way of a file: a text is looked at once in full (encoding.go, text.go), a
// workbook is an archive whose worksheets are read as a person sees them
// (workbook.go, worksheet.go, numfmt.go, merge.go; an old or locked one lies in a
// container, ole.go, xls.go). A sample of rows gives separator and heading row
// (layout.go), headings are matched with the declared columns (heading.go,
// dictionary.go, mapping.go, ambiguous.go), and the outcome is compiled to a plan
// of steps that every row goes through (plan.go, records.go, finish.go). Memory
// does not grow with the rows of a file; a workbook's shared texts are held.
package intake

// Package render turns a report.Doc into what a person or a program reads: a
// terminal listing, CSV, JSON, Markdown, a workbook. It knows formats, widths and
// languages; it knows no question, no SQL, no file and no clock. Whatever is
// written goes to an io.Writer; a row that cannot be read ends the writing with
// its error, so the caller must not keep what was written until then.
package render

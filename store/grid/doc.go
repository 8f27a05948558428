// Package grid reads foreign files: their bytes go in, tables of raw cells come out,
// each row with its line and each table with its encoding. It knows how files are
// written and not what a cell means: headings, columns and customers are for others.
//
// A text is decoded (encoding.go, gb18030.go) and cut into rows (text.go, split.go). A
// workbook is an archive whose worksheets are read as a person sees them
// (workbook.go, xml.go, cells_xml.go, numfmt.go, merge.go); an old or a locked one lies
// in a container (ole.go, xls.go, cells_xls.go, locked.go). The tables of a web page, which
// many systems export and call .xls, are read as one sheet (page.go); so are the worksheets of a
// workbook of 2003 in XML (xml2003.go). Memory does not grow with the
// rows of a file; a workbook's shared texts are held.
package grid

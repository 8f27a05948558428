package cmd

import (
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// makeBook writes a workbook of CSV files, one a worksheet:
// book [-password WORD] FILE NAME=CSV…. A name that ends in ! is of a hidden
// worksheet. A cell 45356|yyyy-m-d is a number with a number format, and ^ is
// merged with the cell above.
func makeBook(ts *testscript.TestScript, _ bool, args []string) {
	var o excelize.Options
	if args[0] == "-password" {
		o.Password, args = args[1], args[2:]
	}
	f := excelize.NewFile()
	defer f.Close()
	for i, pair := range args[1:] {
		name, file, _ := strings.Cut(pair, "=")
		sheet := strings.TrimSuffix(name, "!")
		if i == 0 {
			ts.Check(f.SetSheetName("Sheet1", sheet))
		}
		_, err := f.NewSheet(sheet)
		ts.Check(err)
		rows := csv.NewReader(strings.NewReader(ts.ReadFile(file)))
		rows.FieldsPerRecord = -1
		records, err := rows.ReadAll()
		ts.Check(err)
		fillSheet(ts, f, sheet, records)
		if sheet != name {
			ts.Check(f.SetSheetVisible(sheet, false))
		}
	}
	ts.Check(f.SaveAs(ts.MkAbs(args[0]), o))
}

func fillSheet(ts *testscript.TestScript, f *excelize.File, sheet string, records [][]string) {
	for y, record := range records {
		for x, text := range record {
			at, err := excelize.CoordinatesToCellName(x+1, y+1)
			ts.Check(err)
			raw, code, formatted := strings.Cut(text, "|")
			switch {
			case text == "^":
				above, err := excelize.CoordinatesToCellName(x+1, y)
				ts.Check(err)
				ts.Check(f.MergeCell(sheet, above, at))
			case formatted:
				n, err := strconv.ParseFloat(raw, 64)
				ts.Check(err)
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
				ts.Check(err)
				ts.Check(f.SetCellValue(sheet, at, n))
				ts.Check(f.SetCellStyle(sheet, at, at, style))
			default:
				ts.Check(f.SetCellValue(sheet, at, text))
			}
		}
	}
}

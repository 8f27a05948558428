package store

import (
	"strings"

	"kehu/store/sheet"
)

// quote is name as an SQL identifier: some keys (on, group, until) are keywords.
func quote(name string) string { return `"` + name + `"` }

// sqlType is the declared type of a column: terms and references are stored as
// the number of another row.
func sqlType(c *sheet.Column) string {
	switch {
	case c.Kind() == sheet.RefKind:
		return "INTEGER REFERENCES " + c.Ref + "(id)"
	case c.Kind() == sheet.TermKind:
		return "INTEGER REFERENCES term(id)"
	case c.Kind().Integer():
		return "INTEGER"
	}
	return "TEXT"
}

// ownColumns are the columns every sheet's table has before the declared ones:
// gone (which batch took the row out, see span), src (what tells a re-imported
// row from a new one) and the user's own columns as JSON.
const ownColumns = "id INTEGER PRIMARY KEY, gone INTEGER, src INTEGER, extra TEXT"

// tableColumns are the declared columns of s as SQL.
func tableColumns(s *sheet.Sheet) []string {
	var columns []string
	for c := range s.Stored() {
		columns = append(columns, quote(c.Key)+" "+sqlType(c))
	}
	return columns
}

// createTable is the statement that makes the table of s.
func createTable(s *sheet.Sheet) string {
	return "CREATE TABLE " + s.Key + "(" + ownColumns + ",\n  " + strings.Join(tableColumns(s), ",\n  ") + "\n) STRICT;\n"
}

// expression is how a column is read from its table t, its customer c or the figures f.
func expression(c *sheet.Column) string {
	switch {
	case c.Origin == sheet.Borrowed && c.Kind() == sheet.NoKind:
		return `t."customer"`
	case c.Kind() == sheet.NoKind:
		return "t.id"
	case c.Origin == sheet.Borrowed:
		return "c." + quote(c.Key)
	case c.Origin == sheet.Derived:
		return "f." + quote(c.Key)
	case c.Kind() == sheet.TermKind:
		return "(SELECT text FROM term WHERE id = t." + quote(c.Key) + ")"
	}
	return "t." + quote(c.Key)
}

// nameOf is how the name behind a reference is read.
func nameOf(c *sheet.Column) string {
	if c.Ref == sheet.Customers.Key {
		return `c."name"`
	}
	return `(SELECT "name" FROM ` + c.Ref + " WHERE id = t." + quote(c.Key) + ")"
}

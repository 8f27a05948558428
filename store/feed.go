package store

import (
	"database/sql"
	"database/sql/driver"
	"strings"

	"modernc.org/sqlite/vtab"
)

// feed is the table through which rows held by the program enter SQL: a temporary
// virtual table named incoming with the columns c00, c01, …. Many rows go in by one
// INSERT … SELECT, twice as fast as one statement a row. A file has one writer at
// a time, so one feed is enough.
type feed struct {
	rows   int
	column func(row, column int) driver.Value
}

const (
	feedModule  = "kehu_incoming"
	feedColumns = 64
)

type module struct{ feed *feed }

// Create declares the columns.
func (m module) Create(ctx vtab.Context, _ []string) (vtab.Table, error) {
	names := make([]string, feedColumns)
	for i := range names {
		names[i] = feedColumn(i)
	}
	return table(m), ctx.Declare("CREATE TABLE incoming(" + strings.Join(names, ",") + ")")
}

// Connect is Create: the table stores nothing.
func (m module) Connect(ctx vtab.Context, args []string) (vtab.Table, error) {
	return m.Create(ctx, args)
}

type table struct{ feed *feed }

func (t table) BestIndex(*vtab.IndexInfo) error { return nil }
func (t table) Open() (vtab.Cursor, error)      { return &cursor{feed: t.feed}, nil }
func (t table) Disconnect() error               { return nil }
func (t table) Destroy() error                  { return nil }

type cursor struct {
	feed *feed
	row  int
}

func (c *cursor) Filter(int, string, []vtab.Value) error { c.row = 0; return nil }
func (c *cursor) Next() error                            { c.row++; return nil }
func (c *cursor) Eof() bool                              { return c.row >= c.feed.rows }
func (c *cursor) Column(column int) (vtab.Value, error)  { return c.feed.column(c.row, column), nil }
func (c *cursor) Rowid() (int64, error)                  { return int64(c.row), nil }
func (c *cursor) Close() error                           { return nil }

// supply makes rows the content of incoming for one statement.
func (tx *Tx) supply(rows int, column func(row, column int) driver.Value, statement string, args ...any) error {
	if err := tx.offer(rows, column); err != nil {
		return err
	}
	defer tx.withdraw()
	_, err := tx.exec(statement, args...)
	return err
}

// supplyQuery makes rows the content of incoming for one query and calls each
// with every row of its answer.
func (tx *Tx) supplyQuery(rows int, column func(row, column int) driver.Value, each func(*sql.Rows) error, query string, args ...any) error {
	if err := tx.offer(rows, column); err != nil {
		return err
	}
	defer tx.withdraw()
	answer, err := tx.tx.QueryContext(tx.ctx, query, args...)
	if err != nil {
		return err
	}
	defer answer.Close()
	for answer.Next() {
		if err := each(answer); err != nil {
			return err
		}
	}
	return answer.Err()
}

func (tx *Tx) offer(rows int, column func(row, column int) driver.Value) error {
	*tx.db.feed = feed{rows, column}
	if tx.fed {
		return nil
	}
	tx.fed = true
	_, err := tx.exec("CREATE VIRTUAL TABLE temp.incoming USING " + feedModule)
	return err
}

// withdraw forgets the rows: the driver keeps the feed alive for good.
func (tx *Tx) withdraw() { *tx.db.feed = feed{} }

// endFeed drops the feed's table, which belongs to the connection.
func (tx *Tx) endFeed() error {
	if !tx.fed {
		return nil
	}
	_, err := tx.exec("DROP TABLE temp.incoming")
	return err
}

// feedColumn is what the ith column is called.
func feedColumn(i int) string {
	return "c" + string(rune('0'+i/10)) + string(rune('0'+i%10))
}

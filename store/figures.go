package store

import (
	"database/sql/driver"
	"fmt"
	"maps"
	"math"
	"slices"

	"kehu/store/sheet"
)

// touched is the set of customers whom a batch changes, and what of their figures.
type touched struct {
	all   bool
	stale bool // somebody's figures, and not only what stands in his row
	money bool // of somebody more than who was seen when, and is to be
	ids   map[sheet.ID]struct{}
}

// opening are the columns of customers that their figures take in.
func opening() (set sheet.Columns) {
	for _, c := range sheet.Customers.Must("open_count", "open_spent", "open_last", "open_debt") {
		set = set.With(c)
	}
	return set
}

// manyTouched is the number of customers from which figures are computed anew
// for everybody: their sort indexes are then made once instead of kept up.
const manyTouched = 20_000

// manySeen is that number where no money is in play: less has to be computed.
const manySeen = 10 * manyTouched

func (t *touched) add(id sheet.ID) {
	t.money = t.money || id != 0
	t.see(id)
}

// see adds a customer who is new, or of whom no more changed than who was seen when,
// and is to be.
func (t *touched) see(id sheet.ID) {
	t.stale = t.stale || id != 0
	t.name(id)
}

// name adds a customer whose figures stay as they are.
func (t *touched) name(id sheet.ID) {
	if id == 0 || t.all {
		return
	}
	t.ids[id] = struct{}{}
	if len(t.ids) > manySeen || t.money && len(t.ids) > manyTouched {
		t.all, t.ids = true, nil
	}
}

// countTouched is the number of customers whom the batch touches; of very
// many an estimate.
func (tx *Tx) countTouched() (int, error) {
	if !tx.touched.all {
		return len(tx.touched.ids), nil
	}
	n, err := tx.count("SELECT count(*) FROM customers WHERE gone IS NULL OR gone = ?", -tx.batch.Undoes)
	return int(n), err
}

// shownTouched is the most customers that an undo names.
const shownTouched = 10

// firstTouched are the customers touched with the lowest numbers, also those that the
// batch takes out. Of very many it names none: nobody knows who they are.
func (tx *Tx) firstTouched() ([]Person, error) {
	ids := slices.Sorted(maps.Keys(tx.touched.ids))
	people := make([]Person, 0, shownTouched)
	for _, id := range ids[:min(len(ids), shownTouched)] {
		p := Person{ID: id}
		row := tx.tx.QueryRowContext(tx.ctx, "SELECT coalesce(name, ''), coalesce(phone, ''), coalesce(village, '') FROM customers WHERE id = ?", int64(id))
		if err := row.Scan(&p.Name, &p.Phone, &p.Village); err != nil {
			return nil, err
		}
		people = append(people, p)
	}
	return people, nil
}

// touchOwners marks the customers that own the rows of spans.
func (tx *Tx) touchOwners(s *sheet.Sheet, spans []span) error {
	if s != sheet.Customers && !s.OfCustomer() {
		return nil
	}
	if slices.ContainsFunc(spans, func(p span) bool { return p.last-p.first > manyTouched }) {
		tx.touched = touched{all: true, stale: true, money: true}
		return nil
	}
	owner := "t.id"
	if s != sheet.Customers {
		owner = "t.customer"
	}
	ids, err := tx.idsIn(spans, "SELECT DISTINCT "+owner+" FROM temp.incoming i CROSS JOIN "+s.Key+" t ON t.id BETWEEN i.c00 AND i.c01 AND "+owner+" IS NOT NULL")
	for _, id := range ids {
		tx.touched.add(sheet.ID(id))
	}
	return err
}

// everybody is the set of all customers, as figuresOf takes it.
const everybody = "(SELECT id FROM customers WHERE gone IS NULL)"

// endOfTime is a day after every row.
const endOfTime = math.MaxInt32

// figuresOf is the one statement that says what the figures are, for the
// customers in the table or query set, over the rows until the day %s. A purchase
// day counts when its amounts sum to more than nothing; counting days apart from the
// sums lets SQLite take them as the index has them. Opening figures count in, but
// for the next purchase, which is the last and the mean interval between purchase days.
func figuresOf(set string) string {
	return `SELECT u.id AS customer,
  u.n + coalesce(u.open_count, 0) AS purchases,
  u.days + coalesce(u.open_count, 0) AS buy_days,
  u.spent + coalesce(u.open_spent, 0) AS spent,
  min(coalesce(u.first, u.open_last), coalesce(u.open_last, u.first)) AS first_purchase,
  max(coalesce(u.last, u.open_last), coalesce(u.open_last, u.last)) AS last_purchase,
  CASE WHEN u.days >= 3 THEN u.last + (u.last - u.first) / (u.days - 1) END AS next_purchase,
  u.contact / 1440 AS last_contact,
  ` + nextContact("u.id") + ` AS next_contact,
  u.owed + coalesce(u.open_debt, 0) - coalesce(u.repaid, 0) AS debt,
  ` + latest("u.id", "u.latest", "u.contact", "u.repaid_on") + ` AS latest
FROM (SELECT t.id, c.open_count, c.open_spent, c.open_last, c.open_debt,
    coalesce(sum(p.amount > 0), 0) AS n, coalesce(sum(p.amount), 0) AS spent, coalesce(sum(p.amount - p.paid), 0) AS owed,
    min(p."on") FILTER (WHERE p.amount > 0) AS first, max(p."on") FILTER (WHERE p.amount > 0) AS last, max(p."on") AS latest,
    CASE WHEN min(p.amount) > 0 THEN (SELECT count(DISTINCT q."on") FROM purchases q WHERE q.customer = t.id AND q.gone IS NULL AND q."on" <= %[1]s)
      ELSE (SELECT count(*) FROM (SELECT 1 FROM purchases q
        WHERE q.customer = t.id AND q.gone IS NULL AND q."on" <= %[1]s GROUP BY q."on" HAVING sum(q.amount) > 0)) END AS days,
    ` + contact("t.id") + ` AS contact,
    (SELECT sum(amount) FROM payments y WHERE y.customer = t.id AND y.gone IS NULL AND y."on" <= %[1]s) AS repaid,
    ` + lastOn("payments", "t.id") + ` AS repaid_on
  FROM ` + set + ` t CROSS JOIN customers c ON c.id = t.id AND c.gone IS NULL
  LEFT JOIN purchases p ON p.customer = t.id AND p.gone IS NULL AND p."on" <= %[1]s GROUP BY t.id) u`
}

// contact is the moment when somebody was last seen until the day %s.
func contact(id string) string {
	return "(SELECT max(at) FROM interactions i WHERE i.customer = " + id + " AND i.gone IS NULL AND i.at < (%[1]s + 1) * 1440)"
}

// nextContact is the day of somebody's first plan that is open on the day %s.
func nextContact(id string) string {
	return "(SELECT min(due) FROM plans l WHERE l.customer = " + id + " AND l.gone IS NULL AND (l.done_on IS NULL OR l.done_on > %[1]s))"
}

// lastOn is the day of somebody's last row of a sheet until the day %s.
func lastOn(sheet, id string) string {
	return "(SELECT max(\"on\") FROM " + sheet + " y WHERE y.customer = " + id + " AND y.gone IS NULL AND y.\"on\" <= %[1]s)"
}

// latest is the day of somebody's last row of all.
func latest(id, bought, seen, repaid string) string {
	return "max(coalesce(" + bought + ", 0), coalesce(" + seen + " / 1440, 0), coalesce(" + repaid + `, 0),
    coalesce((SELECT max(done_on) FROM plans l WHERE l.customer = ` + id + " AND l.gone IS NULL), 0))"
}

// figuresUntil is figuresOf with the day bound to the argument called mark.
func figuresUntil(set, mark string) string { return fmt.Sprintf(figuresOf(set), mark) }

// refreshFigures computes the figures of the touched customers.
func (tx *Tx) refreshFigures() error {
	t := &tx.touched
	switch {
	case !t.stale:
		return nil
	case t.all && t.money:
		return tx.withoutIndexes("figures", "", func() error {
			return tx.execAll("DELETE FROM figures", "INSERT INTO figures "+figuresUntil(everybody, fmt.Sprint(endOfTime)))
		})
	case t.all:
		return tx.withoutIndexes("figures", contactIndexes, func() error { return tx.refreshContacts(everybody) })
	}
	if err := tx.fillTouched(); err != nil {
		return err
	}
	if err := tx.refreshTouched(len(t.ids)); err != nil {
		return err
	}
	return tx.execAll("DROP TABLE temp.touched")
}

// refreshTouched is refreshFigures for n customers in a temporary table.
func (tx *Tx) refreshTouched(n int) error {
	const table = "temp.touched"
	switch {
	case tx.touched.money:
		return tx.refreshAll(table)
	case n > manyTouched:
		return tx.withoutIndexes("figures", contactIndexes, func() error { return tx.refreshContacts(table) })
	}
	return tx.refreshContacts(table)
}

// contactIndexes selects the indexes of figures that refreshContacts would keep up.
const contactIndexes = " AND (sql LIKE '%contact%' OR sql LIKE '%latest%')"

// refreshAll computes all figures of the customers in the table.
func (tx *Tx) refreshAll(table string) error {
	return tx.execAll("DELETE FROM figures WHERE customer IN (SELECT id FROM "+table+")", "INSERT INTO figures "+figuresUntil(table, fmt.Sprint(endOfTime)))
}

// refreshContacts computes when the customers in set were seen, and are to be; of those
// who are new all.
func (tx *Tx) refreshContacts(set string) error {
	update := "UPDATE figures AS f SET last_contact = " + contact("f.customer") + " / 1440, next_contact = " + nextContact("f.customer") +
		", latest = " + latest("f.customer", lastOn("purchases", "f.customer"), contact("f.customer"), lastOn("payments", "f.customer")) +
		" WHERE f.customer IN (SELECT id FROM " + set + ")"
	fresh := "(SELECT id FROM " + set + " WHERE id NOT IN (SELECT customer FROM figures))"
	day := fmt.Sprint(endOfTime)
	return tx.execAll(fmt.Sprintf(update, day), "INSERT INTO figures "+figuresUntil(fresh, day))
}

// fillTouched puts the touched customers into a temporary table.
func (tx *Tx) fillTouched() error {
	if _, err := tx.exec("CREATE TEMP TABLE touched(id INTEGER PRIMARY KEY)"); err != nil {
		return err
	}
	ids := make([]sheet.ID, 0, len(tx.touched.ids))
	for id := range tx.touched.ids {
		ids = append(ids, id)
	}
	return tx.supply(len(ids), func(row, _ int) driver.Value { return int64(ids[row]) }, "INSERT INTO temp.touched SELECT c00 FROM temp.incoming")
}

func (tx *Tx) execAll(statements ...string) error {
	for _, s := range statements {
		if _, err := tx.exec(s); err != nil {
			return err
		}
	}
	return nil
}

// withoutIndexes drops the indexes of a table, those that which selects, while fill runs and makes them
// again: for many rows twice as fast as keeping them up. What they are is read
// from the schema, so migrations alone declare them.
func (tx *Tx) withoutIndexes(table, which string, fill func() error) error {
	drops, creates, err := tx.indexes(table, which)
	if err != nil {
		return err
	}
	if err := tx.execAll(drops...); err != nil {
		return err
	}
	if err := fill(); err != nil {
		return err
	}
	return tx.execAll(creates...)
}

func (tx *Tx) indexes(table, which string) (drops, creates []string, err error) {
	rows, err := tx.tx.QueryContext(tx.ctx, "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"+which, table)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, nil, err
		}
		drops, creates = append(drops, "DROP INDEX "+quote(name)), append(creates, text)
	}
	return drops, creates, rows.Err()
}

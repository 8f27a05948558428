package store

import (
	"database/sql"
	"database/sql/driver"
	"maps"
	"slices"

	"kehu/store/sheet"
)

// Update writes the fields that p means into row id and journals each that
// differs from what was there. It returns how many did; the error is NotFound
// when the row isn't there.
func (tx *Tx) Update(id sheet.ID, p sheet.Patch) (int, error) {
	return tx.UpdateAll([]sheet.ID{id}, p)
}

// UpdateAll is Update for many rows that are all to hold the same. Each field is
// written by a few statements, however many the rows.
func (tx *Tx) UpdateAll(rows []sheet.ID, p sheet.Patch) (changed int, err error) {
	if err := tx.resolve(p); err != nil {
		return 0, err
	}
	ids := make([]int64, len(rows))
	for i, id := range rows {
		ids[i] = int64(id)
	}
	slices.Sort(ids)
	u := &updating{tx: tx, patch: p, ids: slices.Compact(ids)}
	for _, step := range []func() error{u.allThere, u.touch, u.columns, u.extras, u.touch, u.mentionRows} { // the owner may change
		if err := step(); err != nil {
			return u.changed, err
		}
	}
	return u.changed, nil
}

// updating is one update of rows under way.
type updating struct {
	tx      *Tx
	patch   sheet.Patch
	ids     []int64 // ascending
	changed int     // fields so far
	told    []int64 // rows of which the concordance has something to learn
}

// newValue is what a field of every row is to hold.
type newValue struct {
	key         string // of the journal
	expression  string // what a row holds now
	assignment  string
	now, stored driver.Value // as the journal has it, and the table
	own         string       // the name of the user's own column, "" for one of ours
}

// The feed has the row's number, what the journal is to say, what the table is to hold
// and the name of the user's own column.
const (
	fedNow    = "i.c01"
	fedStored = "i.c02"
	fedName   = "i.c03"
)

func (n *newValue) feed(ids []int64) func(row, column int) driver.Value {
	return func(row, column int) driver.Value {
		return [...]driver.Value{ids[row], n.now, n.stored, n.own}[column]
	}
}

// allThere fails for the first row that isn't there.
func (u *updating) allThere() error {
	there, err := u.those(&newValue{}, "true")
	if err != nil || len(there) == len(u.ids) {
		return err
	}
	for i, id := range u.ids {
		if i == len(there) || there[i] != id {
			return gone(u.patch.Sheet, sheet.ID(id))
		}
	}
	return nil
}

// those are the rows that are there and answer a condition, ascending.
func (u *updating) those(n *newValue, condition string) (ids []int64, err error) {
	err = u.tx.supplyQuery(len(u.ids), n.feed(u.ids), func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, "SELECT t.id FROM temp.incoming i CROSS JOIN "+u.patch.Sheet.Key+" t ON t.id = i.c00 AND t.gone IS NULL WHERE "+condition)
	return ids, err
}

// touch marks whose figures the update changes.
func (u *updating) touch() error {
	if u.patch.Sheet == sheet.Customers && u.patch.Set&opening() == 0 {
		return nil
	}
	return u.tx.touchRows(u.patch.Sheet, u.ids)
}

// columns writes the fields of our own columns.
func (u *updating) columns() error {
	for c := range u.patch.All() {
		field := c.Field(u.patch.Row)
		stored, err := u.tx.stored(c, field)
		if err != nil {
			return err
		}
		ids, err := u.write(&newValue{key: c.Key, expression: expression(c), assignment: quote(c.Key) + " = " + fedStored, now: field.Value(), stored: stored})
		if err != nil {
			return err
		}
		if err := u.learn(c, ids); err != nil {
			return err
		}
	}
	return nil
}

// extras writes the user's own columns; an empty text empties one.
func (u *updating) extras() error {
	extra := u.patch.Row.Base().Extra
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		ids, err := u.write(&newValue{key: extraKey + name, expression: ownValue(fedName),
			assignment: "extra = json_patch(coalesce(t.extra,'{}'), json_object(" + fedName + ", " + fedNow + "))", now: textOrNil(extra[name]), own: name})
		if err != nil {
			return err
		}
		if len(ids) > 0 {
			if err := u.tx.own(u.patch.Sheet, name); err != nil {
				return err
			}
		}
		for _, id := range ids {
			u.tx.mentionOwn(u.patch.Sheet, sheet.ID(id), extra[name])
		}
	}
	return nil
}

// write journals and writes a field of the rows that hold something else, and
// returns them.
func (u *updating) write(n *newValue) ([]int64, error) {
	tx, s := u.tx, u.patch.Sheet
	ids, err := u.those(n, n.expression+" IS NOT "+fedNow)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	tx.wrote = true
	tx.batch.Changed += len(ids)
	u.changed += len(ids)
	if err := tx.supply(len(ids), n.feed(ids), `INSERT INTO change(batch, sheet, row, key, old, new, prev)
		SELECT ?1, ?2, t.id, ?3, `+n.expression+", "+fedNow+`, (SELECT max(h.id) FROM change h WHERE h.sheet = ?2 AND h.row = t.id AND h.key = ?3)
		FROM temp.incoming i CROSS JOIN `+s.Key+" t ON t.id = i.c00", tx.batch.ID, s.Key, n.key); err != nil {
		return nil, err
	}
	return ids, tx.supply(len(ids), n.feed(ids), "UPDATE "+s.Key+" AS t SET "+n.assignment+" FROM temp.incoming i WHERE t.id = i.c00")
}

// learn tells the search what column c of those rows now says. Whose they are is
// looked up when all is written: a row that changes hands is mentioned whole.
func (u *updating) learn(c *sheet.Column, ids []int64) error {
	if u.patch.Sheet != sheet.Customers {
		if c.Key == "customer" || isSearched(c) {
			u.told = append(u.told, ids...)
		}
		return nil
	}
	text := c.Field(u.patch.Row).String()
	for _, id := range ids {
		u.tx.mention(sheet.ID(id), c, text)
		if c.Key == "name" {
			if err := u.tx.spell(sheet.ID(id)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (u *updating) mentionRows() error {
	if len(u.told) == 0 {
		return nil
	}
	return u.tx.mentionThose(u.patch.Sheet, "id IN (SELECT value FROM json_each(?))", idList(u.told))
}

package store

import (
	"bytes"
	"database/sql/driver"
	"encoding/binary"
	"strings"

	"kehu/store/sheet"
)

// A fingerprint is the hash of what a sheet said of a customer, kept when all of it
// was taken: the sheet that comes again and says the same has nothing to add. It goes
// as soon as anything of the customer changes; the file sees to that by itself, whoever
// writes to it. So a row's fingerprint may be missing, but never tells what is not so.

// saying is what a sheet said of a customer.
type saying struct {
	of   sheet.ID
	said hash64
}

// fingerprint is the hash of a customer's texts, which so many marks part. It is 0,
// and nobody's, where one of them holds the mark itself.
func fingerprint(texts []byte, marks int) hash64 {
	if bytes.Count(texts, []byte(rollMark)) != marks {
		return 0
	}
	h := hash64(fnvOffset)
	for ; len(texts) >= 8; texts = texts[8:] {
		h = h.number(int64(binary.LittleEndian.Uint64(texts)))
	}
	return h.text(string(texts))
}

// shapeOf tells fingerprints apart by the columns that they tell of.
func shapeOf(keys []string) int64 {
	return int64(hash64(fnvOffset).text(strings.Join(keys, rollMark)))
}

// keepFingerprints keeps what was said of customers just written.
func (l *loader) keepFingerprints(all []saying) error {
	if l.shape == 0 || len(all) == 0 {
		return nil
	}
	cell := func(row, column int) driver.Value {
		return [...]driver.Value{int64(all[row].of), int64(all[row].said)}[column]
	}
	return l.tx.supply(len(all), cell, "INSERT OR REPLACE INTO fingerprint(customer, shape, hash) SELECT c00, ?1, c01 FROM temp.incoming", l.shape)
}

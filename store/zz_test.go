package store

import (
	"context"
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"
)

func cpu() time.Duration {
	var ru syscall.Rusage
	syscall.Getrusage(0, &ru)
	return time.Duration(ru.Utime.Nano() + ru.Stime.Nano())
}

func TestZZ(t *testing.T) {
	path := "/tmp/big/k.db"
	_, err := os.Stat(path)
	db, err2 := Open(context.Background(), path, Options{Create: true, Clock: testClock, Wait: time.Second})
	if err2 != nil {
		t.Fatal(err2)
	}
	defer db.Close()
	if err != nil {
		importAll(t, db, ledger(manyPurchases, manyCustomers), Import{})
	}
	two := `SELECT u.id, u.n + coalesce(u.open_count, 0), u.days + coalesce(u.open_count,0), u.spent + coalesce(u.open_spent,0),
  min(coalesce(u.first, u.open_last), coalesce(u.open_last, u.first)), max(coalesce(u.last, u.open_last), coalesce(u.open_last, u.last)),
  u.contact/1440, (SELECT min(due) FROM plans l WHERE l.customer = u.id AND l.gone IS NULL AND (l.done_on IS NULL OR l.done_on > 2147483647)), u.owed, u.latest
 FROM (SELECT c.id, c.open_count, c.open_spent, c.open_last, c.open_debt, coalesce(sum(d.n),0) AS n, coalesce(sum(d.spent > 0),0) AS days, coalesce(sum(d.spent),0) AS spent, coalesce(sum(d.owed),0) AS owed,
   min(CASE WHEN d.n > 0 THEN d."on" END) AS first, max(CASE WHEN d.n > 0 THEN d."on" END) AS last, max(d."on") AS latest,
   (SELECT max(at) FROM interactions i WHERE i.customer = c.id AND i.gone IS NULL AND i.at < (2147483647 + 1) * 1440) AS contact
  FROM customers c LEFT JOIN (SELECT customer, "on", sum(amount > 0) AS n, sum(amount) AS spent, sum(amount-paid) AS owed FROM purchases WHERE gone IS NULL AND "on" <= 2147483647 GROUP BY customer, "on") d ON d.customer = c.id
  WHERE c.gone IS NULL GROUP BY c.id) u`
	inner := `SELECT customer, sum(n), sum(spent>0), sum(spent), sum(owed), min(CASE WHEN n > 0 THEN "on" END), max(CASE WHEN n > 0 THEN "on" END), max("on") FROM (SELECT customer, "on", sum(amount > 0) AS n, sum(amount) AS spent, sum(amount-paid) AS owed FROM purchases WHERE gone IS NULL AND "on" <= 2147483647 GROUP BY customer, "on") d GROUP BY customer`
	one := `SELECT customer, coalesce(sum(p.amount > 0), 0) AS n, coalesce(sum(p.amount), 0) AS spent, coalesce(sum(p.amount - p.paid), 0) AS owed, min(CASE WHEN p.amount > 0 THEN p."on" END) AS first, max(CASE WHEN p.amount > 0 THEN p."on" END) AS last, max(p."on") AS latest FROM purchases p WHERE p.gone IS NULL AND p."on" <= 2147483647 GROUP BY customer`
	scan := `SELECT customer, "on", amount, paid FROM purchases p WHERE p.gone IS NULL`
	for range 2 {
		for name, q := range map[string]string{"now": figuresUntil(everybody, fmt.Sprint(endOfTime)), "two": two, "inner": inner, "one": one, "scan": scan} {
			start := cpu()
			rows, err := db.sql.Query("SELECT count(*) FROM (" + q + ")")
			if name == "scan" || name == "one" || name == "inner" {
				rows, err = db.sql.Query("SELECT count(*), sum(customer) FROM (" + q + ")")
			}
			if err != nil {
				t.Fatal(name, err)
			}
			rows.Next()
			rows.Close()
			fmt.Println(name, cpu()-start)
			start = cpu()
			if _, err := db.sql.Exec("CREATE TEMP TABLE x AS " + q); err != nil {
				t.Fatal(err)
			}
			fmt.Println(name, "temp", cpu()-start)
			db.sql.Exec("DROP TABLE x")
		}
	}
	rows, _ := db.sql.Query("EXPLAIN QUERY PLAN " + two)
	for rows.Next() {
		var a, b, c int
		var s string
		rows.Scan(&a, &b, &c, &s)
		fmt.Println("  ", s)
	}
	rows.Close()
}

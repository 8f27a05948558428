package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kehu/store/sheet"
)

// testClock is a clock that stands still.
func testClock() time.Time { return time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC) }

func openTest(t testing.TB) *DB {
	t.Helper()
	return openAt(t, blankFile(t, filepath.Join(t.TempDir(), "客户追踪.db")), Options{Create: true, Clock: testClock, User: "老李", Wait: 5 * time.Second})
}

// blank is an empty file as Open makes it, made once: to make it takes longer than most
// tests do.
var blank = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "客户追踪.db")
	db, err := Open(context.Background(), path, testOptions)
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// blankFile puts an empty file at path, which it returns.
func blankFile(t testing.TB, path string) string {
	t.Helper()
	content, err := blank()
	if err == nil {
		err = os.WriteFile(path, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// missingColumns is what the tables lack of the declarations, as SQL.
func missingColumns(t *testing.T, db *DB) string {
	t.Helper()
	var b strings.Builder
	for _, s := range sheet.All() {
		have := tableInfo(t, db, s.Key)
		if len(have) == 0 {
			b.WriteString(createTable(s))
			continue
		}
		for c := range s.Stored() {
			switch declared, ok := have[c.Key]; {
			case !ok:
				fmt.Fprintf(&b, "ALTER TABLE %s ADD COLUMN %s %s;\n", s.Key, quote(c.Key), sqlType(c))
			case !strings.HasPrefix(sqlType(c), declared):
				t.Errorf("%s.%s is %s in the file and %s in the declaration", s.Key, c.Key, declared, sqlType(c))
			}
		}
	}
	return b.String()
}

func tableInfo(t *testing.T, db *DB, table string) map[string]string {
	t.Helper()
	rows, err := db.sql.Query("SELECT name, type FROM pragma_table_info(?)", table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	have := map[string]string{}
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			t.Fatal(err)
		}
		have[name] = kind
	}
	return have
}

func TestMigratedSchemaIsTheDeclaredOne(t *testing.T) {
	missing := missingColumns(t, openTest(t))
	if missing == "" {
		return
	}
	if os.Getenv("UPDATE") == "" {
		t.Fatalf("the migrations lack columns; UPDATE=1 go test ./store writes the next one:\n%s", missing)
	}
	name := fmt.Sprintf("migration/%04d.sql", len(migrations())+1)
	if err := os.WriteFile(name, []byte(missing), 0o644); err != nil {
		t.Fatal(err)
	}
}

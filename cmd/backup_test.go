package cmd

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestReminderOfABackupElsewhere: after three days, once a day, on a screen, and
// never where a script looks on.
func TestReminderOfABackupElsewhere(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, fileName)
	begin := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.Local)
	days := func(n int) time.Time { return begin.AddDate(0, 0, n) }
	for i, c := range []struct {
		now    time.Time
		width  int
		args   []string
		remind bool
	}{
		{days(0), 100, []string{"add", "王秀兰"}, false},
		{days(2), 100, []string{"log", "王秀兰", "上门", "好"}, false},
		{days(3), 0, []string{"log", "王秀兰", "上门", "好"}, false},
		{days(3), 100, []string{"list"}, false},
		{days(3), 100, []string{"log", "王秀兰", "上门", "好", "--quiet"}, false},
		{days(3), 100, []string{"log", "王秀兰", "上门", "好"}, true},
		{days(3), 100, []string{"log", "王秀兰", "上门", "好"}, false},
		{days(4), 100, []string{"backup"}, false},
		{days(4), 100, []string{"log", "王秀兰", "上门", "好"}, true},
		{days(5), 100, []string{"backup", t.TempDir()}, false},
		{days(5), 100, []string{"log", "王秀兰", "上门", "好"}, false},
		{days(7), 100, []string{"log", "王秀兰", "上门", "好"}, false},
		{days(8), 100, []string{"log", "王秀兰", "上门", "好"}, true},
	} {
		a, out := at(path, nil)
		a.width, a.now = c.width, func() time.Time { return c.now }
		if code := a.run(context.Background(), c.args); code != 0 {
			t.Fatalf("%d: kehu %q exits with %d: %s", i, c.args, code, out)
		}
		if strings.Contains(out.String(), "天没有备份到别处") != c.remind {
			t.Errorf("%d: kehu %q on %s says:\n%s", i, c.args, c.now.Format(time.DateOnly), out)
		}
	}
	if all := dailyBackups(path); len(all) != 6 {
		t.Errorf("after writes on days 2, 3, 4, 5, 7 and 8 there are the backups %q", all)
	}
}

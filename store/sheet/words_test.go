package sheet

import "testing"

func TestEnglishCountsOne(t *testing.T) {
	for _, c := range []struct {
		words Words
		want  string
	}{
		{W("", "%d rows, %d fields", 1, 2), "1 row, 2 fields"},
		{W("", "%d rows, %d fields", 11, 1), "11 rows, 1 field"},
		{W("", "%[2]d days after %[1]d visits", 3, 1), "1 day after 3 visits"},
		{W("", "%s more columns; -o saves all", "1"), "1 more column; -o saves all"},
		{W("", "100%% of %d customers", 1), "100% of 1 customer"},
		{W("", "%d%% of %d customers", 1, 1), "1% of 1 customer"},
		{W("", "“%s” has %d rows", "1", 2), "“1” has 2 rows"},
		{W("", "%s rows", "1 rows"), "1 rows rows"},
		{W("", "wrote the %d rejected rows", 1), "wrote the 1 rejected row"},
		{W("", "in %s", Days(1)), "in 1 day"},
		{W("", "%d rows"), "%d rows"},
	} {
		if got := c.words.In(EN); got != c.want {
			t.Errorf("%q: got %q, want %q", c.words.EN, got, c.want)
		}
	}
}

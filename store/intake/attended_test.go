package intake

import (
	"testing"

	"kehu/store/sheet"
)

func TestDayOfAHeadingForSigningIn(t *testing.T) {
	today, err := sheet.ParseDate("2026-03-06", sheet.Reading{})
	if err != nil {
		t.Fatal(err)
	}
	for heading, want := range map[string]string{
		"2026-03-04 签到": "2026-03-04", "签到（2026年3月4日）": "2026-03-04", "3月4日到会": "2026-03-04", "3月4日是否到会": "2026-03-04",
		"2026-03-04 attended": "2026-03-04", "Attended 2026-03-04": "2026-03-04",
		"第1天签到": "第1天", "第二天到场": "第2天", "签到-第3天": "第3天",
		"签到": "", "签到表": "", "签到人": "", "签到2": "", "第一次签到": "", "3月4日购买": "", "3月4日": "",
	} {
		if got := signDay(spelling(heading), columnOf("attendance.attended"), today); got != want {
			t.Errorf("%s is of the day %q, want %q", heading, got, want)
		}
	}
}

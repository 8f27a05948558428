package cmd

import (
	"testing"

	"kehu/store/sheet"
)

func TestTheInterruptedFileOfSeveralIsNamed(t *testing.T) {
	interrupted := sheet.Fail(sheet.Interrupted, "已中断，什么也没有写入", "interrupted, nothing was written")
	other := sheet.Fail(sheet.Failed, "磁盘已满", "the disk is full")
	for _, tt := range []struct {
		reason  string
		several bool
		err     error
		want    string
	}{
		{"those before it are written", true, interrupted, "三岔河.csv：已中断，什么也没有写入"},
		{"the only one", false, interrupted, "已中断，什么也没有写入"},
		{"another error", true, other, "磁盘已满"},
	} {
		t.Run(tt.reason, func(t *testing.T) {
			run := importRun{several: tt.several}
			if got := (&app{lang: sheet.ZH}).words(run.whose("三岔河.csv", tt.err)); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

package cmd

import (
	"errors"

	"kehu/store/sheet"
)

// exitDone is the exit code of a command that did all it was asked.
const exitDone = 0

// exitCode declares what an exit code tells a script.
type exitCode struct {
	code    int
	failure sheet.Failure
	words   sheet.Words
}

// exitCodes are all exit codes, never to be renumbered.
func exitCodes() []exitCode {
	return []exitCode{
		{1, sheet.Failed, sheet.W("出错", "error")},
		{2, sheet.Misused, sheet.W("用法不对", "usage")},
		{3, sheet.NotFound, sheet.W("没有找到", "not found")},
		{4, sheet.Ambiguous, sheet.W("有好几个，分不清", "ambiguous")},
		{5, sheet.Rejected, sheet.W("有些行被拒绝，其余已写入", "some rows rejected, the rest written")},
		{6, sheet.Busy, sheet.W("文件被占用或锁住", "file busy or locked")},
		{7, sheet.Damaged, sheet.W("文件损坏，或不是 kehu 的文件", "file damaged or not a kehu file")},
		{8, sheet.Unanswered, sheet.W("有问题要问，却没有人回答；什么也没写", "a question and nobody to answer it; nothing written")},
		{130, sheet.Interrupted, sheet.W("被中断", "interrupted")},
	}
}

// exitCode is the exit code for err. An error of cobra's own, before a command's
// work began, is a usage error.
func (a *app) exitCode(err error) int {
	failure := sheet.Failed
	var known *sheet.Error
	if errors.As(err, &known) {
		failure = known.Failure
	} else if !a.started {
		failure = sheet.Misused
	}
	for _, e := range exitCodes() {
		if e.failure == failure {
			return e.code
		}
	}
	return 1
}

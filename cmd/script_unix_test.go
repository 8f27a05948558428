//go:build unix

package cmd

import (
	"strconv"
	"syscall"
)

// canHinder says that hinder works here.
const canHinder = true

// hinder makes a run of kehu in a script meet a system that refuses: as=nobody
// gives up root's rights, size is the largest file it may write.
func hinder(as, size string) {
	if n, err := strconv.ParseUint(size, 10, 64); err == nil {
		must(syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}))
	}
	if as == "nobody" && syscall.Getuid() == 0 {
		must(syscall.Setgid(65534))
		must(syscall.Setuid(65534))
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

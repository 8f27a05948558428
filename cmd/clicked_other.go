//go:build !windows

package cmd

// startedByExplorer is about Windows, where no terminal stays behind the program.
func startedByExplorer() bool { return false }

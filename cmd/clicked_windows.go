package cmd

import "github.com/inconshreveable/mousetrap"

// startedByExplorer reports whether a double click, or a file dropped on the
// program, started it.
func startedByExplorer() bool { return mousetrap.StartedByExplorer() }

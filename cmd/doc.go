// Package cmd is the command line: one file per command. It is the only place
// that knows a terminal, a clock and an environment, and it alone sees two steps
// of the way together: intake, which reads through grid, to store, store to report, report to render.
package cmd

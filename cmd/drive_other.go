//go:build !windows

package cmd

// fixedDrives is about Windows; elsewhere every disk lies below one root.
func fixedDrives() []string { return nil }

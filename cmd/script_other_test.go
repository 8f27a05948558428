//go:build !unix

package cmd

// canHinder says that hinder works here.
const canHinder = false

func hinder(as, size string) {}

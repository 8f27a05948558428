//go:build !linux

package store

import "testing"

// Where there is no small disk and no user without rights to be had, nobody asks
// for these roles.

func asNobody(func(*testing.T, string)) func(*testing.T, string) { return readOnlyFolder }

func readOnlyFolder(t *testing.T, _ string)  { t.Fatal("not here") }
func writeUnderLimit(t *testing.T, _ string) { t.Fatal("not here") }

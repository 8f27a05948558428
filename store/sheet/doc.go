// Package sheet is the tracking sheet itself: its columns, declared once, the
// kinds of value they hold, the typed rows, and the words people read. It knows
// no file, no SQL and no terminal; everything else in kehu is driven by what is
// declared here.
package sheet

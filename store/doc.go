// Package store keeps the sheet in one SQLite file: it opens, migrates, reads,
// writes, journals, undoes, checks and backs up. It alone knows SQL; what the
// columns are it learns from package sheet.
//
// Three ideas carry it. A row never leaves its table: its gone column says which
// batch took it out. A batch is one command's writes: the rows it added are
// ranges of ids (span), the fields it changed are rows of change. And undo is
// itself a batch that swaps before and after, so it can be undone.
package store

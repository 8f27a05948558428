package render

// Width is the number of terminal columns that s takes.
func Width(s string) int { return width(s) }

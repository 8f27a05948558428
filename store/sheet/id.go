package sheet

import (
	"fmt"
	"strconv"
	"strings"
)

// ID names a row of a sheet for good: the device that made it and its number there.
// This laptop is device 0, so its ids are the short numbers people type.
type ID int64

// Devices are numbered below 2^20, so that an id fits a positive int64.
const (
	seqBits    = 40
	deviceBits = 20
)

// MakeID returns the id of number seq on device; seq starts at 1.
func MakeID(device, seq int64) ID { return ID(device<<seqBits | seq) }

// Device is the number of the device that made the row, 0 for this one.
func (id ID) Device() int64 { return int64(id) >> seqBits }

// Seq is the row's number on its device.
func (id ID) Seq() int64 { return int64(id) & (1<<seqBits - 1) }

// Kind returns NoKind.
func (*ID) Kind() Kind { return NoKind }

// Parse reads 17, or 2-17 for row 17 of device 2; a sheet's prefix (#17, p17) is allowed.
func (id *ID) Parse(cell string, _ Reading) error {
	id.Clear()
	text := Fold(cleanText(cell))
	if text == "" {
		return nil
	}
	device, seq := "0", withoutPrefix(text)
	if d, s, ok := strings.Cut(seq, "-"); ok {
		device, seq = d, s
	}
	d, err1 := strconv.ParseUint(device, 10, deviceBits)
	s, err2 := strconv.ParseUint(seq, 10, seqBits)
	if err1 != nil || err2 != nil || s == 0 {
		return Fail(Failed, "“%s”不是编号，请写成 17", "cannot read “%s” as a number of a row: write it like 17", quoted(cell))
	}
	*id = MakeID(int64(d), int64(s))
	return nil
}

// withoutPrefix drops a sheet's prefix, which is one character: more letters are
// a name, li3 is not row 3.
func withoutPrefix(text string) string {
	c := text[0] | 0x20 // lower case
	if text[0] == '#' || c >= 'a' && c <= 'z' {
		return text[1:]
	}
	return text
}

// Empty reports whether id names no row.
func (id *ID) Empty() bool { return *id == 0 }

// Clear makes id name no row.
func (id *ID) Clear() { *id = 0 }

// String is 17, or 2-17 for a row of another device.
func (id *ID) String() string {
	switch {
	case *id == 0:
		return ""
	case id.Device() == 0:
		return strconv.FormatInt(id.Seq(), 10)
	}
	return fmt.Sprintf("%d-%d", id.Device(), id.Seq())
}

// Value is the id itself.
func (id *ID) Value() any {
	if *id == 0 {
		return nil
	}
	return int64(*id)
}

// Scan takes a database value.
func (id *ID) Scan(value any) error {
	n, _, err := scanInt(value)
	*id = ID(n)
	return err
}

// Native is the number, or text for a row of another device.
func (id *ID) Native() any {
	switch {
	case *id == 0:
		return nil
	case id.Device() == 0:
		return id.Seq()
	}
	return id.String()
}

// AppendJSON appends the number, a string for a row of another device.
func (id *ID) AppendJSON(b []byte) []byte {
	if *id != 0 && id.Device() == 0 {
		return strconv.AppendInt(b, id.Seq(), 10)
	}
	return appendString(b, id.String())
}

// Ref points at a row of another sheet and carries the name people know it by.
type Ref struct {
	ID   ID
	Name string
	On   Date // of a meeting named by a sheet, the day that tells it from others of that name; 0 elsewhere
}

// Kind returns RefKind.
func (*Ref) Kind() Kind { return RefKind }

// Parse takes the name; whoever knows the rows finds the ID.
func (r *Ref) Parse(cell string, _ Reading) error {
	*r = Ref{Name: cleanText(cell)}
	return nil
}

// Empty reports whether r points at nothing.
func (r *Ref) Empty() bool { return r.ID == 0 && r.Name == "" }

// Clear makes r point at nothing.
func (r *Ref) Clear() { *r = Ref{} }

// String is the name.
func (r *Ref) String() string { return r.Name }

// Value is the ID.
func (r *Ref) Value() any { return r.ID.Value() }

// Scan takes the ID.
func (r *Ref) Scan(value any) error { return r.ID.Scan(value) }

// Native is the name.
func (r *Ref) Native() any {
	if r.Name == "" {
		return nil
	}
	return r.Name
}

// AppendJSON appends the name.
func (r *Ref) AppendJSON(b []byte) []byte { return appendString(b, r.Name) }

package store

import "kehu/store/sheet"

// What somebody's part in a meeting is recognised by is the meeting itself: others may
// have its name, and a sheet writes the name alone, or the number with it.

// byMeeting reports whether rows of s are told apart by their meetings alone.
func byMeeting(s *sheet.Sheet) bool { return s == sheet.Attendances }

// cameAs is what a row of s came as: its source, or the meeting that it was of before
// anybody corrected that.
func cameAs(s *sheet.Sheet) string {
	if !byMeeting(s) {
		return "t.src"
	}
	return "coalesce((SELECT old FROM change WHERE sheet = '" + s.Key + "' AND row = t.id AND key = 'meeting' ORDER BY id LIMIT 1), t.meeting)"
}

// partIn is the identity of a customer's part in a meeting.
func partIn(meeting sheet.ID) hash64 {
	s := sheet.Attendances
	return identity(s, s.Must(s.Identity...), &sheet.Attendance{Meeting: sheet.Ref{ID: meeting}})
}

// partsIn finds the meetings that parts are of, those that somebody removed included:
// who was there is known to have been removed with them.
func (l *loader) partsIn(s *sheet.Sheet, parts []part) error {
	if !byMeeting(s) {
		return nil
	}
	c := s.Column("meeting")
	for i := range parts {
		ref := c.Field(parts[i].row).(*sheet.Ref)
		id, err := ref.ID, error(nil)
		if id == 0 {
			id, err = l.named(c, ref)
		}
		if err == nil && id == 0 {
			id, err = l.removed(ref)
		}
		if err != nil {
			return err
		}
		if id != 0 {
			parts[i].base = partIn(id)
			parts[i].src = parts[i].base.nth(0)
		}
	}
	return nil
}

// removed is the meeting of that name that was removed last, 0 if there is none.
func (l *loader) removed(ref *sheet.Ref) (sheet.ID, error) {
	n, err := l.tx.count(`SELECT coalesce(max(id),0) FROM meetings WHERE name = ?1 AND (?2 = 0 OR "on" = ?2) AND gone > 0`, ref.Name, int64(ref.On))
	return sheet.ID(n), err
}

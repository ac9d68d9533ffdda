package lembar

import "alun/ground/db"

// LeaveOut leaves a guard out until undo is called. No other test may run.
func LeaveOut(guard string) (undo func()) {
	was := omitted
	omitted = guard
	return func() { omitted = was }
}

// Printable is a text as it may stand on paper.
func Printable(text string, most int) string { return printed(text, most) }

// Recount counts the ticks of a sheet that is entered once more.
func (d Desk) Recount(tx *db.Tx, session string, sheet db.ID) error {
	who, s, err := seen(tx, session, MayEnter, sheet)
	if err != nil {
		return err
	}
	rows, err := RowsOf(tx, sheet)
	for _, r := range rows {
		if err == nil {
			err = d.count(tx, who, session, s, r)
		}
	}
	return err
}

package plan

import (
	"strings"

	"alun/ground/date"
	"alun/ground/db"
)

// NotesToAnswer lists the notes of some offices that wait for an answer: those
// whose day comes first, then those that are public.
func NotesToAnswer(tx *db.Tx, offices []db.ID) ([]Note, error) {
	if len(offices) == 0 {
		return nil, nil
	}
	var a args
	var in []string
	for _, o := range offices {
		in = append(in, a.put(o))
	}
	return db.All(tx, scanNote, noteSelect+` where `+noteNow+` and g.state = 'unclarified' and g.kind <> 'watch' and f.opd in (`+strings.Join(in, ", ")+`)
		order by case when g.hidden then g.open_on else '9' end, p.year desc, p.quarter desc, `+noteOrder, a...)
}

// NotesToJudge lists the notes whose answers the planner has still to accept or
// send back, the oldest answer first.
func NotesToJudge(tx *db.Tx) ([]Note, error) {
	return db.All(tx, scanNote, noteSelect+` where `+noteNow+` and g.state = 'explained' order by g.state_at, g.id`)
}

// HiddenNotes lists the notes that are not public yet, those whose day comes
// first at the top.
func HiddenNotes(tx *db.Tx) ([]Note, error) {
	return db.All(tx, scanNote, noteSelect+` where `+noteNow+` and g.hidden order by g.open_on, p.year desc, p.quarter desc, `+noteOrder)
}

// DaysToAnswer counts the working days that are left before a hidden note is
// public, today among them.
func (n Note) DaysToAnswer(today date.Day, off date.Off) int {
	return date.WorkdaysLeft(today, n.Opens, off)
}

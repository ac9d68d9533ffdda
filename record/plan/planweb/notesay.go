package planweb

import (
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/plan"
)

// taskIn is what an officer sends about a note.
type taskIn struct {
	act      string // jawab, terima, kembalikan
	session  string
	note     db.ID
	version  int64
	sentence string
	alike    bool
}

// taskForm makes the form of one act on a note.
func (d Desk) taskForm(act string, do func(tx *db.Tx, in taskIn) error) web.Form[taskIn, int] {
	return web.Form[taskIn, int]{
		Prepare: func(r *web.Request) (taskIn, error) {
			v := r.Values()
			id, _ := d.ID(r.PathValue("note")) // 0 is no note
			in := taskIn{act: act, session: r.Session(), note: id, alike: v.Line("alike", 1) == "1"}
			if in.sentence = v.Lines("sentence", 1000); act == "kembalikan" {
				in.sentence = v.Lines("reason", 1000)
			}
			in.version, _ = strconv.ParseInt(v.Line("version", 19), 10, 64) // 0 is no version
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in taskIn) (int, error) { return 0, do(tx, in) },
		Draw: func(tx *db.Tx, r *web.Request, in taskIn, _ int, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href("/tugas/catatan/" + r.PathValue("note") + "?selesai=" + act)}, nil
			}
			if bad.Kind != fault.Invalid && bad.Kind != fault.Conflict {
				return web.Reply{}, bad
			}
			return d.drawTask(tx, r, taskPage{doing: in, bad: bad})
		},
	}
}

// taskForms are all acts on a note.
func (d Desk) taskForms() []web.Route {
	return []web.Route{
		web.Do("/tugas/catatan/{note}/jawab", d.taskForm("jawab", func(tx *db.Tx, in taskIn) error {
			if in.alike {
				_, err := plan.AnswerAlike(tx, in.session, in.note, in.sentence, in.version)
				return err
			}
			return plan.AnswerNote(tx, in.session, in.note, in.sentence, in.version)
		})),
		web.Do("/tugas/catatan/{note}/terima", d.taskForm("terima", func(tx *db.Tx, in taskIn) error {
			return plan.AcceptNote(tx, in.session, in.note, in.version)
		})),
		web.Do("/tugas/catatan/{note}/kembalikan", d.taskForm("kembalikan", func(tx *db.Tx, in taskIn) error {
			return plan.SendBackNote(tx, in.session, in.note, in.sentence, in.version)
		})),
	}
}

package planweb

import (
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/plan"
)

// handIn is a form that moves a submission on, as it was looked at.
type handIn struct {
	session  string
	quarter  date.Quarter
	slug     string
	version  int64
	step     string            // langkah
	sentence string            // about the whole, or the reason
	rows     map[string]string // sentences by rowName
	typed    map[string]string // all that was typed, to be shown again
}

// mostSentences bounds how many rows one form may give back.
const mostSentences = 600

func prepareMove(r *web.Request) (handIn, error) {
	v := r.Values()
	in := handIn{session: r.Session(), slug: r.PathValue("opd"), step: v.Line("langkah", 20), sentence: v.Line("sentence", 500),
		rows: map[string]string{}, typed: map[string]string{}}
	in.version, _ = strconv.ParseInt(v.Line("version", 20), 10, 64) // 0 is no version: it is asked for below
	in.typed["sentence"] = in.sentence
	for name := range r.PostForm {
		if !strings.HasPrefix(name, "row-") {
			continue
		}
		text := v.Line(name, 500)
		in.typed[name] = text
		if text != "" {
			in.rows[name] = text
		}
	}
	var err error
	if in.quarter, err = quarterAt(r); err != nil {
		return in, err
	}
	if err := v.Err(); err != nil {
		return in, err
	}
	if len(in.rows) > mostSentences {
		return in, fault.New(fault.TooLarge, "plan.return_many", mostSentences)
	}
	return in, nil
}

// handing finds the submission that a form is about, for whoever may look at it.
func (in handIn) handing(tx *db.Tx) (plan.Handing, error) {
	v, err := account.See(tx, in.session)
	if err != nil {
		return plan.Handing{}, err
	}
	office, err := plan.FindOPD(tx, in.quarter.Year, in.slug)
	if err != nil {
		return plan.Handing{}, err
	}
	if _, err := v.May(plan.MayWatch, account.At{Office: office.ID}); err != nil {
		return plan.Handing{}, err
	}
	r, err := plan.FindRound(tx, in.quarter)
	if err != nil {
		return plan.Handing{}, err
	}
	s, err := plan.FindSubmission(tx, r.ID, office.ID)
	if err == nil && in.version <= 0 {
		err = fault.New(fault.Conflict, "plan.submission_moved")
	}
	return plan.Handing{Submission: s.ID, Version: in.version}, err
}

func (in handIn) at(below string) string { return roundPath(in.quarter, in.slug, below) }

// judgeSubmission gives back or verifies.
func (d Desk) judgeSubmission() web.Form[handIn, string] {
	return web.Form[handIn, string]{
		Prepare: prepareMove,
		Act: func(tx *db.Tx, in handIn) (string, error) {
			h, err := in.handing(tx)
			if err != nil {
				return "", err
			}
			if in.step == "verifikasi" {
				if len(in.rows) > 0 || in.sentence != "" {
					return "", fault.New(fault.Invalid, "plan.verify_with_sentences")
				}
				return "verifikasi", plan.VerifySubmission(tx, in.session, h)
			}
			rows, err := in.returned(tx, h.Submission)
			if err != nil {
				return "", err
			}
			return "kembali", plan.ReturnSubmission(tx, in.session, h, in.sentence, rows)
		},
		Draw: func(tx *db.Tx, r *web.Request, in handIn, out string, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(in.at("periksa") + "?kabar=" + out)}, nil
			}
			return d.drawReview(tx, r, in.typed, bad)
		},
	}
}

// returned finds the rows that sentences were written for.
func (in handIn) returned(tx *db.Tx, submission db.ID) ([]plan.RowReturn, error) {
	all, err := plan.Drafts(tx, submission)
	if err != nil {
		return nil, err
	}
	var out []plan.RowReturn
	for _, l := range all {
		if text := in.rows[rowName(l)]; text != "" && !l.Removed {
			out = append(out, plan.RowReturn{Line: l.ID, Sentence: text})
		}
	}
	if len(out) < len(in.rows) {
		return nil, fault.New(fault.Conflict, "plan.submission_moved")
	}
	return out, nil
}

// lockPage says what becomes public before it does.
func (d Desk) lockPage(tx *db.Tx, r *web.Request) (web.Reply, error) { return d.drawLock(tx, r, nil) }

func (d Desk) drawLock(tx *db.Tx, r *web.Request, bad *fault.Fault) (web.Reply, error) {
	h, err := d.handedAt(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	if _, err := h.viewer.May(plan.MayLock, account.At{Office: h.sheet.Office.ID}); err != nil && !h.viewer.Holds(account.Planner) {
		return web.Reply{}, err
	}
	p := lockPage{handed: h, bad: bad}
	view, found, err := plan.At(tx, h.quarter(), 0)
	if err != nil {
		return web.Reply{}, err
	}
	if found {
		p.revision = view.Report.Revision
	}
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "tugas", Body: lockBody(p)}}, nil
}

// lockIn is a lock that was done while the form was prepared: publishing takes
// several acts.
type lockIn struct{ handIn }

func (d Desk) lock() web.Form[lockIn, string] {
	return web.Form[lockIn, string]{
		Prepare: d.prepareLock,
		Act: func(tx *db.Tx, in lockIn) (string, error) {
			_, err := in.handing(tx)
			return "kunci", err
		},
		Draw: func(tx *db.Tx, r *web.Request, in lockIn, out string, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(in.at("periksa") + "?kabar=" + out)}, nil
			}
			return d.drawLock(tx, r, bad)
		},
	}
}

// prepareLock locks and publishes. A form that comes a second time finds that it
// was done.
func (d Desk) prepareLock(r *web.Request) (lockIn, error) {
	in, err := prepareMove(r)
	if err != nil {
		return lockIn{in}, err
	}
	var h plan.Handing
	var now plan.Submission
	err = d.DB.Read(r.Context(), func(tx *db.Tx) error {
		var err error
		if h, err = in.handing(tx); err == nil {
			now, _, err = plan.SubmissionByID(tx, h.Submission)
		}
		return err
	})
	if err != nil || now.State == plan.Terkunci && now.Version == in.version+1 {
		return lockIn{in}, err
	}
	_, err = plan.LockSubmission(r.Context(), d.DB, in.session, plan.LockOptions{Handing: h, Rules: d.Rules, Digest: d.Digest})
	return lockIn{in}, err
}

// reopenPage asks why a locked submission is taken up again.
func (d Desk) reopenPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawReopen(tx, r, "", nil)
}

func (d Desk) drawReopen(tx *db.Tx, r *web.Request, reason string, bad *fault.Fault) (web.Reply, error) {
	h, err := d.handedAt(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	if _, err := h.viewer.May(plan.MayReopen, account.At{Office: h.sheet.Office.ID}); err != nil && !h.viewer.Holds(account.Planner) {
		return web.Reply{}, err
	}
	p := lockPage{handed: h, bad: bad, reason: reason}
	return web.Reply{Page: &web.Page{Title: p.T("plan.reopen_title", h.sheet.Office.Short), Nav: "tugas", Body: reopenBody(p)}}, nil
}

func (d Desk) reopen() web.Form[handIn, string] {
	return web.Form[handIn, string]{
		Prepare: func(r *web.Request) (handIn, error) {
			in, err := prepareMove(r)
			v := r.Values()
			in.sentence = v.Line("reason", 500)
			if err == nil {
				err = v.Err()
			}
			return in, err
		},
		Act: func(tx *db.Tx, in handIn) (string, error) {
			h, err := in.handing(tx)
			if err != nil {
				return "", err
			}
			return "buka", plan.ReopenSubmission(tx, in.session, h, in.sentence)
		},
		Draw: func(tx *db.Tx, r *web.Request, in handIn, out string, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href(in.at("periksa") + "?kabar=" + out)}, nil
			}
			return d.drawReopen(tx, r, in.sentence, bad)
		},
	}
}

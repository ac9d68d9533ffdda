package plan

import (
	"fmt"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/record/account"
	"alun/record/diary"
)

// MayRemind lets a planner remind offices: it decides nothing.
var MayRemind = account.Right{Name: "plan.remind", Roles: []account.Role{account.Planner}}

// Bell reminds the offices that a round still waits for. The addresses of their
// people are read for that and shown to nobody.
type Bell struct {
	People *account.People
	Post   *mail.Post // without a server nothing is mailed
	Box    wa.Box
	Words  *lang.Catalogue
	House  string // the house's name in subjects: "Alun Balikpapan"
	Base   string // where the house is reached, without a slash at its end
	Days   []int  // how many days before the deadline the house reminds by itself; -1 is the first day late
	From   int    // the hour of the city's day from which it does
}

// Reminder is that an office was reminded on a day.
type Reminder struct {
	Office          db.ID
	Day             date.Day
	By              db.ID // a person; 0: the house itself
	Mails, Messages int
	At              time.Time
}

// Reminded is what reminding came to, in offices and messages.
type Reminded struct {
	Offices         int // that were reminded now
	Already         int // that had been, today
	Unreachable     int // of those reminded: nobody has an address
	Mails, Messages int
}

// Awaited tells whether an office still has to hand something in.
func (s State) Awaited() bool { return s == Belum || s == Draf || s == Dikembalikan }

// Reminders lists who was reminded of a round, the newest first.
func Reminders(tx *db.Tx, round db.ID) ([]Reminder, error) {
	return db.All(tx, func(r *db.Row) Reminder {
		m := Reminder{Office: r.ID()}
		m.Day, _ = date.ParseDay(r.Text()) // written by remind
		m.By, m.Mails, m.Messages, m.At = r.ID(), r.Int(), r.Int(), r.Time()
		return m
	}, `select opd, day, coalesce(by_person, 0), mails, messages, at from plan_reminder where round = $1 order by at desc, opd`, round)
}

// Remind writes to operators and heads of the offices named that still have to
// hand something in; an office that was reminded today is passed over.
func (b Bell) Remind(tx *db.Tx, session string, round db.ID, offices []db.ID) (Reminded, error) {
	who, err := account.May(tx, session, MayRemind, account.At{})
	if err != nil {
		return Reminded{}, err
	}
	r, err := roundByID(tx, round)
	if err != nil {
		return Reminded{}, err
	}
	if !r.Open() {
		return Reminded{}, fault.New(fault.Conflict, "plan.round_closed", r.Quarter)
	}
	if len(offices) == 0 {
		return Reminded{}, fault.New(fault.Invalid, "plan.remind_whom").At("opd", "plan.remind_whom")
	}
	out := Reminded{}
	for _, office := range offices {
		if err := b.remind(tx, r, office, who.Person, who.Actor(), &out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// remind writes to the people of one office, once a day.
func (b Bell) remind(tx *db.Tx, r Round, office, by db.ID, actor string, out *Reminded) error {
	s, found, err := SubmissionOf(tx, r.ID, office)
	if err != nil || !found || !s.State.Awaited() {
		return err
	}
	today := date.DayOf(tx.Now())
	n, err := tx.Exec(`insert into plan_reminder (round, opd, day, by_person, mails, messages, at) values ($1, $2, $3, $4, 0, 0, $5)
		on conflict (round, opd, day) do nothing`, r.ID, office, today.String(), db.Null(by, by != 0), tx.Now())
	if err != nil {
		return err
	}
	if n == 0 {
		out.Already++
		return nil
	}
	mails, messages, err := b.write(tx, r, s, today)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`update plan_reminder set mails = $4, messages = $5 where round = $1 and opd = $2 and day = $3`,
		r.ID, office, today.String(), mails, messages); err != nil {
		return err
	}
	out.Offices, out.Mails, out.Messages = out.Offices+1, out.Mails+mails, out.Messages+messages
	if mails+messages == 0 {
		out.Unreachable++
	}
	return diary.Write(tx, diary.Entry{Actor: actor, Fact: "plan.reminded", Kind: "plan_submission", Subject: s.ID,
		Data: map[string]any{"office": int64(office), "round": int64(r.ID), "mails": mails, "messages": messages}})
}

// write puts one message for each address of the office's people into an outbox.
func (b Bell) write(tx *db.Tx, r Round, s Submission, today date.Day) (mails, messages int, err error) {
	office, err := officeIn(tx, r.Quarter.Year, s.Office)
	if err != nil {
		return 0, 0, err
	}
	people, err := peopleOf(tx, s.Office)
	if err != nil {
		return 0, 0, err
	}
	for _, id := range people {
		person, err := account.PersonByID(tx, id)
		if err != nil {
			return 0, 0, err
		}
		logins, err := b.People.Logins(tx, id)
		if err != nil {
			return 0, 0, err
		}
		for i, l := range logins {
			p := posting{kind: "plan.reminder", to: l, person: id, key: b.key(r, s, today, id, i), until: r.Deadline.Next(30).End()}
			p.subject, p.text = b.say(b.Words.In(lang.Tag(person.Lang)), r, s, office, today)
			byMail, byHand, err := b.put(tx, p)
			if err != nil {
				return 0, 0, err
			}
			mails, messages = mails+byMail, messages+byHand
		}
	}
	return mails, messages, nil
}

// posting is one message to one address.
type posting struct {
	kind          string
	to            account.Login
	person        db.ID
	key           string
	subject, text string
	until         time.Time
}

// put leaves a message in the outbox of its way.
func (b Bell) put(tx *db.Tx, p posting) (mails, messages int, err error) {
	var added bool
	switch {
	case p.to.Way == "mail" && b.Post.Server != nil:
		added, err = b.Post.Put(tx, mail.Message{Key: p.key, Kind: p.kind, About: p.person, To: p.to.Text,
			Subject: p.subject, Text: p.text, Until: p.until})
		return count(added), 0, err
	case p.to.Way == "phone":
		added, err = b.Box.Put(tx, wa.Message{Key: p.key, Kind: p.kind, About: p.person, Number: p.to.Text, Text: p.text, Until: p.until})
		return 0, count(added), err
	}
	return 0, 0, nil
}

func count(added bool) int {
	if added {
		return 1
	}
	return 0
}

// key makes a message one of its round, office, day and address.
func (b Bell) key(r Round, s Submission, today date.Day, person db.ID, nth int) string {
	code := b.People.Ring.Codec()
	return fmt.Sprintf("plan.reminder/%s/%s/%s/%s/%d", code.Encode(int64(r.ID)), code.Encode(int64(s.Office)), today, code.Encode(int64(person)), nth)
}

// say is a reminder in words: which office and quarter, how long, and where.
func (b Bell) say(l lang.Lang, r Round, s Submission, o OPD, today date.Day) (subject, text string) {
	left, key := r.Left(today), "plan.remind_left"
	switch {
	case left < 0:
		key, left = "plan.remind_late", -left
	case left == 0:
		key = "plan.remind_today"
	}
	path := fmt.Sprintf("/putaran/%d/%d/%s", r.Quarter.Year, r.Quarter.N, o.Slug)
	if l.Tag() != lang.ID {
		path = "/" + string(l.Tag()) + path
	}
	standing := l.T("plan.remind_is_" + string(s.State))
	return l.T("plan.remind_subject", r.Quarter, o.Short, b.House),
		l.T("plan.remind_text", r.Quarter, o.In(l.Tag()), l.T(key, left, r.Deadline), standing) + "\n\n" + b.Base + path + "\n\n" + l.T("plan.remind_why", b.House) + "\n"
}

// peopleOf lists who works for an office now, each once: operators, then heads.
func peopleOf(tx *db.Tx, office db.ID) ([]db.ID, error) {
	var out []db.ID
	seen := map[db.ID]bool{}
	for _, role := range []account.Role{account.Operator, account.Head} {
		holders, err := account.Holders(tx, role, office)
		if err != nil {
			return nil, err
		}
		for _, g := range holders {
			if !seen[g.Person] {
				seen[g.Person] = true
				out = append(out, g.Person)
			}
		}
	}
	return out, nil
}

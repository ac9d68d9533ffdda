package kurasi

import (
	"strings"

	"alun/ground/db"
	"alun/record/account"
)

// Task is a call that whoever is signed in judges.
type Task struct {
	Call
	Entries []TaskEntry // of this page
	All     int         // entries of the whole call
	Open    int         // of them, where its curator has still to do something
}

// TaskEntry is an entry with what its curator has done.
type TaskEntry struct {
	Entry
	Interest string // "" : nothing declared yet
	Scored   bool
}

// MostTasks is how many entries stand on one page of tasks.
const MostTasks = 50

// taskFrom are the entries that a curator, $1, has before them.
const taskFrom = ` from registry_kurasi_entry e join registry_kurasi k on k.id = e.call and k.state in ('judging', 'decided', 'published')
	join registry_kurasi_curator c on c.call = e.call and c.person = $1 and c.released_at is null
	left join registry_kurasi_interest i on i.entry = e.id and i.person = $1 left join registry_kurasi_sheet s on s.entry = e.id and s.person = $1 where e.withdrawn_at is null`

// Tasks lists what whoever is signed in judges, the newest call first, a page of entries
// behind one of them; 0 begins. next is where the page after begins, 0 where there is
// none. A call without entries yet stands on the first page.
func Tasks(tx *db.Tx, session string, after db.ID) (out []Task, next db.ID, err error) {
	v, err := account.See(tx, session)
	if err != nil {
		return nil, 0, err
	}
	calls, err := db.All(tx, scanCall, callSelect+` join registry_kurasi_curator c on c.call = k.id and c.person = $1 and c.released_at is null where k.state <> 'cancelled' order by k.id desc limit 100`, v.Person)
	if err != nil {
		return nil, 0, err
	}
	counts := map[db.ID][2]int{}
	if err = db.Each(tx, func(r *db.Row) error { counts[r.ID()] = [2]int{r.Int(), r.Int()}; return nil },
		`select e.call, count(*), sum(case when i.kind is null or i.kind = 'none' and s.entry is null then 1 else 0 end)`+taskFrom+` group by e.call`, v.Person); err != nil {
		return nil, 0, err
	}
	all, err := taskEntries(tx, v.Person, after)
	if len(all) > MostTasks {
		all = all[:MostTasks]
		next = all[MostTasks-1].ID
	}
	of := map[db.ID][]TaskEntry{}
	for _, e := range all {
		of[e.Call] = append(of[e.Call], e)
	}
	for _, c := range calls {
		n := counts[c.ID]
		if len(of[c.ID]) > 0 || after == 0 && n[0] == 0 {
			out = append(out, Task{Call: c, Entries: of[c.ID], All: n[0], Open: n[1]})
		}
	}
	return out, next, err
}

// CountTasks counts the entries that wait for a person's judgement in calls that are being
// judged now.
func CountTasks(tx *db.Tx, person db.ID) (int64, error) {
	n, _, err := db.One(tx, (*db.Row).Int64, `select count(*)`+taskFrom+` and k.state = 'judging' and (i.kind is null or i.kind = 'none' and s.entry is null)`, person)
	return n, err
}

// taskEntries are those of a page, and one more if there is another page.
func taskEntries(tx *db.Tx, person, after db.ID) ([]TaskEntry, error) {
	where, args := ``, []any{person, MostTasks + 1}
	if after != 0 {
		where, args = ` and (e.call < a.call or e.call = a.call and e.id > a.id)`, append(args, after)
	}
	from := taskFrom
	if after != 0 {
		from = strings.Replace(from, " where ", " join registry_kurasi_entry a on a.id = $3 where ", 1)
	}
	return db.All(tx, func(r *db.Row) TaskEntry { return TaskEntry{scanEntry(r), r.Text(), r.Bool()} },
		strings.Replace(entrySelect, " from registry_kurasi_entry e", ", coalesce(i.kind, ''), s.entry is not null"+from, 1)+where+` order by e.call desc, e.id limit $2`, args...)
}

// Judgement is an entry before its curator.
type Judgement struct {
	Call     Call
	Entry    Entry
	Interest string // "": nothing declared yet
	Insider  bool   // stands in a business of the call, or helps the owner: cannot score
	Own      Sheet
	Others   []Sheet // only once it is decided
	Complete bool
	Nominees []Nominee // who put it forward
}

// Judgement finds an entry for its curator: what others scored only once the call is
// decided and nothing can be scored any more: all being in can be undone.
func (d Desk) Judgement(tx *db.Tx, session string, entry db.ID) (j Judgement, err error) {
	who, e, c, err := judging(tx, session, entry)
	if err != nil {
		return j, err
	}
	j.Call, j.Entry = c, e
	if j.Interest, _, err = interestOf(tx, e.ID, who.Person); err != nil {
		return j, err
	}
	if j.Insider, err = insider(tx, who, e); err != nil {
		return j, err
	}
	if j.Nominees, err = d.NominatedBy(tx, e); err != nil {
		return j, err
	}
	stand, err := standingOf(tx, c, e)
	if err != nil {
		return j, err
	}
	j.Complete = stand.Complete()
	all, err := sheetsOf(tx, ofEntry, e.ID)
	for _, s := range all[e.ID] {
		switch {
		case s.Person == who.Person:
			j.Own = s
		case c.State == Decided || c.State == Published || leftOut("blind"):
			j.Others = append(j.Others, s)
		}
	}
	return j, err
}

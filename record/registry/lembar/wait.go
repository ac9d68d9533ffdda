package lembar

import (
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// Waiting is a tick that says that a business is gone, until an officer decides.
type Waiting struct {
	Sheet     db.ID
	N         int
	Business  db.ID
	Name      string // as the register has it now
	Kelurahan string
	RT        int
	Number    string // of the sheet
	Tick      Tick
	At        time.Time
	By        string // who entered it
	State     registry.State
	Demo      bool // the business is made up
}

// Waits lists what waits in an area, the oldest first, at most limit.
func (d Desk) Waits(tx *db.Tx, session, area string, limit int) ([]Waiting, error) {
	if _, err := account.May(tx, session, registry.MayWatch, account.At{Area: area}); err != nil {
		return nil, err
	}
	return db.All(tx, func(r *db.Row) Waiting {
		return Waiting{r.ID(), r.Int(), r.ID(), r.Text(), r.Text(), r.Int(), r.Text(), Tick(r.Int()), r.Time(), r.Text(), registry.State(r.Text()), r.Bool()}
	}, `select r.sheet, r.n, r.business, b.name, s.kelurahan, s.rt, s.number, r.counted, r.counted_at, r.tick_by, b.state, b.demo`+waits+` order by r.counted_at, r.sheet, r.n limit $3`,
		area, area+"/", limit)
}

// waits are the rows that wait in an area: nobody need decide on what is closed.
const waits = ` from registry_lembar_row r join registry_lembar s on s.id = r.sheet join registry_business b on b.id = r.business
	where r.counted in (2, 3, 4) and r.decided = '' and b.state not in ('closed', 'merged') and s.kelurahan >= $1 and s.kelurahan < $2`

// CountWaits tells how many wait in an area.
func CountWaits(tx *db.Tx, area string) (int, error) {
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*)`+waits, area, area+"/")
	return n, err
}

// Decision is what an officer makes of a tick.
type Decision struct {
	Sheet    db.ID
	N        int
	Close    bool
	Reason   string // one of registry.CloseReasons, to close
	Sentence string // what the owner reads, to close
}

// Decide closes the business that a tick says is gone, or keeps it. It wants a second
// factor: the sheet alone closes nothing.
func (d Desk) Decide(tx *db.Tx, session string, in Decision) error {
	who, s, err := seen(tx, session, registry.MayCheck, in.Sheet)
	if err != nil {
		return err
	}
	r, found, err := db.One(tx, scanRow, rowSelect+` where r.sheet = $1 and r.n = $2`, in.Sheet, in.N)
	if err != nil {
		return err
	}
	if !found || !r.Counted.Gone() {
		return fault.New(fault.NotFound, "lembar.nothing_waits")
	}
	if err := notOwn(tx, who, r.Business); err != nil {
		return err
	}
	how := map[bool]string{true: "closed", false: "kept"}[in.Close]
	if r.Decided != "" {
		return fault.New(fault.Conflict, "lembar.is_decided")
	}
	if in.Close {
		if err := d.Book.Close(tx, session, registry.Step{Business: r.Business, Reason: in.Reason, Sentence: in.Sentence}); err != nil {
			return err
		}
	}
	if err := tx.ExecOr(fault.New(fault.Conflict, "lembar.is_decided"), `update registry_lembar_row set decided = $3, decided_at = $4, decided_by = $5 where sheet = $1 and n = $2 and decided = ''`,
		in.Sheet, in.N, how, tx.Now(), who.Actor()); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.tick_decided", Kind: "registry_business", Subject: r.Business,
		Data: map[string]any{"tick": r.Counted.Code(), "sheet": s.ID, "how": how}})
}

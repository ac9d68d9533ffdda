package diary

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/ground/seal"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// In these tests somebody changes the tables behind the program's back: with
// another program, triggers and constraints taken away. Every change must be
// found, and the record named; the table of kinds says where.

const (
	chainLength = 120 // entries
	tamperings  = 1000
)

// thief is who changes the tables.
type thief struct {
	*testing.T
	*rand.Rand
	pool  *sql.DB
	sign  *seal.Signer // the house's own: some thieves have the key file too
	saved []Head       // what a reader kept

	undone int
}

// bared is a database with a full chain and three daily heads, open to
// everything; read is the program's own way in.
func bared(t *testing.T, engine, url string, seed uint64) (*thief, *db.DB) {
	t.Helper()
	clock := dbtest.NewClock(morning)
	d := dbtest.Open(t, url, db.Options{Now: clock.Now}, Files, jobs.Files)
	s := &Sealer{DB: d, Sign: signer(t)}
	for range 4 {
		fill(t, d, chainLength/4)
		if err := s.turn(t.Context()); err != nil {
			t.Fatal(err)
		}
		clock.MoveOn(24 * time.Hour)
	}
	th := &thief{T: t, Rand: rand.New(rand.NewPCG(seed, 7)), sign: s.Sign}
	th.saved = read(t, d, func(tx *db.Tx) ([]Head, error) { return Heads(tx, 9) })
	if len(th.saved) != 3 {
		t.Fatalf("%d daily heads", len(th.saved))
	}
	d.Close()
	var err error
	if engine == "sqlite" {
		th.pool, err = sql.Open("sqlite", "file:"+url+"?_pragma=synchronous(OFF)")
	} else {
		th.pool, err = sql.Open("pgx", url)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { th.pool.Close() })
	th.pool.SetMaxOpenConns(1)
	if engine == "postgres" {
		th.do("set synchronous_commit = off")
	}
	// Tables with the same columns and nothing that holds them together.
	for _, table := range []string{"diary_entry", "diary_seal", "diary_head", "diary_tip"} {
		th.do("create table clean_" + table + " as select * from " + table)
		if engine == "postgres" {
			th.do("drop table " + table + " cascade")
		} else {
			th.do("drop table " + table)
		}
		th.do("create table " + table + " as select * from clean_" + table)
	}
	th.do("create index by_seq on diary_seal (seq)")
	th.do("create index by_entry on diary_seal (entry)")
	th.do("create index by_id on diary_entry (id)")
	again, err := db.Open(t.Context(), url, db.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	return th, again
}

func (th *thief) do(query string, args ...any) {
	th.Helper()
	if _, err := th.pool.ExecContext(th.Context(), query, args...); err != nil {
		th.Fatalf("%s: %v", query, err)
	}
}

// undo makes everything as it was.
func (th *thief) undo() {
	var all strings.Builder
	for _, table := range []string{"diary_entry", "diary_seal", "diary_head", "diary_tip"} {
		fmt.Fprintf(&all, "delete from %s; insert into %s select * from clean_%s;", table, table, table)
	}
	th.do(all.String())
	if th.undone++; th.undone%25 == 0 {
		th.do("vacuum") // else PostgreSQL keeps every row that ever was
	}
}

func (th *thief) number(query string, args ...any) (n int64) {
	th.Helper()
	if err := th.pool.QueryRowContext(th.Context(), query, args...).Scan(&n); err != nil {
		th.Fatalf("%s: %v", query, err)
	}
	return n
}

func (th *thief) entryAt(seq int64) int64 {
	return th.number(`select entry from diary_seal where seq = $1`, seq)
}

// between draws a whole number from one to another.
func (th *thief) between(from, to int64) int64 { return from + th.Int64N(to-from+1) }

// place draws a seq that is not the last.
func (th *thief) place() int64 { return th.between(1, chainLength-1) }

// rechain makes the chain true again from a place on, as somebody would who
// knows how it is made.
func (th *thief) rechain() {
	rows, err := th.pool.QueryContext(th.Context(), `select s.seq, s.at, e.id, e.at, e.actor, e.fact, e.kind, e.subject, e.data
		from diary_seal s join diary_entry e on e.id = s.entry order by s.seq`)
	if err != nil {
		th.Fatal(err)
	}
	var links []link
	for rows.Next() {
		var l link
		var sealed, at int64
		if err := rows.Scan(&l.seq, &sealed, &l.id, &at, &l.actor, &l.fact, &l.kind, &l.subject, &l.data); err != nil {
			th.Fatal(err)
		}
		l.at, l.raw.at = time.UnixMicro(sealed), time.UnixMicro(at)
		links = append(links, l)
	}
	rows.Close()
	hash := seal.Start(chainName)
	for _, l := range links {
		hash = seal.Link(chainName, hash, l.form())
		th.do(`update diary_seal set hash = $1 where seq = $2 and hash <> $1`, hash.String(), l.seq)
	}
}

// rehead copies the chain into the heads. With the key file it signs them too.
func (th *thief) rehead(withKey bool) {
	th.do(`update diary_head set hash = (select s.hash from diary_seal s where s.seq = diary_head.seq),
		at = (select s.at from diary_seal s where s.seq = diary_head.seq)`)
	last := th.number(`select max(seq) from diary_seal`)
	th.do(`update diary_tip set seq = $1, hash = (select s.hash from diary_seal s where s.seq = $1), at = (select s.at from diary_seal s where s.seq = $1)`, last)
	if !withKey {
		return
	}
	for _, table := range []string{"head", "tip"} {
		day := "day"
		if table == "tip" {
			day = "''"
		}
		rows, err := th.pool.QueryContext(th.Context(), "select "+day+", seq, hash, at from diary_"+table)
		if err != nil {
			th.Fatal(err)
		}
		var heads []Head
		for rows.Next() {
			var h Head
			var day string
			var at int64
			if err := rows.Scan(&day, &h.Seq, &h.Hash, &at); err != nil {
				th.Fatal(err)
			}
			h.Day, _ = date.ParseDay(day)
			h.At = time.UnixMicro(at)
			heads = append(heads, h)
		}
		rows.Close()
		for _, h := range heads {
			if by := th.sign.Sign(h.Form()); table == "tip" {
				th.do(`update diary_tip set signature = $1, key = $2`, by.Text, by.Key)
			} else {
				th.do(`update diary_head set signature = $1, key = $2 where day = $3`, by.Text, by.Key, h.Day.String())
			}
		}
	}
}

// tampering is one kind of change: it returns the records one of which must be
// named. Kinds that say so are only found with a head kept elsewhere.
type tampering struct {
	name  string
	saved bool
	do    func(th *thief) []string
}

func records(seqs ...int64) (out []string) {
	for _, n := range seqs {
		out = append(out, recordOf(n))
	}
	return out
}

// renumber moves seals from a place on by one.
func (th *thief) renumber(from, by int64) {
	th.do(`update diary_seal set seq = seq + $1 where seq >= $2`, by, from)
}

// insert puts a forged entry in, with an id beside that of a seal's entry.
func (th *thief) insert(seq, id int64) {
	th.do(`insert into diary_entry (id, at, actor, fact, kind, subject, data) select $1, e.at, 'command', 'plan.published', 'plan_report', 1, '{"rows":9}'
		from diary_entry e where e.id = (select entry from diary_seal where seq = $2)`, id, seq)
}

// anyHead are the names that stand for "a head does not fit": the thief had no
// key, or the reader has a copy.
func (th *thief) anyHead() []string {
	out := records(chainLength, chainLength-1)
	for _, h := range th.saved {
		out = append(out, h.name())
	}
	return out
}

// long: a table of cases.
var kinds = []tampering{
	{"edit a text of an entry", false, func(th *thief) []string {
		seq := th.between(1, chainLength)
		column := []string{"actor", "fact", "kind", "data"}[th.IntN(4)]
		th.do(`update diary_entry set `+column+` = `+column+` || ' ' where id = $1`, th.entryAt(seq))
		return records(seq)
	}},
	{"edit a number of an entry", false, func(th *thief) []string {
		seq := th.between(1, chainLength)
		column := []string{"at", "subject"}[th.IntN(2)]
		th.do(`update diary_entry set `+column+` = `+column+` + $1 where id = $2`, th.between(1, 9), th.entryAt(seq))
		return records(seq)
	}},
	{"give an entry another id", false, func(th *thief) []string {
		seq := th.between(1, chainLength)
		th.do(`update diary_entry set id = id + 1000000 where id = $1`, th.entryAt(seq))
		return records(seq)
	}},
	{"edit a hash", false, func(th *thief) []string {
		seq := th.between(1, chainLength)
		th.do(`update diary_seal set hash = $1 where seq = $2`, seal.Start(fmt.Sprint(th.Int64())).String(), seq)
		return records(seq)
	}},
	{"break a hash", false, func(th *thief) []string {
		seq := th.between(1, chainLength)
		th.do(`update diary_seal set hash = 'x' where seq = $1`, seq)
		return records(seq)
	}},
	{"edit the time of sealing", false, func(th *thief) []string {
		seq := th.between(1, chainLength)
		th.do(`update diary_seal set at = at - 1 where seq = $1`, seq)
		return records(seq)
	}},
	{"delete an entry", false, func(th *thief) []string {
		seq := th.between(1, chainLength)
		th.do(`delete from diary_entry where id = $1`, th.entryAt(seq))
		return records(seq)
	}},
	{"delete a seal", false, func(th *thief) []string {
		seq := th.place()
		th.do(`delete from diary_seal where seq = $1`, seq)
		return records(seq)
	}},
	{"delete an entry with its seal", false, func(th *thief) []string {
		seq := th.place()
		th.do(`delete from diary_entry where id = $1`, th.entryAt(seq))
		th.do(`delete from diary_seal where seq = $1`, seq)
		return records(seq)
	}},
	{"delete an entry and close the gap", false, func(th *thief) []string {
		seq := th.place()
		th.do(`delete from diary_entry where id = $1`, th.entryAt(seq))
		th.do(`delete from diary_seal where seq = $1`, seq)
		th.renumber(seq, -1)
		return records(seq)
	}},
	{"swap the entries of two seals", false, func(th *thief) []string {
		a, b := th.pair()
		x, y := th.entryAt(a), th.entryAt(b)
		th.do(`update diary_seal set entry = $1 where seq = $2`, y, a)
		th.do(`update diary_seal set entry = $1 where seq = $2`, x, b)
		return records(a)
	}},
	{"swap two seals", false, func(th *thief) []string {
		a, b := th.pair()
		th.do(`update diary_seal set seq = case seq when $1 then $2 else $1 end where seq in ($1, $2)`, a, b)
		return records(a)
	}},
	{"swap what two entries say", false, func(th *thief) []string {
		a, b := th.pair()
		x, y := th.entryAt(a), th.entryAt(b)
		th.do(`update diary_entry set id = -1 where id = $1`, x)
		th.do(`update diary_entry set id = $1 where id = $2`, x, y)
		th.do(`update diary_entry set id = $1 where id = -1`, y)
		return records(a)
	}},
	{"insert an entry with a seal", false, func(th *thief) []string {
		seq := th.place()
		th.insert(seq, th.entryAt(seq)+1_000_000)
		th.renumber(seq+1, 1)
		th.do(`insert into diary_seal (seq, entry, hash, at) select seq + 1, entry + 1000000, hash, at from diary_seal where seq = $1`, seq)
		return records(seq + 1)
	}},
	{"insert an entry of an old day without a seal", false, func(th *thief) []string {
		seq := th.between(1, chainLength/2) // of the first two days
		th.insert(seq, th.entryAt(seq)+1_000_000)
		at := th.number(`select at from diary_entry where id = $1`, th.entryAt(seq)+1_000_000)
		return []string{"diary " + time.UnixMicro(at).UTC().Format(time.DateTime) + " plan.published"}
	}},
	{"insert an entry of an old day and let it be sealed", false, func(th *thief) []string {
		seq := th.between(1, chainLength/2)
		th.insert(seq, th.entryAt(seq)+1_000_000)
		th.do(`insert into diary_seal (seq, entry, hash, at) select seq + 1, $1, 'x', at from diary_seal where seq = $2`, th.entryAt(seq)+1_000_000, chainLength)
		th.rechain()
		th.do(`update diary_tip set seq = $1, hash = (select s.hash from diary_seal s where s.seq = $1)`, chainLength+1)
		th.rehead(true) // as the house's own sealer would
		return records(chainLength + 1)
	}},
	{"append an entry with a true seal", false, func(th *thief) []string {
		th.insert(chainLength, th.entryAt(chainLength)+1_000_000)
		th.do(`insert into diary_seal (seq, entry, hash, at) select seq + 1, entry + 1000000, 'x', at from diary_seal where seq = $1`, chainLength)
		th.rechain()
		if th.IntN(2) == 0 {
			th.rehead(false)
		}
		return records(chainLength + 1)
	}},
	{"cut the end off", false, func(th *thief) []string {
		th.cut(th.place())
		return records(chainLength)
	}},
	{"cut the end off and mend the heads", false, func(th *thief) []string {
		keep := th.place()
		th.cut(keep)
		th.do(`delete from diary_head where seq > $1`, keep)
		th.rehead(false)
		return records(keep)
	}},
	{"cut the end off with the key file", true, func(th *thief) []string {
		keep := th.between(1, th.saved[0].Seq-1)
		th.cut(keep)
		th.do(`delete from diary_head where seq > $1`, keep)
		th.rehead(true)
		return []string{th.saved[0].name()}
	}},
	{"remove everything", true, func(th *thief) []string {
		for _, table := range []string{"entry", "seal", "head", "tip"} {
			th.do("delete from diary_" + table)
		}
		return []string{th.saved[0].name()}
	}},
	{"edit and chain again", false, func(th *thief) []string {
		th.do(`update diary_entry set data = '{"rows":1000}' where id = $1`, th.entryAt(th.between(1, chainLength)))
		th.rechain()
		return th.anyHead()
	}},
	{"edit, chain again and mend the heads", false, func(th *thief) []string {
		th.do(`update diary_entry set data = '{"rows":1000}' where id = $1`, th.entryAt(th.between(1, chainLength)))
		th.rechain()
		th.rehead(false)
		return th.anyHead()
	}},
	{"edit, chain again and sign with the key file", true, func(th *thief) []string {
		th.do(`update diary_entry set data = '{"rows":1000}' where id = $1`, th.entryAt(th.between(1, th.saved[0].Seq)))
		th.rechain()
		th.rehead(true)
		return []string{th.saved[0].name()}
	}},
	{"delete, close the gap, chain again and sign", true, func(th *thief) []string {
		seq := th.between(1, th.saved[0].Seq)
		th.do(`delete from diary_entry where id = $1`, th.entryAt(seq))
		th.do(`delete from diary_seal where seq = $1`, seq)
		th.renumber(seq, -1)
		th.rechain()
		th.rehead(true)
		return []string{th.saved[0].name()}
	}},
	{"edit a daily head", false, func(th *thief) []string {
		h := th.saved[th.IntN(len(th.saved))]
		column := []string{"hash = 'x'", "seq = seq + 1", "at = at + 1", "signature = 'x'", "key = 'x'"}[th.IntN(5)]
		th.do(`update diary_head set `+column+` where day = $1`, h.Day.String())
		return []string{h.name()}
	}},
	{"delete a daily head", false, func(th *thief) []string {
		th.do(`delete from diary_head where day = $1`, th.saved[1].Day.String())
		return []string{th.saved[1].name()}
	}},
	{"edit the newest head", false, func(th *thief) []string {
		column := []string{"hash = 'x'", "seq = seq - 1", "at = at + 1", "signature = 'x'"}[th.IntN(4)]
		th.do(`update diary_tip set ` + column)
		return records(chainLength, chainLength-1)
	}},
	{"delete the newest head", false, func(th *thief) []string {
		th.do(`delete from diary_tip`)
		return records(chainLength)
	}},
}

func (th *thief) cut(keep int64) {
	th.do(`delete from diary_entry where id in (select entry from diary_seal where seq > $1)`, keep)
	th.do(`delete from diary_seal where seq > $1`, keep)
}

// pair draws two different places, the smaller first.
func (th *thief) pair() (a, b int64) {
	a = th.place()
	return a, th.between(a+1, chainLength)
}

// sounded tells whether a tampering is found, and the record named.
func (th *thief) sounded(d *db.DB, k tampering, skip string) (named bool, found []string) {
	want := k.do(th)
	c := Check{Sign: th.sign, skip: skip}
	if k.saved {
		c.Saved = th.saved
	}
	found, _ = checked(th.T, d, c)
	th.undo()
	return slices.ContainsFunc(found, func(f string) bool {
		return slices.ContainsFunc(want, func(w string) bool { return strings.HasPrefix(f, w+" diary.") })
	}), found
}

func tampered(t *testing.T, run func(th *thief, d *db.DB)) {
	t.Helper()
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			th, d := bared(t, engine, at(t), 20261122)
			run(th, d)
		})
	}
}

func TestEveryTamperingIsFoundAndTheRecordNamed(t *testing.T) {
	tampered(t, func(th *thief, d *db.DB) {
		for i := range tamperings {
			k := kinds[i%len(kinds)]
			if named, found := th.sounded(d, k, ""); !named {
				th.Errorf("%d: %s: not named in %q", i, k.name, found)
			}
			if i%100 == 0 {
				if found, v := checked(th.T, d, Check{Sign: th.sign, Saved: th.saved}); found != nil || v.Sealed != chainLength {
					th.Fatalf("a clean diary: %q %+v", found, v)
				}
			}
		}
	})
}

// Without any one of the checks, some tampering passes: none is there for show.
func TestEachCheckIsNeeded(t *testing.T) {
	tampered(t, func(th *thief, d *db.DB) {
		for _, skip := range []string{"chain", "missing", "gap", "late", "tip", "signature", "head", "saved", "days"} {
			missed := 0
			for i := range 3 * len(kinds) {
				if named, _ := th.sounded(d, kinds[i%len(kinds)], skip); !named {
					missed++
				}
			}
			if missed == 0 {
				th.Errorf("without the check %q everything is still found", skip)
			}
		}
	})
}

// A head that fits the chain and bears our signature says nothing about what a
// thief with the key file did before it was kept: only a kept head does.
func TestWithoutAKeptHeadAThiefWithTheKeyIsNotSeen(t *testing.T) {
	tampered(t, func(th *thief, d *db.DB) {
		for _, k := range kinds {
			if k.saved {
				k.saved = false
				if named, found := th.sounded(d, k, ""); named {
					th.Errorf("%s is found without a kept head, by %q: the test above proves nothing", k.name, found)
				}
			}
		}
	})
}

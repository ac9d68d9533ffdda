package letter_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/fault"
	"alun/ground/letter"
)

// desk is a database with a store of files.
type desk struct {
	*testing.T
	d     *db.DB
	files *blob.Keeper
}

func desks(t *testing.T, o db.Options, run func(d *desk)) {
	dbtest.EachWith(t, o, func(t *testing.T, d *db.DB) {
		store, err := blob.OpenFolder(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { store.Close() })
		run(&desk{t, d, blob.NewKeeper(d, store, nil)})
	}, blob.Files, letter.Files)
}

func (d *desk) act(act func(tx *db.Tx) error) error { return d.d.Write(d.Context(), act) }

func (d *desk) must(act func(tx *db.Tx) error) {
	d.Helper()
	if err := d.act(act); err != nil {
		d.Fatal(err)
	}
}

// scan is a signed file as it comes back.
func (d *desk) scan(what string) string {
	d.Helper()
	f, err := d.files.Receive(d.Context(), blob.Sent{Name: "scan.pdf", Content: bytes.NewReader(drawn(d.T, func(x *letter.Doc) {
		x.Lines(what, 11, false, letter.Left)
	}))}, blob.Policy{Kinds: []blob.Kind{blob.PDF}})
	if err != nil {
		d.Fatal(err)
	}
	return f.Hash
}

func (d *desk) begin() (id db.ID) {
	d.Helper()
	d.must(func(tx *db.Tx) (err error) { id, err = letter.Begin(tx, "e81", deed); return err })
	return id
}

func (d *desk) issue(id db.ID) error {
	return d.act(func(tx *db.Tx) error {
		_, err := letter.Issue(tx, id, "surat", 2026, format, "person:2")
		return err
	})
}

func (d *desk) sign(id db.ID, hash, how string) error {
	return d.act(func(tx *db.Tx) error { return letter.Sign(tx, id, hash, how, "person:3") })
}

func (d *desk) letter(id db.ID) (o letter.Out, back []letter.Back) {
	d.Helper()
	err := d.d.Read(d.Context(), func(tx *db.Tx) (err error) {
		if o, err = letter.ByID(tx, id); err == nil {
			back, err = letter.Backs(tx, id)
		}
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return o, back
}

func (d *desk) refused(err error, kind fault.Kind, key string) {
	d.Helper()
	if !fault.Is(err, kind) || fault.Of(err).Key != key {
		d.Errorf("answered with %v, not with %s", err, key)
	}
}

const because = "Halaman dua tidak terbaca."

func TestALetterGoesOutAndComesBack(t *testing.T) {
	desks(t, db.Options{Rehearse: true}, func(d *desk) {
		id := d.begin()
		d.refused(d.sign(id, d.scan("terlalu awal"), letter.Scanned), fault.Conflict, "letter.not_issued")
		if err := d.issue(id); err != nil {
			d.Fatal(err)
		}
		d.refused(d.issue(id), fault.Conflict, "letter.not_a_draft")

		pdf := drawn(d.T, func(x *letter.Doc) { x.Lines("Nomor 900.1.4/1/Bappeda", 11, false, letter.Left) })
		hash := sha256.Sum256(pdf)
		sum := hex.EncodeToString(hash[:])
		for range 2 { // made again, byte for byte
			d.must(func(tx *db.Tx) error { return letter.Fix(tx, id, sum, false) })
		}
		if d.act(func(tx *db.Tx) error { return letter.Fix(tx, id, strings.Repeat("0", 64), false) }) == nil {
			d.Error("what was issued became something else")
		}

		first := d.scan("pertama")
		d.refused(d.sign(id, first, "segel"), fault.Invalid, "letter.bad_way")
		if err := d.sign(id, first, letter.Scanned); err != nil {
			d.Fatal(err)
		}
		second := d.scan("kedua")
		d.refused(d.sign(id, second, letter.Certified), fault.Conflict, "letter.signed_already")
		d.refused(d.act(func(tx *db.Tx) error { return letter.Unsign(tx, id, "pendek", "person:3") }), fault.Invalid, "letter.reason")
		d.must(func(tx *db.Tx) error { return letter.Unsign(tx, id, because, "person:3") })
		d.refused(d.act(func(tx *db.Tx) error { return letter.Unsign(tx, id, because, "person:3") }), fault.Conflict, "letter.not_signed")
		if err := d.sign(id, second, letter.Certified); err != nil {
			d.Fatal(err)
		}
		o, back := d.letter(id)
		if o.State != letter.Signed || o.Number.Text != "900.1.4/1/Bappeda" || o.Sum != sum || o.File != "" {
			d.Errorf("the letter is %+v", o)
		}
		if len(back) != 2 || back[0].Hash != second || back[0].How != letter.Certified || !back[0].Voided.IsZero() || back[1].Reason != because {
			d.Errorf("the files are %+v", back)
		}
	})
}

func TestAVoidLetterKeepsItsNumber(t *testing.T) {
	desks(t, db.Options{Rehearse: true}, func(d *desk) {
		draft, sent := d.begin(), d.begin()
		if err := d.issue(sent); err != nil {
			d.Fatal(err)
		}
		for _, id := range []db.ID{draft, sent} {
			d.must(func(tx *db.Tx) error { return letter.MakeVoid(tx, id, because, "person:2") })
			d.refused(d.act(func(tx *db.Tx) error { return letter.MakeVoid(tx, id, because, "person:2") }), fault.Conflict, "letter.void_already")
			d.refused(d.issue(id), fault.Conflict, "letter.not_a_draft")
			d.refused(d.sign(id, d.scan("batal"), letter.Scanned), fault.Conflict, "letter.not_issued")
		}
		next := d.begin()
		if err := d.issue(next); err != nil {
			d.Fatal(err)
		}
		if o, _ := d.letter(sent); o.State != letter.Void || o.Number.N != 1 || o.Reason != because {
			d.Errorf("the void letter is %+v", o)
		}
		if o, _ := d.letter(next); o.Number.N != 2 {
			d.Errorf("the next letter is %+v", o)
		}
		d.refused(d.issue(99), fault.NotFound, "letter.no_letter")
	})
}

func TestAPDFThatIsKeptIsHeld(t *testing.T) {
	desks(t, db.Options{Rehearse: true}, func(d *desk) {
		id := d.begin()
		if err := d.issue(id); err != nil {
			d.Fatal(err)
		}
		hash := d.scan("surat")
		d.must(func(tx *db.Tx) error { return letter.Fix(tx, id, hash, true) })
		if o, _ := d.letter(id); o.File != hash || o.Sum != hash {
			d.Errorf("the letter is %+v", o)
		}
		if d.act(func(tx *db.Tx) error { _, err := tx.Exec(`delete from blob_file where hash = $1`, hash); return err }) == nil {
			d.Error("a file that a letter refers to was deleted")
		}
	})
}

func TestConcurrentSignersKeepOneFile(t *testing.T) {
	desks(t, db.Options{}, func(d *desk) {
		id := d.begin()
		if err := d.issue(id); err != nil {
			d.Fatal(err)
		}
		hashes := []string{d.scan("a"), d.scan("b"), d.scan("c"), d.scan("d")}
		var wg sync.WaitGroup
		took := make(chan error, len(hashes))
		for _, h := range hashes {
			wg.Go(func() { took <- d.sign(id, h, letter.Scanned) })
		}
		wg.Wait()
		close(took)
		good := 0
		for err := range took {
			if err == nil {
				good++
			}
		}
		if _, back := d.letter(id); good != 1 || len(back) != 1 {
			d.Errorf("%d were taken, %d are kept", good, len(back))
		}
	})
}

// The constraints hold what no code may break.
func TestTablesRefuseWhatIsNoLetter(t *testing.T) {
	desks(t, db.Options{}, func(d *desk) {
		id := d.begin()
		sent := d.begin()
		if err := d.issue(sent); err != nil {
			d.Fatal(err)
		}
		hash := d.scan("x")
		for name, change := range map[string]string{
			"issued without a number": `update letter_out set state = 'issued' where id = $1`,
			"void without a reason":   `update letter_out set state = 'void' where id = $1`,
			"an unknown state":        `update letter_out set state = 'segel' where id = $1`,
			"another's number":        `update letter_out set state = 'issued', series = 'surat', year = 2026, number = 1, issued_by = 'x', issued_at = 1 where id = $1`,
			"a number of nobody":      `update letter_out set state = 'issued', series = 'surat', year = 2026, number = 9, issued_by = 'x', issued_at = 1 where id = $1`,
			"a sum before its number": `update letter_out set sum = '` + hash + `' where id = $1`,
			"signed by our own seal":  `insert into letter_signed (id, letter, hash, how, received_by, received_at) values (1, $1, '` + hash + `', 'segel', 'x', 1)`,
		} {
			if err := d.act(func(tx *db.Tx) error { _, err := tx.Exec(change, id); return err }); err == nil {
				d.Errorf("the table took %s", name)
			}
		}
	})
}

func TestAPressTakesSoManyAtATime(t *testing.T) {
	nothing := func() error { return nil }
	for name, p := range map[string]*letter.Press{"who waits too long": letter.NewPress(1, 1, time.Millisecond), "who finds no place to wait": letter.NewPress(1, 0, time.Hour)} {
		inside, leave := make(chan bool), make(chan bool)
		done := make(chan error)
		go func() { done <- p.Do(func() error { inside <- true; <-leave; return nil }) }()
		<-inside
		if err := p.Do(nothing); !fault.Is(err, fault.Busy) {
			t.Errorf("%s: %v", name, err)
		}
		leave <- true
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	p := letter.NewPress(1, 0, time.Hour)
	for range 3 { // a place is given back
		if err := p.Do(nothing); err != nil {
			t.Error(err)
		}
	}
	if err := (*letter.Press)(nil).Do(nothing); err != nil {
		t.Error(err)
	}
}

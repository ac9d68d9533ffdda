package directoryweb

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/registry"
)

// factShown finds a fact of the page by its label, with all that stands under it.
func factShown(body, label string) (html, words string) {
	m := regexp.MustCompile(`(?s)<dt>` + regexp.QuoteMeta(label) + `</dt>(.*?)</div>`).FindStringSubmatch(body)
	if m == nil {
		return "", ""
	}
	return m[1], strings.TrimSpace(told(m[1]))
}

// proven is a public business of which the owner told all, an officer saw the address and
// the papers of two facts, one of which the owner corrected since. It holds a permit that
// an officer saw, one that the owner wrote down, and one whose time is over.
func (w *town) proven() db.ID {
	w.Helper()
	var id db.ID
	for _, act := range []func(tx *db.Tx) error{
		func(tx *db.Tx) (err error) {
			id, err = w.book.Register(tx, w.owner.Session, registry.Registering{Set: stall("Toko Berdasar", registry.Values{registry.OtherNames: "Kios Lama", registry.Started: "2019"})})
			return err
		},
		func(tx *db.Tx) error { return w.book.Submit(tx, w.owner.Session, registry.Step{Business: id}) },
		func(tx *db.Tx) error { return w.book.Publish(tx, w.officer.Session, registry.Step{Business: id}) },
		func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.officer.Session, registry.Changing{Business: id, Set: registry.Values{registry.Address: "Jl. Contoh 2"}, Level: registry.Seen})
			return err
		},
		func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.officer.Session, registry.Changing{Business: id, Set: registry.Values{registry.LegalForm: "cv", registry.Started: "2018"}, Level: registry.Document})
			return err
		},
		func(tx *db.Tx) error {
			_, err := w.book.Change(tx, w.owner.Session, registry.Changing{Business: id, Set: registry.Values{registry.Started: "2017"}})
			return err
		},
		func(tx *db.Tx) error {
			_, err := w.book.AddPermit(tx, w.officer.Session, registry.Permit{Business: id, Kind: "halal", Number: "ID-1", Level: registry.Document})
			return err
		},
		func(tx *db.Tx) error {
			_, err := w.book.AddPermit(tx, w.owner.Session, registry.Permit{Business: id, Kind: "pirt", Number: "PIRT-2"})
			return err
		},
		func(tx *db.Tx) error {
			_, err := w.book.AddPermit(tx, w.officer.Session, registry.Permit{Business: id, Kind: "hki", Number: "IDM-3", Until: date.Day{Year: 2025, Month: time.March, Date: 1}, Level: registry.Document})
			return err
		},
	} {
		w.must(act)
		w.clock.MoveOn(time.Second)
	}
	return id
}

// Everybody reads beside each fact and each permit what it rests on: the owner's word, an
// officer's eyes, or a paper that was shown, each with its own words and as many posts.
func TestThePublicPageSaysWhatEachFactRestsOn(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.proven()
		stated, visited := `d="M3 2v13"`, `d="M3 2v13M8.3 2v13M13.6 2v13"` // one post, and three
		for _, c := range []struct {
			label, value string // the words of the label, and what stands under it
			level        registry.Level
			posts        string
		}{
			{registry.OtherNames.Label(), "Kios Lama", registry.Told, stated},
			{registry.Address.Label(), "Jl. Contoh 2", registry.Seen, visited},
			{registry.LegalForm.Label(), "", registry.Document, visited},
			{registry.Started.Label(), "2017", registry.Told, stated},
			{registry.PermitWord("halal"), "ID-1", registry.Document, visited},
			{registry.PermitWord("pirt"), "PIRT-2", registry.Told, stated},
			{registry.PermitWord("hki"), "IDM-3", 0, ""},
		} {
			for tag, before := range map[lang.Tag]string{lang.ID: "", lang.EN: "/en", lang.JA: "/ja"} {
				l := w.desk.Words.In(tag)
				html, words := factShown(w.get(before+w.href(id)), l.T(c.label))
				if !strings.Contains(words, c.value) || c.posts == "" && strings.Contains(html, "bukti") || !strings.Contains(html, c.posts) {
					t.Errorf("%s, %s: %q: %s", tag, c.label, words, html)
				}
				for _, level := range registry.Levels {
					over := c.label == registry.Started.Label() && level == registry.Document // told beside it
					if strings.Contains(words, l.T(level.Word())) != (level == c.level || over) {
						t.Errorf("%s, %s rests on %s: %q", tag, c.label, level.Code(), words)
					}
				}
			}
		}
		page := w.get(w.href(id))
		for label, want := range map[string]string{"Alamat": "Dilihat petugas 25 November 2026", "Bentuk usaha": "Dokumen ditunjukkan 25 November 2026", "Nama lain": "Kata pemilik 25 November 2026"} {
			if _, words := factShown(page, label); !strings.HasSuffix(words, want) {
				t.Errorf("%s: %q, not %q", label, words, want)
			}
		}
	})
}

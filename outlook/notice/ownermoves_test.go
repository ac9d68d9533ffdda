package notice

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/account/accounttest"
	"alun/record/diary"
	"alun/record/registry"
)

// untold are the moves that no owner is told, each with why.
var untold = map[registry.Move]string{
	registry.Beginning:  "nothing of it is public, and the move that follows is told",
	registry.Admitting:  "what a list admits is in nobody's account",
	registry.Forgetting: "it is because of its owner, who is gone",
}

// movesOfTheRegister are all moves that the register knows, as its source names them.
func movesOfTheRegister(t *testing.T) (all []registry.Move) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "../../record/registry/state.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.ValueSpec)
		if !ok || len(s.Values) != 1 {
			return true
		}
		if kind, ok := s.Type.(*ast.Ident); ok && kind.Name == "Move" {
			text, err := strconv.Unquote(s.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, registry.Move(text))
		}
		return true
	})
	if !slices.Contains(all, registry.Unmerging) {
		t.Fatalf("the register's moves were not read: %v", all)
	}
	return all
}

// movers are who moves a business in these tests, and how.
type movers struct {
	*ownerTown
	book          *registry.Book
	second, maker account.Who // another officer, and somebody who will own it too
	id            db.ID
}

func (w *ownerTown) movers() *movers {
	w.Helper()
	ring := w.o.People.Ring
	m := &movers{ownerTown: w, book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}}
	m.second, _ = accounttest.Sign(w, w.d, ring, accounttest.Role{Role: account.Counter, Area: "64.71.05"})
	m.maker, _ = accounttest.Sign(w, w.d, ring, accounttest.Role{Role: account.Maker, Weak: true})
	w.act(func(tx *db.Tx) (err error) {
		if _, err = tx.Exec(`insert into registry_kbli_subsector (slug, position, name_id, name_en, name_ja, about_id, about_en, about_ja, valid_from) values ('kriya', 1, 'Kriya', 'Crafts', '工芸', '', '', '', $1)`, tx.Now()); err != nil {
			return err
		}
		m.id, err = m.book.Register(tx, w.officer.Session, registry.Registering{Owner: w.owner, Set: registry.Values{registry.Kind: registry.Perorangan, registry.Name: "Anyaman Rahasia",
			registry.Kelurahan: "64.71.05.1002", registry.Address: "Jl. Contoh 1", registry.AtHome: "ya", registry.Phone: "0812-3456-7890", registry.AboutID: "Menganyam rotan.", registry.Subsectors: "kriya"}})
		return err
	})
	w.clock.MoveOn(time.Second)
	return m
}

// moves makes a move of the business and gives what its owner was told since.
func (m *movers) moves(who account.Who, act func(tx *db.Tx, session string, in registry.Step) error) []string {
	m.Helper()
	before := len(m.hears(m.fact("registry.changed"))) // which nobody is told
	e := diary.Sealed{}
	m.act(func(tx *db.Tx) error {
		if err := act(tx, who.Session, registry.Step{Business: m.id, Reason: m.reason(tx), Sentence: "Mohon alamatnya dilengkapi.", Owners: registry.OwnersStay}); err != nil {
			return err
		}
		all, err := diary.About(tx, "registry_business", m.id, 1)
		if err == nil {
			e.Entry = all[0]
		}
		return err
	})
	m.seq++
	e.Seq = m.seq
	return m.hears(e)[before:]
}

// reason is why a business is suspended or closed, as its state asks for.
func (m *movers) reason(tx *db.Tx) string {
	if b, err := registry.ByID(tx, m.id); err == nil && b.State == registry.Published {
		return registry.SuspendReasons[0]
	}
	return registry.CloseReasons[0]
}

// TestEveryMoveOfAnOfficerIsToldToTheOwner makes each move that the register knows, as an
// officer, and looks for its words in what the owner gets.
func TestEveryMoveOfAnOfficerIsToldToTheOwner(t *testing.T) {
	inOwnerTown(t, func(w *ownerTown) {
		m, l, made := w.movers(), w.o.Words.In("id"), map[registry.Move]bool{}
		for _, c := range []struct {
			move registry.Move
			what string // of the words
			who  account.Who
			act  func(tx *db.Tx, session string, in registry.Step) error
		}{
			{registry.Submitting, "submitted", w.officer, m.book.Submit},
			{registry.Returning, "returned", m.second, m.book.Return},
			{registry.Submitting, "submitted", w.officer, m.book.Submit},
			{registry.Publishing, "published", m.second, m.book.Publish},
			{registry.Suspending, "suspended", w.officer, m.book.Suspend},
			{registry.Resuming, "resumed", w.officer, m.book.Resume},
			{registry.Suspending, "suspended", w.officer, m.book.Suspend},
			{registry.Closing, "closed", w.officer, m.book.Close},
			{registry.Reopening, "reopened", w.officer, m.book.Reopen},
			{registry.Merging, "merged", w.officer, func(tx *db.Tx, s string, in registry.Step) error { return m.book.Merge(tx, s, in, w.business) }},
			{registry.Unmerging, "unmerged", w.officer, m.book.Unmerge},
		} {
			got := m.moves(c.who, c.act)
			if made[c.move] = true; len(got) != 1 || !strings.Contains(got[0], l.T("notice.owner_"+c.what)) || !strings.Contains(got[0], l.T("notice.owner_"+c.what+"_subject", w.o.House)) {
				t.Errorf("%s: the owner is told %q", c.move, got)
			}
		}
		for _, move := range movesOfTheRegister(t) {
			if made[move] == (untold[move] != "") {
				t.Errorf("%s: made and told %v, and why it is not told: %q", move, made[move], untold[move])
			}
		}
	})
}

// TestWhatOwnersDoThemselvesIsNoNews: what one of two owners hands in was not handed in by
// an officer, and no helper hands in for them. What one of them ends the other one is told,
// in words that blame nobody.
func TestWhatOwnersDoThemselvesIsNoNews(t *testing.T) {
	inOwnerTown(t, func(w *ownerTown) {
		m := w.movers()
		helper, _ := accounttest.Sign(t, w.d, w.o.People.Ring, accounttest.Role{Role: account.Helper, Standing: account.Delegasi, Helps: w.owner, Weak: true})
		err := w.d.Write(t.Context(), func(tx *db.Tx) error { return m.book.Submit(tx, helper.Session, registry.Step{Business: m.id}) })
		if !fault.Is(err, fault.Denied) {
			t.Errorf("a helper hands in: %v", err)
		}
		w.act(func(tx *db.Tx) error {
			_, err := tx.Exec(`insert into registry_business_person (id, business, person, role, sealed, since, until, agreed_at, made_at, made_by, ended_by) values ($1, $2, $3, 'owner', '', $4, '', $5, $5, 'uji', '')`,
				tx.NewID(), m.id, m.maker.Person, date.DayOf(tx.Now()).String(), tx.Now())
			return err
		})
		if got := m.moves(m.maker, m.book.Submit); len(got) != 0 {
			t.Errorf("what the other owner handed in: %q", got)
		}
		if got := m.moves(m.maker, m.book.Close); len(got) != 1 || strings.Contains(got[0], "etugas") {
			t.Errorf("what the other owner closed: %q", got)
		}
		if got := m.moves(m.maker, m.book.Reopen); len(got) != 1 || strings.Contains(got[0], "etugas") {
			t.Errorf("what the other owner opened again: %q", got)
		}
	})
}

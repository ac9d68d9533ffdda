package asosiasi

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/registry"
)

// Both ways into an association, each said by both sides: the steps tell which text the
// owner read, and the diary who said what.
func TestAMembershipTakesBothSides(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.stall("Amplang Siti")
		m := w.invite(id)
		if again := w.invite(id); again != m || w.facts("registry.asosiasi_invited") != 1 {
			t.Error("the same invitation is another one")
		}
		if w.now(m).Standing != Invited || len(w.badges(id)) != 0 {
			t.Errorf("one yes is enough: %+v", w.now(m))
		}
		w.refused("without having read", "asosiasi.consent_needed", func(tx *db.Tx) error { return w.desk.Agree(tx, w.owner.Session, On{m, 1}, Consent{}) })
		w.must(func(tx *db.Tx) error { return w.desk.Agree(tx, w.owner.Session, On{m, 1}, yes) })
		w.must(func(tx *db.Tx) error { return w.desk.Agree(tx, w.owner.Session, On{m, 1}, yes) }) // again
		now := w.now(m)
		if now.Standing != Valid || now.Since.IsZero() || now.Shown || w.facts("registry.asosiasi_joined") != 1 || len(w.badges(id)) != 0 {
			t.Errorf("both said yes: %+v", now)
		}
		w.must(func(tx *db.Tx) error { return w.desk.Show(tx, w.owner.Session, m, true) })
		if all := w.badges(id); len(all) != 1 || all[0].Call != "PPA" || !all[0].Since.Equal(now.Since) {
			t.Errorf("the badge is %+v", all)
		}
		w.must(func(tx *db.Tx) error { return w.desk.Show(tx, w.owner.Session, m, false) })
		w.must(func(tx *db.Tx) error { return w.desk.Leave(tx, w.owner.Session, m) })
		w.must(func(tx *db.Tx) error { return w.desk.Leave(tx, w.owner.Session, m) }) // again
		if got := w.steps(id); got != "invited-asosiasi-0 agreed-usaha-1 shown-usaha-0 hidden-usaha-0 ended-usaha-0" {
			t.Errorf("the steps are %s", got)
		}
		w.refused("who left is invited", "asosiasi.declined_lately", func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, w.one, id); return err })
		var again db.ID
		w.must(func(tx *db.Tx) (err error) {
			again, err = w.desk.Ask(tx, w.owner.Session, id, w.one, yes)
			return err
		})
		w.must(func(tx *db.Tx) error { return w.desk.Confirm(tx, w.officer.Session, On{again, 1}) })
		if again == m || w.now(again).Standing != Valid || w.now(m).Standing != Over {
			t.Error("what has ended began again")
		}
		for fact, want := range map[string]int{"registry.asosiasi_invited": 1, "registry.asosiasi_asked": 1, "registry.asosiasi_joined": 2, "registry.asosiasi_shown": 2, "registry.asosiasi_ended": 1} {
			if got := w.facts(fact); got != want {
				t.Errorf("%d times %s, want %d", got, fact, want)
			}
		}
	})
}

func (w *town) badges(business db.ID) (all []Badge) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = BadgesOf(tx, business); return err })
	return all
}

// steps are those of a business, the oldest first.
func (w *town) steps(business db.ID) string {
	w.Helper()
	var out []string
	w.read(func(tx *db.Tx) error {
		all, err := w.desk.History(tx, w.owner.Session, business)
		for _, s := range slices.Backward(all) {
			out = append(out, fmt.Sprintf("%s-%s-%d", s.Kind, s.Side, s.Consent))
		}
		return err
	})
	return strings.Join(out, " ")
}

// What meets is one membership: an invitation of one that asked is the second yes, and the
// other way round.
func TestTwoWishesAreOneMembership(t *testing.T) {
	eachTown(t, func(w *town) {
		first, second := w.stall("Amplang Satu"), w.stall("Amplang Dua")
		w.invite(first)
		w.must(func(tx *db.Tx) error { _, err := w.desk.Ask(tx, w.owner.Session, first, w.one, yes); return err })
		w.must(func(tx *db.Tx) error { _, err := w.desk.Ask(tx, w.owner.Session, second, w.one, yes); return err })
		w.invite(second)
		if got := w.steps(first) + " " + w.steps(second); got != "invited-asosiasi-0 agreed-usaha-1 asked-usaha-1 confirmed-asosiasi-0" {
			t.Errorf("the steps are %s", got)
		}
		for _, id := range []db.ID{first, second} {
			w.refused("a member is invited", "asosiasi.is_member", func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, w.one, id); return err })
			w.refused("a member asks", "asosiasi.is_member", func(tx *db.Tx) error { _, err := w.desk.Ask(tx, w.owner.Session, id, w.one, yes); return err })
		}
	})
}

// Everything is refused to who has no right: a yes of the owner is the owner's own, that
// of the association belongs to its managers.
func TestWhoMayAct(t *testing.T) {
	eachTown(t, func(w *town) {
		id, asked := w.stall("Amplang Siti"), w.stall("Amplang Ani")
		m := w.member(id)
		n := w.nominate(m, 0)
		invited := w.invite(w.stall("Amplang Budi"))
		var a db.ID
		w.must(func(tx *db.Tx) (err error) {
			a, err = w.desk.Ask(tx, w.owner.Session, asked, w.one, yes)
			return err
		})
		owners := map[string]func(tx *db.Tx, s string) error{
			"ask":     func(tx *db.Tx, s string) error { _, err := w.desk.Ask(tx, s, id, w.one, yes); return err },
			"agree":   func(tx *db.Tx, s string) error { return w.desk.Agree(tx, s, On{invited, 1}, yes) },
			"leave":   func(tx *db.Tx, s string) error { return w.desk.Leave(tx, s, m) },
			"show":    func(tx *db.Tx, s string) error { return w.desk.Show(tx, s, m, true) },
			"reply":   func(tx *db.Tx, s string) error { return w.desk.Reply(tx, s, n, true, put) },
			"retract": func(tx *db.Tx, s string) error { return w.desk.Retract(tx, s, n) },
			"of":      func(tx *db.Tx, s string) error { _, err := w.desk.Of(tx, s, id); return err },
			"history": func(tx *db.Tx, s string) error { _, err := w.desk.History(tx, s, id); return err },
			"read":    func(tx *db.Tx, s string) error { _, err := w.desk.Nominations(tx, s, id); return err },
		}
		managers := map[string]func(tx *db.Tx, s string) error{
			"invite":  func(tx *db.Tx, s string) error { _, err := w.desk.Invite(tx, s, w.one, id); return err },
			"confirm": func(tx *db.Tx, s string) error { return w.desk.Confirm(tx, s, On{a, 1}) },
			"dismiss": func(tx *db.Tx, s string) error { return w.desk.Dismiss(tx, s, m) },
			"nominate": func(tx *db.Tx, s string) error {
				_, err := w.desk.Nominate(tx, s, Nominating{Membership: m, For: "ikon", Sentence: "Resep keluarga lama."})
				return err
			},
			"withdraw": func(tx *db.Tx, s string) error { return w.desk.Withdraw(tx, s, n) },
			"members":  func(tx *db.Tx, s string) error { _, err := w.desk.Members(tx, s, w.one, Valid, 0, 9); return err },
			"member":   func(tx *db.Tx, s string) error { _, err := w.desk.Member(tx, s, m); return err },
			"tally":    func(tx *db.Tx, s string) error { _, err := w.desk.Tally(tx, s, w.one); return err },
			"forward":  func(tx *db.Tx, s string) error { _, err := w.desk.PutForward(tx, s, w.one); return err },
		}
		for _, c := range []struct {
			acts map[string]func(tx *db.Tx, s string) error
			not  []account.Who
		}{{owners, []account.Who{w.helper, w.counter, w.officer, w.chair, w.other, w.planner, {}}}, {managers, []account.Who{w.owner, w.helper, w.counter, w.other, w.planner, {}}}} {
			w.refusedTo(c.acts, c.not...)
		}
		if got := []Standing{w.now(m).Standing, w.now(invited).Standing, w.now(a).Standing}; !slices.Equal(got, []Standing{Valid, Invited, Asked}) {
			t.Errorf("they stand as %v", got)
		}
	})
}

// refusedTo asks that acts are refused to people.
func (w *town) refusedTo(acts map[string]func(tx *db.Tx, s string) error, all ...account.Who) {
	w.Helper()
	for name, act := range acts {
		for _, who := range all {
			if err := w.write(func(tx *db.Tx) error { return act(tx, who.Session) }); !fault.Is(err, fault.Denied) && !fault.Is(err, fault.Stranger) {
				w.Errorf("%s by %s: %v", name, who.Grant.Role, err)
			}
		}
	}
}

// The list of associations is the planner's alone.
func TestWhoMayKeepTheList(t *testing.T) {
	eachTown(t, func(w *town) {
		w.refusedTo(map[string]func(tx *db.Tx, s string) error{
			"register":  func(tx *db.Tx, s string) error { _, err := w.desk.Register(tx, s, amplang("Lain")); return err },
			"change":    func(tx *db.Tx, s string) error { return w.desk.Change(tx, s, w.one, 0, amplang("Lain")) },
			"recognise": func(tx *db.Tx, s string) error { return w.desk.Recognise(tx, s, w.one, 0) },
			"end":       func(tx *db.Tx, s string) error { return w.desk.End(tx, s, w.one, 0) },
			"name": func(tx *db.Tx, s string) error {
				_, err := w.desk.Name(tx, s, Naming{Asosiasi: w.one, Person: w.other.Person})
				return err
			},
			"managers": func(tx *db.Tx, s string) error { _, err := w.desk.Managers(tx, s, w.one); return err },
			"all":      func(tx *db.Tx, s string) error { _, err := All(tx, s); return err },
			"kept":     func(tx *db.Tx, s string) error { _, err := Kept(tx, s, w.one); return err },
		}, w.owner, w.counter, w.chair, w.other, account.Who{})
	})
}

// A manager says nothing for the association of a business in which they stand, and one
// person's yes counts once.
func TestOnePersonIsNotBothSides(t *testing.T) {
	eachTown(t, func(w *town) {
		own := w.publish(w.chair, w.draft(w.chair, "Amplang Ketua"))
		w.refused("invites their own", "registry.not_your_own", func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, w.one, own); return err })
		var m db.ID
		w.must(func(tx *db.Tx) (err error) { m, err = w.desk.Ask(tx, w.chair.Session, own, w.one, yes); return err })
		w.refused("confirms their own", "registry.not_your_own", func(tx *db.Tx) error { return w.desk.Confirm(tx, w.chair.Session, On{m, 1}) })
		w.must(func(tx *db.Tx) error { return w.desk.Confirm(tx, w.officer.Session, On{m, 1}) })
		w.refused("nominates their own", "registry.not_your_own", func(tx *db.Tx) error {
			_, err := w.desk.Nominate(tx, w.chair.Session, Nominating{Membership: m, For: "ikon", Sentence: "Resep keluarga lama."})
			return err
		})
	})
}

// The life of an association: proposed, seen by nobody; recognised with somebody who speaks
// for it; ended, and with it what its members showed.
func TestAnAssociationsLife(t *testing.T) {
	eachTown(t, func(w *town) {
		var id db.ID
		w.must(func(tx *db.Tx) (err error) {
			id, err = w.desk.Register(tx, w.planner.Session, amplang("Himpunan Perajin"))
			return err
		})
		w.refused("the same name", "asosiasi.name_taken", func(tx *db.Tx) error {
			_, err := w.desk.Register(tx, w.planner.Session, amplang("HIMPUNAN PERAJIN"))
			return err
		})
		w.refused("nobody speaks for it", "asosiasi.no_manager", func(tx *db.Tx) error { return w.desk.Recognise(tx, w.planner.Session, id, 1) })
		name := func(who account.Who, last date.Day) func(tx *db.Tx) error {
			return func(tx *db.Tx) error {
				_, err := w.desk.Name(tx, w.planner.Session, Naming{Asosiasi: id, Person: who.Person, Last: last})
				return err
			}
		}
		today := date.DayOf(w.clock.Now())
		w.refused("a day that has gone", "asosiasi.last_gone", name(w.other, today.Next(-1)))
		w.must(name(w.other, today.Next(1)))
		w.refused("twice", "asosiasi.manager_there", name(w.other, date.Day{}))
		if got := w.public(); len(got) != 1 {
			t.Errorf("%d associations are public", len(got))
		}
		w.refused("not recognised", "asosiasi.is_proposed", func(tx *db.Tx) error { _, err := Managed(tx, w.other.Session, id); return err })
		w.refused("learns of it", "asosiasi.none", func(tx *db.Tx) error { _, err := Managed(tx, w.chair.Session, id); return err })
		e := amplang("Himpunan Perajin")
		e.About = "Perajin rotan."
		w.must(func(tx *db.Tx) error { return w.desk.Change(tx, w.planner.Session, id, 1, e) })
		w.must(func(tx *db.Tx) error { return w.desk.Change(tx, w.planner.Session, id, 2, e) }) // the same
		w.refused("an older look", "asosiasi.moved", func(tx *db.Tx) error { return w.desk.Recognise(tx, w.planner.Session, id, 1) })
		w.must(func(tx *db.Tx) error { return w.desk.Recognise(tx, w.planner.Session, id, 2) })
		w.refused("the last one goes", "asosiasi.last_manager", func(tx *db.Tx) error { return w.desk.EndManager(tx, w.other.Session, w.managerRow(id, w.other)) })
		w.clock.MoveOn(20 * time.Minute)
		business := w.stall("Rotan Siti")
		w.must(func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.other.Session, id, business); return err })
		var m db.ID
		w.must(func(tx *db.Tx) (err error) { m, err = w.desk.Ask(tx, w.owner.Session, business, id, yes); return err })
		w.must(func(tx *db.Tx) error { return w.desk.Show(tx, w.owner.Session, m, true) })
		w.nominateIn(w.other, m)
		if len(w.badges(business)) != 1 || len(w.public()) != 2 {
			t.Error("it is not public")
		}
		w.must(func(tx *db.Tx) error { return w.desk.End(tx, w.planner.Session, id, 3) })
		if len(w.badges(business)) != 0 || len(w.public()) != 1 {
			t.Error("what has ended is still shown")
		}
		w.refused("after its end", "asosiasi.is_ended", func(tx *db.Tx) error { _, err := Managed(tx, w.other.Session, id); return err })
		w.refused("its end is changed", "asosiasi.has_ended", func(tx *db.Tx) error { return w.desk.Recognise(tx, w.planner.Session, id, 0) })
		w.must(func(tx *db.Tx) error { return w.desk.Leave(tx, w.owner.Session, m) }) // also then
	})
}

func (w *town) public() (all []Asosiasi) {
	w.Helper()
	w.read(func(tx *db.Tx) (err error) { all, err = Public(tx); return err })
	return all
}

func (w *town) managerRow(asosiasi db.ID, who account.Who) (row db.ID) {
	w.Helper()
	w.read(func(tx *db.Tx) error {
		all, err := w.desk.Managers(tx, w.planner.Session, asosiasi)
		for _, m := range all {
			if m.Person == who.Person && m.Ended.IsZero() {
				row = m.ID
			}
		}
		return err
	})
	return row
}

func (w *town) nominateIn(who account.Who, member db.ID) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		_, err := w.desk.Nominate(tx, who.Session, Nominating{Membership: member, For: "pameran", Sentence: "Anyamannya rapi dan kuat."})
		return err
	})
}

// Who speaks for an association does so until their last day, and no longer.
func TestAManagersTimeEnds(t *testing.T) {
	eachTown(t, func(w *town) {
		last := date.DayOf(w.clock.Now())
		w.must(func(tx *db.Tx) error {
			_, err := w.desk.Name(tx, w.planner.Session, Naming{Asosiasi: w.one, Person: w.other.Person, Last: last})
			return err
		})
		id := w.stall("Amplang Siti")
		w.must(func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.other.Session, w.one, id); return err })
		_, err := w.at(last.Next(1), w.other)
		if !fault.Is(err, fault.Denied) {
			t.Errorf("speaks on: %v", err)
		}
		if _, err := w.at(last, w.other); err != nil {
			t.Errorf("does not speak on the last day: %v", err)
		}
		w.must(func(tx *db.Tx) error { return w.desk.EndManager(tx, w.chair.Session, w.managerRow(w.one, w.chair)) })
		w.refused("who ended speaks", "asosiasi.not_manager", func(tx *db.Tx) error { _, err := Managed(tx, w.chair.Session, w.one); return err })
		w.refused("ends another", "account.not_yours", func(tx *db.Tx) error { return w.desk.EndManager(tx, w.other.Session, w.managerRow(w.one, w.officer)) })
		w.must(func(tx *db.Tx) error { // whose time has ended is named anew
			_, err := w.desk.Name(tx, w.planner.Session, Naming{Asosiasi: w.one, Person: w.chair.Person})
			return err
		})
	})
}

// at asks on another day whether somebody manages the association; sessions do not live so long,
// so the row is put back instead of the clock forth.
func (w *town) at(day date.Day, who account.Who) (Asosiasi, error) {
	w.Helper()
	back := date.DayOf(w.clock.Now())
	shift := int(back.Start().Sub(day.Start()).Hours() / 24)
	var a Asosiasi
	err := w.write(func(tx *db.Tx) error {
		if _, err := tx.Exec(`update registry_asosiasi_manager set last_day = $2 where person = $1 and last_day <> ''`, who.Person, back.Next(shift).String()); err != nil {
			return err
		}
		var err error
		a, err = Managed(tx, who.Session, w.one)
		return err
	})
	return a, err
}

// What is typed wrong of an association is told at its fields, all at once.
func TestWhatIsTypedWrongIsTold(t *testing.T) {
	_, err := Read(Entry{Name: " ", Short: strings.Repeat("x", 31), About: "slot gacor", Mail: "bukan", Web: "http://a", Phone: "12", Started: "dulu", Legal: strings.Repeat("1", 121)})
	f := fault.Of(err)
	if f == nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range f.Fields {
		got = append(got, x.Name)
	}
	slices.Sort(got)
	if strings.Join(got, " ") != "about_id legal mail name phone short started web" {
		t.Errorf("told at %v", got)
	}
	e, err := Read(Entry{Name: " Paguyuban  Amplang ", About: "Perajin.", Phone: "0542-123456", Started: "5/2015"})
	if err != nil || e.Name != "Paguyuban Amplang" || e.Started != "2015-05" {
		t.Errorf("%+v %v", e, err)
	}
	if _, err := Read(Entry{Name: "Paguyuban", About: "Perajin."}); fault.Of(err) == nil {
		t.Error("an association that nobody reaches is taken")
	}
	eachTown(t, func(w *town) {
		for field, change := range map[string]func(*Entry){"asosiasi.subsector_unknown": func(e *Entry) { e.Subsectors = "lain" }, "registry.started_later": func(e *Entry) { e.Started = "2199" }} {
			e := amplang("Lain")
			change(&e)
			w.refused(field, field, func(tx *db.Tx) error { _, err := w.desk.Register(tx, w.planner.Session, e); return err })
		}
	})
}

// Only what everybody sees comes into an association.
func TestADraftIsNotInvited(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.draft(w.owner, "Amplang Rahasia")
		w.refused("a draft is invited", "registry.no_business", func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.officer.Session, w.one, id); return err })
		w.refused("none is invited", "registry.no_business", func(tx *db.Tx) error { _, err := w.desk.Invite(tx, w.chair.Session, w.one, 12); return err })
		w.refused("a draft asks", "asosiasi.publish_first", func(tx *db.Tx) error { _, err := w.desk.Ask(tx, w.owner.Session, id, w.one, yes); return err })
		w.publish(w.owner, id)
		w.refused("nothing is chosen", "asosiasi.choose", func(tx *db.Tx) error { _, err := w.desk.Ask(tx, w.owner.Session, id, 0, yes); return err })
		m := w.member(id)
		w.must(func(tx *db.Tx) error {
			return w.book.Close(tx, w.owner.Session, registry.Step{Business: id, Reason: "tutup"})
		})
		w.refused("what is closed is nominated", "registry.no_business", func(tx *db.Tx) error {
			_, err := w.desk.Nominate(tx, w.chair.Session, Nominating{Membership: m, For: "ikon", Sentence: "Resep keluarga lama."})
			return err
		})
		w.must(func(tx *db.Tx) error { return w.desk.Leave(tx, w.owner.Session, m) })
	})
}

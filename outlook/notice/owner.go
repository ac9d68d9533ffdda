package notice

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
)

// Owners tells the owners of a business what became of it, by what they sign in with.
// Nobody asks for this: it is about their own, and who did something themselves is not
// told. Neither the name of the business nor what an officer wrote stands in the
// message: they stand behind its link.
type Owners struct {
	People *account.People
	Post   *mail.Post // without a server nothing is mailed
	Box    wa.Box
	Words  *lang.Catalogue
	House  string // the house's name in subjects: "Alun Balikpapan"
	Base   string // where the house is reached, without a slash at its end
}

// ownerFacts are the facts that owners are told, each with the page on which it
// stands.
var ownerFacts = map[string]string{
	"registry.submitted": "", "registry.published": "", "registry.returned": "", "registry.suspended": "", "registry.resumed": "", "registry.closed": "", "registry.reopened": "",
	"registry.merged": "", "registry.unmerged": "", "registry.twin_proposed": "", "registry.proposed": "/usulan", "registry.read": "/riwayat", "registry.consent_noted": "/riwayat", "registry.product_returned": "/produk",
	"registry.asosiasi_invited": "/asosiasi", "registry.asosiasi_joined": "/asosiasi", "registry.asosiasi_ended": "/asosiasi", "registry.asosiasi_nominated": "/asosiasi",
}

// ownerNewsFor is how long something is news to its owner.
const ownerNewsFor = 3 * day

// Hear follows the diary.
func (o Owners) Hear(tx *db.Tx, e diary.Sealed) error {
	if e.Again || tx.Now().Sub(e.At) > ownerNewsFor {
		return nil
	}
	if err := o.hearManagers(tx, e); err != nil {
		return err
	}
	switch e.Fact {
	case "registry.kurasi_told":
		return o.hearResult(tx, e)
	case "registry.kurasi_called_off":
		return o.hearCalledOff(tx, e)
	}
	if err := o.hearSurvivor(tx, e); err != nil {
		return err
	}
	page, told := ownerFacts[e.Fact]
	if !told {
		return nil
	}
	what := e.Fact[len("registry."):]
	if what == "proposed" {
		theirs, err := registry.OwnerDecides(tx, idIn(e, "proposal"))
		if err != nil || !theirs {
			return err // an officer decides, or it was decided meanwhile
		}
	}
	n := news{"notice.owner_" + what + "_subject", "notice.owner_" + what, "notice.owner_why", "/usaha-saya/" + o.code(e.Subject) + page, o.once(e, what)}
	all, err := registry.OwnersOf(tx, e.Subject)
	if what == "submitted" && slices.ContainsFunc(all, func(id db.ID) bool { return account.Actor(id) == e.Actor }) {
		return err // one of them did it: the message says that an officer did
	}
	for _, id := range all {
		if err == nil && account.Actor(id) != e.Actor {
			err = o.tell(tx, n, id)
		}
	}
	return err
}

// survivors name in which field of an entry the other one stands into which a business was
// merged, or from which it was parted: its owners are told too.
var survivors = map[string]string{"registry.merged": "into", "registry.unmerged": "from"}

// hearSurvivor tells the owners of the other one; who owns both is told once, of theirs.
func (o Owners) hearSurvivor(tx *db.Tx, e diary.Sealed) error {
	field, told := survivors[e.Fact]
	other := idIn(e, field)
	if !told || other == 0 {
		return nil
	}
	what := e.Fact[len("registry."):] + "_here"
	n := news{"notice.owner_" + what + "_subject", "notice.owner_" + what, "notice.owner_why", "/usaha-saya/" + o.code(other), o.once(e, what)}
	theirs, err := registry.OwnersOf(tx, e.Subject)
	if err != nil {
		return err
	}
	all, err := registry.OwnersOf(tx, other)
	for _, id := range all {
		if err == nil && account.Actor(id) != e.Actor && !slices.Contains(theirs, id) {
			err = o.tell(tx, n, id)
		}
	}
	return err
}

// news is a fact as somebody is told it: the keys of its words, why they are told, and the
// page on which it stands. What has the same once is told one time.
type news struct {
	subject, text, why string
	path               string
	once               string
}

func (o Owners) code(id db.ID) string { return o.People.Ring.Codec().Encode(int64(id)) }

// tell writes to each address of one person.
func (o Owners) tell(tx *db.Tx, n news, id db.ID) error {
	person, err := account.PersonByID(tx, id)
	if err != nil {
		return err
	}
	logins, err := o.People.Logins(tx, id)
	l := o.Words.In(lang.Tag(person.Lang))
	path := n.path
	if l.Tag() != lang.ID {
		path = "/" + string(l.Tag()) + path
	}
	subject := l.T(n.subject, o.House)
	text := l.T(n.text) + "\n\n" + o.Base + path + "\n\n" + l.T(n.why, o.House) + "\n"
	until := tx.Now().Add(30 * day)
	for i, to := range logins {
		if err != nil {
			return err
		}
		key := fmt.Sprintf("%s/%s/%s/%d", strings.Replace(strings.TrimPrefix(n.text, "notice."), "_", ".", 1), n.once, o.code(id), i)
		switch {
		case to.Way == "mail" && o.Post.Server != nil:
			_, err = o.Post.Put(tx, mail.Message{Key: key, Kind: n.text, About: id, To: to.Text, Subject: subject, Text: text, After: Wake(tx.Now()), Until: until})
		case to.Way == "phone":
			_, err = o.Box.Put(tx, wa.Message{Key: key, Kind: n.text, About: id, Number: to.Text, Text: subject + "\n\n" + text, Until: until})
		}
	}
	return err
}

// once names what is told one time: a fact, but of reads and of proposals all of one business
// and day (a list says many things of one business at once), and of a pair both sides.
func (o Owners) once(e diary.Sealed, what string) string {
	if what == "twin_proposed" { // who owns both is told once
		other := idIn(e, "other")
		return o.code(min(e.Subject, other)) + "/" + o.code(max(e.Subject, other))
	}
	if what == "read" || what == "proposed" {
		return fmt.Sprintf("%s/%s", o.code(e.Subject), date.DayOf(e.At.Truncate(time.Microsecond)))
	}
	return fmt.Sprint(e.Seq)
}

package notice

import (
	"fmt"
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
	"registry.published": "", "registry.returned": "", "registry.suspended": "", "registry.resumed": "", "registry.closed": "", "registry.reopened": "",
	"registry.merged": "", "registry.unmerged": "", "registry.read": "/riwayat",
}

// ownerNewsFor is how long something is news to its owner.
const ownerNewsFor = 3 * day

// Hear follows the diary.
func (o Owners) Hear(tx *db.Tx, e diary.Sealed) error {
	page, told := ownerFacts[e.Fact]
	if !told || e.Again || tx.Now().Sub(e.At) > ownerNewsFor {
		return nil
	}
	all, err := registry.OwnersOf(tx, e.Subject)
	for _, id := range all {
		if err == nil && account.Actor(id) != e.Actor {
			err = o.tell(tx, e, id, page)
		}
	}
	return err
}

// tell writes to each address of one owner.
func (o Owners) tell(tx *db.Tx, e diary.Sealed, id db.ID, page string) error {
	person, err := account.PersonByID(tx, id)
	if err != nil {
		return err
	}
	logins, err := o.People.Logins(tx, id)
	l := o.Words.In(lang.Tag(person.Lang))
	what := e.Fact[len("registry."):]
	path := "/usaha-saya/" + o.People.Ring.Codec().Encode(int64(e.Subject)) + page
	if l.Tag() != lang.ID {
		path = "/" + string(l.Tag()) + path
	}
	subject := l.T("notice.owner_"+what+"_subject", o.House)
	text := l.T("notice.owner_"+what) + "\n\n" + o.Base + path + "\n\n" + l.T("notice.owner_why", o.House) + "\n"
	until := tx.Now().Add(30 * day)
	for i, to := range logins {
		if err != nil {
			return err
		}
		key := fmt.Sprintf("owner.%s/%s/%s/%d", what, o.once(e, what), o.People.Ring.Codec().Encode(int64(id)), i)
		switch {
		case to.Way == "mail" && o.Post.Server != nil:
			_, err = o.Post.Put(tx, mail.Message{Key: key, Kind: "notice.owner_" + what, About: id, To: to.Text, Subject: subject, Text: text, Until: until})
		case to.Way == "phone":
			_, err = o.Box.Put(tx, wa.Message{Key: key, Kind: "notice.owner_" + what, About: id, Number: to.Text, Text: subject + "\n\n" + text, Until: until})
		}
	}
	return err
}

// once names what is told one time: a fact, but of reads all of one business and day.
func (o Owners) once(e diary.Sealed, what string) string {
	if what == "read" {
		return fmt.Sprintf("%s/%s", o.People.Ring.Codec().Encode(int64(e.Subject)), date.DayOf(e.At.Truncate(time.Microsecond)))
	}
	return fmt.Sprint(e.Seq)
}

package product

import (
	"alun/ground/db"
	"alun/ground/fault"
)

// shortest is how many letters a sentence to an owner has at least.
const shortest = 10

// FieldSentence is the field of a form in which an officer says what to mend.
const FieldSentence = "kalimat"

// GiveBack gives a product whose text is marked back to its people, with a sentence that
// says what to mend: the public does not see it until they show it again. The sentence
// stands in its history, under the key of the business. The mark stays until the text is
// another one, or an officer finds it good.
func (d Desk) GiveBack(tx *db.Tx, session string, product db.ID, version int64, sentence string) error {
	p, err := find(tx, product)
	if err != nil {
		return err
	}
	who, b, err := d.Book.For(tx, session, MayClear, p.Business)
	if err != nil {
		return err
	}
	if _, err := d.Book.MayCheckOn(tx, session, b.ID); err != nil { // nobody judges their own
		return err
	}
	switch {
	case len(p.Marks) == 0 || !p.Removed.IsZero():
		return fault.New(fault.Conflict, "product.no_mark")
	case p.Version != version && !leftOut("version"):
		return moved()
	case len([]rune(sentence)) < shortest:
		return fault.New(fault.Invalid, "product.sentence_missing").At(FieldSentence, "product.sentence_missing")
	}
	before := p.Entry
	p.Shown = false
	if err := p.keep(tx); err != nil {
		return err
	}
	return d.tell(tx, who, b, told{kind: "changed", product: p.ID, version: p.Version + 1, before: &before, after: &p.Entry, fields: []string{"shown"}, said: sentence})
}

// GivenBack is the sentence with which an officer gave a product back, while nobody has
// changed it since: for its people and officers. "" where there is none.
func (d Desk) GivenBack(tx *db.Tx, session string, p Product) (string, error) {
	if err := d.insider(tx, session, p.Business); err != nil || p.Shown {
		return "", err
	}
	c, found, err := db.One(tx, scanChange, changeSelect+` where c.product = $1 and c.version = $2`, p.ID, p.Version)
	if err == nil && found {
		c, err = d.reveal(tx, c)
	}
	return c.Said, err
}

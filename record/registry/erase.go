package registry

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
	"alun/record/diary"
)

// Holdings are the tables of this room that hold something of a person, for their
// copy and for forgetting them.
func (k *Book) Holdings() []account.Holding {
	return []account.Holding{
		{Table: "registry_business", Read: k.held, Erase: k.forget},
		{Table: "registry_business_person", Read: heldPlaces, Erase: leaveAll},
		{Table: "registry_read", Read: heldReads}, // and registry_tally
		{Table: "registry_consent", Read: heldConsents},
		{Table: "registry_invitation", Read: heldInvitations, Erase: dropInvitations},
	}
}

// held is what the register keeps of the businesses that somebody owns.
func (k *Book) held(tx *db.Tx, person db.ID) (out []account.Held, err error) {
	all, err := OwnedBy(tx, person)
	for _, b := range all {
		if err != nil {
			return nil, err
		}
		if b, err = k.opened(tx, b); err != nil {
			return nil, err
		}
		out = append(out, account.Held{What: "registry_business.state", Value: string(b.State), Word: b.State.Word(), Note: b.Facts[Name], Of: b.Facts[Name], From: b.Made, Until: b.Forgotten})
		for _, f := range b.Facts.Facts() {
			out = append(out, account.Held{What: "registry_business." + string(f), Value: b.Facts[f], Word: ValueWord(f, b.Facts[f]), Note: b.Proofs[f].Level.Code(), Of: b.Facts[Name], From: b.Proofs[f].At})
		}
	}
	return out, err
}

func heldPlaces(tx *db.Tx, person db.ID) ([]account.Held, error) {
	return db.All(tx, func(r *db.Row) account.Held {
		role := r.Text()
		h := account.Held{What: "registry_business_person.role", Value: role, Word: "registry.role_" + role, From: r.Time()}
		if until, err := date.ParseDay(r.Text()); err == nil {
			h.Until = until.End()
		}
		h.About = r.Text()
		return h
	}, `select p.role, p.made_at, p.until, case when p.until = '' then b.name else '' end from registry_business_person p join registry_business b on b.id = p.business where p.person = $1 order by p.id`, person)
}

func heldReads(tx *db.Tx, person db.ID) (out []account.Held, err error) {
	all, err := OwnedBy(tx, person)
	for _, b := range all {
		if err != nil {
			return nil, err
		}
		var reads []ReadOf
		reads, err = readsOf(tx, b.ID, 0, 100_000)
		for _, r := range reads {
			out = append(out, account.Held{What: "registry_read.purpose", Value: r.Purpose, Word: "registry.purpose_" + r.Purpose, Note: factsText(r.Facts), About: b.Facts[Name], From: r.At})
		}
	}
	return out, err
}

// forget makes unreadable what the register knows of a person who is forgotten: in
// the rows and in all of their history, because its key is destroyed. A business with
// another owner is theirs too and stays; one of a person alone is closed and loses
// whatever says who or where; of a legal entity the public facts stay.
func (k *Book) forget(tx *db.Tx, person db.ID) error {
	all, err := db.All(tx, scanBusiness, businessSelect+` where b.forgotten_at is null and b.id in (select p.business from registry_business_person p where p.person = $1 and p.role = 'owner'
			and (p.of_merge is null or p.until = ''))
		and not exists (select 1 from registry_business_person o where o.business = b.id and o.role = 'owner' and o.until = '' and (o.person is null or o.person <> $1)) order by b.id`, person)
	for _, b := range all {
		if err != nil {
			return err
		}
		err = k.forgetOne(tx, b)
	}
	return err
}

func (k *Book) forgetOne(tx *db.Tx, b Business) error {
	if !leftOut("key") {
		if err := k.Box.Forget(tx, b.subject); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`delete from registry_business_contact where business = $1`, b.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from registry_mark where business = $1`, b.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(`update registry_proposal set state = 'refused', decided_by = 'erased', decided_at = $2 where business = $1 and state = 'open'`, b.ID, tx.Now()); err != nil {
		return err
	}
	to := b.State
	b.subject = tx.NewID()
	if err := k.wipe(tx, b); err != nil {
		return err
	}
	if b.Facts.natural() && to != Merged {
		to = Closed
	}
	if err := k.putMove(tx, "erased", b, b.Version+1, step{move: Forgetting}, to); err != nil {
		return err
	}
	if b.State == Merged { // the other one showed its things
		return diary.Write(tx, diary.Entry{Actor: "erased", Fact: "registry.forgotten", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"into": b.MergedInto}})
	}
	return diary.Write(tx, diary.Entry{Actor: "erased", Fact: "registry.forgotten", Kind: "registry_business", Subject: b.ID})
}

// wipe takes out of a row what could be read without its old key. What a legal entity
// is called and where it stands is nobody's person.
func (k *Book) wipe(tx *db.Tx, b Business) error {
	if b.Facts.natural() {
		_, err := tx.Exec(`update registry_business set version = version + 1, state = case when state = 'merged' then state else 'closed' end, subject = $2, sealed = '', forgotten_at = $3,
			name = '', other_names = '', nib = null, rt = null, address = '', lat = null, lon = null, point_source = '', web = '', about_id = '', about_en = '', about_ja = ''
			where id = $1`, b.ID, b.subject, tx.Now())
		return err
	}
	over := !b.State.changes() // the table lets what stands still change for this alone
	_, err := tx.Exec(`update registry_business set version = version + 1, subject = $2, sealed = '', phone_public = $4, wa_public = $4, mail_public = $4, forgotten_at = $3
		where id = $1`, b.ID, b.subject, db.Null(tx.Now(), over), false)
	return err
}

// leaveAll ends where somebody stands in businesses. The rows stay, as ids.
func leaveAll(tx *db.Tx, person db.ID) error {
	all, err := db.All(tx, scanPersonRow, personRowSelect+` where p.person = $1 and p.until = '' order by p.id`, person)
	for _, p := range all {
		if err != nil {
			return err
		}
		last := date.DayOf(tx.Now())
		if last.Before(p.Since) {
			last = p.Since
		}
		if _, err = tx.Exec(`update registry_business_person set until = $2, ended_by = 'erased' where id = $1 and until = ''`, p.ID, last.String()); err == nil {
			err = leaves(tx, p.business, p.ID, last, "erased", Through)
		}
	}
	return err
}

package registry

import (
	"slices"
	"unicode/utf8"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// Step is what somebody asks of the state of a business.
type Step struct {
	Business db.ID
	Version  int64  // that was looked at; 0: whatever it is now
	Reason   string // a code of SuspendReasons or CloseReasons
	Sentence string // what the owner reads
	Owners   string // of a merger where MergeAsks: OwnersAlong or OwnersStay
}

// Why a business is suspended or closed. How active it seems to be is no reason: that
// is the city's guess, and suspends nobody.
var (
	SuspendReasons = []string{"data_diragukan", "aduan", "bukan_pemilik", "permintaan_pemilik"}
	CloseReasons   = []string{"tutup", "pindah_kota", "bukan_usaha", "salah_daftar"}
)

// reasoned reads the sentence of a move.
func reasoned(field, sentence string) (string, error) {
	text, w := paragraph(sentence)
	if n := utf8.RuneCountInString(text); w != nil || n < 10 || n > 500 {
		return "", fault.New(fault.Invalid, "registry.sentence_needed").At(field, "registry.sentence_needed")
	}
	return text, nil
}

// Submit hands a business in to be checked. What is missing is told, each with a
// sentence at its own field.
func (k *Book) Submit(tx *db.Tx, session string, in Step) error {
	who, b, err := k.mayOn(tx, session, MaySubmit, in.Business, in.Version)
	if err != nil {
		return err
	}
	if b.State.Can(Submitting) {
		if err := complete(b.Facts); err != nil {
			return err
		}
		if err := fitToShow(b); err != nil {
			return err
		}
	}
	if err := k.move(tx, who.Actor(), b, step{move: Submitting}); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.submitted", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"area": b.Facts[Kelurahan]}})
}

// checking begins an act of an officer, who has no part in the business.
func (k *Book) checking(tx *db.Tx, session string, in Step) (account.Who, Business, error) {
	who, b, err := k.mayOn(tx, session, MayCheck, in.Business, in.Version)
	if err != nil {
		return who, b, err
	}
	own, err := standsIn(tx, b.ID, who.Person)
	if err == nil && own {
		err = fault.New(fault.Denied, "registry.not_your_own")
	}
	return who, b, err
}

// Return gives a business back to its owner, with a sentence that says what to mend.
func (k *Book) Return(tx *db.Tx, session string, in Step) error {
	return k.says(tx, session, in, step{move: Returning}, "registry.returned")
}

// says makes a move of an officer that nobody makes without a sentence.
func (k *Book) says(tx *db.Tx, session string, in Step, as step, fact string) error {
	who, b, err := k.checking(tx, session, in)
	if err == nil {
		as.sentence, err = reasoned("sentence", in.Sentence)
	}
	if err == nil && as.move == Resuming && b.State.Can(Resuming) {
		err = fitToShow(b)
	}
	if err == nil {
		err = k.move(tx, who.Actor(), b, as)
	}
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: fact, Kind: "registry_business", Subject: b.ID})
}

// Publish puts a business into the public register. Who handed it in does not publish
// it.
func (k *Book) Publish(tx *db.Tx, session string, in Step) error {
	who, b, err := k.checking(tx, session, in)
	if err != nil {
		return err
	}
	if b.State == Submitted && who.Actor() == b.SubmittedBy && !leftOut("four eyes") {
		return fault.New(fault.Denied, "registry.four_eyes")
	}
	if b.State.Can(Publishing) {
		if err := fitToShow(b); err != nil {
			return err
		}
	}
	if err := k.move(tx, who.Actor(), b, step{move: Publishing}); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.published", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"area": b.Facts[Kelurahan]}})
}

// Suspend takes a business out of the public register, for a reason.
func (k *Book) Suspend(tx *db.Tx, session string, in Step) error {
	who, b, err := k.checking(tx, session, in)
	if err != nil {
		return err
	}
	if !slices.Contains(SuspendReasons, in.Reason) {
		return fault.New(fault.Invalid, "registry.reason_needed").At("reason", "registry.reason_needed")
	}
	sentence, err := reasoned("sentence", in.Sentence)
	if err != nil {
		return err
	}
	if err := k.move(tx, who.Actor(), b, step{move: Suspending, code: in.Reason, sentence: sentence}); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.suspended", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"why": in.Reason}})
}

// Resume ends a suspension, with a sentence.
func (k *Book) Resume(tx *db.Tx, session string, in Step) error {
	return k.says(tx, session, in, step{move: Resuming}, "registry.resumed")
}

// ending begins an act that ends a business or begins it anew: by its owner, or by an
// officer of the area with a second factor.
func (k *Book) ending(tx *db.Tx, session string, in Step) (account.Who, Business, error) {
	who, b, err := k.mayOn(tx, session, MayCloseOwn, in.Business, in.Version)
	if fault.Is(err, fault.Denied) {
		return k.mayOn(tx, session, MayCheck, in.Business, in.Version)
	}
	return who, b, err
}

// Close says that there is no such business any more.
func (k *Book) Close(tx *db.Tx, session string, in Step) error {
	who, b, err := k.ending(tx, session, in)
	if err != nil {
		return err
	}
	if !slices.Contains(CloseReasons, in.Reason) {
		return fault.New(fault.Invalid, "registry.reason_needed").At("reason", "registry.reason_needed")
	}
	sentence := ""
	if officer(who) {
		if sentence, err = reasoned("sentence", in.Sentence); err != nil {
			return err
		}
	}
	if err := k.move(tx, who.Actor(), b, step{move: Closing, code: in.Reason, sentence: sentence}); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.closed", Kind: "registry_business", Subject: b.ID, Data: map[string]any{"why": in.Reason}})
}

// Reopen makes a closed business a draft again: it is checked anew.
func (k *Book) Reopen(tx *db.Tx, session string, in Step) error {
	who, b, err := k.ending(tx, session, in)
	if err != nil {
		return err
	}
	if !b.Forgotten.IsZero() {
		return fault.New(fault.Conflict, "registry.forgotten")
	}
	if err := mayOwnMore(tx, who, who.Person); err != nil { // it would be unfinished again
		return err
	}
	if err := k.move(tx, who.Actor(), b, step{move: Reopening}); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.reopened", Kind: "registry_business", Subject: b.ID})
}

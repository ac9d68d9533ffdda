package asosiasiweb

import (
	"testing"

	"alun/ground/db"
	"alun/record/registry/asosiasi"
)

// Who invites once more is told since when the first invitation waits; nothing is sent. Who
// invites one that asked is told that it is a member.
func TestAnInvitationOnceMore(t *testing.T) {
	eachHouse(t, func(w *house) {
		_, code := w.stall("Amplang Bu Siti")
		desk := "/asosiasi-saya/" + w.code(w.one)
		w.Says(w.reads("chair", w.Sends("chair", desk+"/undang", 303, "usaha", code)), "Undangan dikirim")
		for _, l := range []struct{ at, says string }{{"", "Usaha ini sudah Anda undang pada"}, {"/en", "You invited this business on"}, {"/ja", "招待済み"}} {
			page := w.Reads("chair", w.Sends("chair", l.at+desk+"/undang", 303, "usaha", code))
			w.Says(page, l.says)
			w.Hushed(page, "Undangan dikirim", "was sent")
		}
		w.Hushed(w.reads("chair", desk+"?diundang=abc"), "sudah Anda undang")
		_, wishes := w.stall("Amplang Bu Rini")
		w.Sends("maker", "/usaha-saya/"+wishes+"/asosiasi", 303, "asosiasi", w.code(w.one), "setuju", "1", "naskah", "1")
		w.Says(w.reads("chair", w.Sends("chair", desk+"/undang", 303, "usaha", wishes)), "Usaha ini sekarang anggota")
	})
}

// A business that is not published any more is told what it is, not that it was never.
func TestWhoMayNotAskIsToldWhy(t *testing.T) {
	eachHouse(t, func(w *house) {
		for state, says := range map[string]string{"closed": "Usaha ini sudah tutup", "suspended": "sedang ditangguhkan"} {
			id, code := w.stall("Amplang " + state)
			w.must(func(tx *db.Tx) error {
				_, err := tx.Exec(`update registry_business set state = $2, version = version + 1 where id = $1`, id, state)
				return err
			})
			page := w.reads("maker", "/usaha-saya/"+code+"/asosiasi")
			w.Says(page, says)
			w.Hushed(page, "belum terbit")
			w.Says(w.Sends("maker", "/usaha-saya/"+code+"/asosiasi", 409, "asosiasi", w.code(w.one), "setuju", "1", "naskah", "1"), says)
		}
	})
}

// What is hidden in the list and still read in a result is not called hidden.
func TestAHiddenMemberReadsWhereItIsNamed(t *testing.T) {
	page := owned{agreed: []nominationLine{
		{Nomination: asosiasi.Nomination{Membership: 1, Open: true}, what: "Rasa", page: "/kurasi/a"},
		{Nomination: asosiasi.Nomination{Membership: 1, Open: true}, what: "Produk ikon kota"},
		{Nomination: asosiasi.Nomination{Membership: 1}, what: "Dahulu", page: "/kurasi/b"},
		{Nomination: asosiasi.Nomination{Membership: 2, Open: true}, what: "Lain", page: "/kurasi/c"}}}
	for member, want := range map[db.ID]string{1: "Rasa", 2: "Lain", 3: ""} {
		m := belonging{}
		m.Membership.ID = member
		got := ""
		for _, n := range page.named(m) {
			got += n.what
		}
		if got != want {
			t.Errorf("membership %d is named in %q, want %q", member, got, want)
		}
	}
}

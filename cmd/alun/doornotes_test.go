package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/plan"
)

// Words that stand for notes of dpu, which visitIn brings so far.
const (
	noteUnanswered = "CATATAN"    // nobody has answered it
	noteToReturn   = "DIJELASKAN" // answered, version 2
	noteToAccept   = "DITINJAU"   // answered, version 2
	noteElsewhere  = "LAIN"       // of another office
	dayOff         = "LIBUR"      // a day off
)

var (
	answerers = []string{"operator", "head", "acting head"} // of dpu
	noteRead  = []string{"planner", "planner without second factor", "inspector", "operator", "head", "acting head"}
	because   = "Dihitung+dari+laporan+semester+dinas."
	added     = "day=2026-03-20&name=Hari+uji&kind=daerah&source=Surat+edaran+uji"
)

// noteDoors are those of notes and of the calendar that they go by.
var noteDoors = []door{
	{method: "GET", route: "/tugas/catatan", as: "planner", may: append([]string{"other operator", "other head"}, noteRead...),
		examples: []string{"/tugas/catatan", "/tugas/catatan?daftar=tinjau", "/tugas/catatan?daftar=tertutup", "/tugas/catatan?daftar=tinjau&dari=9999"},
		refused:  []refusal{{"/tugas/catatan?daftar=semua", 422}, {"/tugas/catatan?daftar=jawab", 403}, {"/tugas/catatan?dari=-1", 422}, {"/tugas/catatan?x=%00", 422}}},
	{method: "GET", route: "/tugas/catatan/{note}", as: "operator", may: noteRead,
		examples: []string{"/tugas/catatan/" + noteUnanswered, "/tugas/catatan/" + noteToReturn, "/tugas/catatan/" + noteToAccept + "?selesai=jawab"},
		refused: []refusal{{"/tugas/catatan/" + noteElsewhere, 403}, {"/tugas/catatan/x", 403}, {"/tugas/catatan/%00", 404}, {"/tugas/catatan/" + long, 403},
			{"/tugas/catatan/" + noteUnanswered + "?selesai=x", 422}}},
	{method: "GET", route: "/tugas/catatan/{note}/jawab", as: "head", may: noteRead, examples: []string{"/tugas/catatan/" + noteUnanswered + "/jawab"},
		refused: []refusal{{"/tugas/catatan/" + noteElsewhere + "/jawab", 403}}},
	{method: "GET", route: "/tugas/catatan/{note}/kembalikan", as: "planner", may: noteRead, examples: []string{"/tugas/catatan/" + noteToReturn + "/kembalikan"},
		refused: []refusal{{"/tugas/catatan/x/kembalikan", 404}}},
	{method: "GET", route: "/tugas/catatan/{note}/terima", as: "planner", may: noteRead, examples: []string{"/tugas/catatan/" + noteToAccept + "/terima"},
		refused: []refusal{{"/tugas/catatan/x/terima", 404}}},
	{method: "POST", route: "/tugas/catatan/{note}/jawab", as: "operator", may: answerers, forms: []sent{
		{"/tugas/catatan/" + noteUnanswered + "/jawab", "version=1&sentence=" + because, 303, 0},
		{"/tugas/catatan/" + noteUnanswered + "/jawab", "version=1&sentence=" + because, 409, 0},
		{"/tugas/catatan/" + noteUnanswered + "/jawab", "version=2&sentence=pendek", 422, 0},
		{"/tugas/catatan/" + noteUnanswered + "/jawab", "version=2&sentence=%ff%00", 422, 0},
		{"/tugas/catatan/" + noteUnanswered + "/jawab", "", 422, 0},
		{"/tugas/catatan/" + noteElsewhere + "/jawab", "version=1&sentence=" + because, 403, 0},
		{"/tugas/catatan/%00/jawab", "version=1&sentence=" + because, 404, 0}}},
	{method: "POST", route: "/tugas/catatan/{note}/kembalikan", as: "planner", may: []string{"planner"}, forms: []sent{
		{"/tugas/catatan/" + noteToReturn + "/kembalikan", "version=2&reason=" + because, 303, 0},
		{"/tugas/catatan/" + noteToReturn + "/kembalikan", "version=3&reason=" + because, 409, 0},
		{"/tugas/catatan/" + noteToAccept + "/kembalikan", "version=2&reason=pendek", 422, 0},
		{"/tugas/catatan/x/kembalikan", "version=2&reason=" + because, 404, 0}}},
	{method: "POST", route: "/tugas/catatan/{note}/terima", as: "planner", may: []string{"planner"}, forms: []sent{
		{"/tugas/catatan/" + noteToAccept + "/terima", "version=2", 303, 0},
		{"/tugas/catatan/" + noteToAccept + "/terima", "version=2", 409, 0},
		{"/tugas/catatan/" + noteToAccept + "/terima", "version=banyak", 409, 0},
		{"/tugas/catatan/x/terima", "version=2", 404, 0}}},
	{method: "GET", route: "/hari-libur", examples: []string{"/hari-libur"}, refused: []refusal{{"/hari-libur?x=%00", 422}}},
	{method: "GET", route: "/hari-libur/masa", examples: []string{"/hari-libur/masa"}},
	{method: "GET", route: "/hari-libur/{id}/hapus", examples: []string{"/hari-libur/" + dayOff + "/hapus", "/hari-libur/x/hapus"}},
	{method: "POST", route: "/hari-libur", as: "planner", may: []string{"planner"}, forms: []sent{
		{"/hari-libur", added, 303, 0},
		{"/hari-libur", added, 409, 0},
		{"/hari-libur", "", 422, 0},
		{"/hari-libur", "day=2026-02-30&name=Hari+uji&kind=daerah&source=Surat+edaran+uji", 422, 0},
		{"/hari-libur", "day=2026-03-21&every=1&name=x&kind=x&source=x", 422, 0}}},
	{method: "POST", route: "/hari-libur/masa", as: "planner", may: []string{"planner"}, forms: []sent{
		{"/hari-libur/masa", "days=12&from=2150-01-04&term_source=Surat+edaran+uji", 303, 0},
		{"/hari-libur/masa", "days=0&from=2150-01-04&term_source=Surat+edaran+uji", 422, 0},
		{"/hari-libur/masa", "days=12&from=2020-01-04&term_source=Surat+edaran+uji", 422, 0},
		{"/hari-libur/masa", "days=banyak&from=kapan&term_source=x", 422, 0}}},
	{method: "POST", route: "/hari-libur/{id}/hapus", as: "planner", may: []string{"planner"}, forms: []sent{
		{"/hari-libur/" + dayOff + "/hapus", "reason=Tidak+berlaku+di+kota+ini.", 303, 0},
		{"/hari-libur/" + dayOff + "/hapus", "reason=Tidak+berlaku+di+kota+ini.", 409, 0},
		{"/hari-libur/" + dayOff + "/hapus", "reason=salah", 422, 0},
		{"/hari-libur/x/hapus", "reason=Tidak+berlaku+di+kota+ini.", 409, 0}}},
}

// answerSome brings notes of dpu to where the doors need them.
func (v *visit) answerSome() {
	v.Helper()
	words := []string{noteUnanswered, noteToReturn, noteToAccept}
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		all, err := plan.AllNotes(tx)
		if err != nil {
			return err
		}
		own := slices.DeleteFunc(slices.Clone(all), func(n plan.Note) bool { return n.Slug != "dpu" || n.Year != 2024 || n.Kind == "watch" })
		// First those of a row that an example shows.
		slices.SortStableFunc(own, func(a, b plan.Note) int { return shownFirst(a) - shownFirst(b) })
		other := slices.IndexFunc(all, func(n plan.Note) bool { return n.Slug == "disdag" })
		codec := v.house.keys.Codec()
		v.codes[noteElsewhere] = codec.Encode(int64(all[other].ID))
		for i, word := range []string{noteToReturn, noteToAccept, noteUnanswered} {
			v.codes[word] = codec.Encode(int64(own[i].ID))
			if word == noteUnanswered {
				continue
			}
			if err := plan.AnswerNote(tx, v.people["operator"].Session, own[i].ID, "Dihitung dari laporan semester dinas.", 1); err != nil {
				return err
			}
		}
		days, err := plan.Holidays(tx)
		if err != nil {
			return err
		}
		v.codes[dayOff] = codec.Encode(int64(days[0].ID))
		return plan.SetTerm(tx, v.people["planner"].Session, plan.Term{From: date.DayOf(tx.Now()), Days: 10, Source: "Surat edaran uji"})
	})
	if err != nil || len(v.codes) < len(words) {
		v.Fatal(err)
	}
}

func shownFirst(n plan.Note) int {
	if n.Code == "7.1.7.2" || n.Code == "4.1.1.1" {
		return 0
	}
	return 1
}

// noteActs are what officers do with notes and the calendar, each time anew.
func (w *twoFaces) noteActs() map[string]act {
	press := func(ctx context.Context, who, path, body string) error {
		return w.formAs(ctx, who, w.site.Handler(), path, body, http.StatusSeeOther)
	}
	// on explains the note that a word stands for and then sends a form about it.
	on := func(word, then, body string) act {
		return w.alone(func(ctx context.Context, n int) error {
			id, _ := w.house.keys.Codec().Decode(w.codes[word])
			if err := w.given(ctx, `update plan_flag set state = 'unclarified' where id = $1`, id); err != nil {
				return err
			}
			send := func(who, act, body string) error {
				var note plan.Note
				err := w.house.db.Read(ctx, func(tx *db.Tx) (err error) { note, _, err = plan.NoteByID(tx, db.ID(id)); return err })
				if err != nil {
					return err
				}
				return press(ctx, who, "/tugas/catatan/"+w.codes[word]+"/"+act, fmt.Sprintf("version=%d&%s", note.Version, body))
			}
			if err := send("operator", "jawab", fmt.Sprintf("sentence=%s%d", because, n)); err != nil || then == "" {
				return err
			}
			if err := w.given(ctx, `update plan_note_answer set act = 'explained', sentence = 'Sudah dikembalikan.' where flag = $1 and act = 'returned'`, id); err != nil {
				return err
			}
			return send("planner", then, body)
		})
	}
	return map[string]act{
		"POST /tugas/catatan/{note}/jawab":      on(noteUnanswered, "", ""),
		"POST /tugas/catatan/{note}/kembalikan": on(noteToReturn, "kembalikan", "reason="+because),
		"POST /tugas/catatan/{note}/terima":     on(noteToAccept, "terima", ""),
		"POST /hari-libur": func(ctx context.Context, n int) error {
			return press(ctx, "planner", "/hari-libur", fmt.Sprintf("day=2%03d-03-20&name=Hari+uji&kind=daerah&source=Surat+edaran+uji", n%1000))
		},
		"POST /hari-libur/masa": func(ctx context.Context, n int) error {
			return press(ctx, "planner", "/hari-libur/masa", fmt.Sprintf("days=%d&from=2150-01-04&term_source=Surat+edaran+uji", 1+n%60))
		},
		"POST /hari-libur/{id}/hapus": func(ctx context.Context, n int) error {
			id := w.house.db.NewID()
			err := w.given(ctx, `insert into plan_holiday (id, day, name, kind, source, grade, added_by, added_at)
				values ($1, $2, 'Hari uji', 'daerah', 'Surat uji', '', 'test', 1)`, id, fmt.Sprint("uji ", id))
			if err != nil {
				return err
			}
			return press(ctx, "planner", "/hari-libur/"+w.code(id)+"/hapus", "reason=Tidak+berlaku+di+kota+ini.")
		},
	}
}

// openNotes hides a note whose day has come, and lets the work open it.
func (w *twoFaces) openNotes(ctx context.Context, n int) error {
	err := w.given(ctx, `update plan_flag set hidden = true, told_on = '2026-01-01', open_on = '2026-01-02', public_at = null where id =
		(select id from plan_flag where until is null and state = 'unclarified' order by id limit 1 offset $1)`, n%50)
	if err != nil {
		return err
	}
	return w.clears(ctx, "notes", `select count(*) from plan_flag where hidden and open_on = '2026-01-02'`)
}

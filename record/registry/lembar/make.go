package lembar

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/letter"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
)

// Making asks for the sheet of an RT.
type Making struct {
	Kelurahan string
	RT        int
	// Instead is the sheet that is out and has been lost or is out of date: a new one
	// takes its place. 0 gives the one that is out, if there is one.
	Instead db.ID
}

// Make gives the sheet of an RT: the one that is out, or a new one. Asked again it is
// the same sheet.
func (d Desk) Make(tx *db.Tx, session string, in Making) (Sheet, error) {
	who, err := account.May(tx, session, MayPrint, account.At{Area: in.Kelurahan})
	if err != nil {
		return Sheet{}, err
	}
	area, found, err := place.ByCode(tx, in.Kelurahan)
	if err != nil {
		return Sheet{}, err
	}
	if !found || area.Level != place.Kelurahan || in.RT < 1 || in.RT > 999 {
		return Sheet{}, fault.New(fault.NotFound, "lembar.no_rt")
	}
	out, found, err := db.One(tx, scanSheet, sheetSelect+` where s.kelurahan = $1 and s.rt = $2 and s.state = 'printed'`, in.Kelurahan, in.RT)
	if err != nil || found && out.ID != in.Instead {
		return out, err
	}
	if found {
		if err := void(tx, who, out); err != nil {
			return Sheet{}, err
		}
	}
	return d.begin(tx, who, in)
}

// void takes a sheet out of use. What was ticked on it and is not finished must not be
// lost by accident.
func void(tx *db.Tx, who account.Who, s Sheet) error {
	ticked, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_lembar_row where sheet = $1 and tick > 0`, s.ID)
	if err != nil {
		return err
	}
	if ticked > 0 {
		return fault.New(fault.Conflict, "lembar.has_ticks", s.Number, ticked)
	}
	if err := tx.ExecOr(fault.New(fault.Conflict, "lembar.moved"), `update registry_lembar set state = 'void', voided_at = $2, voided_by = $3 where id = $1 and state = 'printed'`, s.ID, tx.Now(), who.Actor()); err != nil {
		return err
	}
	if err := forgetStreets(tx, s.ID); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.sheet_void", Kind: "registry_lembar", Subject: s.ID, Data: map[string]any{"area": s.Kelurahan, "rt": s.RT}})
}

// forgetStreets empties the streets of a sheet that nobody carries around any more.
func forgetStreets(tx *db.Tx, sheet db.ID) error {
	if leftOut("rest") {
		return nil
	}
	_, err := tx.Exec(`update registry_lembar_row set street = '' where sheet = $1 and street <> ''`, sheet)
	return err
}

func (d Desk) begin(tx *db.Tx, who account.Who, in Making) (Sheet, error) {
	s := Sheet{ID: tx.NewID(), Kelurahan: in.Kelurahan, RT: in.RT, State: Printed, Made: tx.Now(), MadeBy: who.Actor()}
	rows, err := pick(tx, in.Kelurahan, in.RT)
	if err != nil {
		return s, err
	}
	maker, err := account.PersonByID(tx, who.Person)
	if err != nil {
		return s, err
	}
	year, series, mark := yearOf(s.Made), "lembar-rt "+in.Kelurahan, ""
	if maker.Demo { // the city's own numbers have no gap where a demonstration was
		series, mark = series+" peragaan", "/PERAGAAN"
	}
	number, err := letter.Take(tx, series, year, fmt.Sprintf("{n}/LRT-%s%s/%d", in.Kelurahan, mark, year), letter.Deed{Kind: "registry_lembar", Subject: s.ID, By: s.MadeBy})
	if err != nil {
		return s, err
	}
	s.Number = number.Text
	if _, err := tx.Exec(`insert into registry_lembar (id, kelurahan, rt, number, state, made_at, made_by, entered_by, voided_by) values ($1, $2, $3, $4, 'printed', $5, $6, '', '')`,
		s.ID, s.Kelurahan, s.RT, s.Number, s.Made, s.MadeBy); err != nil {
		return s, err
	}
	var lines [][]any
	for i, r := range rows {
		lines = append(lines, []any{s.ID, i + 1, r.Business, r.Version, r.Name, r.Trade, r.Street, 0, "", 0, "", ""})
	}
	for chunk := range slices.Chunk(lines, 100) {
		if err := db.Many(tx, `insert into registry_lembar_row (sheet, n, business, version, name, trade, street, tick, tick_by, counted, decided, decided_by) values `, "", chunk); err != nil {
			return s, err
		}
	}
	return s, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.sheet_printed", Kind: "registry_lembar", Subject: s.ID, Data: map[string]any{"area": s.Kelurahan, "rt": s.RT, "rows": len(rows)}})
}

// onPaper is which businesses stand on a sheet: those that are or were public, those
// that are handed in, and drafts that are no maker's own. What a maker has only begun
// to write is nobody else's to read. It is a case so that the area leads to the rows,
// and not the state.
const onPaper = `case when b.state in ('published', 'suspended', 'submitted') then true when b.state in ('draft', 'returned')
	then not exists (select 1 from registry_business_person p where p.business = b.id and p.role = 'owner' and p.until = '') else false end`

// pick chooses what is printed of the businesses of an RT, by name.
func pick(tx *db.Tx, kelurahan string, rt int) ([]Row, error) {
	rows, err := db.All(tx, func(r *db.Row) Row {
		row := Row{Business: r.ID(), Version: r.Int64(), Name: printed(r.Text(), 80)}
		about, title := r.Text(), r.Text()
		about, _, _ = strings.Cut(about, ". ") // its first sentence says it
		if row.Trade = printed(about, 70); row.Trade == "" {
			row.Trade = printed(title, 70)
		}
		address, home := r.Text(), r.Bool()
		street, said := r.Maybe()
		code := registry.StreetCode(r.Text()) && !leftOut("street")
		if vendor := street != 0 || !said && code; !home && !vendor || leftOut("home") {
			row.Street = printed(address, 80)
		}
		return row
	}, `select b.id, b.version, b.name, b.about_id, coalesce((select c.shown from registry_business_kbli k join registry_kbli_code c on c.version = k.version and c.code = k.code
			where k.business = b.id and k.main order by k.version desc limit 1), ''), b.address, coalesce(b.at_home, $3), b.street_vendor, b.kbli
		from registry_business b where b.kelurahan = $1 and b.rt = $2 and `+onPaper, kelurahan, rt, true)
	slices.SortFunc(rows, func(a, b Row) int {
		if by := strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)); by != 0 {
			return by
		}
		return int(max(-1, min(1, int64(a.Business-b.Business))))
	})
	return rows, err
}

// number is what may be a phone, a NIK or a NIB within a text: seven digits and more.
var number = regexp.MustCompile(`\+?\d(?:[\s().–-]?\d){6,}`)

// printed is a text as it may stand on paper that lies on a table at home: one line,
// without long numbers, and not too long.
func printed(text string, most int) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	if !leftOut("numbers") {
		text = number.ReplaceAllString(text, "")
	}
	text = strings.Join(strings.Fields(text), " ")
	if all := []rune(text); len(all) > most {
		text = strings.TrimRight(string(all[:most-1]), " ,.;") + "…"
	}
	return text
}

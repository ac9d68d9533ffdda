package lembar

import (
	"alun/ground/db"
	"alun/record/account"
	"alun/record/registry"
)

// RT is one RT of a kelurahan, with its newest sheet.
type RT struct {
	N          int
	Businesses int
	Sheet      Sheet // zero: none was printed yet
	Rows       int   // of that sheet
	Ticked     int
}

// Overview is a kelurahan as its officer sees it.
type Overview struct {
	RTs     []RT
	Nowhere int // businesses of which nobody knows the RT
}

// Overview lists the RTs of a kelurahan.
func (d Desk) Overview(tx *db.Tx, session, kelurahan string) (out Overview, err error) {
	if _, err := account.May(tx, session, registry.MayWatch, account.At{Area: kelurahan}); err != nil {
		return out, err
	}
	if out.RTs, err = counts(tx, kelurahan); err != nil {
		return out, err
	}
	if len(out.RTs) > 0 && out.RTs[0].N == 0 {
		out.Nowhere, out.RTs = out.RTs[0].Businesses, out.RTs[1:]
	}
	type newest struct {
		Sheet
		rows, ticked int
	}
	sheets, err := db.All(tx, func(r *db.Row) newest { n, t := r.Int(), r.Int(); return newest{scanSheet(r), n, t} },
		`select (select count(*) from registry_lembar_row r where r.sheet = s.id), (select count(*) from registry_lembar_row r where r.sheet = s.id and r.tick > 0),`+sheetSelect[len("select"):]+`
		where s.kelurahan = $1 and s.id = (select max(o.id) from registry_lembar o where o.kelurahan = s.kelurahan and o.rt = s.rt)`, kelurahan)
	if err != nil {
		return out, err
	}
	by := map[int]newest{}
	for _, s := range sheets {
		by[s.RT] = s
	}
	for i, rt := range out.RTs {
		s := by[rt.N]
		out.RTs[i].Sheet, out.RTs[i].Rows, out.RTs[i].Ticked = s.Sheet, s.rows, s.ticked
	}
	return out, nil
}

// counts are the RTs that have businesses; 0 is where none is known.
func counts(tx *db.Tx, kelurahan string) ([]RT, error) {
	return db.All(tx, func(r *db.Row) RT { return RT{N: r.Int(), Businesses: r.Int()} },
		`select coalesce(b.rt, 0), count(*) from registry_business b where b.kelurahan = $1 and `+onPaper+` group by coalesce(b.rt, 0) order by coalesce(b.rt, 0)`, kelurahan)
}

// Progress is how far a kelurahan is.
type Progress struct {
	Kelurahan  string
	Businesses int
	RTs        int
	Printed    int // RTs with a sheet that is out
	Entered    int // RTs whose newest sheet is entered
}

// Progress tells of each kelurahan of an area how far it is.
func (d Desk) Progress(tx *db.Tx, session, area string) ([]Progress, error) {
	if _, err := account.May(tx, session, registry.MayWatch, account.At{Area: area}); err != nil {
		return nil, err
	}
	all, err := db.All(tx, func(r *db.Row) Progress { return Progress{Kelurahan: r.Text(), Businesses: r.Int(), RTs: r.Int()} },
		`select b.kelurahan, count(*), count(distinct b.rt) from registry_business b where b.kelurahan >= $1 and b.kelurahan < $2 and `+onPaper+` group by b.kelurahan order by b.kelurahan`,
		area, area+"/")
	if err != nil {
		return nil, err
	}
	type stood struct {
		kelurahan string
		state     State
		n         int
	}
	sheets, err := db.All(tx, func(r *db.Row) stood { return stood{r.Text(), State(r.Text()), r.Int()} },
		`select s.kelurahan, s.state, count(*) from registry_lembar s where s.kelurahan >= $1 and s.kelurahan < $2
		and s.id = (select max(o.id) from registry_lembar o where o.kelurahan = s.kelurahan and o.rt = s.rt) group by s.kelurahan, s.state`, area, area+"/")
	for i := range all {
		for _, s := range sheets {
			switch {
			case s.kelurahan != all[i].Kelurahan:
			case s.state == Printed:
				all[i].Printed += s.n
			case s.state == Entered:
				all[i].Entered += s.n
			}
		}
	}
	return all, err
}

// RTsOf lists the RTs of a kelurahan that have businesses, for printing all of them.
func RTsOf(tx *db.Tx, kelurahan string) ([]int, error) {
	all, err := counts(tx, kelurahan)
	var out []int
	for _, rt := range all {
		if rt.N > 0 {
			out = append(out, rt.N)
		}
	}
	return out, err
}

// OutOf lists the sheets of a kelurahan that are out, by RT, with their rows.
func (d Desk) OutOf(tx *db.Tx, session, kelurahan string) ([]Whole, error) {
	if _, err := account.May(tx, session, registry.MayWatch, account.At{Area: kelurahan}); err != nil {
		return nil, err
	}
	sheets, err := db.All(tx, scanSheet, sheetSelect+` where s.kelurahan = $1 and s.state = 'printed' order by s.rt`, kelurahan)
	out := make([]Whole, len(sheets))
	for i, s := range sheets {
		if err == nil {
			out[i].Sheet = s
			out[i].Rows, err = RowsOf(tx, s.ID)
		}
	}
	return out, err
}

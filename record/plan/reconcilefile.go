package plan

import (
	"encoding/json"
	"io"
	"path/filepath"
	"strconv"

	"alun/ground/db"
	"alun/ground/sheet"
	"alun/record/plan/e81"
	"alun/record/plan/sipd"
)

// RealisationFile is a file of SIPD on its way in, already opened.
type RealisationFile struct {
	Name string
	Sum  string // SHA-256 of its bytes, hex
	sipd.Sheet
}

// ReadRealisation opens a file. Reading happens before any transaction.
func ReadRealisation(name string, r io.ReaderAt, size int64) (f RealisationFile, err error) {
	f.Name = shown(filepath.Base(name))
	if f.Sum, err = sumOf(r, size); err != nil {
		return f, err
	}
	f.Sheet, err = sipd.Open(name, r, size)
	return f, err
}

// columnsText is how a file is read, as it is kept: the line of the heading and
// the columns.
func columnsText(h sipd.Head, m sipd.Map) string { return strconv.Itoa(h.Last) + ":" + m.String() }

// rawBlock is how many lines of a file stand in one row while somebody names
// its columns.
const rawBlock = 200

type rawLine struct {
	N int      `json:"n"`
	C []string `json:"c"`
}

func packLines(lines []sheet.Line) (string, error) {
	out := make([]rawLine, len(lines))
	for i, l := range lines {
		out[i] = rawLine{l.Number, l.Cells}
		for j, c := range l.Cells {
			if clean := shownWhole(c); clean != c {
				l.Cells[j] = clean
			}
		}
	}
	b, err := json.Marshal(out)
	return string(b), err
}

func unpackLines(packed string) ([]sheet.Line, error) {
	var in []rawLine
	if err := json.Unmarshal([]byte(packed), &in); err != nil {
		return nil, err
	}
	out := make([]sheet.Line, len(in))
	for i, l := range in {
		out[i] = sheet.Line{Number: l.N, Cells: l.C}
	}
	return out, nil
}

// rawLines reads the lines of a file whose columns are not named yet; at most so
// many blocks, 0 for all.
func rawLines(tx *db.Tx, run db.ID, blocks int) (lines []sheet.Line, err error) {
	err = db.Each(tx, func(r *db.Row) error {
		more, err := unpackLines(r.Text())
		lines = append(lines, more...)
		return err
	}, `select lines from plan_reconciliation_raw where run = $1 and (cast($2 as bigint) = 0 or number < $2) order by number`, run, blocks)
	return lines, err
}

// named reads the file's rows and finds their offices by their names; rows of an
// office that is not scope are left out and counted, when scope is one.
func (f RealisationFile) named(reg offices, m sipd.Map, scope db.ID) (rows []filed, skipped, unnamed int, levels map[e81.Level]bool) {
	read := sipd.Read(f.Lines, f.Head, m)
	skipped = read.Skipped
	levels = map[e81.Level]bool{}
	for _, r := range read.Rows {
		office := scope
		if r.Office != "" {
			office = reg.find(r.Office)
		}
		switch {
		case scope != 0 && office != scope:
			skipped++
			continue
		case office == 0:
			unnamed++
		}
		if r.Leveled {
			levels[r.Level] = true
		}
		r.Name, r.Code = cut(shownWhole(r.Name)), shown(r.Code)
		r.Budget.Text, r.Spent.Text = shown(r.Budget.Text), shown(r.Spent.Text)
		rows = append(rows, filed{r, office})
	}
	return rows, skipped, unnamed, levels
}

// cut keeps a name that no report prints out of the way of those that one does.
func cut(name string) string {
	const most = 1000
	if r := []rune(name); len(r) > most {
		return string(r[:most])
	}
	return name
}

// offices finds an office by any of its names.
type offices map[string]db.ID

func officeNames(tx *db.Tx, year int) (offices, error) {
	all, err := OPDs(tx, year)
	out := offices{}
	for _, o := range all {
		for _, name := range []string{o.Name, o.Short, o.Slug} {
			out[sipd.Fold(name)] = o.ID
		}
	}
	return out, err
}

func (o offices) find(name string) db.ID { return o[sipd.Fold(name)] }

// plannedRows reads the report's side: the main rows of programmes, activities and
// sub-activities, of one office or all.
func plannedRows(tx *db.Tx, v View, office db.ID) ([]planned, error) {
	type key struct {
		office db.ID
		code   string
	}
	names := map[key]string{}
	all, err := db.All(tx, func(r *db.Row) planned {
		p := planned{figure: r.ID(), node: r.ID(), office: r.ID(), level: e81.Level(r.Int()), code: r.Text(), name: r.Text()}
		p.budget, p.spent = scanMoney(r), scanMoney(r)
		var row e81.Row
		unpackUnheld(&row, r.Text())
		p.budget.Text, p.spent.Text = row.Target.Rp.Text, row.Real.Rp.Text
		p.nomenclature = sipd.Code(r.Text())
		return p
	}, `select f.id, f.node, f.opd, f.level, f.code, f.name, f.target_rp, f.real_rp, f.unheld,
		coalesce((select c.code from plan_nomenclature c where c.node = f.node order by c.valid_from desc limit 1), '')
		from plan_figure f where `+inView+` and f.seq = 0 and f.level >= 1 and (cast($3 as bigint) = 0 or f.opd = $3) order by `+printedOrder,
		v.ID, v.Revision, office)
	for i, p := range all {
		names[key{p.office, p.code}] = p.name
		above := e81.Parent(p.code)
		switch p.level {
		case e81.Subkegiatan:
			all[i].kegiatan, all[i].program = names[key{p.office, above}], names[key{p.office, e81.Parent(above)}]
		case e81.Kegiatan:
			all[i].program = names[key{p.office, above}]
		}
	}
	return all, err
}

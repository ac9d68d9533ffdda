package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/sheet"
	"alun/record/account"
	"alun/record/diary"
)

// Paper is what a working paper says of a row of a sample.
type Paper struct {
	Number     int
	Seen       string // what was looked at
	Conclusion string // "", sesuai, klarifikasi, temuan: words of the working paper alone
	Remark     string
	By         string
	At         time.Time
	FollowUp   string   // what the office is asked to do; "" is nothing
	Due        date.Day // until when
	line       int      // of the file
}

// Conclusions are what a working paper may conclude.
var Conclusions = []string{"sesuai", "klarifikasi", "temuan"}

// The columns of a working paper that are filled in, and those that tell which
// row it is. Their names are the same in every language.
const (
	paperSample     = "sample"
	paperNumber     = "number"
	paperSeen       = "seen"
	paperConclusion = "conclusion"
	paperRemark     = "remark"
	paperFollowUp   = "followup"
	paperDue        = "due"
)

// PaperColumns are the names of the columns that a working paper comes back with.
var PaperColumns = []string{paperSample, paperNumber, paperSeen, paperConclusion, paperRemark, paperFollowUp, paperDue}

func papersOf(tx *db.Tx, sample db.ID) (map[int]Paper, error) {
	out := map[int]Paper{}
	err := db.Each(tx, func(r *db.Row) error {
		p := Paper{Number: r.Int(), Seen: r.Text(), Conclusion: r.Text(), Remark: r.Text(), By: r.Text(), At: r.Time()}
		out[p.Number] = p // a later one stands for the row
		return nil
	}, `select number, seen, conclusion, remark, said_by, at from plan_sample_paper where sample = $1 order by at, id`, sample)
	return out, err
}

// ReadPaper reads a working paper that comes back: heads are the columns as the
// languages call them, in the order of PaperColumns; code is the sample's, and
// conclude knows a conclusion by any of its words. Every fault names its line.
func ReadPaper(book *sheet.Book, heads [][]sheet.Column, code string, conclude func(string) (string, bool)) ([]Paper, error) {
	var at []int
	var out []Paper
	for line, err := range book.Rows("") {
		if err != nil {
			return nil, err
		}
		if at == nil {
			if at, err = paperPlaces(line.Cells, heads); err != nil {
				return nil, err
			}
			continue
		}
		p, err := paperLine(line, at, code, conclude)
		if err != nil {
			return nil, err
		}
		if p.Number > 0 {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Invalid, "plan.paper_empty")
	}
	return out, nil
}

func paperPlaces(head []string, heads [][]sheet.Column) (at []int, err error) {
	for _, want := range heads {
		if at, err = sheet.Columns(head, want...); err == nil {
			return at, nil
		}
	}
	return nil, err
}

func paperLine(line sheet.Line, at []int, code string, conclude func(string) (string, bool)) (p Paper, err error) {
	cell := func(name string) string {
		return strings.TrimSpace(shownWhole(line.Cell(at[slices.Index(PaperColumns, name)])))
	}
	wrong := func(key string, args ...any) (Paper, error) {
		return Paper{}, fault.New(fault.Invalid, key, append([]any{line.Number}, args...)...)
	}
	if cell(paperNumber) == "" {
		return p, nil // a line that somebody added for himself
	}
	n, e := strconv.Atoi(strings.TrimSuffix(cell(paperNumber), ".0"))
	if e != nil || n < 1 {
		return wrong("plan.paper_number_bad", shown(cell(paperNumber)))
	}
	if cell(paperSample) != code {
		return wrong("plan.paper_other_sample", shown(cell(paperSample)))
	}
	p = Paper{Number: n, Seen: cell(paperSeen), Remark: cell(paperRemark), FollowUp: cell(paperFollowUp), line: line.Number}
	for _, text := range []string{p.Seen, p.Remark, p.FollowUp} {
		if utf8.RuneCountInString(text) > 1000 {
			return wrong("plan.paper_too_long", 1000)
		}
	}
	var ok bool
	if p.Conclusion, ok = conclude(cell(paperConclusion)); !ok {
		return wrong("plan.paper_conclusion_bad", shown(cell(paperConclusion)))
	}
	if p.FollowUp == "" {
		return p, nil
	}
	if utf8.RuneCountInString(p.FollowUp) < 10 {
		return wrong("plan.paper_followup_short")
	}
	if p.Due, err = paperDay(cell(paperDue)); err != nil {
		return wrong("plan.paper_due_bad", shown(cell(paperDue)))
	}
	return p, nil
}

// excelEpoch is Excel's day 0, for every day after its February 29, 1900.
var excelEpoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// paperDay reads a day as text, or as Excel counts it.
func paperDay(text string) (date.Day, error) {
	if n, err := strconv.Atoi(text); err == nil && n > 36_526 && n < 110_000 { // from the year 2000 on
		y, m, d := excelEpoch.AddDate(0, 0, n).Date()
		return date.Day{Year: y, Month: m, Date: d}, nil
	}
	for _, form := range []string{"2/1/2006", "2-1-2006", "2.1.2006"} {
		if t, err := time.Parse(form, text); err == nil {
			return date.Day{Year: t.Year(), Month: t.Month(), Date: t.Day()}, nil
		}
	}
	return date.ParseDay(text)
}

// PaperTaken is what came of a working paper.
type PaperTaken struct {
	Rows      int `json:"rows"`      // rows of which it says something new
	FollowUps int `json:"followups"` // follow-ups that it opened
}

// TakePaper keeps what a working paper says, and opens the follow-ups in it. The
// same paper again changes nothing.
func TakePaper(tx *db.Tx, session string, sample db.ID, papers []Paper) (PaperTaken, error) {
	who, err := account.May(tx, session, MayInspect, account.At{})
	if err != nil {
		return PaperTaken{}, err
	}
	s, found, err := db.One(tx, scanSample, sampleSelect+` where s.id = $1`, sample)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.sample_none")
	}
	if err != nil {
		return PaperTaken{}, err
	}
	before, err := papersOf(tx, sample)
	if err != nil {
		return PaperTaken{}, err
	}
	taken := PaperTaken{}
	for _, p := range papers {
		if p.Number > s.Rows {
			return PaperTaken{}, fault.New(fault.Invalid, "plan.paper_number_bad", p.line, strconv.Itoa(p.Number))
		}
		if b := before[p.Number]; p.Seen != b.Seen || p.Conclusion != b.Conclusion || p.Remark != b.Remark {
			if err := putPaper(tx, sample, p, who.Actor()); err != nil {
				return PaperTaken{}, err
			}
			taken.Rows++
		}
		opened, err := openFollowUp(tx, sample, p, who.Actor())
		if err != nil {
			return PaperTaken{}, err
		}
		taken.FollowUps += opened
	}
	if taken == (PaperTaken{}) {
		return taken, nil
	}
	return taken, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.paper_taken", Kind: "plan_sample", Subject: sample,
		Data: map[string]any{"rows": taken.Rows, "followups": taken.FollowUps}})
}

func putPaper(tx *db.Tx, sample db.ID, p Paper, by string) error {
	_, err := tx.Exec(`insert into plan_sample_paper (id, sample, number, seen, conclusion, remark, said_by, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		tx.NewID(), sample, p.Number, p.Seen, p.Conclusion, p.Remark, by, tx.Now())
	return err
}

// openFollowUp opens the follow-up of a line, unless it is there already.
func openFollowUp(tx *db.Tx, sample db.ID, p Paper, by string) (int, error) {
	if p.FollowUp == "" {
		return 0, nil
	}
	sum := sha256.Sum256([]byte(Fold(p.FollowUp) + "|" + p.Due.String()))
	id := tx.NewID()
	n, err := tx.Exec(`insert into plan_followup (id, sample, number, sentence, due, sum, state, version, made_by, made_at)
		values ($1, $2, $3, $4, $5, $6, 'open', 1, $7, $8) on conflict (sample, number, sum) do nothing`,
		id, sample, p.Number, p.FollowUp, p.Due.String(), hex.EncodeToString(sum[:]), by, tx.Now())
	if err != nil || n == 0 {
		return 0, err
	}
	return 1, putFollowUpWord(tx, id, "opened", p.FollowUp, by)
}

package plan

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/plan/e81"
)

// The rules by which a sample is drawn.
const (
	ByChance      = "chance"
	Largest       = "largest"   // the largest budgets
	WithQuestions = "questions" // open notes on the data, the most first
	Overspent     = "overspent" // spending above 100 %
	NoOutput      = "no_output" // money was spent and the output is 0
)

// SampleRules lists them, in the order of pages.
var SampleRules = []string{ByChance, Largest, WithQuestions, Overspent, NoOutput}

// SampleAsk is what an inspector asks for.
type SampleAsk struct {
	Assignment string   // number of the surat tugas
	From       date.Day // its days
	Until      date.Day
	Quarter    date.Quarter
	Rule       string
	Seed       string // of a sample by chance
	Level      e81.Level
	Size       int  // rows, of each office when EachOffice
	EachOffice bool // every office has its share
	Offices    []string
}

// MostSampled bounds the rows of a sample.
const MostSampled = 200

var seedForm = regexp.MustCompile(`^[0-9A-Za-z-]{8,64}$`)

// check tells what is wrong with an ask, on the day when it is made.
func (a SampleAsk) check(today date.Day) error {
	f := fault.New(fault.Invalid, "plan.sample_invalid")
	if n := utf8.RuneCountInString(a.Assignment); n < 3 || n > 100 {
		f.At("assignment", "plan.sample_assignment_bad")
	}
	switch {
	case a.From.IsZero():
		f.At("from", "plan.sample_day_bad")
	case a.Until.IsZero():
		f.At("until", "plan.sample_day_bad")
	case a.Until.String() < a.From.String():
		f.At("until", "plan.sample_days_bad")
	case today.String() < a.From.String() || today.String() > a.Until.String():
		f.At("until", "plan.sample_not_now", a.From, a.Until)
	}
	if !slices.Contains(SampleRules, a.Rule) {
		f.At("rule", "plan.sample_rule_bad")
	}
	if a.Rule == ByChance && !seedForm.MatchString(a.Seed) {
		f.At("seed", "plan.sample_seed_bad")
	}
	if a.Level < e81.Program || a.Level > e81.Subkegiatan {
		f.At("level", "plan.sample_level_bad")
	}
	if a.Size < 1 || a.Size > MostSampled {
		f.At("size", "plan.sample_size_bad", MostSampled)
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// DrawSample draws rows out of the newest revision of a report and keeps them.
// Their figures stay those of that revision.
func DrawSample(tx *db.Tx, session string, ask SampleAsk) (db.ID, error) {
	who, err := account.May(tx, session, MayInspect, account.At{})
	if err != nil {
		return 0, err
	}
	ask.Assignment = strings.TrimSpace(ask.Assignment)
	if ask.Rule != ByChance {
		ask.Seed = ""
	}
	if err := ask.check(date.DayOf(tx.Now())); err != nil {
		return 0, err
	}
	v, found, err := At(tx, ask.Quarter, 0)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_report", ask.Quarter)
	}
	if err != nil {
		return 0, err
	}
	all, err := drawables(tx, v, ask.Level)
	if err != nil {
		return 0, err
	}
	taken, population := pick(ask, all)
	switch {
	case len(taken) == 0:
		return 0, fault.New(fault.Invalid, "plan.sample_invalid").At("rule", "plan.sample_nothing")
	case len(taken) > MostSampled:
		return 0, fault.New(fault.Invalid, "plan.sample_invalid").At("size", "plan.sample_too_many", len(taken), MostSampled)
	}
	id := tx.NewID()
	if err := putSample(tx, id, v, ask, population, who.Actor()); err != nil {
		return 0, err
	}
	if err := putSampled(tx, id, taken); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.sample_drawn", Kind: "plan_sample", Subject: id,
		Data: map[string]any{"report": v.ID, "revision": v.Revision, "rule": ask.Rule, "rows": len(taken)}})
}

func putSample(tx *db.Tx, id db.ID, v View, a SampleAsk, population int, by string) error {
	_, err := tx.Exec(`insert into plan_sample (id, assignment, from_day, until_day, report, revision, rule, seed, level, size, each_office, offices, population, made_by, made_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		id, a.Assignment, a.From.String(), a.Until.String(), v.ID, v.Revision, a.Rule, a.Seed, int(a.Level), a.Size, a.EachOffice,
		strings.Join(a.Offices, " "), population, by, tx.Now())
	return err
}

func putSampled(tx *db.Tx, id db.ID, taken []drawable) error {
	for i, d := range taken {
		_, err := tx.Exec(`insert into plan_sample_row (sample, number, figure, node, opd, draw, questions) values ($1, $2, $3, $4, $5, $6, $7)`,
			id, i+1, d.figure, d.node, d.office, d.rank, d.questions)
		if err != nil {
			return err
		}
	}
	return nil
}

// Sample is a sample as it was drawn.
type Sample struct {
	ID db.ID
	SampleAsk
	View       View // the revision whose figures it shows
	Population int  // rows that could have been taken
	Rows       int
	By         string
	At         time.Time
}

const sampleSelect = `select s.id, s.assignment, s.from_day, s.until_day, s.rule, s.seed, s.level, s.size, s.each_office, s.offices, s.population,
	s.made_by, s.made_at, (select count(*) from plan_sample_row w where w.sample = s.id), s.revision,
	p.id, p.year, p.quarter, p.budget_version, p.revision from plan_sample s join plan_report p on p.id = s.report`

func scanSample(r *db.Row) Sample {
	s := Sample{ID: r.ID()}
	s.Assignment = r.Text()
	s.From, _ = date.ParseDay(r.Text()) // written by putSample
	s.Until, _ = date.ParseDay(r.Text())
	s.Rule, s.Seed, s.Level, s.Size, s.EachOffice = r.Text(), r.Text(), e81.Level(r.Int()), r.Int(), r.Bool()
	s.Offices, s.Population, s.By, s.At, s.Rows = strings.Fields(r.Text()), r.Int(), r.Text(), r.Time(), r.Int()
	s.View.Revision = r.Int()
	s.View.Report = scanReport(r)
	s.Quarter = s.View.Quarter
	return s
}

// Samples lists all samples, the newest first, for those who may see them.
func Samples(tx *db.Tx, v account.Viewer) ([]Sample, error) {
	if !v.Can(MaySeeSample, account.At{}) {
		return nil, nil
	}
	return db.All(tx, scanSample, sampleSelect+` order by s.made_at desc, s.id desc limit 500`)
}

// SampleAt finds a sample. Who may only see follow-ups finds it too, and sees no
// more of it than those of his office.
func SampleAt(tx *db.Tx, v account.Viewer, id db.ID) (Sample, error) {
	s, found, err := db.One(tx, scanSample, sampleSelect+` where s.id = $1`, id)
	if err != nil {
		return s, err
	}
	if found && !v.Can(MaySeeSample, account.At{}) {
		mine, err := FollowUps(tx, v, id)
		if err != nil {
			return s, err
		}
		found = len(mine) > 0
	}
	if !found {
		return Sample{}, fault.New(fault.NotFound, "plan.sample_none")
	}
	return s, nil
}

// Sampled is one row of a sample with the figures as they were.
type Sampled struct {
	Figure
	Number    int
	Draw      string // of a sample by chance: where chance put it
	Questions int    // open notes on the data when it was drawn
	Slug      string // of the office
	Paper     Paper  // what the last working paper says
}

// SampledRows reads the rows of a sample.
func SampledRows(tx *db.Tx, v account.Viewer, s Sample) ([]Sampled, error) {
	if _, err := v.May(MaySeeSample, account.At{}); err != nil {
		return nil, err
	}
	papers, err := papersOf(tx, s.ID)
	if err != nil {
		return nil, err
	}
	figures := map[db.ID]Figure{}
	err = db.Each(tx, func(r *db.Row) error {
		f := scanFigure(r)
		figures[f.ID] = f
		return nil
	}, figureSelect+` join plan_sample_row w on w.figure = f.id where w.sample = $1`, s.ID)
	if err != nil {
		return nil, err
	}
	return db.All(tx, func(r *db.Row) Sampled {
		w := Sampled{Number: r.Int(), Figure: figures[r.ID()], Draw: r.Text(), Questions: r.Int(), Slug: r.Text()}
		w.Paper = papers[w.Number]
		return w
	}, `select w.number, w.figure, w.draw, w.questions, o.slug from plan_sample_row w join plan_opd o on o.id = w.opd
		where w.sample = $1 order by w.number`, s.ID)
}

package intake

import (
	"context"
	"slices"
	"sort"
	"strings"
)

// Sum counts the lines of a file by their fate.
type Sum struct {
	Lines    int `json:"lines"`
	Taken    int `json:"taken"`
	Refused  int `json:"refused"`
	Doubtful int `json:"doubtful"`
	Skipped  int `json:"skipped"`
	New      int `json:"new"` // of those that were taken, and went in
	Changed  int `json:"changed"`
	Same     int `json:"same"`
	Proposed int `json:"proposed"`
}

func (s *Sum) add(f Fate) {
	s.Lines++
	switch f {
	case Taken:
		s.Taken++
	case Refused:
		s.Refused++
	case Doubtful:
		s.Doubtful++
	case Skipped:
		s.Skipped++
	}
}

// Looked is what a file says by itself: how its rows are read, before the register is asked.
// What they would bring, Preview tells.
type Looked struct {
	Sum
	Questions []Question
	Stops     bool // a question stands in the way of every row

	twins map[string]seen
}

// asks joins what the head leaves open to what the cells ask, each answer asked for once: a
// question that stands in the way of all rows waits for all of them.
func (f *File) asks(cells []Question) []Question {
	out := slices.Clone(f.asked)
	for i := range out {
		if out[i].Stops {
			out[i].Rows = f.Lines
		}
	}
	for _, q := range cells {
		i := slices.IndexFunc(out, func(o Question) bool { return o.Answer == "all" && q.Answer == "all" && o.Name == q.Name })
		if i < 0 {
			out = append(out, q)
			continue
		}
		out[i].Rows = q.Rows
	}
	return out
}

// shownQuestions is how many different questions of cells are told.
const shownQuestions = 200

// Look reads every row and keeps nothing: what is asked, and which lines bear one key and
// say different things.
func (f *File) Look(ctx context.Context, city Reader, progress func(done, total int)) (Looked, error) {
	r := f.ready(city)
	var out Looked
	q := questions{}
	for l, err := range f.rows() {
		if err != nil {
			return out, err
		}
		row := r.Read(l)
		out.add(row.Fate)
		q.hear(row)
		if out.Lines%100 == 0 || out.Lines == f.Lines {
			progress(out.Lines, f.Lines)
			if ctx.Err() != nil {
				return out, ctx.Err()
			}
		}
	}
	out.twins = map[string]seen{}
	for key, s := range r.seen {
		if s.differs {
			out.twins[key] = s
		}
	}
	for _, s := range out.twins { // the first of them went by
		if s.more || f.Mapping.Settings.Codes != gather {
			out.Taken, out.Doubtful = out.Taken-1, out.Doubtful+1
		}
	}
	out.Questions = f.asks(q.list())
	out.Stops = slices.ContainsFunc(f.asked, func(q Question) bool { return q.Stops })
	return out, nil
}

// questions gathers what cells ask, each text of a field once.
type questions map[[2]string]*Question

func (q questions) hear(row Row) {
	for _, i := range row.Issues {
		if !i.Doubt || i.Field == "" && i.Why.Key != "intake.row_codes" || i.Why.Key == "intake.name_open" {
			continue
		}
		one := Question{Answer: "values", Name: string(i.Field), Text: asked(i.Value), Why: i.Why, Choices: i.Choices}
		switch i.Why.Key {
		case "intake.day_order":
			one = Question{Answer: "settings", Name: "days", Why: i.Why, Choices: []Choice{{"dmy", ""}, {"mdy", ""}}}
		case "intake.kbli_version":
			one = Question{Answer: "settings", Name: "kbli", Why: i.Why}
			for _, c := range i.Choices {
				version, _, _ := strings.Cut(c.Value, ":")
				one.Choices = append(one.Choices, Choice{version, c.Name})
			}
		case "intake.sales_time":
			one = Question{Answer: "settings", Name: "sales", Why: i.Why, Choices: i.Choices}
		case "intake.row_codes":
			one = Question{Answer: "settings", Name: "codes", Why: i.Why, Choices: i.Choices}
		case "intake.kind_open":
			one = Question{Answer: "all", Name: "kind", Why: i.Why, Choices: i.Choices}
		case "intake.area_merged":
			one = Question{Answer: "settings", Name: "fill_down", Why: i.Why, Choices: []Choice{{"kelurahan", ""}}}
		case "intake.area_elsewhere":
			if i.Field == Kecamatan { // an answer for the text would hold for rows where it is right
				one = Question{Answer: "columns", Name: string(Kecamatan), Why: Say{"intake.ask_elsewhere", i.Why.Args}}
			}
		case "intake.area_lacks":
			one = Question{Answer: "all", Name: "kelurahan", Why: i.Why}
		}
		key := [2]string{one.Answer + " " + one.Name, one.Text}
		if q[key] == nil {
			q[key] = &one
		}
		q[key].Rows++
	}
}

// list gives the questions that most rows wait for first.
func (q questions) list() (out []Question) {
	for _, one := range q {
		out = append(out, *one)
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Rows != b.Rows {
			return a.Rows > b.Rows
		}
		return a.Answer+a.Name+a.Text < b.Answer+b.Name+b.Text
	})
	return out[:min(len(out), shownQuestions)]
}

// Each reads every row once more, as an import would.
func (f *File) Each(ctx context.Context, city Reader, looked Looked, each func(Row) error) error {
	r := f.ready(city)
	r.looked = looked.twins
	for l, err := range f.rows() {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = each(r.Read(l))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

package naikkelas

import (
	"alun/record/registry"
)

// Known is what is known of one question.
type Known struct {
	Value string // "" is not answered
	Level registry.Level
	By    string // from which fact, or "answer"
}

// Facts is what a score is made of, as of one instant.
type Facts struct {
	Business registry.Values  // kind, trade
	Known    map[string]Known // by question
}

// Score is what a wheel says of answers.
type Score struct {
	Ready    int64 // 0 to 1000: what the answers count
	Proven   int64 // of Ready, what rests on something seen
	Answered int
	Asked    int // questions that count for this business
	Axes     []AxisScore
}

// AxisScore is one axis.
type AxisScore struct {
	Axis      Axis
	Ready     int64 // 0 to 1000
	Proven    int64
	Answered  int
	Asked     int
	Questions []QuestionScore
}

// QuestionScore is one question with its answer.
type QuestionScore struct {
	Question Question
	Known    Known
	Points   int64 // of 100
	Counts   bool
	Gain     int64 // how much the whole would rise by its best answer, of 1000
}

// Score counts answers by the wheel. It asks nothing but its arguments: the same
// wheel and facts give the same score, whenever.
func (w Wheel) Score(f Facts) Score {
	var out Score
	var all, ready, proven int64
	for _, a := range w.Axes {
		s := w.axis(a, f)
		if s.Asked > 0 {
			all += a.Weight
			ready += a.Weight * s.Ready
			proven += a.Weight * s.Proven
		}
		out.Asked, out.Answered = out.Asked+s.Asked, out.Answered+s.Answered
		out.Axes = append(out.Axes, s)
	}
	if all == 0 {
		return out
	}
	out.Ready, out.Proven = ready/all, proven/all
	for i := range out.Axes {
		out.Axes[i].gains(all)
	}
	return out
}

func (w Wheel) axis(a Axis, f Facts) AxisScore {
	out := AxisScore{Axis: a}
	var all, ready, proven int64
	for _, q := range a.Questions {
		if q.Kind != "" && q.Kind != f.Business[registry.Kind] || !q.Trades.For(f.Business) {
			continue
		}
		s := QuestionScore{Question: q, Known: f.Known[q.Code], Counts: true}
		c, answered := q.choice(s.Known.Value)
		if answered {
			s.Points, s.Counts = c.Points, c.Counts
		} else {
			s.Known = Known{}
		}
		out.Questions = append(out.Questions, s)
		if !s.Counts {
			continue
		}
		out.Asked++
		all += q.Weight * 100
		ready += q.Weight * s.Points
		if answered {
			out.Answered++
		}
		if s.Known.Level >= w.Proven || leftOut("proof") {
			proven += q.Weight * s.Points
		}
	}
	if all > 0 {
		out.Ready, out.Proven = ready*1000/all, proven*1000/all
	}
	return out
}

// gains says what each question could add to the whole; all is the weight of the axes.
func (s *AxisScore) gains(all int64) {
	var here int64
	for _, q := range s.Questions {
		if q.Counts {
			here += q.Question.Weight * 100
		}
	}
	for i, q := range s.Questions {
		if q.Counts {
			s.Questions[i].Gain = s.Axis.Weight * 1000 * q.Question.Weight * (q.Question.best() - q.Points) / here / all
		}
	}
}

// Next finds the best next step: the most gain for the least effort, of what is known
// not to be there yet; of two alike the one that comes first. What was not answered is
// no candidate: nobody is told to get what they may have.
func (s Score) Next() (best QuestionScore, found bool) {
	for _, a := range s.Axes {
		for _, q := range a.Questions {
			if q.Gain == 0 || q.Known.Value == "" {
				continue
			}
			if !found || q.Gain*best.Question.Effort > best.Gain*q.Question.Effort {
				best, found = q, true
			}
		}
	}
	return best, found
}

// Open finds the first axis with a question that the owner may answer and has not.
func (s Score) Open() (Axis, bool) {
	for _, a := range s.Axes {
		for _, q := range a.Questions {
			if q.Question.Asked && q.Known.Value == "" {
				return a.Axis, true
			}
		}
	}
	return Axis{}, false
}

// Axis finds the score of an axis.
func (s Score) Axis(code string) (AxisScore, bool) {
	for _, a := range s.Axes {
		if a.Axis.Code == code {
			return a, true
		}
	}
	return AxisScore{}, false
}

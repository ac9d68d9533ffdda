package registryapi

import (
	"strconv"
	"time"

	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/registry/size"
)

// Sizes is the operations of the size classes.
type Sizes struct{}

// SizeVersion is the rules of one scheme from a day on.
type SizeVersion struct {
	Scheme   string     `json:"scheme" enum:"umkm,industri,bps_imk_ibs,langkah,rentang_modal" doc:"size.f_scheme"`
	From     string     `json:"valid_from" format:"date" doc:"size.f_from"`
	Until    *string    `json:"valid_until" format:"date" doc:"size.f_until"`
	Recorded time.Time  `json:"recorded_at" doc:"size.f_recorded"`
	Rules    []SizeRule `json:"rules" doc:"size.f_rules"`
}

// SizeRule is one way into a class.
type SizeRule struct {
	Code    string      `json:"code" doc:"size.f_code"`
	Class   SizeClass   `json:"class" doc:"size.f_class"`
	Combine string      `json:"combine" enum:"stage,all,any" doc:"size.f_combine"`
	Bounds  []SizeBound `json:"bounds" doc:"size.f_bounds"`
	Basis   string      `json:"legal_basis" doc:"size.f_basis"`
	Source  string      `json:"source" doc:"size.f_source"`
	Grade   string      `json:"grade" enum:"A,A-,B,C,D" doc:"size.f_grade"`
	Note    string      `json:"note" doc:"size.f_note"`
}

// SizeClass is a class with its name in the caller's language.
type SizeClass struct {
	Code string `json:"code" doc:"size.f_class_code"`
	Name string `json:"name" doc:"size.f_name"`
}

// SizeBound is what a rule says of one fact: rupiah, or people.
type SizeBound struct {
	Fact     string `json:"fact" enum:"sales,capital,workers,investment" doc:"size.f_fact"`
	MoreThan *int64 `json:"more_than" doc:"size.f_more_than"`
	AtLeast  *int64 `json:"at_least" doc:"size.f_at_least"`
	AtMost   *int64 `json:"at_most" doc:"size.f_at_most"`
	LessThan *int64 `json:"less_than" doc:"size.f_less_than"`
}

// SizeAnswer is what one scheme says of a business.
type SizeAnswer struct {
	Scheme   string      `json:"scheme" enum:"umkm,industri,bps_imk_ibs,langkah,rentang_modal" doc:"size.f_scheme"`
	City     bool        `json:"made_by_city" doc:"size.f_city"`
	Class    *SizeClass  `json:"class,omitempty" doc:"size.f_answer"`
	Possible []SizeClass `json:"possible" doc:"size.f_possible"`
	Because  []string    `json:"because" doc:"size.f_because"`
	Missing  []string    `json:"missing" doc:"size.f_missing"`
	Basis    string      `json:"legal_basis" doc:"size.f_basis"`
	From     string      `json:"valid_from" doc:"size.f_from"`
	Next     []SizeNext  `json:"next" doc:"size.f_next"`
}

// SizeNext is where another class begins.
type SizeNext struct {
	Class SizeClass `json:"class" doc:"size.f_class"`
	Bound SizeBound `json:"bound" doc:"size.f_begins"`
}

type sizeRulesIn struct {
	Scheme string `query:"scheme" enum:"umkm,industri,bps_imk_ibs,langkah,rentang_modal" doc:"size.f_scheme"`
	On     string `query:"on" maxLength:"10" example:"2024-06-30" doc:"size.p_on"`
}

type sizeClassIn struct {
	Stage      string `query:"stage" required:"true" enum:"running,starting" example:"running" doc:"size.p_stage"`
	Sales      string `query:"sales" maxLength:"16" pattern:"^[0-9]*$" example:"300000000" doc:"size.p_sales"`
	Capital    string `query:"capital" maxLength:"16" pattern:"^[0-9]*$" doc:"size.p_capital"`
	Workers    string `query:"workers" maxLength:"7" pattern:"^[0-9]*$" doc:"size.p_workers"`
	Investment string `query:"investment" maxLength:"16" pattern:"^[0-9]*$" doc:"size.p_investment"`
	On         string `query:"on" maxLength:"10" doc:"size.p_on"`
}

// Declare declares the operations.
//
// The class is asked by GET: a POST would be kept for a day under its idempotency
// key, and nothing of a question shall be kept. A program that asks knows whose
// figures it sends and puts no name beside them; the house writes no address of a
// call into its log. People have the form, which sends nothing in an address.
func (Sizes) Declare(a *api.API) {
	api.Get(a, api.Op{ID: "list-size-rules", Path: "/size/rules", Tag: "registry", Say: "size.op_rules", More: "size.op_rules_more", Example: api.Ask("/size/rules?scheme=umkm&on=2024-06-30")}, listSizeRules)
	api.Get(a, api.Op{ID: "tell-size-class", Path: "/size/class", Tag: "registry", Say: "size.op_class", More: "size.op_class_more", Example: api.Ask("/size/class?stage=running&sales=300000000&workers=4")}, tellSizeClass)
}

func listSizeRules(tx *db.Tx, r *api.Request, in *sizeRulesIn) (api.List[SizeVersion], error) {
	out := api.List[SizeVersion]{Items: []SizeVersion{}}
	on, err := dayIn(in.On)
	if err != nil {
		return out, err
	}
	rules, err := size.Read(tx)
	if err != nil {
		return out, err
	}
	for _, s := range size.Schemes {
		if in.Scheme != "" && in.Scheme != string(s) {
			continue
		}
		for _, v := range rules.Versions(s) {
			if held, found := rules.On(s, on); in.On == "" || found && held.ID == v.ID {
				out.Items = append(out.Items, versionOf(r.Lang, v))
			}
		}
	}
	return out, nil
}

func tellSizeClass(tx *db.Tx, r *api.Request, in *sizeClassIn) (api.List[SizeAnswer], error) {
	out := api.List[SizeAnswer]{Items: []SizeAnswer{}}
	f, err := factsIn(in)
	if err != nil {
		return out, err
	}
	if f.On.IsZero() {
		f.On = date.DayOf(tx.Now())
	}
	rules, err := size.Read(tx)
	if err != nil {
		return out, err
	}
	for _, s := range size.Schemes {
		if _, found := rules.On(s, f.On); found {
			out.Items = append(out.Items, answerOf(r.Lang, rules.Of(s, f)))
		}
	}
	return out, nil
}

// factsIn reads the question; what was left out is not known.
func factsIn(in *sizeClassIn) (f size.Facts, err error) {
	f.Running = in.Stage == "running"
	for fact, text := range map[size.Fact]string{size.Sales: in.Sales, size.Capital: in.Capital, size.Workers: in.Workers, size.Investment: in.Investment} {
		if text == "" {
			continue
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || fact == size.Workers && n == 0 {
			return f, fault.New(fault.Invalid, "size.bad_question").At(string(fact), "size.bad_number").Because(err)
		}
		f = f.With(fact, size.Figure{N: n, Known: true})
	}
	f.On, err = dayIn(in.On)
	return f, err
}

// dayIn reads a day that may be left out.
func dayIn(text string) (date.Day, error) {
	if text == "" {
		return date.Day{}, nil
	}
	on, err := date.ParseDay(text)
	if err != nil {
		return on, fault.New(fault.Invalid, "size.bad_question").At("on", "size.bad_day").Because(err)
	}
	return on, nil
}

func versionOf(l lang.Lang, v size.Version) SizeVersion {
	out := SizeVersion{Scheme: string(v.Scheme), From: v.From.String(), Recorded: api.Instant(v.Recorded), Rules: []SizeRule{}}
	if !v.Until.IsZero() {
		until := v.Until.String()
		out.Until = &until
	}
	for _, r := range v.Rules {
		rule := SizeRule{r.Code, classOf(l, r.Class), string(r.Combine), []SizeBound{}, r.Basis, r.Source, r.Grade, r.Note.In(l.Tag())}
		for _, b := range r.Bounds {
			rule.Bounds = append(rule.Bounds, boundOf(b))
		}
		out.Rules = append(out.Rules, rule)
	}
	return out
}

func answerOf(l lang.Lang, r size.Result) SizeAnswer {
	out := SizeAnswer{Scheme: string(r.Scheme), City: r.Scheme.City(), Possible: []SizeClass{}, Because: []string{}, Missing: []string{},
		Basis: r.Rule.Basis, From: r.Version.From.String(), Next: []SizeNext{}}
	if r.Known {
		class := classOf(l, r.Class)
		out.Class = &class
	}
	for _, c := range r.Possible {
		out.Possible = append(out.Possible, classOf(l, c))
	}
	for _, b := range r.Because {
		out.Because = append(out.Because, b.Say(l))
	}
	for _, f := range r.Missing {
		out.Missing = append(out.Missing, string(f))
	}
	for _, n := range r.Next {
		out.Next = append(out.Next, SizeNext{classOf(l, n.Class), boundOf(n.Bound)})
	}
	return out
}

func classOf(l lang.Lang, c size.Class) SizeClass { return SizeClass{c.Code, c.Name.In(l.Tag())} }

func boundOf(b size.Bound) SizeBound {
	out := SizeBound{Fact: string(b.Fact)}
	out.AtLeast, out.MoreThan = endOf(b.Low)
	out.AtMost, out.LessThan = endOf(b.High)
	return out
}

// endOf puts an end where the law's words put it.
func endOf(e size.End) (held, beyond *int64) {
	switch {
	case !e.Set:
		return nil, nil
	case e.Held:
		return &e.At, nil
	}
	return nil, &e.At
}

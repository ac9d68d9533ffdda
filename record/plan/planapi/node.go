package planapi

import (
	"fmt"
	"net/url"
	"strings"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// Node is a row of the plan with its main indicator.
type Node struct {
	ID string `json:"id" doc:"planapi.f_id"`
	Moment
	Office    string `json:"office" example:"dpu" doc:"planapi.f_office"`
	Code      string `json:"code" example:"5.2.1.1" doc:"planapi.f_code"`
	Level     string `json:"level" enum:"sasaran,program,kegiatan,subkegiatan" doc:"planapi.f_level"`
	Name      string `json:"name" doc:"planapi.f_row_name"`
	Indicator string `json:"indicator" doc:"planapi.f_indicator"`
	Unit      string `json:"unit" doc:"planapi.f_unit"`
	Target    Pair   `json:"target" doc:"planapi.f_target"`
	Realised  Pair   `json:"realised" doc:"planapi.f_realised"`
}

// Pair is one column group of the form: output and money.
type Pair struct {
	Output api.Quantity `json:"output" doc:"planapi.f_output"`
	Money  api.Rupiah   `json:"money" doc:"planapi.f_money"`
	// What was printed where the amount cannot be held.
	Printed string `json:"money_printed,omitempty" doc:"planapi.f_money_printed"`
}

func pairOf(p e81.Pair) Pair {
	return Pair{api.QuantityOf(p.K), api.Rupiah{Printed: p.Rp}, p.Rp.Text}
}

// Indicator is one indicator of a node with all that the form prints of it.
type Indicator struct {
	Seq         int    `json:"seq" doc:"planapi.f_seq"`
	Name        string `json:"name" doc:"planapi.f_indicator"`
	Unit        string `json:"unit" doc:"planapi.f_unit"`
	Direction   string `json:"direction" enum:"more,less,unknown" doc:"planapi.f_direction"`
	Aggregation string `json:"aggregation" enum:"sum,latest,average,final,unknown" doc:"planapi.f_aggregation"`
	Target      Pair   `json:"target" doc:"planapi.f_target"`
	Quarters    []Pair `json:"quarters" minItems:"4" maxItems:"4" doc:"planapi.f_quarters"`
	Realised    Pair   `json:"realised" doc:"planapi.f_realised"`
	Achieved    Share  `json:"achievement" doc:"planapi.f_achievement"`
	PlanTarget  Pair   `json:"plan_target" doc:"planapi.f_plan_target"`
	PlanBefore  Pair   `json:"plan_before" doc:"planapi.f_plan_before"`
	PlanSoFar   Pair   `json:"plan_so_far" doc:"planapi.f_plan_sofar"`
	PlanShare   Share  `json:"plan_achievement" doc:"planapi.f_plan_share"`
	Remark      string `json:"remark,omitempty" doc:"planapi.f_remark"`
}

// Share is an achievement as printed, in percent.
type Share struct {
	Output api.Quantity `json:"output" doc:"planapi.f_output_share"`
	Money  api.Quantity `json:"money" doc:"planapi.f_money_share"`
}

// NodeWhole is a row of the plan with everything about it.
type NodeWhole struct {
	Node
	Path       []Step      `json:"path" doc:"planapi.f_path"`
	Children   []Step      `json:"children" doc:"planapi.f_children"`
	Indicators []Indicator `json:"indicators" doc:"planapi.f_indicators"`
	Notes      []Note      `json:"notes" doc:"planapi.f_notes"`
	Cases      []string    `json:"cases" doc:"planapi.f_cases"`
	Promises   []int       `json:"promises" doc:"planapi.f_promises"`
	Source     file        `json:"source" doc:"planapi.f_source"`
}

// Step is a neighbouring row.
type Step struct {
	ID    string `json:"id" doc:"planapi.f_id"`
	Code  string `json:"code" doc:"planapi.f_code"`
	Level string `json:"level" enum:"sasaran,program,kegiatan,subkegiatan" doc:"planapi.f_level"`
	Name  string `json:"name" doc:"planapi.f_row_name"`
}

type nodesIn struct {
	When
	Office string `query:"opd" maxLength:"80" example:"dpu" doc:"planapi.p_office"`
	Level  string `query:"level" enum:"sasaran,program,kegiatan,subkegiatan" doc:"planapi.p_level"`
	Words  string `query:"q" maxLength:"200" example:"jalan" doc:"planapi.p_words"`
	api.Paging
}

type nodeIn struct {
	Coded
	Quarter  int `query:"quarter" minimum:"1" maximum:"4" doc:"planapi.p_quarter"`
	Revision int `query:"revision" minimum:"1" maximum:"1000000" doc:"planapi.p_revision"`
}

// nodeMark is where a list of nodes goes on: in the same revision.
type nodeMark struct {
	Moment
	plan.NodePlace
}

func (d Desk) nodes() {
	api.Get(d.api, api.Op{ID: "list-nodes", Path: "/nodes", Tag: "plan", Say: "planapi.nodes", More: "planapi.nodes_more", Faults: []int{404},
		Example: api.Ask("/nodes?level=program&limit=3")}, d.listNodes)
	api.Get(d.api, api.Op{ID: "get-node", Path: "/nodes/{id}", Tag: "plan", Say: "planapi.node", Example: d.aNode}, d.oneNode)
}

func (d Desk) listNodes(tx *db.Tx, r *api.Request, in *nodesIn) (out api.List[Node], err error) {
	mark, going, err := api.After[nodeMark](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	if going {
		in.When = When(mark.Moment)
	}
	v, err := in.When.view(tx)
	if err != nil {
		return out, err
	}
	rows, err := d.Finder.Nodes(tx, v, plan.NodeFilter{Slug: in.Office, Level: in.Level, Words: in.Words}, mark.NodePlace, in.Limit+1)
	if err != nil {
		return out, err
	}
	rows, out.Next, err = api.Cut(tx, r, in.Paging, rows, func(f plan.Found) nodeMark { return nodeMark{momentOf(v), f.At()} })
	out.Items = make([]Node, 0, len(rows))
	for _, f := range rows {
		out.Items = append(out.Items, d.nodeOf(v, f.Slug, f.Brief))
	}
	return out, err
}

func (d Desk) nodeOf(v plan.View, slug string, b plan.Brief) Node {
	return Node{d.api.Code(b.Node), momentOf(v), slug, b.Code, b.Level.String(), b.Name, b.Indicator, b.Unit, pairOf(b.Target), pairOf(b.Real)}
}

func (d Desk) oneNode(tx *db.Tx, r *api.Request, in *nodeIn) (out NodeWhole, err error) {
	id, err := d.id(in.ID, "plan.no_node")
	if err != nil {
		return out, err
	}
	year, found, err := plan.YearOf(tx, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_node", in.ID)
	}
	if err != nil {
		return out, err
	}
	v, err := When{year, in.Quarter, in.Revision}.view(tx)
	if err != nil {
		return out, err
	}
	n, o, found, err := plan.NodeByID(tx, v, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_node", in.ID)
	}
	if err != nil {
		return out, err
	}
	m := n.Main()
	out = NodeWhole{Node: d.nodeOf(v, o.Slug, plan.Brief{Node: n.ID, Code: m.Code, Level: m.Level, Name: m.Name, Indicator: m.Indicator, Unit: m.Unit, Target: m.Target, Real: m.Real}),
		Path: d.steps(n.Path), Children: d.steps(n.Children), Indicators: indicators(n), Source: file{m.Source, m.Page}}
	return out, d.about(tx, r, v, n.ID, &out)
}

// about adds what else is known of a node.
func (d Desk) about(tx *db.Tx, r *api.Request, v plan.View, id db.ID, out *NodeWhole) error {
	notes, err := plan.NotesOf(tx, v, id)
	if err != nil {
		return err
	}
	said, err := plan.AnswersAbout(tx, v.ID, id)
	if err != nil {
		return err
	}
	out.Notes = d.notes(r, notes, said)
	cases, err := plan.CasesOf(tx, v, id)
	if err != nil {
		return err
	}
	out.Cases, out.Promises = []string{}, []int{}
	for _, c := range cases {
		out.Cases = append(out.Cases, d.api.Code(c.ID))
	}
	promises, err := plan.PromisesOf(tx, id)
	for _, p := range promises {
		out.Promises = append(out.Promises, p.ID)
	}
	return err
}

func (d Desk) steps(all []plan.Brief) []Step {
	out := make([]Step, 0, len(all))
	for _, b := range all {
		out = append(out, Step{d.api.Code(b.Node), b.Code, b.Level.String(), b.Name})
	}
	return out
}

func indicators(n plan.Node) []Indicator {
	out := make([]Indicator, 0, len(n.Figures))
	said := map[int]plan.Indicator{}
	for _, i := range n.Indicators {
		said[i.Seq] = i
	}
	for _, f := range n.Figures {
		i := said[f.Seq]
		x := Indicator{Seq: f.Seq, Name: f.Indicator, Unit: f.Unit, Direction: i.Direction, Aggregation: i.Aggregation, Target: pairOf(f.Target),
			Realised: pairOf(f.Real), Achieved: shareOf(f.Ach), PlanTarget: pairOf(f.PlanTarget), PlanBefore: pairOf(f.PlanBefore),
			PlanSoFar: pairOf(f.PlanSoFar), PlanShare: shareOf(f.PlanAch), Remark: f.Note}
		for _, q := range f.Quarters {
			x.Quarters = append(x.Quarters, pairOf(q))
		}
		out = append(out, x)
	}
	return out
}

func shareOf(p e81.Percents) Share { return Share{api.QuantityOf(p.K), api.QuantityOf(p.Rp)} }

// aNode finds some row of the newest report.
func (d Desk) aNode(tx *db.Tx) (api.Call, error) {
	id, err := d.someNode(tx)
	return api.Call{Path: path("nodes", d.api.Code(id))}, err
}

func (d Desk) someNode(tx *db.Tx) (db.ID, error) {
	v, err := When{}.view(tx)
	if err != nil {
		return 0, err
	}
	rows, err := d.Finder.Nodes(tx, v, plan.NodeFilter{Level: e81.Subkegiatan.String()}, plan.NodePlace{}, 1)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].Node, nil
}

// path joins the parts of an address.
func path(parts ...any) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString("/" + url.PathEscape(fmt.Sprint(p)))
	}
	return b.String()
}

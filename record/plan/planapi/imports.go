package planapi

import (
	"bytes"
	"context"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/plan"
)

// Import is what became of a file.
type Import struct {
	ID        string `json:"id,omitempty" doc:"planapi.f_import"`
	Same      bool   `json:"same" doc:"planapi.f_same"`
	Published bool   `json:"published" doc:"planapi.f_published"`
	Accepted  int    `json:"accepted" doc:"planapi.f_accepted"`
	Changed   int    `json:"changed" doc:"planapi.f_changed"`
	Unchanged int    `json:"unchanged" doc:"planapi.f_unchanged"`
	Removed   int    `json:"removed" doc:"planapi.f_removed"`
	Refused   int    `json:"refused" doc:"planapi.f_refused"`
	Notes     int    `json:"notes" doc:"planapi.f_note_count"`
	Rows      []Row  `json:"rows" doc:"planapi.f_import_rows"`
	More      bool   `json:"more_rows" doc:"planapi.f_more_rows"`
}

// Row is what became of one row of the file.
type Row struct {
	Line    int      `json:"line" doc:"planapi.f_line"`
	Place   string   `json:"place" doc:"planapi.f_place"`
	Outcome string   `json:"outcome" enum:"accepted,changed,removed,refused" doc:"planapi.f_outcome"`
	Reasons []Reason `json:"reasons" doc:"planapi.f_reasons"`
}

// Reason says what changed in a row, or why it is refused.
type Reason struct {
	Column   string `json:"column,omitempty" doc:"planapi.f_column"`
	Sentence string `json:"sentence" doc:"planapi.f_sentence"`
}

// ImportState is a file that was brought in.
type ImportState struct {
	ID        string     `json:"id" doc:"planapi.f_import"`
	File      string     `json:"file" doc:"planapi.f_file_in"`
	State     string     `json:"state" enum:"staged,published,refused,abandoned" doc:"planapi.f_import_state"`
	Rows      int        `json:"row_count" doc:"planapi.f_row_count"`
	Refused   int        `json:"refused" doc:"planapi.f_refused"`
	Started   time.Time  `json:"started_at" doc:"planapi.f_started"`
	Published *time.Time `json:"published_at" doc:"planapi.f_at"`
}

type importIn struct {
	api.Keyed
	Name    string `query:"name" required:"true" minLength:"1" maxLength:"200" example:"renja-2024-tw2.csv" doc:"planapi.p_file_name"`
	Partial bool   `query:"partial" doc:"planapi.p_partial"`
	RawBody []byte

	done plan.Result
}

// importOut is kept for a day; the rows are read again from the import.
type importOut struct {
	Import                                         db.ID
	Same, Published                                bool
	Accepted, Changed, Unchanged, Removed, Refused int
	Flags                                          int
}

type importRowsIn struct {
	Coded
	api.Paging
}

// shownRows is how many rows the answer to an import carries itself.
const shownRows = 200

var tables = []string{"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream"}

func (d Desk) imports() {
	api.Post(d.api, api.Op{ID: "import-report", Path: "/imports", Tag: "plan", Say: "planapi.import", More: "planapi.import_more", Scope: ScopeImport,
		File: tables, Faults: []int{409}, Example: anImport}, api.Act[importIn, importOut, Import]{
		Prepare: d.bringIn,
		Act:     func(_ *db.Tx, _ api.Caller, in *importIn) (importOut, error) { return outOf(in.done), nil },
		Draw:    d.brought,
	})
	api.Get(d.api, api.Op{ID: "get-import", Path: "/imports/{id}", Tag: "plan", Say: "planapi.imported", Scope: ScopeImport, Example: d.lastImport("")}, d.oneImport)
	api.Get(d.api, api.Op{ID: "list-import-rows", Path: "/imports/{id}/rows", Tag: "plan", Say: "planapi.import_rows", Scope: ScopeImport,
		Example: d.lastImport("/rows?limit=3")}, d.importRows)
}

// bringIn imports in acts of its own: a file is staged in pieces.
func (d Desk) bringIn(ctx context.Context, who api.Caller, in *importIn) error {
	file, err := plan.ReadFile(in.Name, bytes.NewReader(in.RawBody), int64(len(in.RawBody)))
	if err != nil {
		return err
	}
	in.done, err = d.Import(ctx, who.Actor(), file, in.Partial)
	return err
}

func outOf(r plan.Result) importOut {
	return importOut{r.Import, r.Same, r.Published, r.Accepted, r.Changed, r.Unchanged, r.Removed, r.Refused, r.Flags}
}

func (d Desk) brought(tx *db.Tx, r *api.Request, _ *importIn, o importOut) (Import, error) {
	out := Import{Same: o.Same, Published: o.Published, Accepted: o.Accepted, Changed: o.Changed, Unchanged: o.Unchanged, Removed: o.Removed,
		Refused: o.Refused, Notes: o.Flags, Rows: []Row{}}
	if o.Import == 0 {
		return out, nil
	}
	out.ID = d.api.Code(o.Import)
	all, err := plan.RowAnswers(tx, o.Import, 0, shownRows+1)
	out.More = len(all) > shownRows
	for _, a := range all[:min(len(all), shownRows)] {
		out.Rows = append(out.Rows, rowOf(r, a.Outcome))
	}
	return out, err
}

func rowOf(r *api.Request, o plan.Outcome) Row {
	out := Row{max(o.Line, -o.Line), o.Place, o.Kind, []Reason{}}
	for _, x := range o.Details {
		out.Reasons = append(out.Reasons, Reason{x.Column, r.Lang.T(x.Key, x.Values()...)})
	}
	return out
}

func (d Desk) oneImport(tx *db.Tx, _ *api.Request, in *Coded) (ImportState, error) {
	i, err := d.importAt(tx, in.ID)
	out := ImportState{ID: in.ID, File: i.File, State: i.State, Rows: i.Rows, Refused: i.Refused, Started: i.Started}
	if !i.Published.IsZero() {
		out.Published = &i.Published
	}
	return out, err
}

func (d Desk) importAt(tx *db.Tx, code string) (plan.Imported, error) {
	id, err := d.id(code, "planapi.no_import")
	if err != nil {
		return plan.Imported{}, err
	}
	i, found, err := plan.ImportByID(tx, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "planapi.no_import", code)
	}
	return i, err
}

func (d Desk) importRows(tx *db.Tx, r *api.Request, in *importRowsIn) (out api.List[Row], err error) {
	i, err := d.importAt(tx, in.ID)
	if err != nil {
		return out, err
	}
	after, _, err := api.After[int](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	all, err := plan.RowAnswers(tx, i.ID, after, in.Limit+1)
	if err != nil {
		return out, err
	}
	all, out.Next, err = api.Cut(tx, r, in.Paging, all, func(a plan.RowAnswer) int { return a.Number })
	out.Items = make([]Row, 0, len(all))
	for _, a := range all {
		out.Items = append(out.Items, rowOf(r, a.Outcome))
	}
	return out, err
}

// lastImport finds the import that made the newest report's newest revision.
func (d Desk) lastImport(behind string) func(tx *db.Tx) (api.Call, error) {
	return func(tx *db.Tx) (api.Call, error) {
		v, err := When{}.view(tx)
		if err != nil {
			return api.Call{}, err
		}
		all, err := plan.Revisions(tx, v.Report)
		if err != nil || len(all) == 0 {
			return api.Call{}, err
		}
		return api.Call{Path: path("imports", d.api.Code(all[0].Import.Import)) + behind}, nil
	}
}

package planweb

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/web"
	"alun/record/plan"
	"strings"
)

// sheetData is the whole sheet for the page's script.
type sheetData struct {
	ID      string                 `json:"id"`
	Who     string                 `json:"who"` // a code; what is kept in a browser is kept for this person
	Edit    bool                   `json:"edit"`
	Columns []sheetColumn          `json:"columns"`
	Fields  []string               `json:"fields"` // of the lines' cells, in order
	Lines   []lineData             `json:"lines"`
	Notes   map[string][]sheetNote `json:"notes"`
	Count   []string               `json:"count"`
	Words   map[string]string      `json:"words"`
}

type lineData struct {
	ID       string   `json:"id"`
	Code     string   `json:"code"`
	Level    int      `json:"level"`
	Word     string   `json:"levelWord"`
	Further  bool     `json:"further,omitempty"` // a further indicator, which has no name of its own
	Cells    []string `json:"cells"`
	Returned string   `json:"returned,omitempty"`
}

// sheetData gives the sheet to the page's script.
func (d Desk) sheetData(tx *db.Tx, r *web.Request) (web.Reply, error) {
	s, err := d.judged(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	out := sheetData{ID: d.Code(s.sheet.Submission.ID), Who: d.Code(s.who.Person), Edit: s.sheet.May.Enter && s.sheet.Submission.State.CanEnter(),
		Columns: s.columns(), Fields: plan.Fields, Lines: []lineData{}, Notes: s.noted(nil), Count: s.counted(), Words: s.words()}
	for _, l := range s.sheet.Standing() {
		code := l.Code
		if l.Seq > 0 {
			code = s.T("planweb.code_of_further", l.Code, l.Seq+1)
		}
		out.Lines = append(out.Lines, lineData{s.codeOf(l.ID), code, int(l.Level), s.levelName(l), l.Seq > 0, l.Cells, returned(l)})
	}
	return web.Reply{Data: out}, nil
}

// noted are the notes by the code of their line; of some lines an empty list is
// said too, so that what was mended goes away.
func (s sheetAt) noted(of []db.ID) map[string][]sheetNote {
	out := map[string][]sheetNote{}
	if of == nil {
		for id, all := range s.notesOf(nil) {
			out[s.codeOf(id)] = all
		}
		return out
	}
	wanted := map[db.ID]bool{}
	for _, id := range of {
		wanted[id] = true
	}
	notes := s.notesOf(wanted)
	for _, id := range of {
		out[s.codeOf(id)] = append([]sheetNote{}, notes[id]...)
	}
	return out
}

// around are the lines whose notes a change of these may change: they themselves,
// those above them and those below.
func (s sheetAt) around(changed map[db.ID]bool) []db.ID {
	var codes []string
	for _, l := range s.sheet.Lines {
		if changed[l.ID] {
			codes = append(codes, l.Code)
		}
	}
	var out []db.ID
	for _, l := range s.sheet.Standing() {
		for _, c := range codes {
			if c == l.Code || strings.HasPrefix(c, l.Code+".") || strings.HasPrefix(l.Code, c+".") {
				out = append(out, l.ID)
				break
			}
		}
	}
	return out
}

// clock is the time of day in the city.
func clock(tx *db.Tx) string { return tx.Now().In(date.WITA).Format("15.04.05") }

// spoken are the sentences that the script says; {1} and so on stay for it.
var spoken = strings.Fields(`again all_saved away beside cancel changed_elsewhere closed conflict_head conflict_n copied did_redo did_undo
	empty explain explain_again explain_help explain_label explain_send explained following keep_ours keep_theirs keys kind_salah kind_tanya kind_ya
	leave lost_cell lost_head lost_read lost_text mark_salah mark_tanya next no_next no_notes no_shelf nothing_asked nothing_redo nothing_undo nothing_yet other_cells ours out out_head out_text
	paste_below paste_beside paste_changes paste_closed paste_head paste_same paste_yes pasted previous redo refused restored returned row_manage row_of rows
	saved_n saving sheet show_cell sign_in stale_load stale_rows stale_sheet stale_text state_beda state_belum state_kembali state_kirim state_simpan state_tolak take theirs undo undone_part`)

func (s sheetAt) words() map[string]string {
	out := map[string]string{}
	for _, w := range spoken {
		out[w] = s.T("planweb.js_"+w, "{1}", "{2}", "{3}")
	}
	return out
}

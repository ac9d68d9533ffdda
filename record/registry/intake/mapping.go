package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"alun/ground/fault"
	"alun/record/registry"
)

// Mapping says how a file is read: which column is which field, and what was
// answered. It is kept as JSON beside the file and changed by hand or by a page.
type Mapping struct {
	Version  int                         `json:"version"`
	Sheet    string                      `json:"sheet,omitempty"`
	Head     [2]int                      `json:"head"` // its first and last line
	Columns  []Column                    `json:"columns"`
	All      map[Field]string            `json:"all,omitempty"`    // what holds for every row that says nothing itself
	Values   map[Field]map[string]string `json:"values,omitempty"` // what a text of a field means; "" leaves the cell out
	Settings Settings                    `json:"settings"`
	Asked    []Question                  `json:"asked,omitempty"` // written for whoever answers; not read
}

// Settings are answers that hold for a whole file.
type Settings struct {
	Days     string  `json:"days,omitempty"`      // how 05/03/2024 is meant: dmy or mdy
	Sales    string  `json:"sales,omitempty"`     // of which time an amount of sales is: year or month; month counts twelve times
	KBLI     string  `json:"kbli,omitempty"`      // the version of all codes that say none
	Codes    string  `json:"codes,omitempty"`     // gather: lines of one NIB that differ in their KBLI alone are one business, the first code its main one
	FillDown []Field `json:"fill_down,omitempty"` // an empty cell means the one above it, as merged cells are saved
	MayLack  []Field `json:"may_lack,omitempty"`  // a cell that cannot be read is left out, and the row goes without it
}

// mappingVersion is the form of the JSON.
const mappingVersion = 1

// mostMapping bounds the JSON, in bytes.
const mostMapping = 1 << 20

// ReadMapping reads a mapping as JSON. What it does not know is refused: a slip in a
// name would else be an answer that nobody hears.
func ReadMapping(raw []byte) (Mapping, error) {
	var m Mapping
	if len(raw) > mostMapping {
		return m, fault.New(fault.TooLarge, "intake.mapping_large")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return m, fault.New(fault.Invalid, "intake.mapping_broken", where(raw, err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return m, fault.New(fault.Invalid, "intake.mapping_broken", 0)
	}
	if m.Version != mappingVersion {
		return m, fault.New(fault.Invalid, "intake.mapping_version", m.Version)
	}
	m.Asked = nil
	return m, m.check()
}

// where finds the line of a mistake; 0 where nobody knows.
func where(raw []byte, err error) int {
	at := int64(0)
	if s, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = s.Offset
	}
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		at = t.Offset
	}
	if at <= 0 || at > int64(len(raw)) {
		return 0
	}
	return 1 + bytes.Count(raw[:at], []byte("\n"))
}

func (m *Mapping) check() error {
	f := fault.New(fault.Invalid, "intake.mapping_invalid")
	used := map[Field]bool{}
	for _, c := range m.Columns {
		switch {
		case c.Is != "" && c.Is != Never && !c.Is.Known():
			f.At("columns "+clip(c.At), "intake.mapping_no_field", clip(string(c.Is)))
		case c.Is != "" && c.Is != Never && used[c.Is]:
			f.At("columns "+clip(c.At), "intake.mapping_twice", clip(string(c.Is)))
		case c.Unit != "" && !slices.Contains([]string{"ribu", "juta", "miliar"}, c.Unit):
			f.At("columns "+clip(c.At), "intake.mapping_no_unit", clip(c.Unit))
		}
		used[c.Is] = true
	}
	if m.Head[0] < 0 || m.Head[1] < m.Head[0] || m.Head[1]-m.Head[0] >= 100 {
		f.At("head", "intake.mapping_no_head")
	}
	for name := range m.All {
		if !registry.Fact(name).Known() || registry.Fact(name).Flag() {
			f.At("all "+clip(string(name)), "intake.mapping_no_field", clip(string(name)))
		}
	}
	for name, all := range m.Values {
		if !name.Known() {
			f.At("values "+clip(string(name)), "intake.mapping_no_field", clip(string(name)))
		}
		m.Values[name] = refolded(all)
	}
	if !slices.Contains([]string{"", "dmy", "mdy"}, m.Settings.Days) {
		f.At("settings days", "intake.mapping_no_choice", clip(m.Settings.Days))
	}
	if !slices.Contains([]string{"", "year", "month"}, m.Settings.Sales) {
		f.At("settings sales", "intake.mapping_no_choice", clip(m.Settings.Sales))
	}
	if v := m.Settings.Codes; v != "" && v != gather {
		f.At("settings codes", "intake.mapping_no_choice", clip(v))
	}
	if v := m.Settings.KBLI; v != "" && versionIn(v) != v {
		f.At("settings kbli", "intake.mapping_no_choice", clip(v))
	}
	for _, name := range slices.Concat(m.Settings.FillDown, m.Settings.MayLack) {
		if !name.Known() {
			f.At("settings "+clip(string(name)), "intake.mapping_no_field", clip(string(name)))
		}
	}
	if slices.ContainsFunc(m.Settings.MayLack, func(f Field) bool { return f == "name" || f == "nib" || f == "kelurahan" }) {
		f.At("settings may_lack", "intake.mapping_may_not_lack")
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// refolded has texts as cells are looked up.
func refolded(all map[string]string) map[string]string {
	out := map[string]string{}
	for text, means := range all {
		out[asked(text)] = strings.TrimSpace(means)
	}
	return out
}

// asked is the form in which a doubtful text is asked about and answered.
func asked(text string) string { return strings.ToLower(oneLine(text)) }

// JSON writes a mapping to be read and changed by people.
func (m Mapping) JSON() []byte {
	raw, _ := json.MarshalIndent(m, "", "  ") // texts and numbers
	return append(raw, '\n')
}

// fit holds a mapping against the head of a file: each column stands where it stood,
// or its title has moved as a whole. A column that is gone is told.
func (m Mapping) fit(h *Head) error {
	f := fault.New(fault.Invalid, "intake.mapping_other_file")
	for i := range h.Columns {
		h.Columns[i].Is, h.Columns[i].unsure, h.Columns[i].Unit = "", "", ""
	}
	for _, c := range m.Columns {
		if c.Is == "" {
			continue
		}
		i := slices.IndexFunc(h.Columns, func(o Column) bool { return o.At == c.At && fold(o.Title) == fold(c.Title) })
		if i < 0 {
			i = h.only(c.Title)
		}
		if i < 0 {
			f.At("columns "+clip(c.At), "intake.mapping_column_gone", clip(c.At), clip(c.Title))
			continue
		}
		h.Columns[i].Is, h.Columns[i].Unit = c.Is, c.Unit
	}
	if len(f.Fields) > 0 {
		return f
	}
	return nil
}

// only finds the one column of a title; -1 where there is none or several.
func (h Head) only(title string) int {
	at := -1
	for i, c := range h.Columns {
		if fold(c.Title) != fold(title) || fold(title) == "" {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = i
	}
	return at
}

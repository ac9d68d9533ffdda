package registryapi

import (
	"alun/ground/api"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry/kbli"
)

// KBLI is the operations of the classification and the subsectors.
type KBLI struct{ Shelf *kbli.Shelf }

// KBLIVersion is an edition of the classification.
type KBLIVersion struct {
	Version    string `json:"version" example:"2020" doc:"kbli.f_version"`
	Regulation string `json:"regulation" doc:"kbli.f_regulation"`
	State      string `json:"state" enum:"berlaku,baru,lama" doc:"kbli.f_state"`
	Official   int    `json:"official_codes" doc:"kbli.f_official"`
	Held       int    `json:"held_codes" doc:"kbli.f_held"`
	Source     string `json:"source" doc:"kbli.f_source"`
	SourceDate string `json:"source_date" doc:"kbli.f_source_date"`
	Grade      string `json:"grade" doc:"kbli.f_grade"`
	Note       string `json:"note" doc:"kbli.f_note"`
}

// KBLICode is one entry of the classification.
type KBLICode struct {
	Version string `json:"version" example:"2020" doc:"kbli.f_version"`
	Code    string `json:"code" example:"56102" doc:"kbli.f_code"`
	Level   int    `json:"level" minimum:"1" maximum:"5" doc:"kbli.f_level"`
	Title   string `json:"title" doc:"kbli.f_title"`
	Section string `json:"section" doc:"kbli.f_section"`
	Parent  string `json:"parent,omitempty" doc:"kbli.f_parent"`
}

// KBLIWhole is a code with all that is known of it.
type KBLIWhole struct {
	KBLICode
	Printed     string     `json:"printed_title" doc:"kbli.f_printed"`
	Description string     `json:"description" doc:"kbli.f_description"`
	Included    []string   `json:"included" doc:"kbli.f_included"`
	Excluded    []string   `json:"excluded" doc:"kbli.f_excluded"`
	Words       []string   `json:"everyday_words" doc:"kbli.f_words"`
	Path        []KBLICode `json:"path" doc:"kbli.f_path"`
	Children    []KBLICode `json:"children" doc:"kbli.f_children"`
	Others      []KBLIFate `json:"other_versions" doc:"kbli.f_fates"`
	Subsector   string     `json:"subsector,omitempty" doc:"kbli.f_subsector"`
}

// KBLIFate is what a code is in another version.
type KBLIFate struct {
	Version string     `json:"version" doc:"kbli.f_version"`
	State   string     `json:"state" enum:"same_title,other_title,not_there" doc:"kbli.f_fate"`
	Title   string     `json:"title,omitempty" doc:"kbli.f_fate_title"`
	Moved   []KBLICode `json:"same_title_at" doc:"kbli.f_moved"`
}

// KBLIMatch is a code that a search found.
type KBLIMatch struct {
	KBLICode
	Description string   `json:"description" doc:"kbli.f_description"`
	Quote       string   `json:"quote" doc:"kbli.f_quote"`
	Words       []string `json:"everyday_words" doc:"kbli.f_said"`
	Whole       bool     `json:"every_word" doc:"kbli.f_every"`
	Score       float32  `json:"score" doc:"kbli.f_score"`
}

// Subsector is one of the creative economy, with its codes.
type Subsector struct {
	Slug   string            `json:"slug" example:"kuliner" doc:"kbli.f_slug"`
	Number int               `json:"number" doc:"kbli.f_number"`
	Name   string            `json:"name" doc:"kbli.f_name"`
	About  string            `json:"about" doc:"kbli.f_about"`
	Codes  []SubsectorMember `json:"codes" doc:"kbli.f_members"`
}

// SubsectorMember is a code of a subsector.
type SubsectorMember struct {
	Version string `json:"version" doc:"kbli.f_version"`
	Code    string `json:"code" doc:"kbli.f_code"`
	Basis   string `json:"basis" doc:"kbli.f_basis"`
	Decided string `json:"decided_by" enum:"proposal,city" doc:"kbli.f_decided"`
	From    string `json:"valid_from" format:"date" doc:"kbli.f_from"`
}

type kbliListIn struct {
	api.Paging
	Version string `query:"version" maxLength:"8" doc:"kbli.p_version"`
	Level   int    `query:"level" minimum:"1" maximum:"5" doc:"kbli.f_level"`
	Section string `query:"section" maxLength:"1" example:"I" doc:"kbli.f_section"`
}

type kbliFindIn struct {
	Text    string `query:"q" required:"true" minLength:"1" maxLength:"120" example:"jual nasi kuning" doc:"kbli.p_text"`
	Version string `query:"version" maxLength:"8" doc:"kbli.p_version"`
	Section string `query:"section" maxLength:"1" doc:"kbli.f_section"`
	Limit   int    `query:"limit" minimum:"1" maximum:"50" default:"10" doc:"kbli.p_limit"`
}

type kbliIn struct {
	Version string `path:"version" maxLength:"8" example:"2020" doc:"kbli.f_version"`
	Code    string `path:"code" maxLength:"5" example:"56102" doc:"kbli.f_code"`
}

// Declare declares the operations.
func (d KBLI) Declare(a *api.API) {
	api.Get(a, api.Op{ID: "list-kbli-versions", Path: "/kbli/versions", Tag: "registry", Say: "kbli.api_versions", Example: api.Ask("/kbli/versions")}, d.versions)
	api.Get(a, api.Op{ID: "list-kbli-codes", Path: "/kbli/codes", Tag: "registry", Say: "kbli.api_codes", Faults: []int{404}, Example: api.Ask("/kbli/codes?level=1")}, d.codes)
	api.Get(a, api.Op{ID: "find-kbli", Path: "/kbli/find", Tag: "registry", Say: "kbli.api_find", Faults: []int{404}, Example: api.Ask("/kbli/find?q=jual+nasi+kuning")}, d.find)
	api.Get(a, api.Op{ID: "get-kbli", Path: "/kbli/codes/{version}/{code}", Tag: "registry", Say: "kbli.api_code", Example: api.Ask("/kbli/codes/2020/56102")}, d.code)
	api.Get(a, api.Op{ID: "list-subsectors", Path: "/subsectors", Tag: "registry", Say: "kbli.api_subsectors", Example: api.Ask("/subsectors")}, d.subsectors)
}

func (d KBLI) versions(tx *db.Tx, _ *api.Request, _ *struct{}) (api.List[KBLIVersion], error) {
	out := api.List[KBLIVersion]{Items: []KBLIVersion{}}
	book, err := d.Shelf.Book(tx)
	if err != nil {
		return out, err
	}
	for _, v := range book.Versions {
		out.Items = append(out.Items, KBLIVersion{v.Version, v.Regulation, string(v.State), v.Official, v.Held, v.Source, v.SourceDate, v.Grade, v.Note})
	}
	return out, nil
}

// bookOf gives the book and the version that is asked for; none is the one in
// force.
func (d KBLI) bookOf(tx *db.Tx, version string) (*kbli.Book, kbli.Version, error) {
	book, err := d.Shelf.Book(tx)
	if err != nil || version == "" {
		return book, bookInForce(book), err
	}
	v, found := book.Version(version)
	if !found {
		err = fault.New(fault.NotFound, "kbli.no_version", version)
	}
	return book, v, err
}

func bookInForce(book *kbli.Book) kbli.Version {
	if book == nil {
		return kbli.Version{}
	}
	return book.InForce()
}

func (d KBLI) codes(tx *db.Tx, r *api.Request, in *kbliListIn) (api.List[KBLICode], error) {
	out := api.List[KBLICode]{Items: []KBLICode{}}
	book, v, err := d.bookOf(tx, in.Version)
	if err != nil {
		return out, err
	}
	after, _, err := api.After[string](tx, r, in.Paging)
	if err != nil {
		return out, err
	}
	for _, c := range book.Codes(v.Version) {
		fits := (in.Level == 0 || in.Level == c.Level) && (in.Section == "" || in.Section == c.Section)
		if fits && placeOf(c) > after && len(out.Items) <= in.Limit {
			out.Items = append(out.Items, codeOf(c))
		}
	}
	out.Items, out.Next, err = api.Cut(tx, r, in.Paging, out.Items, func(c KBLICode) string { return placeOf(kbli.Code{Level: c.Level, Code: c.Code}) })
	return out, err
}

// placeOf is where a code stands in the list: by level, then by code.
func placeOf(c kbli.Code) string { return string(rune('0'+c.Level)) + c.Code }

func (d KBLI) find(tx *db.Tx, _ *api.Request, in *kbliFindIn) (api.List[KBLIMatch], error) {
	out := api.List[KBLIMatch]{Items: []KBLIMatch{}}
	book, v, err := d.bookOf(tx, in.Version)
	if err != nil {
		return out, err
	}
	found, err := book.Finder.Search(kbli.Ask{Text: in.Text, Version: v.Version, Section: in.Section, Limit: in.Limit})
	for i, m := range found.Matches {
		out.Items = append(out.Items, KBLIMatch{codeOf(m.Code), m.Code.Description, book.Finder.Quote(m), some(book.Finder.Said(m, 10)), i < found.Whole, m.Score})
	}
	return out, err
}

func (d KBLI) code(tx *db.Tx, _ *api.Request, in *kbliIn) (out KBLIWhole, err error) {
	book, v, err := d.bookOf(tx, in.Version)
	if err != nil {
		return out, err
	}
	c, found := book.Code(kbli.Key{Version: v.Version, Code: in.Code})
	if !found {
		return out, fault.New(fault.NotFound, "kbli.no_code", in.Code, v.Version)
	}
	text := kbli.Split(c.Description)
	out = KBLIWhole{KBLICode: codeOf(c), Printed: c.Title, Description: c.Description, Included: some(append(text.What, text.With...)), Excluded: some(text.Not),
		Words: some(c.Phrases()), Path: codesOf(book.Path(c)), Children: codesOf(book.Below(c.Key())), Others: fatesOf(book.Fates(c))}
	m, found, err := kbli.MappingOf(tx, c.Key())
	if found {
		out.Subsector = m.Slug
	}
	return out, err
}

func fatesOf(all []kbli.Fate) []KBLIFate {
	out := []KBLIFate{}
	for _, f := range all {
		x := KBLIFate{Version: f.Version.Version, State: "not_there", Title: f.Number.Shown, Moved: codesOf(f.Moved)}
		if f.There {
			x.State = "other_title"
		}
		if f.SameName {
			x.State = "same_title"
		}
		out = append(out, x)
	}
	return out
}

func (d KBLI) subsectors(tx *db.Tx, r *api.Request, _ *struct{}) (api.List[Subsector], error) {
	out := api.List[Subsector]{Items: []Subsector{}}
	all, err := kbli.Subsectors(tx)
	if err != nil {
		return out, err
	}
	maps, err := kbli.Mappings(tx)
	of := map[string][]SubsectorMember{}
	for _, m := range maps {
		by := "city"
		if m.Proposed() {
			by = "proposal"
		}
		of[m.Slug] = append(of[m.Slug], SubsectorMember{m.Key.Version, m.Key.Code, m.Basis, by, date.DayOf(m.From).String()})
	}
	for _, s := range all {
		out.Items = append(out.Items, Subsector{s.Slug, s.Position, s.Name.In(r.Lang.Tag()), s.About.In(r.Lang.Tag()), append([]SubsectorMember{}, of[s.Slug]...)})
	}
	return out, err
}

func codeOf(c kbli.Code) KBLICode {
	return KBLICode{c.Version, c.Code, c.Level, c.Shown, c.Section, c.Parent}
}

func codesOf(all []kbli.Code) []KBLICode {
	out := []KBLICode{}
	for _, c := range all {
		out = append(out, codeOf(c))
	}
	return out
}

// some is a list that is never null.
func some(all []string) []string {
	return append([]string{}, all...)
}

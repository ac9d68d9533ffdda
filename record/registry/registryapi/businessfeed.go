package registryapi

import (
	"slices"
	"strings"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/directory"
)

// BusinessChange is what became of a business for the public.
type BusinessChange struct {
	Code   string    `json:"code" doc:"directory.f_code"`
	Change string    `json:"change" enum:"shown,gone" doc:"directory.f_change"`
	At     time.Time `json:"at" doc:"directory.f_at"`
}

// BusinessChanges is a page of the feed.
type BusinessChanges struct {
	Items []BusinessChange `json:"items" doc:"api.f_items"`
	Next  string           `json:"next" doc:"directory.f_onward"`
	More  bool             `json:"more" doc:"directory.f_more"`
}

type changesIn struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"api.p_limit"`
	Cursor string `query:"cursor" maxLength:"1000" doc:"directory.p_after"`
}

// mostRead is how many entries of the diary one page of the feed passes over.
const mostRead = 5000

// changes tells which businesses changed for the public or left it, in the order of
// the diary's seals, each once a page. What happens to one that is not public, and what
// the public does not see of it, is not told, not even that it happened.
func (d Businesses) changes(tx *db.Tx, r *api.Request, in *changesIn) (BusinessChanges, error) {
	out := BusinessChanges{Items: []BusinessChange{}}
	at, _, err := api.After[int64](tx, r, api.Paging{Limit: in.Limit, Cursor: in.Cursor})
	if err != nil {
		return out, err
	}
	entries, err := diary.After(tx, at, mostRead)
	if err != nil {
		return out, err
	}
	told, at := newsOf(entries, at, in.Limit)
	ids := make([]db.ID, len(told))
	for i, n := range told {
		ids[i] = n.Subject
	}
	shown, err := registry.AreShown(tx, ids)
	if err != nil {
		return out, err
	}
	was, err := registry.WasShown(tx, ids)
	if err != nil {
		return out, err
	}
	for _, n := range told {
		switch {
		case shown[n.Subject]:
			out.Items = append(out.Items, BusinessChange{d.API.Code(n.Subject), "shown", n.At.UTC()})
		case was[n.Subject] && n.left:
			out.Items = append(out.Items, BusinessChange{d.API.Code(n.Subject), "gone", n.At.UTC()})
		}
	}
	out.More = len(entries) == mostRead || len(entries) > 0 && at < entries[len(entries)-1].Seq
	out.Next, err = api.Onward(tx, r, in.Limit, at)
	return out, err
}

// news is what the feed has heard of a business on one page: the last entry of it.
type news struct {
	diary.Sealed
	left bool // one of them says that it left
}

// newsOf gathers businesses from entries, at most so many, and how far they were read.
func newsOf(entries []diary.Sealed, from int64, most int) (out []news, to int64) {
	to = from
	at := map[db.ID]int{}
	for _, e := range entries {
		if e.Kind == "registry_business" && public(e.Entry) {
			i, known := at[e.Subject]
			if !known {
				if len(out) == most {
					return out, to
				}
				i = len(out)
				at[e.Subject], out = i, append(out, news{})
			}
			out[i] = news{e, out[i].left || slices.Contains(leaving, e.Fact)}
		}
		to = e.Seq
	}
	return out, to
}

// leaving are the facts after which a business may be public no more.
var leaving = []string{"registry.suspended", "registry.closed", "registry.merged", "registry.forgotten"}

// coming are those after which the public may see another business than before. What is
// not named here is not told: that somebody read, checked or doubted something is
// nobody's news.
var coming = []string{"registry.registered", "registry.published", "registry.resumed", "registry.unmerged", "registry.changed", "registry.accepted", "registry.taken_back",
	"registry.permit_added", "registry.permit_removed"}

// unseen are facts of which the feed's readers see nothing.
var unseen = []registry.Fact{registry.Phone, registry.WA, registry.Mail, registry.PhonePublic, registry.WAPublic, registry.MailPublic, registry.Sales, registry.Capital,
	registry.WorkersM, registry.WorkersF}

// public tells whether an entry may be of something that the public sees.
func public(e diary.Entry) bool {
	if !slices.Contains(coming, e.Fact) && !slices.Contains(leaving, e.Fact) && !strings.HasPrefix(e.Fact, "registry.product_") {
		return false
	}
	facts, named := e.Data["facts"].([]any)
	if !named {
		return true
	}
	return slices.ContainsFunc(facts, func(f any) bool {
		name, _ := f.(string)
		return !slices.Contains(unseen, registry.Fact(name))
	})
}

// BusinessSuggestion is a way to go on typing.
type BusinessSuggestion struct {
	Text string `json:"text" doc:"directory.f_text"`
	Kind string `json:"kind" enum:"word,business,kbli,area" doc:"directory.f_suggestion_kind"`
	Code string `json:"code,omitempty" doc:"directory.f_suggestion_code"`
}

type suggestIn struct {
	Text  string `query:"q" required:"true" minLength:"1" maxLength:"100" example:"nasi ku" doc:"directory.p_typed"`
	Limit int    `query:"limit" minimum:"1" maximum:"20" default:"8" doc:"kbli.p_limit"`
}

func (d Businesses) suggest(tx *db.Tx, _ *api.Request, in *suggestIn) (api.List[BusinessSuggestion], error) {
	out := api.List[BusinessSuggestion]{Items: []BusinessSuggestion{}}
	tx.Tag(directory.Tag)
	for _, s := range d.Directory.Suggest(in.Text, in.Limit) {
		one := BusinessSuggestion{s.Text, s.Kind, s.Code}
		if s.ID != 0 {
			one.Code = d.API.Code(s.ID)
		}
		out.Items = append(out.Items, one)
	}
	return out, nil
}

package registryapi

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"alun/ground/api"
	"alun/ground/db"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/product"
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
	heard, at := newsOf(entries, at, in.Limit)
	s, err := sightOf(tx, heard)
	if err != nil {
		return out, err
	}
	for _, n := range heard {
		if change, when := s.tells(n); change != "" {
			out.Items = append(out.Items, BusinessChange{d.API.Code(n.business), change, when.UTC()})
		}
	}
	out.More = len(entries) == mostRead || len(entries) > 0 && at < entries[len(entries)-1].Seq
	out.Next, err = api.Onward(tx, r, in.Limit, at)
	return out, err
}

// news is what one page of the feed has heard of a business, the oldest first.
type news struct {
	business db.ID
	entries  []diary.Sealed
}

// newsOf gathers businesses from entries, at most so many, and how far they were read. An
// entry is read whole: a page that holds one alone has both businesses of a merger.
func newsOf(entries []diary.Sealed, from int64, most int) (out []news, to int64) {
	to = from
	at := map[db.ID]int{}
	for _, e := range entries {
		if e.Kind == "registry_business" && matters(e.Entry) {
			of := concerns(e.Entry)
			fresh := 0
			for _, id := range of {
				if _, known := at[id]; !known {
					fresh++
				}
			}
			if len(out) > 0 && len(out)+fresh > most {
				return out, to
			}
			for _, id := range of {
				i, known := at[id]
				if !known {
					i = len(out)
					at[id], out = i, append(out, news{business: id})
				}
				out[i].entries = append(out[i].entries, e)
			}
		}
		to = e.Seq
	}
	return out, to
}

// concerns lists the businesses that an entry is of: its own and, of one that was merged,
// parted or forgotten, the one that shows its things, or showed them.
func concerns(e diary.Entry) []db.ID {
	out := []db.ID{e.Subject}
	name, speaks := map[string]string{"registry.merged": "into", "registry.unmerged": "from", "registry.forgotten": "into"}[e.Fact]
	n, _ := e.Data[name].(json.Number)
	if id, err := n.Int64(); speaks && err == nil && id != 0 && !leftOut("survivor") {
		out = append(out, db.ID(id))
	}
	return out
}

// sight is what the public sees, and when it saw it.
type sight struct {
	lives    map[db.ID]registry.Life
	products map[db.ID]product.Life
}

func sightOf(tx *db.Tx, heard []news) (s sight, err error) {
	var businesses, products []db.ID
	for _, n := range heard {
		businesses = append(businesses, n.business)
		for _, e := range n.entries {
			if e.Subject != n.business {
				businesses = append(businesses, e.Subject)
			}
			if id := productOf(e.Entry); id != 0 {
				products = append(products, id)
			}
		}
	}
	if s.lives, err = registry.LivesOf(tx, businesses); err != nil {
		return s, err
	}
	s.products, err = product.LivesOf(tx, products)
	return s, err
}

// tells says what became of a business, and when: "" where the public saw nothing of it.
func (s sight) tells(n news) (change string, at time.Time) {
	life := s.lives[n.business]
	for _, e := range n.entries {
		switch {
		case e.Subject != n.business: // what it shows of another one came or went
			if life.Shown && life.ShownAt(e.At) && s.lent(e) {
				change, at = "shown", e.At
			}
		case slices.Contains(leaving, e.Fact):
			if life.LeftAt(e.At) && !life.Shown {
				change, at = "gone", e.At
			}
		case life.Shown && life.ShownAt(e.At) && s.sees(life, e.Entry):
			change, at = "shown", e.At
		}
	}
	return change, at
}

// lent tells whether a business that was merged, parted or forgotten lends the other one
// anything that the public sees: what nobody had checked stays hidden.
func (s sight) lent(e diary.Sealed) bool {
	switch of := s.lives[e.Subject]; e.Fact {
	case "registry.merged":
		return of.LeftAt(e.At)
	case "registry.unmerged":
		return of.ShownAt(e.At)
	}
	return true
}

// sees tells whether an entry is of something that the public sees of a business.
func (s sight) sees(life registry.Life, e diary.Entry) bool {
	if id := productOf(e); id != 0 || strings.HasPrefix(e.Fact, ofProducts) {
		return s.products[id].ShownAt(e.At)
	}
	facts, named := e.Data["facts"].([]any)
	return !named || slices.ContainsFunc(facts, func(f any) bool {
		name, _ := f.(string)
		return !slices.Contains(unseen, registry.Fact(name)) && (life.Place || !slices.Contains(where, registry.Fact(name)))
	})
}

// productOf is the product that an entry is of, or 0.
func productOf(e diary.Entry) db.ID {
	n, _ := e.Data["product"].(json.Number)
	id, _ := n.Int64()
	return db.ID(id)
}

// leaving are the facts after which a business may be public no more.
var leaving = []string{"registry.suspended", "registry.closed", "registry.merged", "registry.forgotten"}

// coming are those after which the public may see another business than before. What is
// not named here is not told: that somebody read, checked or doubted something is
// nobody's news.
var coming = []string{"registry.registered", "registry.published", "registry.resumed", "registry.unmerged", "registry.changed", "registry.accepted", "registry.taken_back",
	"registry.permit_added", "registry.permit_removed", "registry.permit_returned", "registry.photo_added", "registry.photo_changed", "registry.photo_removed", "registry.photo_returned"}

// unseen are facts of which the feed's readers see nothing. By at_home and
// address_public an address comes and goes: who keeps a copy must hear of that.
var unseen = []registry.Fact{registry.Phone, registry.WA, registry.Mail, registry.PhonePublic, registry.WAPublic, registry.MailPublic, registry.Sales, registry.Capital,
	registry.WorkersM, registry.WorkersF, registry.NIB}

// where are facts of which they see nothing of a home or a street vendor.
var where = []registry.Fact{registry.Address, registry.Point, registry.RT}

// ofProducts begins the facts of products.
const ofProducts = "registry.product_"

// matters tells whether an entry may be of something that the public sees.
func matters(e diary.Entry) bool {
	switch {
	case e.Fact == "registry.registered": // a draft begins unseen; a published row of a list does not
		return e.Data["state"] == string(registry.Published)
	case strings.HasPrefix(e.Fact, ofProducts): // that an officer looked at its texts is nobody's news
		return e.Data["fields"] != "marks"
	}
	return slices.Contains(coming, e.Fact) || slices.Contains(leaving, e.Fact)
}

// BusinessSuggestion is a way to go on typing.
type BusinessSuggestion struct {
	Text string `json:"text" doc:"directory.f_text"`
	Kind string `json:"kind" enum:"word,business,kbli,area" doc:"directory.f_suggestion_kind"`
	Code string `json:"code,omitempty" doc:"directory.f_suggestion_code"`
	Demo *bool  `json:"made_up,omitempty" doc:"registryapi.f_suggestion_demo"`
}

type suggestIn struct {
	Text  string `query:"q" required:"true" minLength:"1" maxLength:"100" example:"nasi ku" doc:"directory.p_typed"`
	Limit int    `query:"limit" minimum:"1" maximum:"20" default:"8" doc:"kbli.p_limit"`
}

func (d Businesses) suggest(tx *db.Tx, _ *api.Request, in *suggestIn) (api.List[BusinessSuggestion], error) {
	out := api.List[BusinessSuggestion]{Items: []BusinessSuggestion{}}
	tx.Tag(directory.Tag)
	all, err := d.Directory.SuggestIn(tx, in.Text, in.Limit)
	for _, s := range all {
		one := BusinessSuggestion{Text: s.Text, Kind: s.Kind, Code: s.Code}
		if s.ID != 0 {
			one.Code, one.Demo = d.API.Code(s.ID), &s.Demo
		}
		out.Items = append(out.Items, one)
	}
	return out, err
}

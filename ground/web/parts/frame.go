package parts

import (
	"alun/ground/lang"
	"github.com/a-h/templ"
)

// Frame is everything around a page's body. All addresses are given: the parts
// know neither routes nor static files.
type Frame struct {
	Title       string // of this page; the house's name is added
	Description string // one sentence for search engines
	Site        string // the house: "Alun"
	City        string // under the logo: "Kota Balikpapan"
	Home        string // address of the front page in this language
	Canonical   string // absolute address of this page; may be empty
	Tongues     []Tongue
	Nav         []Entry // the main navigation, at most six
	Corner      []Entry // at the right: sign in, my desk
	Leave       *Leave  // at the very right, for who is signed in; may be nil
	Current     string  // Entry.Key of the entry that holds this page
	Ribbon      *Ribbon // nil on real pages
	Footer      []Footer
	Body        templ.Component
	Head        templ.Component // what the document's head holds beside; may be nil
	Styles      []string        // addresses of style sheets
	Scripts     []string        // addresses of modules
	Icon        string          // address of the icon (SVG)
	Font        string          // address of the font, to fetch early; may be empty
	HX          string          // JSON for <meta name="htmx-config">; may be empty
	Theme       string          // "" follows the device; "terang" or "gelap" forces
	Unlisted    bool            // keeps search engines away: personal and demo pages
}

// Tongue is this page in one language.
type Tongue struct {
	Tag  lang.Tag
	Href string // as linked
	URL  string // absolute, for search engines; may be empty
}

// Entry is one entry of a navigation.
type Entry struct {
	Key   string
	Label string
	Href  string
}

// Leave is the button that signs out: a form, because it changes something.
type Leave struct {
	Action string // address of the form
	Label  string
	Who    string // the code of the account, for keluar.js
}

// Ribbon is the honey band that marks a fictional or demonstration page.
type Ribbon struct {
	Text string
	Link Link // what that means; may be empty
}

// Footer is one column of the foot.
type Footer struct {
	Title string
	Text  string // may be empty
	Links []Link
}

// tongueNames are the languages in their own words; the short form is read
// beside the logo, the long one in the phone's menu.
var tongueNames = map[lang.Tag]struct{ short, long string }{
	lang.ID: {"ID", "Bahasa Indonesia"},
	lang.EN: {"EN", "English"},
	lang.JA: {"日本語", "日本語"},
}

func (f Frame) theme() templ.Attributes { return filled("class", f.Theme) }

func (f Frame) title() string {
	name := f.Site
	if f.City != "" {
		name += " · " + f.City
	}
	if f.Title == "" {
		return name
	}
	return f.Title + " · " + name
}

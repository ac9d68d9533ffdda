package web

import (
	"io"

	"github.com/a-h/templ"
)

// Page is what the layout draws.
type Page struct {
	Title       string          // in the reader's language, without the house's name
	Description string          // one sentence for search engines; may be empty
	Nav         string          // key of the current main entry
	Body        templ.Component // everything inside <main>
	Wide        bool            // the page needs the whole width: maps, wide tables
	Scripts     []string        // names of static modules, for example "map.js"
	Head        templ.Component // what the document's head holds beside: what a preview shows; may be nil
}

// Reply is what a handler answers: a Page, a redirect, a File or Data. The first
// that is set counts, in the order To, File, Content, Data, Part (when htmx asked
// for it), Page.
type Reply struct {
	Status  int             // 0: 200, or the status of the fault that Draw was given
	Page    *Page           // the whole page
	Part    templ.Component // drawn alone when r.Partial()
	To      string          // 303 to this address of the house; make it with r.Href
	Moved   bool            // what was here is at To now: 301
	File    *File           // something to keep, for example a CSV
	Content *Content        // a stored file that somebody sent
	Data    any             // for a page's own script: sent as JSON, kept by nobody
	Session *Session        // what the browser is told to keep; it goes with any of these
	// Hushed says that the address itself is a secret: no other house is told where its
	// reader came from, no search engine lists it, and nobody keeps it.
	Hushed bool
}

// File is a download. Write runs after the transaction ended and may take as
// long as it keeps writing; what it writes is sent as it comes.
type File struct {
	Name  string // as it is saved, for example "renja-2024.csv"
	Type  string // media type, for example "text/csv; charset=utf-8"
	Write func(io.Writer) error
}

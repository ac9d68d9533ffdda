package registryweb

import (
	"io"
	"net/url"
	"regexp"
	"strings"

	"alun/ground/fault"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/kbli"

	"github.com/a-h/templ"
)

var formats = []string{"csv", "xlsx", "json"}

// wanted is the file format that an address asks for, or "".
func wanted(r *web.Request) (string, error) {
	f := r.Values().Line("format", 8)
	if f != "" && sheet.MediaType(f) == "" {
		return "", fault.New(fault.Invalid, "kbli.no_format", f)
	}
	return f, nil
}

// downloads offers what the page shows as files: the same question, whole.
func downloads(r *web.Request) []parts.Download {
	v := url.Values{}
	for name, values := range r.URL.Query() {
		if name == "q" || name == "versi" || name == "kategori" {
			v[name] = values
		}
	}
	var out []parts.Download
	for _, f := range formats {
		v.Set("format", f)
		out = append(out, parts.Download{Label: strings.ToUpper(f), Href: r.Href(r.URL.EscapedPath() + "?" + v.Encode())})
	}
	return out
}

// codeColumns of the files, in English like those of the profile.
var codeColumns = []sheet.Column{{Name: "version"}, {Name: "code"}, {Name: "level"}, {Name: "title"}, {Name: "title_display"}, {Name: "section"},
	{Name: "parent_code"}, {Name: "description"}, {Name: "everyday_words"}, {Name: "regulation"}, {Name: "source"}, {Name: "grade"}}

func codesFile(format, name string, book *kbli.Book, codes []kbli.Code) web.Reply {
	table := sheet.Table{Name: "kbli", Head: codeColumns, Rows: func(yield func([]sheet.Cell) bool) {
		for _, c := range codes {
			v, _ := book.Version(c.Version)
			if !yield([]sheet.Cell{sheet.Text(c.Version), sheet.Text(c.Code), sheet.Whole(int64(c.Level)), sheet.Text(c.Title), sheet.Text(c.Shown), sheet.Text(c.Section),
				sheet.Text(c.Parent), sheet.Text(c.Description), sheet.Text(c.Words), sheet.Text(v.Regulation), sheet.Text(v.Source), sheet.Text(v.Grade)}) {
				return
			}
		}
	}}
	return tableFile(format, name, table)
}

func tableFile(format, name string, t sheet.Table) web.Reply {
	return web.Reply{File: &web.File{Name: name + "." + format, Type: sheet.MediaType(format), Write: func(w io.Writer) error { return sheet.Write(w, format, t) }}}
}

// most is how many codes a file of a search holds.
const most = 200

// file is what the finder found, or without words the codes of the version.
func (p findPage) file(format string) (web.Reply, error) {
	if p.wrong != nil {
		return web.Reply{}, p.wrong
	}
	if !p.asks() {
		return codesFile(format, "kbli-"+p.version.Version, p.book, p.book.Classes(p.version.Version, p.section)), nil
	}
	found, err := p.book.Finder.Search(kbli.Ask{Text: p.text, Version: p.version.Version, Section: p.section, Limit: most})
	var codes []kbli.Code
	for _, m := range found.Matches {
		codes = append(codes, m.Code)
	}
	return codesFile(format, "kbli-cari", p.book, codes), err
}

// numbers of codes in an official sentence.
var numbers = regexp.MustCompile(`\b\d{4,5}\b`)

// refer cuts a sentence at the codes that it names.
func (p codePage) refer(text string) []parts.Link {
	var out []parts.Link
	from := 0
	for _, at := range numbers.FindAllStringIndex(text, -1) {
		c, found := p.book.Code(kbli.Key{Version: p.c.Version, Code: text[at[0]:at[1]]})
		if !found {
			continue
		}
		out = append(out, parts.Link{Label: text[from:at[0]]}, parts.Link{Label: c.Code, Href: p.codeHref(c.Key())})
		from = at[1]
	}
	return append(out, parts.Link{Label: text[from:]})
}

// spoken marks a text's language when it is not the page's.
func spoken(tongue string) templ.Attributes {
	if tongue == "" {
		return nil
	}
	return templ.Attributes{"lang": tongue}
}

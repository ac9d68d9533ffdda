package planweb

import (
	"io"

	"alun/ground/sheet"
	"alun/ground/web"
	"alun/record/plan"
)

// wanted is the file format that an address asks for, or "".
func wanted(r *web.Request) (string, error) {
	var known []string
	for _, f := range formats {
		known = append(known, f.key)
	}
	return choice(r, "format", known...)
}

func file(name, format string, write func(io.Writer) error) web.Reply {
	return web.Reply{File: &web.File{Name: name + "." + format, Type: sheet.MediaType(format), Write: write}}
}

// figuresFile is plan rows with the columns of the form.
func figuresFile(r *web.Request, format, name string, rows []plan.Figure) web.Reply {
	return file(name, format, func(w io.Writer) error { return plan.WriteFigures(w, format, r.Lang, rows) })
}

// tableFile is any other table that a page shows.
func tableFile(format, name string, t sheet.Table) web.Reply {
	return file(name, format, func(w io.Writer) error { return sheet.Write(w, format, t) })
}

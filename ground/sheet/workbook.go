package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"alun/ground/fault"
)

// workbook is an XLSX file (ECMA-376 part 1, both the transitional and the
// strict form: only the local names of elements and relations are looked at).
type workbook struct {
	archive *archive
	sheets  []worksheet // those that a person sees, in order
	strings string      // path of the shared strings, "" if none
	shared  []string    // the shared strings, once a sheet was read
}

// worksheet is one sheet's name and the path of its part.
type worksheet struct{ name, part string }

// relation is one line of a .rels part.
type relation struct{ kind, target string }

// smallPart bounds the parts that are no tables: the list of sheets and the
// relations. Excel's largest are some KB.
const smallPart = 4 << 20

func openWorkbook(r io.ReaderAt, size int64, lim Limits) (*workbook, error) {
	a, err := openArchive(r, size, lim)
	if err != nil {
		return nil, err
	}
	if err := a.refuseOther(); err != nil {
		return nil, err
	}
	main, err := a.mainPart()
	if err != nil {
		return nil, err
	}
	dir, file := path.Split(main)
	relations, err := a.relations(dir+"_rels/"+file+".rels", dir)
	if err != nil {
		return nil, err
	}
	w := &workbook{archive: a}
	for _, rel := range relations {
		if rel.kind == "sharedStrings" {
			w.strings = rel.target
		}
	}
	return w, w.list(main, relations)
}

// refuseOther sends back zip files that are no Office file at all.
func (a *archive) refuseOther() error {
	switch {
	case a.parts["[content_types].xml"] != nil:
		return nil
	case a.parts["mimetype"] != nil && a.parts["content.xml"] != nil: // OpenDocument
		return fault.New(fault.Invalid, "sheet.save_as_xlsx")
	}
	return fault.New(fault.Invalid, "sheet.zip")
}

// mainPart finds the part where an Office file begins.
func (a *archive) mainPart() (string, error) {
	relations, err := a.relations("_rels/.rels", "")
	if err != nil {
		return "", err
	}
	for _, rel := range relations {
		if rel.kind != "officeDocument" {
			continue
		}
		if strings.HasSuffix(rel.target, ".bin") { // XLSB, the binary workbook
			return "", fault.New(fault.Invalid, "sheet.save_as_xlsx")
		}
		return rel.target, nil
	}
	return "", damaged(errors.New("no main part"))
}

// relations reads a .rels part: what other parts a part speaks of, by id.
func (a *archive) relations(name, dir string) (map[string]relation, error) {
	found := map[string]relation{}
	err := a.each(name, func(e xml.StartElement) error {
		if e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return nil
		}
		target := attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = dir + target
		}
		found[attr(e, "Id")] = relation{
			kind:   path.Base(attr(e, "Type")),
			target: strings.TrimPrefix(path.Clean("/"+target), "/"),
		}
		return nil
	})
	return found, err
}

// list reads the names of the sheets. Chart sheets and hidden sheets are left
// out: they hold no table that the sender sees.
func (w *workbook) list(main string, relations map[string]relation) error {
	root := ""
	err := w.archive.each(main, func(e xml.StartElement) error {
		if root == "" {
			root = e.Name.Local
		}
		if e.Name.Local != "sheet" || strings.Contains(strings.ToLower(attr(e, "state")), "hidden") {
			return nil
		}
		rel, ok := relations[attr(e, "id")]
		if ok && rel.kind == "worksheet" {
			w.sheets = append(w.sheets, worksheet{attr(e, "name"), rel.target})
		}
		if len(w.sheets) > len(w.archive.parts) {
			return damaged(errors.New("more sheets than parts"))
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case root != "workbook": // a letter or slides
		return fault.New(fault.Invalid, "sheet.zip")
	case len(w.sheets) == 0:
		return fault.New(fault.Invalid, "sheet.empty")
	}
	return nil
}

// each visits the start of every element of a small part.
func (a *archive) each(name string, visit func(xml.StartElement) error) error {
	p, ok, err := a.open(name)
	if err != nil {
		return err
	}
	if !ok {
		return damaged(errors.New("no part " + name))
	}
	defer p.close() // read to its end below, where errors show
	p.left = min(p.left, smallPart)
	for {
		t, err := p.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := visit(e); err != nil {
				return err
			}
		}
	}
}

// attr is an attribute by its local name: r:id is "id".
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (w *workbook) names() []string {
	names := make([]string, len(w.sheets))
	for i, s := range w.sheets {
		names[i] = s.name
	}
	return names
}

// rows begins to read the sheet at a place in the list.
func (w *workbook) rows(at int, lim Limits) (*sheetRows, error) {
	if w.shared == nil && w.strings != "" {
		shared, err := w.archive.sharedStrings(w.strings, lim)
		if err != nil {
			return nil, err
		}
		w.shared = shared
	}
	p, ok, err := w.archive.open(w.sheets[at].part)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, damaged(errors.New("a sheet has no part"))
	}
	return &sheetRows{part: p, shared: w.shared, lim: lim}, nil
}

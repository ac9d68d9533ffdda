package kbli

import (
	"io/fs"
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	yearForm  = regexp.MustCompile(`^20\d\d$`)
	codeForms = [...]*regexp.Regexp{
		Section: regexp.MustCompile(`^[A-Z]$`), Division: regexp.MustCompile(`^\d{2}$`), Group: regexp.MustCompile(`^\d{3}$`),
		Subgroup: regexp.MustCompile(`^\d{4}$`), Class: regexp.MustCompile(`^\d{5}$`),
	}
	rangeForm = regexp.MustCompile(`^\d{2}-\d{2}$`)
)

// readSections reads the sections of versions whose own file has none, and the
// divisions that belong to each: a code in another section is a slip.
func (p *Profile) readSections(files fs.FS) error {
	return eachLine(files, sectionsFile, []string{"version", "section", "title", "divisions"}, func(r record) error {
		c := Code{Version: r.Text("version"), Code: r.Text("section"), Level: Section, Section: r.Text("section"), Shown: r.Text("title"), Title: r.Text("title")}
		if c.Title == "" {
			return r.refuse("title", "kbli.why_title")
		}
		if !rangeForm.MatchString(r.Text("divisions")) {
			return r.refuse("divisions", "kbli.why_range")
		}
		from, to, _ := strings.Cut(r.Text("divisions"), "-")
		p.ranges[c.Key()] = [2]string{from, to}
		return p.put(r, "section", c)
	})
}

func (p *Profile) readCodes(files fs.FS) error {
	return eachLine(files, codes2020File, []string{"code", "level", "title", "title_display", "section", "parent_code"}, func(r record) error {
		level, err := r.Whole("level")
		if err != nil {
			return r.refuse("level", "kbli.why_code")
		}
		c := Code{Version: "2020", Code: r.Text("code"), Level: level, Parent: r.Text("parent_code"), Section: r.Text("section"),
			Title: r.Text("title"), Shown: r.Text("title_display")}
		if (c.Title == "") != (c.Shown == "") || c.Title == "" && level != Group {
			return r.refuse("title", "kbli.why_title")
		}
		if known := p.code(c.Key()); level == Section && known != nil {
			if known.Title != c.Title {
				return r.refuse("title", "kbli.why_section_differs")
			}
			known.Shown = c.Shown
			return nil
		}
		return p.put(r, "code", c)
	})
}

func (p *Profile) readTexts(files fs.FS) error {
	return eachLine(files, textsFile, []string{"code", "uraian"}, func(r record) error {
		c, text := p.code(Key{"2020", r.Text("code")}), r.Text("uraian")
		switch {
		case c == nil || c.Level != Class:
			return r.refuse("code", "kbli.why_no_code")
		case c.Description != "":
			return r.refuse("code", "kbli.why_twice")
		case text == "" || utf8.RuneCountInString(text) > mostDescription:
			return r.refuse("code", "kbli.why_text")
		}
		c.Description = strings.ReplaceAll(text, `\'`, "'") // so the source writes "so'un"
		return nil
	})
}

// readNew reads the version of which only sections and five digits are known: a
// code stands directly below its section.
func (p *Profile) readNew(files fs.FS) error {
	return eachLine(files, codes2025File, []string{"code", "title", "title_display", "section"}, func(r record) error {
		c := Code{Version: "2025", Code: r.Text("code"), Level: Class, Parent: r.Text("section"), Section: r.Text("section"),
			Title: r.Text("title"), Shown: r.Text("title_display")}
		if c.Title == "" || c.Shown == "" {
			return r.refuse("title", "kbli.why_title")
		}
		return p.put(r, "code", c)
	})
}

func (p *Profile) readWords(files fs.FS) error {
	return eachLine(files, wordsFile, []string{"code", "version", "words"}, func(r record) error {
		c, words := p.code(Key{r.Text("version"), r.Text("code")}), r.Text("words")
		switch {
		case c == nil || c.Level != Class:
			return r.refuse("code", "kbli.why_no_code")
		case c.Words != "":
			return r.refuse("code", "kbli.why_twice")
		case words == "" || utf8.RuneCountInString(words) > mostWords:
			return r.refuse("words", "kbli.why_words")
		}
		c.Words = words
		return nil
	})
}

var slugForm = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

func (p *Profile) readSubsectors(files fs.FS) error {
	columns := []string{"no", "slug", "name_id", "name_en", "name_ja", "description_id", "description_en", "description_ja"}
	return eachLine(files, subsectorsFile, columns, func(r record) error {
		n, err := r.Whole("no")
		s := Subsector{Slug: r.Text("slug"), Position: n, Name: Texts{r.Text("name_id"), r.Text("name_en"), r.Text("name_ja")},
			About: Texts{r.Text("description_id"), r.Text("description_en"), r.Text("description_ja")}}
		switch {
		case !slugForm.MatchString(s.Slug):
			return r.refuse("slug", "kbli.why_slug")
		case p.subsector(s.Slug):
			return r.refuse("slug", "kbli.why_twice")
		case err != nil || n != len(p.subsectors)+1:
			return r.refuse("no", "kbli.why_number")
		case !s.Name.whole() || !s.About.whole():
			return r.refuse("slug", "kbli.why_languages")
		}
		p.subsectors = append(p.subsectors, s)
		return nil
	})
}

func (p *Profile) subsector(slug string) bool {
	for _, s := range p.subsectors {
		if s.Slug == slug {
			return true
		}
	}
	return false
}

func (p *Profile) readMapping(files fs.FS) error {
	seen := map[Key]bool{}
	return eachLine(files, mappingFile, []string{"slug", "kbli2020", "kbli_title", "basis"}, func(r record) error {
		k := Key{mappingVersion, r.Text("kbli2020")}
		c := p.code(k)
		switch {
		case !p.subsector(r.Text("slug")):
			return r.refuse("slug", "kbli.why_no_subsector")
		case c == nil || c.Level != Class:
			return r.refuse("kbli2020", "kbli.why_no_code")
		case r.Text("kbli_title") != c.Shown:
			return r.refuse("kbli_title", "kbli.why_title_differs")
		case seen[k]:
			return r.refuse("kbli2020", "kbli.why_mapped_twice")
		case r.Text("basis") == "":
			return r.refuse("basis", "kbli.why_origin")
		}
		seen[k] = true
		p.mapping = append(p.mapping, Mapping{Slug: r.Text("slug"), Key: k, Basis: r.Text("basis"), By: fromProfile})
		return nil
	})
}

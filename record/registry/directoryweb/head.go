package directoryweb

import (
	"alun/ground/lang"

	"github.com/a-h/templ"
)

// headData is what previews and search engines read of a business.
type headData struct {
	Title, About, Canonical, Picture, Say, Locale string
	Others                                        []tongue
	Unlisted                                      bool
	Data                                          ldBusiness
}

// tongue is the page in one language.
type tongue struct{ Tag, Href string }

var locales = map[lang.Tag]string{lang.ID: "id_ID", lang.EN: "en_US", lang.JA: "ja_JP"}

// head leaves what is made up out of search engines.
func (d *Desk) head(p businessPage) templ.Component {
	h := headData{Title: p.name(), About: p.description(), Canonical: d.absolute(p.Tag(), "/usaha/"+p.code), Picture: d.absolute(lang.ID, p.picture),
		Say: p.T("directoryweb.picture_of", p.name(), p.area()), Locale: locales[p.Tag()], Unlisted: p.b.Demo, Data: p.data()}
	for _, tag := range lang.All {
		h.Others = append(h.Others, tongue{string(tag), d.absolute(tag, "/usaha/"+p.code)})
	}
	return businessHead(h)
}

package pasporweb

import (
	"strings"

	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/paspor"
)

// askedBy is what somebody asks of the business, and how it stands with each.
type askedBy struct {
	name    string
	has, of int // of what Alun keeps; what is there and is something else than is meant is not had
	needs   []parts.Fact
	ours    bool // some of it is asked by no rule: the page says so once
}

// asked tells of all who ask what they ask for, what is there with its proof, and where
// what is missing is given.
func (p ownPassport) asked() (out []askedBy) {
	for _, a := range paspor.AskersOn(p.askers, p.page.today) {
		x := askedBy{name: a.Name.In(p.Tag())}
		for _, n := range a.Needs {
			f := parts.Fact{Label: p.need(n), Note: p.basis(n)}
			x.ours = x.ours || n.Grade == ours
			level, has, hidden := p.sheet.Has(n, p.page.today)
			switch {
			case !n.Kept():
				f.Value = p.T("pasporweb.need_outside")
			case has || hidden:
				var fit paspor.Fit
				f.Value, fit = p.there(n)
				f.Proof = face.Evidence(p.Lang, level)
				if fit != paspor.Unfit {
					x.has++
				}
			default:
				f.Value, f.Href = p.T("pasporweb.need_missing"), p.r.Href("/"+p.giveAt(n))
			}
			if n.Kept() {
				x.of++
			}
			x.needs = append(x.needs, f)
		}
		out = append(out, x)
	}
	return out
}

// shownInstead is how many codes are named of a business that has none of those meant.
const shownInstead = 3

// there says of what is there whether it is what is meant, and why it is not.
func (p ownPassport) there(n paspor.Need) (string, paspor.Fit) {
	fit, instead := p.sheet.FitOf(n, p.Tag())
	what := strings.Join(instead[:min(len(instead), shownInstead)], p.T("pasporweb.comma"))
	if len(instead) > shownInstead {
		what += " …"
	}
	switch {
	case fit == paspor.Unsure:
		return p.T("pasporweb.need_unsure"), fit
	case fit == paspor.Unfit && len(n.When.Codes) > 0:
		return p.T("pasporweb.need_unfit_code", what, n.When.Meant.In(p.Tag())), fit
	case fit == paspor.Unfit:
		return p.T("pasporweb.need_unfit_class", what, n.When.Meant.In(p.Tag())), fit
	case n.When.Meant != (paspor.Name{}):
		return p.T("pasporweb.need_fits", n.When.Meant.In(p.Tag())), fit
	}
	return p.T("pasporweb.need_there"), fit
}

// The grades of what no source proves, and of what was read about but not in the rule itself.
const (
	ours    = "D"
	hearsay = "C"
)

// basis says why something is asked, and by which rule. In brackets behind a rule that was
// only read about stands how far we read: that is for who looks after the rules, and says
// nothing to a bank.
func (p ownPassport) basis(n paspor.Need) string {
	rule := n.Basis
	switch n.Grade {
	case ours:
		return n.Note.In(p.Tag())
	case hearsay:
		rule, _, _ = strings.Cut(rule, " (")
	}
	return p.T("pasporweb.need_basis", n.Note.In(p.Tag()), rule, n.Source)
}

// need is what is asked for, in words.
func (p ownPassport) need(n paspor.Need) string {
	switch {
	case n.Fact != "":
		return p.T(n.Fact.Label())
	case n.Permit != "":
		return p.T(registry.PermitWord(n.Permit))
	case n.Product:
		return p.T("pasporweb.need_product")
	}
	return p.T("pasporweb.need_other")
}

// giveAt is where something that is missing is given, below the house.
func (p ownPassport) giveAt(n paspor.Need) string {
	own := "usaha-saya/" + p.code
	switch {
	case n.Permit != "":
		return own + "/izin"
	case n.Product:
		return own + "/produk"
	}
	switch f := n.Fact; f {
	case registry.KBLI, registry.Subsectors:
		return "usaha/daftar/" + p.code + "/kode"
	case registry.Kelurahan, registry.Address:
		return "usaha/daftar/" + p.code + "/tempat"
	case registry.WA, registry.Phone, registry.Mail, registry.Opens:
		return "usaha/daftar/" + p.code + "/kontak"
	case registry.WorkersM, registry.WorkersF, registry.Capacity, registry.Sales, registry.Capital:
		return own + "/angka#f-" + string(f)
	case registry.Web, registry.Started, registry.OtherNames:
		return own + "/ubah/" + string(f)
	}
	return "usaha/daftar/" + p.code + "/apa"
}

package accountweb

import (
	"testing"

	"alun/ground/lang"
	"alun/record/account"
)

// Who somebody is stands open, sign-ins are one fold of two tables, each business is folded by itself, also two of one name, and
// no row is lost.
func TestWhatIsHeldIsFolded(t *testing.T) {
	words, err := lang.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	p := dataPage{asking: asking{Lang: words.In(lang.ID)}}
	put := func(table, what, of string) { p.held = append(p.held, account.Held{Table: table, What: what, Of: of}) }
	put("account_person", "account_person.name", "")
	put("account_login", "account_login.mail", "")
	put("account_session", "account_session.device", "")
	put("account_device", "account_device.known", "")
	for range 2 {
		put("registry_business", "registry_business.state", "Warung Siti")
		put("registry_business", "registry_business.name", "Warung Siti")
	}
	put("registry_business", "registry_business.state", "Bengkel")
	put("registry_product", "registry_product.name", "")
	put("registry_product", "registry_product.name", "")
	open, folded := p.folds()
	rows, sizes := len(open), []int{}
	for _, g := range folded {
		rows, sizes = rows+len(g.held), append(sizes, len(g.held))
	}
	if len(open) != 1 || rows != len(p.held) || len(sizes) != 6 || sizes[1] != 2 || sizes[2] != 2 || sizes[3] != 2 || sizes[4] != 1 || sizes[5] != 2 || folded[1].title != "Masuk dan perangkat" || folded[2].title != "Warung Siti" || folded[4].title != "Bengkel" {
		t.Errorf("%d open, %v folded, %d of %d rows: %+v", len(open), sizes, rows, len(p.held), folded)
	}
}

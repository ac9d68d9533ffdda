package registry

import (
	"alun/ground/db"
	"alun/record/account"
)

// Mine lists the businesses of whoever is signed in, and those of the makers whom they
// help, each as they may see it.
func (k *Book) Mine(tx *db.Tx, session string) ([]View, error) {
	v, err := account.See(tx, session)
	if err != nil {
		return nil, err
	}
	whose := map[db.ID]Eye{}
	for _, g := range v.Grants {
		switch g.Role {
		case account.Maker:
			whose[v.Person] = Owning
		case account.Helper:
			whose[g.Helps] = Helping
		}
	}
	var out []View
	for _, g := range append([]account.Grant{{Helps: v.Person}}, v.Grants...) { // one's own first
		eye, some := whose[g.Helps]
		if !some {
			continue
		}
		delete(whose, g.Helps)
		all, err := OwnedBy(tx, g.Helps)
		for _, b := range all {
			if err == nil {
				b, err = k.opened(tx, b)
			}
			out = append(out, View{Business: eye.see(b), As: eye, Mine: eye == Owning, Viewer: v})
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

package registry_test

import (
	"fmt"
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry"
	"alun/record/registry/product"

	"pgregory.net/rapid"
)

// modelProduct is a product of one of the two businesses, as the model has it.
type modelProduct struct {
	id             db.ID
	other          bool // of the other business
	name           string
	shown, removed bool
	version        int64
	place          int // among those that its business has
}

// productTurn is one change of a product, as its history must tell it.
type productTurn struct {
	change  db.ID
	at      int // of the product
	version int64
	added   bool
	before  modelProduct
}

func (m *model) desk() product.Desk { return product.Desk{Book: m.book} }

func typedProduct(name string, shown bool) product.Typed {
	return product.Typed{Name: name, Price: "15rb", Stock: product.Ada, Shown: shown}
}

// shower tells which of the two shows what one has, and where that one stands: what was public
// when it was merged is shown by the survivor.
func (m *model) shower(other bool) (state registry.State, by bool) {
	if other && m.otherState == registry.Merged && m.otherWas == registry.Published {
		return m.state, false
	}
	if !other && m.state == registry.Merged && m.was == registry.Published {
		return m.otherState, true
	}
	if other {
		return m.otherState, true
	}
	return m.state, false
}

// sells tells whether somebody may change what the other one or the first shows: the officers
// of the area do; of the first its owner and helper; of the other one, whose owners came along,
// these too.
func (m *model) sells(a actor, other bool) bool {
	if a.checks {
		return true
	}
	if other {
		return m.along && m.state == registry.Merged && a.changes
	}
	return a.changes
}

// aProduct draws one.
func (m *model) aProduct(t *rapid.T) (int, bool) {
	if len(m.products) == 0 {
		return 0, false
	}
	return rapid.IntRange(0, len(m.products)-1).Draw(t, "product"), true
}

// toldProduct finds the change that an act has made, and notes it.
func (m *model) toldProduct(t *rapid.T, at int, kind string, before modelProduct) {
	p := m.products[at]
	m.clock.MoveOn(time.Second)
	all := m.productPast(p.other)
	if len(all) == 0 || all[0].Product != p.id || all[0].Version != p.version || all[0].Kind != kind || all[0].Name() == "" {
		t.Fatalf("%s of %+v is told as %+v", kind, p, all[:min(1, len(all))])
	}
	m.productTurns = append(m.productTurns, productTurn{all[0].ID, at, p.version, kind == "added", before})
}

func (m *model) productPast(other bool) (all []product.Change) {
	id := m.id
	if other {
		id = m.twin
	}
	m.read(func(tx *db.Tx) (err error) {
		all, err = m.desk().History(tx, m.officer.Session, id, 0, 500)
		return err
	})
	return all
}

func (m *model) tryOffer(t *rapid.T) {
	if len(m.products) > 12 { // enough to meet each other
		return
	}
	m.offer(t, rapid.SampledFrom(m.actors()).Draw(t, "who"), rapid.Bool().Draw(t, "of the other"), rapid.Bool().Draw(t, "shown"))
}

// stock gives both businesses products to begin with: what is ordered, taken back and shown by
// another must meet within a few steps.
func (m *model) stock(t *rapid.T) {
	for n := range 5 {
		m.offer(t, m.actors()[2], n > 2, n%2 == 0)
	}
}

func (m *model) offer(t *rapid.T, a actor, other, shown bool) {
	p := modelProduct{other: other, name: fmt.Sprint("Kue ", len(m.products)), shown: shown, version: 1}
	id, state := m.id, m.state
	if other {
		id, state = m.twin, m.otherState
	}
	err := m.write(func(tx *db.Tx) (err error) {
		p.id, err = m.desk().Add(tx, a.Session, id, typedProduct(p.name, p.shown))
		return err
	})
	if ok := m.sells(a, other) && stands(state); (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s offers something in %s, of the other %v: %v", a.name, state, other, err)
	}
	if err == nil {
		for _, at := range m.listed(other) {
			p.place = max(p.place, m.products[at].place)
		}
		p.place++
		m.products = append(m.products, p)
		m.toldProduct(t, len(m.products)-1, "added", modelProduct{})
	}
}

// tryReword says a product anew, or shows or hides it; what somebody else changed since is told.
func (m *model) tryReword(t *rapid.T) {
	at, found := m.aProduct(t)
	if !found {
		return
	}
	a, p := rapid.SampledFrom(m.actors()).Draw(t, "who"), m.products[at]
	name, shown := rapid.SampledFrom([]string{p.name, "Roti", "Donat"}).Draw(t, "name"), rapid.Bool().Draw(t, "shown")
	seen := p.version
	if rapid.IntRange(0, 3).Draw(t, "late") == 0 {
		seen--
	}
	err := m.write(func(tx *db.Tx) error {
		return m.desk().Change(tx, a.Session, product.Changing{Product: p.id, Version: seen, Set: typedProduct(name, shown)})
	})
	state, by := m.shower(p.other)
	same := name == p.name && shown == p.shown
	ok := m.sells(a, by) && stands(state) && !p.removed && (same || seen == p.version)
	if (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s changes %+v seen at %d, shown by one in %s: %v", a.name, p, seen, state, err)
	}
	if err == nil && !same {
		m.products[at].name, m.products[at].shown, m.products[at].version = name, shown, p.version+1
		m.toldProduct(t, at, "changed", p)
	}
}

func (m *model) tryWithdraw(t *rapid.T) {
	at, found := m.aProduct(t)
	if !found {
		return
	}
	a, p := rapid.SampledFrom(m.actors()).Draw(t, "who"), m.products[at]
	err := m.write(func(tx *db.Tx) error { return m.desk().Remove(tx, a.Session, p.id, p.version) })
	state, by := m.shower(p.other)
	if ok := m.sells(a, by) && stands(state); (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s takes %+v out, shown by one in %s: %v", a.name, p, state, err)
	}
	if err == nil && !p.removed {
		m.gone(at)
		m.toldProduct(t, at, "removed", p)
	}
}

// gone takes a product out of the model.
func (m *model) gone(at int) {
	p := &m.products[at]
	p.removed, p.shown, p.version = true, false, p.version+1
}

// tryOrder moves a product one place.
func (m *model) tryOrder(t *rapid.T) {
	at, found := m.aProduct(t)
	if !found {
		return
	}
	a, p, up := rapid.SampledFrom(m.actors()).Draw(t, "who"), m.products[at], rapid.Bool().Draw(t, "up")
	err := m.write(func(tx *db.Tx) error { return m.desk().Order(tx, a.Session, p.id, up) })
	state, by := m.shower(p.other)
	if ok := m.sells(a, by) && stands(state); (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s moves %+v, shown by one in %s: %v", a.name, p, state, err)
	}
	if err != nil || p.removed {
		return
	}
	there := m.listed(p.other)
	i := slices.Index(there, at)
	j := i + 1
	if up {
		j = i - 1
	}
	if j < 0 || j >= len(there) {
		return
	}
	there[i], there[j] = there[j], there[i]
	for n, at := range there {
		m.products[at].place = n + 1
	}
}

// listed are the products of one of the two that were not taken out, in their order; of two in
// one place the older one comes first.
func (m *model) listed(other bool) (out []int) {
	for at, p := range m.products {
		if p.other == other && !p.removed {
			out = append(out, at)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return m.products[a].place - m.products[b].place })
	return out
}

// tryTakeProductBack takes a change of a product back: the newest of it alone.
func (m *model) tryTakeProductBack(t *rapid.T) {
	if len(m.productTurns) == 0 {
		return
	}
	x := rapid.SampledFrom(m.productTurns).Draw(t, "change")
	if rapid.Bool().Draw(t, "the newest") {
		x = m.productTurns[len(m.productTurns)-1]
	}
	a, p := rapid.SampledFrom(m.actors()).Draw(t, "who"), m.products[x.at]
	id := m.id
	if p.other {
		id = m.twin
	}
	err := m.write(func(tx *db.Tx) error { return m.desk().TakeBack(tx, a.Session, id, x.change) })
	state, by := m.shower(p.other)
	ok := m.sells(a, by) && a.takes && stands(state) && x.version == p.version
	if (err == nil) != ok || err != nil && fault.Of(err) == nil {
		t.Fatalf("%s takes %+v of %+v back, shown by one in %s: %v", a.name, x, p, state, err)
	}
	switch {
	case err != nil:
	case x.added || x.before.removed:
		m.gone(x.at)
		m.toldProduct(t, x.at, "removed", p)
	default:
		now := &m.products[x.at]
		now.name, now.shown, now.removed, now.version = x.before.name, x.before.shown, false, p.version+1
		m.toldProduct(t, x.at, "taken_back", p)
	}
}

// compareProducts holds the lists of both, hidden ones too, what the public sees, and the
// history against the model.
func (m *model) compareProducts(t *rapid.T) {
	want := map[bool][]string{}
	for _, other := range []bool{false, true} {
		for _, of := range []bool{other, !other} { // behind its own what came by a merger
			if _, by := m.shower(of); of == other || by == other {
				for _, at := range m.listed(of) {
					p := m.products[at]
					want[other] = append(want[other], fmt.Sprint(p.id, " ", p.name, " ", p.version, " ", p.shown))
				}
			}
		}
	}
	for other, id := range map[bool]db.ID{false: m.id, true: m.twin} {
		var got, public, wantPublic []string
		m.read(func(tx *db.Tx) error {
			all, err := m.desk().List(tx, m.officer.Session, id)
			for _, p := range all {
				got = append(got, fmt.Sprint(p.ID, " ", p.Name, " ", p.Version, " ", p.Shown))
			}
			seen, err2 := product.PublicOf(tx, []db.ID{id})
			for _, p := range seen[id] {
				public = append(public, fmt.Sprint(p.ID, " ", p.Name, " ", p.Version, " ", p.Shown))
			}
			if err == nil {
				err = err2
			}
			return err
		})
		if !slices.Equal(got, want[other]) {
			t.Fatalf("of the other %v: products %q, in the model %q", other, got, want[other])
		}
		state := map[bool]registry.State{false: m.state, true: m.otherState}[other]
		if state == registry.Published {
			for _, line := range want[other] {
				if line[len(line)-4:] == "true" {
					wantPublic = append(wantPublic, line)
				}
			}
		}
		*m.sold += len(wantPublic)
		if state != registry.Merged && !slices.Equal(public, wantPublic) {
			t.Fatalf("of the other %v: everybody sees %q, in the model %q", other, public, wantPublic)
		}
	}
	if told := len(m.productPast(false)) + len(m.productPast(true)); told != len(m.productTurns) {
		t.Fatalf("%d changes of products are told, in the model %d", told, len(m.productTurns))
	}
}

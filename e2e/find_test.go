package e2e

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// thing is something on the page as a screen reader knows it.
type thing struct {
	role, name string
	to         string // where a link goes, without the house's own part
	focused    bool
	invalid    bool
	node       cdp.BackendNodeID
}

// things reads the accessibility tree in reading order.
func (b *tab) things() []thing {
	tree, err := chromedp.Call(b.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		return nil // the page is being replaced
	}
	// The browser lists the tree level by level; people read it depth first.
	byID := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range tree.Nodes {
		byID[n.NodeID] = n
	}
	var out []thing
	var walk func(id accessibility.NodeID)
	walk = func(id accessibility.NodeID) {
		n := byID[id]
		if n == nil {
			return
		}
		if !n.Ignored && n.BackendDOMNodeID != 0 {
			out = append(out, thingOf(n))
		}
		for _, child := range n.ChildIDs {
			walk(child)
		}
	}
	if len(tree.Nodes) > 0 {
		walk(tree.Nodes[0].NodeID)
	}
	return out
}

func thingOf(n *accessibility.Node) thing {
	x := thing{role: word(n.Role), name: word(n.Name), node: n.BackendDOMNodeID}
	for _, p := range n.Properties {
		switch p.Name {
		case accessibility.PropertyNameURL:
			if u, err := url.Parse(word(p.Value)); err == nil {
				x.to = u.RequestURI()
			}
		case accessibility.PropertyNameFocused:
			x.focused = word(p.Value) == "true"
		case accessibility.PropertyNameInvalid:
			x.invalid = word(p.Value) == "true"
		}
	}
	return x
}

// word reads a value of the tree as text.
func word(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var s string
	if json.Unmarshal(v.Value, &s) == nil {
		return strings.Join(strings.Fields(s), " ")
	}
	return string(v.Value)
}

// see waits for the first thing of a role that is as wanted.
func (b *tab) see(role, what string, right func(thing) bool) thing {
	b.Helper()
	var found thing
	b.until(fmt.Sprintf("a %s %s", role, what), func() bool {
		for _, x := range b.things() {
			if x.role == role && right(x) {
				found = x
				return true
			}
		}
		return false
	})
	return found
}

// named waits for a thing whose name contains the piece.
func (b *tab) named(role, piece string) thing {
	b.Helper()
	return b.see(role, "named "+piece, func(x thing) bool { return strings.Contains(x.name, piece) })
}

// linkTo waits for a link whose address is as wanted.
func (b *tab) linkTo(what string, right func(path string) bool) thing {
	b.Helper()
	// While a page settles, a link may stand in the tree before its name does.
	return b.see("link", "to "+what, func(x thing) bool { return x.name != "" && right(x.to) })
}

// all lists the things of a role that are as wanted, now.
func (b *tab) all(role string, right func(thing) bool) []thing {
	var out []thing
	for _, x := range b.things() {
		if x.role == role && right(x) {
			out = append(out, x)
		}
	}
	return out
}

// click presses the middle of a thing with the mouse, where a person would.
func (b *tab) click(x thing) {
	b.Helper()
	var q dom.Quad
	b.until(x.name+" to stand still", func() bool { // a late font moves things, and so do rows that are laid out when they are met
		_, err := chromedp.Call(b.ctx, dom.ScrollIntoViewIfNeeded, dom.ScrollIntoViewIfNeededParams{BackendNodeID: x.node})
		if err != nil && strings.Contains(err.Error(), "detached") { // the page has drawn it anew
			x = b.see(x.role, "once more: "+x.name, func(y thing) bool { return y.name == x.name && y.to == x.to })
			return false
		}
		b.must(err, "scroll to "+x.name)
		was := q
		q = b.place(x)
		return slices.Equal(q, was)
	})
	b.must(chromedp.Do(b.ctx, chromedp.MouseClickXY((q[0]+q[4])/2, (q[1]+q[5])/2)), "click "+x.name)
}

// place is where a thing stands on the screen.
func (b *tab) place(x thing) dom.Quad {
	b.Helper()
	shape, err := chromedp.Call(b.ctx, dom.GetContentQuads, dom.GetContentQuadsParams{BackendNodeID: x.node})
	b.must(err, "find the place of "+x.name)
	if len(shape.Quads) == 0 || len(shape.Quads[0]) != 8 {
		b.Fatalf("%s %q takes no place on the page", x.role, x.name)
	}
	return shape.Quads[0]
}

// press types letters and keys, one after the other.
func (b *tab) press(keys string) {
	b.Helper()
	b.must(chromedp.Do(b.ctx, chromedp.KeyEvent(keys)), "press keys")
}

// focus is the thing that the keyboard would act on.
func (b *tab) focus() (thing, bool) {
	for _, x := range b.things() {
		// The page itself always says it is focused.
		if x.focused && x.role != "RootWebArea" {
			return x, true
		}
	}
	return thing{}, false
}

// tabTo presses the tab key until the wanted thing has the focus, and fails
// where the focus gets lost or cannot be seen on the way.
func (b *tab) tabTo(what string, right func(thing) bool) thing {
	b.Helper()
	for range 120 {
		b.press(kb.Tab)
		x, ok := b.focus()
		if !ok {
			continue // between the page's end and its beginning
		}
		if hidden := b.focusFault(); hidden != "" {
			b.Errorf("%s %q has the focus, but %s", x.role, x.name, hidden)
		}
		if right(x) {
			return x
		}
	}
	b.Fatalf("no %s within 120 presses of the tab key", what)
	return thing{}
}

// focusFault tells why a person could not see where the focus is, or "".
func (b *tab) focusFault() string {
	b.Helper()
	why, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](focusScript))
	b.must(err, "look at the focus")
	return why
}

// focusScript: the focused element lies on the screen, nothing covers its
// middle, and it shows an outline or a shadow (WCAG 2.4.7 and 2.4.11).
const focusScript = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body) return "";
	const r = e.getBoundingClientRect();
	const x = r.left + Math.min(r.width, innerWidth) / 2, y = r.top + r.height / 2;
	if (r.width === 0 || r.height === 0) return "it has no size";
	if (x < 0 || x > innerWidth || y < 0 || y > innerHeight) return "it lies outside the screen";
	const top = document.elementFromPoint(x, y);
	if (top && top !== e && !e.contains(top) && !top.contains(e) && !(e.labels && [...e.labels].some(l => l.contains(top))))
		return "<" + top.tagName.toLowerCase() + "> covers it";
	const marked = s => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
	for (let p = e; p && p !== document.body; p = p.parentElement)
		if (marked(getComputedStyle(p))) return "";
	return "nothing marks it";
})()`

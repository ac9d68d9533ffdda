package e2e

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axeSource string

// axeRules are WCAG 2.0 to 2.2, levels A and AA, and the makers' best practice.
const axeScript = `axe.run(document, {
	resultTypes: ["violations"], %s
}).then(r => r.violations.map(v => ({
	rule: v.id, help: v.help,
	places: v.nodes.map(n => n.target.flat().join(" ") + " " + n.html.slice(0, 160) + " " + n.any.concat(n.all, n.none).map(c => c.message).join("; ")),
})))`

// What to look at: everything; all but colours, which are those of another
// language; or colours alone, where nothing else differs.
const (
	allRules   = `runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},`
	noColours  = allRules + ` rules: {"color-contrast": {enabled: false}},`
	theColours = `runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]},`
)

// violation is one rule that a page breaks, with the places where.
type violation struct {
	Rule, Help string
	Places     []string
}

// axe checks the page as it stands. It runs in a world of its own beside the
// page's scripts, where the page's content policy does not reach: the page
// itself stays as it was.
func (b *tab) axe(only string) []violation {
	b.Helper()
	frames, err := chromedp.Call(b.ctx, page.GetFrameTree, struct{}{})
	b.must(err, "axe: find the frame")
	world, err := chromedp.Call(b.ctx, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{
		FrameID: frames.FrameTree.Frame.ID, WorldName: "axe"})
	b.must(err, "axe: make a world")
	inside := func(p *runtime.EvaluateParams) { p.ContextID = world.ExecutionContextID }
	there, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`typeof axe == "object"`, inside))
	b.must(err, "axe: look for it")
	if !there { // else the page was looked at before
		b.must(chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](axeSource, inside)), "axe: load")
	}
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]violation](fmt.Sprintf(axeScript, only), inside, chromedp.EvalAwaitPromise))
	b.must(err, "axe: run")
	return found
}

// noViolations fails the test for each rule that the page breaks, each fault
// once: a page has it in four looks and three languages.
func (b *tab) noViolations(where string) {
	b.Helper()
	b.noneOf(allRules, where)
}

func (b *tab) noneOf(rules, where string) {
	b.Helper()
	for _, v := range b.axe(rules) {
		if said := v.String(); !b.said[said] {
			b.said[said] = true
			b.Errorf("%s: %s", where, said)
		}
	}
}

func (v violation) String() string {
	places := v.Places
	if len(places) > 3 {
		places = append(places[:3:3], fmt.Sprintf("and %d more", len(v.Places)-3))
	}
	return fmt.Sprintf("axe %s: %s\n\t%s", v.Rule, v.Help, strings.Join(places, "\n\t"))
}

package parts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// inspect reads HTML and lists what breaks the house's rules.
func inspect(page string) []string {
	if strings.Contains(page, "⟦") {
		return []string{"a sentence is missing: " + around(page, "⟦")}
	}
	var out []string
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	out = append(out, unclosed(page)...)
	ids := map[string]bool{}
	walk(root, func(n *html.Node) {
		out = append(out, checkAttrs(n, ids)...)
		out = append(out, checkName(n)...)
	})
	walk(root, func(n *html.Node) { out = append(out, checkTargets(n, ids)...) })
	return out
}

func around(page, mark string) string {
	i := strings.Index(page, mark)
	return page[i:min(len(page), i+60)]
}

func walk(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// checkAttrs finds what the content policy refuses, and ids used twice.
func checkAttrs(n *html.Node, ids map[string]bool) []string {
	var out []string
	for _, a := range n.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			out = append(out, fmt.Sprintf("<%s %s=…>", n.Data, a.Key))
		case strings.HasPrefix(strings.TrimSpace(strings.ToLower(a.Val)), "javascript:"):
			out = append(out, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
		case a.Key == "id" && (ids[a.Val] || a.Val == ""):
			out = append(out, fmt.Sprintf("id %q twice or empty", a.Val))
		}
		if a.Key == "id" {
			ids[a.Val] = true
		}
		if a.Val == "" && slices.Contains([]string{"aria-label", "aria-describedby", "aria-labelledby", "href", "for"}, a.Key) {
			out = append(out, fmt.Sprintf("<%s %s> is empty", n.Data, a.Key))
		}
	}
	if n.Data == "style" || n.Data == "script" && inner(n) != "" {
		out = append(out, "<"+n.Data+"> inline")
	}
	return out
}

// checkTargets finds references to ids that do not exist.
func checkTargets(n *html.Node, ids map[string]bool) []string {
	var out []string
	for _, key := range []string{"for", "aria-describedby", "aria-labelledby"} {
		val, _ := attr(n, key)
		for _, id := range strings.Fields(val) {
			if !ids[id] {
				out = append(out, fmt.Sprintf("<%s %s=%q> leads nowhere", n.Data, key, id))
			}
		}
	}
	return out
}

// checkName finds pictures, links and controls without a name.
func checkName(n *html.Node) []string {
	switch n.Data {
	case "img", "svg":
		if _, alt := attr(n, "alt"); alt || hidden(n) || named1(n) {
			return nil
		}
		return []string{"<" + n.Data + "> without a name"}
	case "a", "button", "summary", "th", "h1", "h2", "h3", "h4":
		if strings.TrimSpace(inner(n)) == "" && !named1(n) {
			return []string{"<" + n.Data + "> without words"}
		}
	}
	return nil
}

func hidden(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if v, _ := attr(n, "aria-hidden"); v == "true" {
			return true
		}
	}
	return false
}

func named1(n *html.Node) bool {
	v, _ := attr(n, "aria-label")
	return v != ""
}

// inner is the text inside an element.
func inner(n *html.Node) string {
	var b strings.Builder
	var read func(*html.Node)
	read = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			read(c)
		}
	}
	read(n)
	return b.String()
}

// void elements have no end tag.
var void = strings.Fields("area base br col embed hr img input link meta source track wbr")

// unclosed finds end tags that close nothing and start tags never closed: a
// browser mends them silently, and differently from what was meant.
func unclosed(page string) []string {
	var open, out []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				out = append(out, "never closed: "+strings.Join(open, " "))
			}
			return out
		case html.StartTagToken:
			if name, _ := z.TagName(); !slices.Contains(void, string(name)) {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return append(out, "</"+string(name)+"> closes nothing")
			}
			open = open[:len(open)-1]
		}
	}
}

// TestTheInspectorCatches plants each fault once: a check that cannot fail is
// no check.
func TestTheInspectorCatches(t *testing.T) {
	for name, page := range map[string]string{
		"missing sentence":   `<p>⟦parts.x⟧</p>`,
		"inline style":       `<p style="color:red">a</p>`,
		"style element":      `<style>p{}</style>`,
		"inline script":      `<script>1</script>`,
		"handler":            `<p onclick="x()">a</p>`,
		"javascript address": `<a href="javascript:x()">a</a>`,
		"id twice":           `<p id="a">1</p><p id="a">2</p>`,
		"empty id":           `<p id="">1</p>`,
		"nameless svg":       `<svg><path d="M0 0"></path></svg>`,
		"nameless img":       `<img src="a.png">`,
		"empty link":         `<a href="#x"></a>`,
		"label to nothing":   `<label for="nope">a</label>`,
		"empty label":        `<svg aria-label=""></svg>`,
		"unclosed":           `<div><p>a</div>`,
		"stray end":          `<p>a</p></div>`,
	} {
		if len(inspect(page)) == 0 {
			t.Errorf("%s: not caught in %s", name, page)
		}
	}
	if wrong := inspect(`<p id="a">1</p><label for="a">x</label><svg aria-hidden="true"></svg>`); wrong != nil {
		t.Errorf("sound HTML is blamed: %v", wrong)
	}
}

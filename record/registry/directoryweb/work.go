package directoryweb

import "strings"

// works are the works of a creative person, or all that is none.
func (p businessPage) works(are bool) (out []Product) {
	for _, x := range p.products {
		if (x.Work != nil) == are {
			out = append(out, x)
		}
	}
	return out
}

// name is a link as it is read: its place without its beginning.
func (w Work) name() string {
	_, name, _ := strings.Cut(w.Link, "//")
	return clip(strings.TrimSuffix(name, "/"), 40)
}

package db

import (
	"slices"
	"strings"
)

// statement is what the text of a statement tells about tables.
type statement struct {
	reads  []string // what may be a table that it reads; see named
	writes []string // tables that it changes
	all    bool     // it may change any table
}

// parse finds the tables in the text of a statement. It errs on the safe side: a
// table that a statement reads is always in reads, because a statement must name
// it and every name with an underscore is; columns with one are there too, which
// costs nothing, for nothing ever writes them. A change of a table without an
// underscore, and whatever is neither query nor change of rows, counts as a
// change of everything.
//
// It sees no table that the text does not name: no view, cascade or trigger may
// reach another one. A test of the house holds the migrations against that.
func parse(query string) *statement {
	s, words := &statement{}, scan(query)
	head := true // the next word begins a statement
	for i, w := range words {
		switch {
		case w == ";":
			head = true
			continue
		case head && !harmless[w]:
			s.all = true
		}
		head = false
		if named(w) && !slices.Contains(s.reads, w) {
			s.reads = append(s.reads, w)
		}
		if at := target(words, i); at > 0 {
			s.write(words, at)
		}
	}
	return s
}

// harmless are the words that may begin a statement of which target says what
// it changes.
var harmless = map[string]bool{"select": true, "with": true, "values": true, "insert": true, "update": true, "delete": true,
	"replace": true, "merge": true, "savepoint": true, "release": true, "rollback": true, "explain": true, "(": true}

// named reports whether a word may be a table's name as far as reads go.
func named(w string) bool { return strings.Contains(w, "_") }

// write takes the table that stands at a word.
func (s *statement) write(words []string, at int) {
	for at+2 < len(words) && words[at+1] == "." {
		at += 2 // schema.table
	}
	if at >= len(words) || !named(words[at]) {
		s.all = true
		return
	}
	if !slices.Contains(s.writes, words[at]) {
		s.writes = append(s.writes, words[at])
	}
}

// target is where the name of the table stands that the verb at i changes; 0
// when the word at i is no such verb.
func target(words []string, i int) int {
	at := func(n int) string {
		if n < 0 || n >= len(words) {
			return ""
		}
		return words[n]
	}
	next := i + 1
	if at(next) == "or" { // SQLite: insert or ignore, update or replace
		next += 2
	}
	switch at(i) {
	case "insert", "replace", "merge":
		if at(next) != "into" {
			return 0 // replace() is a function too
		}
		next++
	case "delete":
		if at(next) != "from" {
			return 0
		}
		next++
	case "update":
		if at(next) == "set" || at(i-1) == "for" {
			return 0 // do update set; for update
		}
	default:
		return 0
	}
	if at(next) == "only" {
		next++
	}
	return next
}

// scan cuts SQL into names and words in lower case, and the signs ";", "." and
// "(". Texts, numbers, comments and other signs are left out.
func scan(query string) []string {
	var out []string
	for i := 0; i < len(query); {
		switch c := query[i]; {
		case c == '\'':
			i = after(query, i+1, "'")
		case c == '"':
			end := after(query, i+1, `"`)
			out = append(out, strings.ToLower(strings.Trim(query[i:end], `"`)))
			i = end
		case strings.HasPrefix(query[i:], "--"):
			i = after(query, i+2, "\n")
		case strings.HasPrefix(query[i:], "/*"):
			i = after(query, i+2, "*/")
		case letter(c):
			end := i
			for end < len(query) && (letter(query[end]) || query[end] >= '0' && query[end] <= '9') {
				end++
			}
			out = append(out, strings.ToLower(query[i:end]))
			i = end
		case c == ';', c == '.', c == '(':
			out = append(out, string(c))
			i++
		default:
			i++
		}
	}
	return out
}

// after is the place behind the next end; that of the text when there is none.
func after(text string, from int, end string) int {
	if n := strings.Index(text[from:], end); n >= 0 {
		return from + n + len(end)
	}
	return len(text)
}

// letter may be in a name, apart from digits.
func letter(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

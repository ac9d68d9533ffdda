package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// shelf holds every static file of the house, by name and by hashed address.
type shelf struct {
	byName map[string]*asset
	byHash map[string]*asset // "alun.1a2b3c4d.css"
}

// newShelf reads this package's files and those of the rooms. Two files of one
// name, and a file of a type nobody knows, are errors.
func newShelf(rooms ...fs.FS) (*shelf, error) {
	ours, err := fs.Sub(own, "static")
	if err != nil {
		return nil, fmt.Errorf("web: static files: %w", err)
	}
	files := map[string]source{}
	for _, room := range append([]fs.FS{ours}, rooms...) {
		if err := gather(files, room); err != nil {
			return nil, err
		}
	}
	s := &shelf{map[string]*asset{}, map[string]*asset{}}
	for name := range files {
		s.put(name, files, nil)
	}
	return s, nil
}

// source is a static file as its room has it.
type source struct {
	room    fs.FS
	content []byte
}

func gather(files map[string]source, room fs.FS) error {
	return fs.WalkDir(room, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if _, twice := files[name]; twice {
			return fmt.Errorf("web: two static files are called %s", name)
		}
		if media[path.Ext(name)] == "" {
			return fmt.Errorf("web: static file %s has a type that is not served", name)
		}
		content, err := fs.ReadFile(room, name)
		files[name] = source{room, content}
		return err
	})
}

// put places a file and, before it, the files it names: their hashes are part of
// its content. A circle of names is cut where it closes, at the plain address.
func (s *shelf) put(name string, files map[string]source, above []string) *asset {
	if a, done := s.byName[name]; done {
		return a
	}
	from := files[name]
	content := point(name, from.content, func(to string) string {
		if _, ok := files[to]; !ok || slices.Contains(above, to) || to == name {
			return ""
		}
		return s.put(to, files, append(above, name)).address
	})
	sum := sha256.Sum256(content)
	a := &asset{name: name, size: len(content), content: from.served(name, content), media: []string{media[path.Ext(name)]}, tag: hex.EncodeToString(sum[:4])}
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "." + a.tag + ext
	a.address = staticRoot + hashed
	a.prepare()
	s.byName[name], s.byHash[hashed] = a, a
	return a
}

// served gives the content at each call. A large file that is served as its room
// has it is part of the program already: a second copy would stay in memory for
// good, and browsers ask for it packed.
func (f source) served(name string, content []byte) func() []byte {
	if len(content) <= hardest || !bytes.Equal(content, f.content) {
		return func() []byte { return content }
	}
	room := f.room // and not f, which holds the copy
	return func() []byte {
		again, err := fs.ReadFile(room, name)
		if err != nil {
			panic(err) // it was read before, out of the same program
		}
		return again
	}
}

// find looks a file up; kept tells that the address changes with the content.
func (s *shelf) find(name string) (a *asset, kept bool) {
	if a, ok := s.byHash[name]; ok {
		return a, true
	}
	return s.byName[name], false
}

var (
	inStyle  = regexp.MustCompile(`url\(\s*["']?([^"')\s]+)["']?\s*\)`)
	inScript = regexp.MustCompile(`["'](/static/[^"'\s]+)["']`)
)

// point turns the addresses of other static files inside a style sheet or module
// into their hashed ones. In a script only whole strings of the form
// "/static/name" are meant; relative imports keep their plain address.
func point(name string, content []byte, address func(name string) string) []byte {
	find := inScript
	switch ext := path.Ext(name); {
	case ext == ".css":
		find = inStyle
	case ext != ".js" && ext != ".mjs", !bytes.Contains(content, []byte(staticRoot)):
		return content // the second question spares the expression a megabyte of library
	}
	return find.ReplaceAllFunc(content, func(match []byte) []byte {
		written := string(find.FindSubmatch(match)[1])
		to := path.Join(path.Dir(name), written)
		if rest, ok := strings.CutPrefix(written, staticRoot); ok {
			to = rest
		}
		if hashed := address(to); hashed != "" {
			return []byte(strings.Replace(string(match), written, hashed, 1))
		}
		return match
	})
}

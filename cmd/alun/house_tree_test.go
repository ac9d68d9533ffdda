package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// The whole-house tests read the source of every room and hold it against the
// house rules. Each rule is one function from a house to complaints. The same
// function is shown small houses with a planted fault: a rule that cannot
// catch anything would guard nothing.

// house is the source tree of the module.
type house struct {
	code  []*source
	texts map[string]string // .templ, .sql and .json files by path
}

// source is one Go file.
type source struct {
	path  string // from the module's root, with slashes
	text  string
	test  bool // part of a test, or of a package that only tests import
	made  bool // written by a generator
	file  *ast.File
	lines *token.FileSet
}

func (s *source) dir() string { return path.Dir(s.path) }

// at names a place in the file for a complaint.
func (s *source) at(pos token.Pos) string {
	return fmt.Sprintf("%s:%d", s.path, s.lines.Position(pos).Line)
}

// notHouse lists folders that the house rules do not reach: what tools made,
// and the tools themselves, which are a module of their own.
var notHouse = []string{".git", ".ci", "bin", "var", "tools", "testdata", "doc"}

func readHouse(tree fs.FS) (*house, error) {
	h := &house{texts: map[string]string{}}
	err := fs.WalkDir(tree, ".", func(at string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(notHouse, d.Name()):
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		return h.add(tree, at)
	})
	return h, err
}

func (h *house) add(tree fs.FS, at string) error {
	kind := path.Ext(at)
	if !slices.Contains([]string{".go", ".templ", ".sql", ".json"}, kind) {
		return nil
	}
	raw, err := fs.ReadFile(tree, at)
	if err != nil {
		return err
	}
	if kind != ".go" {
		h.texts[at] = string(raw)
		return nil
	}
	s := &source{path: at, text: string(raw), lines: token.NewFileSet()}
	s.test = strings.HasSuffix(at, "_test.go") || strings.HasSuffix(s.dir(), "test")
	s.file, err = parser.ParseFile(s.lines, at, raw, parser.ParseComments)
	if err == nil {
		s.made = ast.IsGenerated(s.file)
		h.code = append(h.code, s)
	}
	return err
}

// product gives the files that become part of the program.
func (h *house) product() []*source {
	return slices.DeleteFunc(slices.Clone(h.code), func(s *source) bool { return s.test || !isRoom(s.path) })
}

// isRoom tells rooms, where the rules of the house hold in full, from the
// entrance (cmd) and what stands around the house (e2e, bench, soak).
func isRoom(at string) bool { return slices.Contains(floors, strings.Split(at, "/")[0]) }

// theHouse is the tree this test stands in.
var theHouse = sync.OnceValues(func() (*house, error) {
	root, err := filepath.Abs("../..")
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		return nil, err
	}
	return readHouse(os.DirFS(root))
})

// exception lets one complaint pass, with the reason why it may.
type exception struct {
	path   string // the complaint starts with it
	about  string // and contains this
	reason string
}

// planted is a small house with or without a fault.
type planted struct {
	name  string
	files map[string]string
	want  string // piece of the only complaint; "" for a sound house
}

// rule is one house rule: what is wrong in a house, each as "path:line: why".
type rule func(*house) []string

// keep holds the real house and the planted faults against a rule.
func keep(t *testing.T, r rule, may []exception, faults []planted) {
	t.Helper()
	t.Run("the house", func(t *testing.T) {
		h, err := theHouse()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range excuse(r(h), may) {
			t.Error(c)
		}
	})
	for _, p := range faults {
		t.Run(p.name, func(t *testing.T) { p.show(t, r) })
	}
}

func (p planted) show(t *testing.T, r rule) {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range p.files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	h, err := readHouse(tree)
	if err != nil {
		t.Fatal(err)
	}
	got := r(h)
	switch {
	case p.want == "" && len(got) > 0:
		t.Errorf("a sound house is blamed: %q", got)
	case p.want != "" && (len(got) != 1 || !strings.Contains(got[0], p.want)):
		t.Errorf("planted %q, complaints are %q", p.want, got)
	}
}

// excuse takes out what may stand, and blames an exception that excuses
// nothing any more.
func excuse(complaints []string, may []exception) []string {
	used := make([]bool, len(may))
	left := slices.DeleteFunc(complaints, func(c string) bool {
		for i, e := range may {
			if strings.HasPrefix(c, e.path) && strings.Contains(c, e.about) {
				used[i] = true
				return true
			}
		}
		return false
	})
	for i, e := range may {
		if !used[i] {
			left = append(left, fmt.Sprintf("the exception %s %q (%s) excuses nothing: take it out", e.path, e.about, e.reason))
		}
	}
	return left
}

func TestAnExceptionMustExcuseSomething(t *testing.T) {
	may := []exception{{"record/plan/a.go", "panic", "a test of the test"}}
	if got := excuse([]string{"record/plan/a.go:3: panic"}, may); len(got) != 0 {
		t.Errorf("not excused: %q", got)
	}
	if got := excuse([]string{"record/plan/b.go:3: panic"}, may); len(got) != 2 {
		t.Errorf("got %q, want the complaint and the idle exception", got)
	}
}

// literal is a string in the code, with • for each part known only when the
// program runs: "insert into " + table reads "insert into •".
type literal struct {
	at   token.Pos
	text string
}

// literals lists the strings of a file; a sum of strings counts as one.
func (s *source) literals() []literal {
	var out []literal
	inside := map[ast.Node]bool{}
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			if inside[n.Tag] = true; n.Tag != nil {
				if says := docOf(n.Tag); says != "" {
					out = append(out, literal{n.Tag.Pos(), says}) // the key of a sentence about a field of the API
				}
			}
		case *ast.BinaryExpr:
			if text, any := sum(n, inside); any {
				out = append(out, literal{n.Pos(), text})
			}
		case *ast.BasicLit:
			if text, ok := text(n); ok && !inside[n] {
				out = append(out, literal{n.Pos(), text})
			}
		}
		return true
	})
	return out
}

// docOf is what a field's tag says of it: doc:"plan.year".
func docOf(tag *ast.BasicLit) string {
	text, _ := text(tag)
	return reflect.StructTag(text).Get("doc")
}

// sum joins the strings of a + chain; any tells whether it has one.
func sum(e ast.Expr, inside map[ast.Node]bool) (joined string, any bool) {
	if inside[e] {
		return "", false
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "•", false
		}
		left, a := sum(e.X, inside)
		right, b := sum(e.Y, inside)
		inside[e] = true
		return left + right, a || b
	case *ast.BasicLit:
		if s, ok := text(e); ok {
			inside[e] = true
			return s, true
		}
	}
	return "•", false
}

// text is what a string literal says; ok is false for numbers and runes.
func text(l *ast.BasicLit) (s string, ok bool) {
	if l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

package main_test

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

func TestEveryPackageHasItsCard(t *testing.T) {
	card := "// Package plan keeps the yearly work plan: targets, budgets and what was reached.\n// Promises: figures stay as printed.\npackage plan"
	keep(t, cards, nil, []planted{
		{"sound", map[string]string{"record/plan/doc.go": card, "record/plan/a.go": "package plan"}, ""},
		{"no card", map[string]string{"record/plan/a.go": "package plan"}, "record/plan has no doc.go"},
		{"an empty card", map[string]string{"record/plan/doc.go": "package plan"}, "says nothing"},
		{"a short card", map[string]string{"record/plan/doc.go": "// Package plan is plan.\npackage plan"}, "says nothing"},
		{"another's card", map[string]string{"record/plan/doc.go": strings.Replace(card, "Package plan", "Package place", 1)}, "must begin with"},
		{"a helper for tests", map[string]string{"ground/db/dbtest/dbtest.go": strings.ReplaceAll(card, "ackage plan", "ackage dbtest")}, ""},
		{"a program", map[string]string{"cmd/alun/doc.go": strings.NewReplacer("Package plan", "Command alun", "package plan", "package main").Replace(card)}, ""},
	})
}

func cards(h *house) []string {
	dirs, docs := map[string]bool{}, map[string]*source{}
	for _, s := range h.code {
		dirs[s.dir()] = true
		// A package for tests is small: its card may stand in its only file.
		if path.Base(s.path) == "doc.go" || s.test && s.file.Doc != nil && !strings.HasSuffix(s.path, "_test.go") {
			docs[s.dir()] = s
		}
	}
	var wrong []string
	for dir := range dirs {
		doc := docs[dir]
		if doc == nil {
			wrong = append(wrong, dir+" has no doc.go")
			continue
		}
		start := "Package " + doc.file.Name.Name + " "
		if doc.file.Name.Name == "main" {
			start = "Command " + path.Base(dir) + " "
		}
		switch text := doc.file.Doc.Text(); {
		case len(text) < 60:
			wrong = append(wrong, doc.path+": the card says nothing")
		case !strings.HasPrefix(text, start):
			wrong = append(wrong, fmt.Sprintf("%s: the card must begin with %q", doc.path, start))
		}
	}
	slices.Sort(wrong)
	return wrong
}

// banned imports, with the way to go instead.
var banned = map[string]string{
	"math/rand":    "ids come from the database's clock, secrets from crypto/rand",
	"math/rand/v2": "ids come from the database's clock, secrets from crypto/rand",
	"unsafe":       "nothing here is worth it",
	"C":            "the program builds without a C compiler",
	"log":          "log through the slog.Logger that is handed in",

	"os/exec":       "the program starts no other",
	"plugin":        "the program is one file",
	"text/template": "pages are templ, compiled into the program",
	"html/template": "pages are templ, compiled into the program",
	"encoding/gob":  "what comes from outside is JSON into declared types",
	"net/rpc":       "programs speak to /api/v1",
	"crypto/md5":    "a hash that must hold is SHA-256",
	"crypto/sha1":   "a hash that must hold is SHA-256",
	"crypto/des":    "sealed is AES-256-GCM",
	"crypto/rc4":    "sealed is AES-256-GCM",
}

// banned calls.
var bannedCalls = map[string]string{
	"panic":      "return an error",
	"os.Exit":    "return an error; the entrance chooses the exit code",
	"log.Fatal":  "return an error",
	"log.Fatalf": "return an error",

	"excelize.OpenFile":   "a sheet that somebody sent is read by ground/sheet's own bounded reader",
	"excelize.OpenReader": "a sheet that somebody sent is read by ground/sheet's own bounded reader",
}

// bannedAbove holds above the ground.
var bannedAbove = map[string]string{
	"time.Now": "an act takes the time from its transaction, so that it can run again",
}

// bannedButUsed may stand, each for its reason.
var bannedButUsed = []exception{
	{"ground/db/postgres.go", "math/rand/v2", "a random pause between tries; no secret and no id"},
	{"ground/jobs/runner.go", "math/rand/v2", "a random order of looking and a random pause between tries; no secret and no id"},
	{"ground/keys/codec.go", "panic", "a key of a constant length"},
	{"ground/keys/ring.go", "panic", "a key of a constant length"},
	{"ground/keys/seal.go", "panic", "a key of a constant length"},
	{"ground/guess/words.go", "panic", "lists inside the program; a test reads each"},
	{"ground/web/static.go", "panic", "files inside the program; a test opens each"},
	{"ground/web/shelf.go", "panic", "files inside the program; a test opens each"},
	{"ground/api/document.go", "panic", "a document that this program wrote; a test reads it in every language"},
	{"record/account/purpose.go", "panic", "a file inside the program; a test reads it"},
	{"record/registry/saring/rules.go", "regexp.MustCompile", "made of a file inside the program; a test reads it"},
	{"record/registry/saring/rules.go", "panic", "a file inside the program; a test reads it"},
	{"record/registry/showcase/fate.go", "panic", "a file inside the program; a test reads it"},
	{"record/registry/product/kind.go", "panic", "a file inside the program; a test reads it"},
	{"record/registry/legal.go", "panic", "a file inside the program; a test reads it"},
	{"ground/web/encoding.go", "panic", "options that are constants"},
	{"ground/web/edition.go", "panic", "options that are constants"},
	{"ground/web/enter.go", "panic", "net/http's own way to break off an answer"},
}

func TestNothingBannedIsUsed(t *testing.T) {
	plain := func(code string) map[string]string {
		return map[string]string{"record/plan/a.go": "package plan\n" + code}
	}
	keep(t, nothingBanned, bannedButUsed, []planted{
		{"sound", plain("import _ \"crypto/rand\"\nfunc f() error { return nil }"), ""},
		{"panic", plain("func f() { panic(1) }"), "panic: return an error"},
		{"exit", plain("import \"os\"\nfunc f() { os.Exit(1) }"), "os.Exit"},
		{"chance", plain("import _ \"math/rand/v2\""), "math/rand/v2"},
		{"clock", plain("import \"time\"\nvar t = time.Now()"), "time.Now"},
		{"clock on the ground", map[string]string{"ground/db/a.go": "package db\nimport \"time\"\nvar t = time.Now()"}, ""},
		{"start-up work", plain("func init() {}"), "func init"},
		{"another program", plain("import _ \"os/exec\""), "os/exec"},
		{"an expression from input", plain("import \"regexp\"\nfunc f(q string) { regexp.MustCompile(q) }"), "regexp.MustCompile"},
		{"an expression", plain("import \"regexp\"\nvar x = regexp.MustCompile(`a` + \"b\")"), ""},
		{"a sheet read without bounds", plain("func f() { excelize.OpenReader(nil) }"), "excelize.OpenReader"},
		{"a certificate that nobody checks", plain("import \"crypto/tls\"\nvar x = tls.Config{InsecureSkipVerify: true}"), "InsecureSkipVerify"},
		{"a method called init", plain("type x int\nfunc (x) init() {}"), ""},
		{"in a test", map[string]string{"record/plan/a_test.go": "package plan\nfunc init() { panic(1) }"}, ""},
		{"at the entrance", map[string]string{"cmd/alun/main.go": "package main\nimport \"os\"\nfunc main() { os.Exit(1) }"}, ""},
	})
}

func nothingBanned(h *house) []string {
	var wrong []string
	for _, s := range h.product() {
		if s.made {
			continue
		}
		for _, spec := range s.file.Imports {
			name := strings.Trim(spec.Path.Value, `"`)
			if why := banned[name]; why != "" {
				wrong = append(wrong, fmt.Sprintf("%s: import of %s: %s", s.at(spec.Pos()), name, why))
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if why := bannedNode(n, top(s.dir()) == "ground"); why != "" {
				wrong = append(wrong, s.at(n.Pos())+": "+why)
			}
			return true
		})
	}
	return wrong
}

func bannedNode(n ast.Node, ground bool) string {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Name.Name == "init" && n.Recv == nil {
			return "func init: what starts, cmd/alun/house.go starts by name"
		}
	case *ast.Ident:
		if n.Name == "InsecureSkipVerify" {
			return "InsecureSkipVerify: certificates of others are always checked"
		}
	case *ast.CallExpr:
		why := bannedCalls[callee(n)]
		if why == "" && !ground {
			why = bannedAbove[callee(n)]
		}
		if why != "" {
			return callee(n) + ": " + why
		}
		if strings.HasPrefix(callee(n), "regexp.") && len(n.Args) == 1 && !constant(n.Args[0]) {
			return callee(n) + ": an expression is a constant of the program, never input"
		}
	}
	return ""
}

// constant tells a text that is written in the code, also in pieces.
func constant(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.BinaryExpr:
		return constant(e.X) && constant(e.Y)
	}
	return false
}

// callee is the name of what a call calls, with its package or receiver: "os.Exit".
func callee(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
		return "." + f.Sel.Name
	}
	return ""
}

package soak

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var (
	kills = flag.Int("kills", 5, "how often each kind of process is killed")
	full  = flag.Bool("full", false, "hold what is measured to its goals: for a machine that has nothing else to do")
)

// built holds the programs under test; they are built once.
var built = struct {
	dir   string
	plain func() (string, error) // as it is shipped
	weak  func() (string, error) // with guards that ALUN_PLANTED leaves out
}{}

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "alun-soak-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	// A PostgreSQL that may not run as root must be able to reach its folder.
	if err := os.Chmod(dir, 0o755); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	built.dir = dir
	built.plain = sync.OnceValues(func() (string, error) { return build("alun") })
	built.weak = sync.OnceValues(func() (string, error) { return build("alun-weak", "-tags", "control") })
	return m.Run()
}

// build makes the program as make build does.
func build(name string, flags ...string) (string, error) {
	at := filepath.Join(built.dir, name)
	args := append(append([]string{"build", "-trimpath"}, flags...), "-o", at, "alun/cmd/alun")
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", errors.Join(err, errors.New(string(out)))
	}
	return at, nil
}

// program is the binary that a test runs: the shipped one, or with a guard left
// out, the weak one.
func program(t testing.TB, planted string) string {
	t.Helper()
	from := built.plain
	if planted != "" {
		from = built.weak
	}
	at, err := from()
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// Nobody can leave a guard out of the program that is shipped.
func TestTheShippedProgramHasNoSwitch(t *testing.T) {
	raw, err := os.ReadFile(program(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), "ALUN_PLANTED") {
		t.Error("the shipped program reads ALUN_PLANTED")
	}
}

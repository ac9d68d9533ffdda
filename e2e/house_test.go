package e2e

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var at = flag.String("at", "", "address of a house that already runs, instead of building one")

// How the program is started. Everything else here follows from these lines.
var (
	loadArgs  = []string{"demo", "--load-only", "--database"}
	serveArgs = []string{"serve", "--listen", "127.0.0.1:0", "--operate", "127.0.0.1:0", "--database"}
	listening = regexp.MustCompile(`http://127\.0\.0\.1:\d+$`) // ends a sentence of any language
	// The gallery of parts is only routed for developers.
	settings = append(os.Environ(), "ALUN_DEV=true")
)

// One house serves all tests: they only read.
var house struct {
	once    sync.Once
	address string
	desk    string // the administrator's
	err     error
	dir     string
	server  *exec.Cmd
	log     lockedBuffer
}

// visitHouse gives the address of a house with the demonstration city in it.
func visitHouse(t *testing.T) string {
	t.Helper()
	chromium(t) // without a browser there is no need to build
	house.once.Do(func() {
		if house.address = *at; house.address == "" {
			house.address, house.desk, house.err = buildHouse()
		}
	})
	if house.err != nil {
		t.Fatalf("%v\n%s", house.err, house.log.String())
	}
	return house.address
}

// visitDesk gives the address of the administrator's desk in that house.
func visitDesk(t *testing.T) string {
	t.Helper()
	visitHouse(t)
	if house.desk == "" {
		t.Skip("the house given with -at has a desk that this test does not know")
	}
	return house.desk
}

func buildHouse() (home, desk string, err error) {
	if house.dir, err = os.MkdirTemp("", "alun-e2e-"); err != nil {
		return "", "", err
	}
	binary, database := filepath.Join(house.dir, "alun"), filepath.Join(house.dir, "alun.db")
	build := exec.Command("go", "build", "-o", binary, "./cmd/alun")
	build.Dir = ".."
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", "", fmt.Errorf("build: %w\n%s", err, out)
	}
	load := exec.Command(binary, append(loadArgs, filepath.Join(house.dir, "city.db"))...)
	load.Dir, load.Env = house.dir, settings
	if out, err := load.CombinedOutput(); err != nil {
		return "", "", fmt.Errorf("load the city: %w\n%s", err, out)
	}
	if err := copyCity(database); err != nil {
		return "", "", err
	}
	house.server = exec.Command(binary, append(serveArgs, database)...)
	house.server.Dir, house.server.Env = house.dir, settings
	return startServer(house.server)
}

// copyCity puts a copy of the loaded city, its keys and its files down under a name.
func copyCity(database string) error {
	from, to := filepath.Join(house.dir, "city"), strings.TrimSuffix(database, ".db")
	for _, end := range []string{".db", ".key"} {
		raw, err := os.ReadFile(from + end)
		if err != nil {
			return err
		}
		if err := os.WriteFile(to+end, raw, 0o600); err != nil {
			return err
		}
	}
	return os.CopyFS(to+".files", os.DirFS(from+".files"))
}

// startServer starts the program and reads on its standard error where it and
// its desk listen; what it writes afterwards is kept for the day a test fails.
func startServer(server *exec.Cmd) (home, desk string, err error) {
	out, err := server.StderrPipe()
	if err != nil {
		return "", "", err
	}
	server.Stdout = &house.log
	if err := server.Start(); err != nil {
		return "", "", err
	}
	addresses := make(chan string, 2)
	go func() {
		defer close(addresses)
		said := 0
		for lines := bufio.NewScanner(out); lines.Scan(); {
			fmt.Fprintln(&house.log, lines.Text())
			if m := listening.FindString(lines.Text()); m != "" && said < cap(addresses) {
				said++
				addresses <- m
			}
		}
	}()
	for _, to := range []*string{&home, &desk} {
		select {
		case a, ok := <-addresses:
			if !ok {
				return "", "", errors.New("the house ended before it listened")
			}
			*to = a
		case <-time.After(time.Minute):
			return "", "", errors.New("the house does not say where it listens")
		}
	}
	return home, desk, nil
}

// leaveHouse asks the server to stop, as a machine that shuts down would, and
// tells whether it stopped by itself with a clean end.
func leaveHouse() error {
	defer os.RemoveAll(house.dir)
	if house.server == nil || house.server.Process == nil {
		return nil
	}
	if err := house.server.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	late := time.AfterFunc(20*time.Second, func() { house.server.Process.Kill() })
	defer late.Stop()
	if err := house.server.Wait(); err != nil {
		return fmt.Errorf("%w\n%s", err, house.log.String())
	}
	if bytes.Contains([]byte(house.log.String()), []byte("panic")) {
		return fmt.Errorf("a panic in the log:\n%s", house.log.String())
	}
	return nil
}

// lockedBuffer lets the reader of the log and a failing test meet.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

var _ io.Writer = (*lockedBuffer)(nil)

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

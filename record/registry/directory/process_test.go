package directory_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/keys"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/kbli"
)

// process names the variable by which this test program is told to be a node: address,
// key file and saved file, one a line.
const process = "ALUN_TEST_DIRECTORY_NODE"

func TestMain(m *testing.M) {
	if said := os.Getenv(process); said != "" {
		if err := node(strings.Split(said, "\n")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// told is what a node says of itself.
type told struct {
	Seq     int64
	Answers string
	Built   int64
}

// node is a process with a directory: it says over and over what it answers, and
// saves as often as it can.
func node(said []string) error {
	ctx := context.Background()
	d, err := db.Open(ctx, said[0], db.Options{})
	if err != nil {
		return err
	}
	ring, err := keys.Open(said[1])
	if err != nil {
		return err
	}
	dir, err := directory.New(directory.Config{DB: d, Book: &registry.Book{Box: diary.NewBox(ring), Ring: ring}, Shelf: kbli.NewShelf(), Path: said[2]})
	if err != nil {
		return err
	}
	go dir.Run(ctx)
	for out := json.NewEncoder(os.Stdout); ; time.Sleep(20 * time.Millisecond) {
		if dir.State().Ready {
			dir.End()
		}
		if one, ok := tell(dir); ok {
			if err := out.Encode(one); err != nil {
				return err
			}
		}
	}
}

// tell asks all questions of one state.
func tell(dir *directory.Directory) (told, bool) {
	before := dir.State().At.Seq
	sum := sha256.New()
	for _, q := range questions {
		q.Limit = 1000
		f, err := dir.Find(q)
		if err != nil {
			return told{}, false
		}
		fmt.Fprintf(sum, "%d %v %v\n", f.Total, f.Hits, f.Facets)
	}
	return told{before, fmt.Sprintf("%x", sum.Sum(nil)), dir.Built()}, dir.State().At.Seq == before
}

// other is a node in a process of its own.
type other struct {
	cmd  *exec.Cmd
	mu   sync.Mutex
	last told
}

func (w *town) process(file string) *other {
	w.Helper()
	o := &other{cmd: exec.Command(os.Args[0])}
	o.cmd.Env = append(os.Environ(), process+"="+w.at+"\n"+w.keys+"\n"+file)
	o.cmd.Stderr = os.Stderr
	out, err := o.cmd.StdoutPipe()
	if err == nil {
		err = o.cmd.Start()
	}
	if err != nil {
		w.Fatal(err)
	}
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var one told
			if json.Unmarshal(lines.Bytes(), &one) == nil {
				o.mu.Lock()
				o.last = one
				o.mu.Unlock()
			}
		}
	}()
	w.Cleanup(o.kill)
	return o
}

// kill ends it as a power cut would.
func (o *other) kill() {
	_ = o.cmd.Process.Kill() // it may have ended
	_ = o.cmd.Wait()
}

func (o *other) says() told {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.last
}

// TestTwoProcessesAgree on one PostgreSQL, also after one was killed while businesses
// came and while it saved, and came back.
func TestTwoProcessesAgree(t *testing.T) {
	if os.Getenv(dbtest.Env) == "" {
		t.Skip("one SQLite file has one process")
	}
	w := aTown(t, dbtest.Postgres(t))
	w.some(0, 200)
	w.runs(w.dir)
	until(t, "ready", has(w.dir, directory.Ask{}, 200))
	file := filepath.Join(t.TempDir(), "node")
	agree := func(o *other, n int) {
		t.Helper()
		until(t, "all are in", has(w.dir, directory.Ask{}, n))
		until(t, "they agree", func() bool {
			own, ok := tell(w.dir)
			his := o.says()
			return ok && his.Seq == own.Seq && his.Answers == own.Answers
		})
	}
	o := w.process(file)
	agree(o, 200)
	for round := range 3 {
		until(t, "a file", func() bool { _, err := os.Stat(file); return err == nil })
		w.some(1000+round*100, 50)
		o.kill()
		w.some(1050+round*100, 50)
		o = w.process(file)
		agree(o, 300+round*100)
		if built := o.says().Built; built != 0 {
			t.Errorf("built %d times: the file was no use", built)
		}
	}
}

package soak

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// cluster is a PostgreSQL server of the test's own, so that it may be killed. It
// listens on a socket in its own folder only.
type cluster struct {
	dir   string
	bin   string
	as    *syscall.SysProcAttr
	cmd   *exec.Cmd
	ended chan struct{}
	made  int
}

// newCluster makes a server and starts it. PostgreSQL refuses to run as root:
// then it runs as its own user.
func newCluster(t testing.TB) *cluster {
	t.Helper()
	dir, err := os.MkdirTemp(built.dir, "pg-")
	if err != nil {
		t.Fatal(err)
	}
	return startCluster(t, dir)
}

func startCluster(t testing.TB, dir string) *cluster {
	t.Helper()
	p := &cluster{dir: dir, bin: postgresBin(t)}
	if os.Geteuid() == 0 {
		p.as = asPostgres(t, dir)
	}
	if out, err := p.command("initdb", "-D", p.data(), "-U", "alun", "-A", "trust", "-E", "UTF8", "--locale=C", "--data-checksums").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v: %s", err, out)
	}
	t.Cleanup(p.kill)
	p.start(t)
	return p
}

func postgresBin(t testing.TB) string {
	t.Helper()
	all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // the pattern is right
	if len(all) > 0 {
		slices.Sort(all)
		return filepath.Dir(all[len(all)-1])
	}
	at, err := exec.LookPath("initdb")
	if err != nil {
		t.Fatal("there is no PostgreSQL server: run tools/packages")
	}
	return filepath.Dir(at)
}

// asPostgres gives a folder to the user postgres, and the way to run as them.
func asPostgres(t testing.TB, dir string) *syscall.SysProcAttr {
	t.Helper()
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Fatal(err)
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err := errors.Join(err1, err2, os.Chown(dir, int(uid), int(gid)), os.Chmod(dir, 0o755)); err != nil {
		t.Fatal(err)
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

func (p *cluster) data() string { return filepath.Join(p.dir, "data") }

func (p *cluster) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(p.bin, name), args...)
	cmd.SysProcAttr, cmd.Dir = p.as, p.dir
	return cmd
}

// start starts the server, after a kill too. Children of a killed server hold
// its memory for a moment, and it refuses to start for so long.
func (p *cluster) start(t testing.TB) {
	t.Helper()
	said := &speech{}
	for end := time.Now().Add(time.Minute); ; pause(50 * time.Millisecond) {
		p.cmd, p.ended = p.command("postgres", "-D", p.data(), "-k", p.dir, "-c", "listen_addresses=", "-c", "max_connections=100",
			"-c", "recovery_init_sync_method=syncfs"), make(chan struct{})
		p.cmd.Stdout, p.cmd.Stderr = said, said
		if err := p.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		go func(cmd *exec.Cmd, ended chan struct{}) { _ = cmd.Wait(); close(ended) }(p.cmd, p.ended)
		if p.answers() {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("PostgreSQL does not start: %s", said)
		}
	}
}

// answers waits until the server answers; false when it has ended.
func (p *cluster) answers() bool {
	for {
		select {
		case <-p.ended:
			return false
		case <-time.After(20 * time.Millisecond):
		}
		if p.command("pg_isready", "-q", "-h", p.dir).Run() == nil {
			return true
		}
	}
}

// kill kills the postmaster; its children see it and end.
func (p *cluster) kill() { p.end(syscall.SIGKILL) }

func (p *cluster) end(by syscall.Signal) {
	if p.cmd != nil && p.cmd.Process != nil {
		_ = p.cmd.Process.Signal(by) // it may have ended
		<-p.ended
	}
}

// url is the address of one of its databases.
func (p *cluster) url(name string) string { return "postgres://alun@/" + name + "?host=" + p.dir }

// admin runs a statement of the server's owner.
func (p *cluster) admin(t testing.TB, statement string) {
	t.Helper()
	d, err := sql.Open("pgx", p.url("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// newCity is a city with all reports in a database of its own.
func (p *cluster) newCity(t testing.TB) *city {
	t.Helper()
	p.made++
	name := fmt.Sprintf("city%d", p.made)
	p.admin(t, "create database "+name+" template template0 encoding 'UTF8' locale 'C'")
	c := &city{url: p.url(name), dir: t.TempDir()}
	c.load(t)
	return c
}

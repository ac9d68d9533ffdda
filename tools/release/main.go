package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// machines are what the programs run on.
var machines = []string{"amd64", "arm64"}

// release is one making: what is made of which state of the code.
type release struct {
	root    string // of the repository
	out     string // folder for what is made
	version string
	at      time.Time // of the newest commit: the only time that goes in
}

func main() {
	out := flag.String("out", "../bin/release", "folder for what is made")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	r, err := plan(out)
	if err != nil {
		return err
	}
	if err := os.RemoveAll(r.out); err != nil {
		return err
	}
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		return err
	}
	for i, machine := range machines {
		fmt.Fprintf(os.Stderr, "%d of %d: alun %s for linux/%s\n", i+1, len(machines), r.version, machine)
		if err := r.machine(machine); err != nil {
			return fmt.Errorf("%s: %w", machine, err)
		}
	}
	return r.sums()
}

// plan asks git for the state of the code.
func plan(out string) (r release, err error) {
	if r.root, err = filepath.Abs(".."); err != nil {
		return r, err
	}
	if r.out, err = filepath.Abs(out); err != nil {
		return r, err
	}
	said, err := r.command(nil, "git", "log", "-1", "--abbrev=10", "--format=%ct %h") // else its length is a matter of the clone
	if err != nil {
		return r, err
	}
	seconds, hash, _ := strings.Cut(strings.TrimSpace(said), " ")
	unix, err := strconv.ParseInt(seconds, 10, 64)
	r.at = time.Unix(unix, 0).UTC()
	if err != nil {
		return r, err
	}
	changed, err := r.command(nil, "git", "status", "--porcelain")
	if changed != "" {
		hash += ".changed" // what is made is not what the commit says
	}
	r.version = cmp.Or(os.Getenv("ALUN_VERSION"), r.at.Format("0.20060102.1504")+"+"+hash)
	return r, err
}

// command runs a program in the repository and gives what it wrote.
func (r release) command(env []string, name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Dir, c.Stderr = r.root, os.Stderr
	c.Env = append(os.Environ(), env...)
	out, err := c.Output()
	if err != nil {
		err = fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return string(out), err
}

func (r release) machine(machine string) error {
	program := filepath.Join(r.out, "alun-"+r.version+"-linux-"+machine)
	// Each is set: what is empty here comes from this account's "go env -w".
	env := []string{"CGO_ENABLED=0", "GOOS=linux", "GOARCH=" + machine, "GOFLAGS=-buildvcs=true", "GOAMD64=v1", "GOARM64=v8.0"}
	_, err := r.command(env, "go", "build", "-trimpath",
		"-ldflags", "-s -w -buildid= -X main.version="+r.version, "-o", program, "./cmd/alun")
	if err != nil {
		return err
	}
	parts, err := bill(program, r.version, r.at)
	if err != nil {
		return err
	}
	if err := os.WriteFile(program+".cdx.json", parts, 0o644); err != nil {
		return err
	}
	deb, err := r.deb(machine, program, parts)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.out, "alun_"+debVersion(r.version)+"_"+machine+".deb"), deb, 0o644)
}

// sums writes SHA256SUMS as sha256sum -c reads it.
func (r release) sums() error {
	all, err := os.ReadDir(r.out)
	if err != nil {
		return err
	}
	var lines []string
	for _, e := range all {
		raw, err := os.ReadFile(filepath.Join(r.out, e.Name()))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(raw)
		lines = append(lines, hex.EncodeToString(sum[:])+"  "+e.Name()+"\n")
	}
	slices.SortFunc(lines, func(a, b string) int { return cmp.Compare(a[66:], b[66:]) })
	text := strings.Join(lines, "")
	fmt.Print(text)
	return os.WriteFile(filepath.Join(r.out, "SHA256SUMS"), []byte(text), 0o644)
}

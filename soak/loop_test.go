//go:build soak

package soak

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// disk is a file system of its own on a loop device, which can lose power and
// fill up without harm to anything else.
type disk struct {
	image string
	at    string // where it is mounted
	loop  string // /dev/loopN
}

// newDisk makes an ext4 of so many MiB. It needs root, and says so.
func newDisk(t testing.TB, mib int) *disk {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Fatal("a disk of its own needs root: run this as root, or leave out the stages power and full")
	}
	dir := t.TempDir()
	d := &disk{image: filepath.Join(dir, "image"), at: filepath.Join(dir, "disk")}
	file, err := os.Create(d.image)
	if err == nil {
		err = errors.Join(file.Truncate(int64(mib)<<20), file.Close(), os.Mkdir(d.at, 0o755))
	}
	if err != nil {
		t.Fatal(err)
	}
	system(t, "mkfs.ext4", "-q", "-F", "-m", "0", d.image)
	d.loop = strings.TrimSpace(system(t, "losetup", "--find", "--show", d.image))
	t.Cleanup(func() { system(t, "losetup", "--detach", d.loop) })
	d.mount(t)
	t.Cleanup(func() { _ = exec.Command("umount", d.at).Run() }) // it may be out at this moment
	return d
}

// newCity is a city that the program itself has made on the disk: key, tables
// and reports must survive as much as what comes later.
func (d *disk) newCity(t testing.TB) *city {
	t.Helper()
	c := &city{url: filepath.Join(d.at, "alun.db"), dir: d.at}
	c.load(t)
	return c
}

func (d *disk) mount(t testing.TB) {
	t.Helper()
	system(t, "mount", d.loop, d.at)
}

func (d *disk) unmount(t testing.TB) {
	t.Helper()
	system(t, "umount", d.at)
}

// cut is the end of power: from this moment nothing reaches the disk any more,
// and what the file system had not written is gone.
func (d *disk) cut(t testing.TB) {
	t.Helper()
	system(t, "xfs_io", "-x", "-c", "shutdown", d.at)
}

// system runs a command of the machine.
func system(t testing.TB, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "PATH="+os.Getenv("PATH")+":/usr/sbin:/sbin")
	if cmd.Err != nil { // not on the caller's path: administration is often left out of it
		cmd.Path, cmd.Err = filepath.Join("/usr/sbin", name), nil
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v: %s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

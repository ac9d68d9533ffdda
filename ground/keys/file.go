package keys

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"alun/ground/fault"
)

// maxFile bounds what is read: room for more than five hundred keys.
const maxFile = 64 << 10

// Open reads the key file at path. If there is none, it makes one with a fresh
// key; when two programs do so at once, both get the ring of the first.
func Open(path string) (_ *Ring, err error) {
	defer fault.Op(&err, "keys: open")
	r, err := read(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return r, err
	}
	if err := create(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return read(path)
}

func read(path string) (*Ring, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if err := private(path, info); err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxFile {
		return nil, damaged(path, 1)
	}
	return parse(path, string(text))
}

// private refuses a file that is open to more people than its owner. Windows
// keeps its rights elsewhere and reports made-up bits here.
func private(path string, info fs.FileInfo) error {
	if info.Mode().Perm()&0o077 == 0 || runtime.GOOS == "windows" {
		return nil
	}
	return fault.New(fault.Denied, "keys.exposed", path, fmt.Sprintf("%04o", info.Mode().Perm()))
}

// create makes the first file. A link, unlike a rename, never takes the place of
// a file that another program made in between: a lost key cannot be had again.
func create(path string) error {
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, filepath.Base(path)+".*.new") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	first := &Ring{keys: []key{newKey(time.Now())}}
	if err := first.writeTo(f); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(folder)
}

// Rotate adds a fresh key, which is the current one from the next Open on. The
// new file takes the place of the old one at once and whole. The file under way
// is also the lock: a second rotation is refused, because one of two keys would
// be lost.
func Rotate(path string) (_ *Ring, err error) {
	defer fault.Op(&err, "keys: rotate")
	next := path + ".new"
	f, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, fault.New(fault.Busy, "keys.rotating", next).Because(err)
	}
	if err != nil {
		return nil, err
	}
	r, err := grow(path, f)
	if err != nil {
		f.Close()
		os.Remove(next)
		return nil, err
	}
	return r, syncFolder(filepath.Dir(path))
}

// grow writes the ring at path with a fresh key to f, and puts f in its place.
func grow(path string, f *os.File) (*Ring, error) {
	r, err := read(path)
	if err != nil {
		return nil, err
	}
	made := time.Now()
	if last := r.current().made; made.Before(last) {
		made = last // a clock that went back must not change the order
	}
	r.keys = append(r.keys, newKey(made))
	if _, err := parse(path, r.text()); err != nil {
		return nil, err // never put down what Open would refuse
	}
	if err := r.writeTo(f); err != nil {
		return nil, err
	}
	return r, os.Rename(f.Name(), path)
}

// writeTo puts the ring on disk and closes the file.
func (r *Ring) writeTo(f *os.File) error {
	_, err := f.WriteString(r.text())
	return errors.Join(err, f.Sync(), f.Close())
}

// syncFolder puts the file's name on disk, not only its content.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

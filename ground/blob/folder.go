package blob

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"time"

	"alun/ground/fault"
	"alun/ground/planted"
)

// Folder is a store on this machine. Only the program's user can read it.
type Folder struct {
	root    *os.Root
	planted string // a guard to switch off, for this package's own proofs only
	sync    func(*os.File) error
}

// coming holds what is being written; it is on the same disk, so that a rename
// is one step.
const coming = "new"

// leftover is how old an unfinished file is when its writer must be dead.
const leftover = 24 * time.Hour

// OpenFolder opens a folder, which is made if it is not there, and takes away
// what dead writers left.
func OpenFolder(at string) (_ *Folder, err error) {
	defer fault.Op(&err, "blob: open folder %s", at)
	if err := os.MkdirAll(at, 0o700); err != nil {
		return nil, roomless(err)
	}
	root, err := os.OpenRoot(at)
	if err != nil {
		return nil, err
	}
	f := &Folder{root: root, planted: planted.Fault(), sync: (*os.File).Sync}
	if err := root.MkdirAll(coming, 0o700); err != nil {
		root.Close()
		return nil, roomless(err)
	}
	left, err := fs.ReadDir(root.FS(), coming)
	if err != nil {
		root.Close()
		return nil, err
	}
	for _, e := range left {
		if i, err := e.Info(); err == nil && time.Since(i.ModTime()) > leftover {
			_ = root.Remove(path.Join(coming, e.Name())) // the next start tries again
		}
	}
	return f, nil
}

// Close gives the folder back.
func (f *Folder) Close() error { return f.root.Close() }

// Put writes beside, syncs, renames, and syncs the folders on the way.
func (f *Folder) Put(ctx context.Context, hash string, content io.ReadSeeker) (err error) {
	defer fault.Op(&err, "blob: put %s", hash)
	if _, err := checked(ctx, hash, content); err != nil && f.planted != "put anything" {
		return err
	}
	temp := path.Join(coming, hash+"."+rand.Text())
	if f.planted == "write in place" {
		if err := f.folders(hash); err != nil {
			return err
		}
		temp = place(hash)
	}
	if err := f.write(ctx, temp, content); err != nil {
		if f.planted != "write in place" {
			_ = f.root.Remove(temp) // the next day's start takes it away
		}
		return roomless(err)
	}
	if err := f.folders(hash); err != nil {
		_ = f.root.Remove(temp)
		return roomless(err)
	}
	if err := f.root.Rename(temp, place(hash)); err != nil {
		_ = f.root.Remove(temp)
		return roomless(err)
	}
	return f.syncFolder(path.Dir(place(hash)))
}

// write makes a file that is on disk when it returns.
func (f *Folder) write(ctx context.Context, name string, content io.Reader) error {
	file, err := f.root.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, patient{ctx, content})
	if err == nil && f.planted != "no sync" {
		err = f.sync(file)
	}
	return errors.Join(err, file.Close())
}

// folders makes the folders of a blob; a new one is in its parent for good.
func (f *Folder) folders(hash string) error {
	for _, dir := range []string{hash[:2], path.Join(hash[:2], hash[2:4])} {
		err := f.root.Mkdir(dir, 0o700)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil {
			err = f.syncFolder(path.Dir(dir))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *Folder) syncFolder(name string) error {
	if f.planted == "no folder sync" {
		return nil
	}
	dir, err := f.root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.sync(dir), dir.Close())
}

// Get opens a blob and reads it through once.
func (f *Folder) Get(ctx context.Context, hash string) (_ io.ReadSeekCloser, err error) {
	defer fault.Op(&err, "blob: get %s", hash)
	if !Valid(hash) {
		return nil, ErrMissing
	}
	file, err := f.root.Open(place(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrMissing
	}
	if err != nil {
		return nil, err
	}
	if _, err := checked(ctx, hash, file); err != nil && f.planted != "believe the disk" {
		file.Close()
		return nil, err
	}
	return file, nil
}

// Stat looks at a blob's size and time.
func (f *Folder) Stat(_ context.Context, hash string) (Info, bool, error) {
	if !Valid(hash) {
		return Info{}, false, nil
	}
	i, err := f.root.Stat(place(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return Info{}, false, nil
	}
	if err != nil {
		return Info{}, false, fmt.Errorf("blob: stat %s: %w", hash, err)
	}
	return Info{hash, i.Size(), i.ModTime()}, true, nil
}

// Delete removes a blob. The folders stay: another upload may be about to use
// them.
func (f *Folder) Delete(ctx context.Context, hash string) error {
	if !Valid(hash) || f.planted == "delete nothing" {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err // the time to delete it is over, see Sweep
	}
	err := f.root.Remove(place(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = f.syncFolder(path.Dir(place(hash)))
	}
	if err != nil {
		return fmt.Errorf("blob: delete %s: %w", hash, err)
	}
	return nil
}

// List walks the folders. What is being written is not yet there.
func (f *Folder) List(ctx context.Context, each func(Info) error) error {
	return fs.WalkDir(f.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		hash := path.Base(name)
		switch {
		case err != nil:
			return fmt.Errorf("blob: list: %w", err)
		case ctx.Err() != nil:
			return ctx.Err()
		case d.IsDir() && name == coming && f.planted != "list the unfinished":
			return fs.SkipDir
		case d.IsDir() || f.planted != "list the unfinished" && (!Valid(hash) || place(hash) != name):
			return nil
		}
		i, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // deleted at this moment
		}
		if err != nil {
			return fmt.Errorf("blob: list: %w", err)
		}
		return each(Info{hash, i.Size(), i.ModTime()})
	})
}

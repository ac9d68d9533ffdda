package backup

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"alun/ground/fault"
)

// Ending is how backup files are named.
const Ending = ".alunbackup"

// nameForm is how a backup names itself: sorted by name is sorted by time. UTC.
const nameForm = "alun-20060102T150405Z"

// WriteFile writes a backup under a name, or, when it is a folder, into it under
// the name of its moment. The file is there whole, on disk and checked by
// reading it again, or not at all; a file that is there is never replaced. It
// can be read by its owner alone: it holds the whole city.
func WriteFile(ctx context.Context, to string, s Source, p Progress) (name string, rep Report, err error) {
	defer fault.Op(&err, "backup: write file %s", to)
	if info, err := os.Stat(to); err == nil && info.IsDir() {
		to = filepath.Join(to, time.Now().UTC().Format(nameForm)+Ending)
	}
	if _, err := os.Lstat(to); err == nil {
		return "", rep, fault.New(fault.Conflict, "backup.exists", to)
	}
	folder := filepath.Dir(to)
	f, err := os.CreateTemp(folder, temporary+"*")
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return "", rep, fault.New(fault.Denied, "backup.cannot_write", folder).Because(err)
	}
	if err != nil {
		return "", rep, err
	}
	defer os.Remove(f.Name())
	if rep, err = fill(ctx, f, s, p); err != nil {
		return "", rep, roomless(err)
	}
	if err := os.Link(f.Name(), to); err != nil { // unlike a rename it replaces nothing
		return "", rep, err
	}
	return to, rep, syncFolder(folder)
}

// temporary is how a file under way begins.
const temporary = ".alun-backup-"

// fill writes the file, puts it on disk and reads it again.
func fill(ctx context.Context, f *os.File, s Source, p Progress) (rep Report, err error) {
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<20)
	if rep, err = Write(ctx, w, s, p); err != nil {
		return rep, err
	}
	if err := errors.Join(w.Flush(), f.Sync()); err != nil {
		return rep, err
	}
	if _, err := f.Seek(0, 0); err != nil {
		return rep, err
	}
	again, err := Check(f, p)
	if err == nil && again.Digest != rep.Digest {
		err = damaged(errors.New("what was written is not what is read"))
	}
	return rep, err
}

// CheckFile reads a whole backup file and tells what it holds.
func CheckFile(file string, p Progress) (rep Report, err error) {
	f, err := openFile(file)
	if err != nil {
		return rep, err
	}
	defer f.Close()
	return Check(f, p)
}

func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// roomless makes a full disk a fault that a person understands.
func roomless(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.New(fault.Full, "backup.full").Because(err)
	}
	return err
}

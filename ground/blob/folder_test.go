package blob_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/fault"
)

// disk is the folder behind a store.
type disk string

func folderShop(t testing.TB) *shop {
	t.Helper()
	at := filepath.Join(t.TempDir(), "files")
	f := openFolder(t, at)
	return &shop{f, disk(at)}
}

func openFolder(t testing.TB, at string) *blob.Folder {
	t.Helper()
	f, err := blob.OpenFolder(at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func (d disk) spoil(hash string, change func([]byte) []byte) error {
	at := filepath.Join(string(d), blob.Place(hash))
	content, err := os.ReadFile(at)
	if err != nil {
		return err
	}
	return os.WriteFile(at, change(content), 0o600)
}

func (d disk) leave(name string) error {
	at := filepath.Join(string(d), name)
	if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
		return err
	}
	return os.WriteFile(at, []byte("x"), 0o600)
}

// TestAcknowledgedIsSynced: the content before the rename, then each folder that
// got a new name in it. That the disk does what it is told is tried by the power
// cuts of the soak tests.
func TestAcknowledgedIsSynced(t *testing.T) {
	for guard, whole := range map[string]bool{"": true, "no sync": false, "no folder sync": false} {
		s := folderShop(t)
		f := blob.Plant(s.Store, guard).(*blob.Folder)
		content, hash := some(1000)
		at := filepath.Join(string(s.raw.(disk)), blob.Place(hash))
		var synced []string
		f.OnSync(func(x *os.File) error {
			switch i, err := x.Stat(); {
			case err != nil:
				return err
			case i.IsDir():
				name, _ := filepath.Rel(string(s.raw.(disk)), x.Name())
				synced = append(synced, "folder "+name)
			default:
				if _, err := os.Stat(at); err == nil {
					t.Error("it had its name before it was on disk")
				}
				synced = append(synced, "content")
			}
			return x.Sync()
		})
		if err := put(t.Context(), f, content); err != nil {
			t.Fatal(err)
		}
		want := []string{"content", "folder .", "folder " + hash[:2], "folder " + hash[:2] + "/" + hash[2:4]}
		if slices.Equal(synced, want) != whole {
			t.Errorf("%q: synced %q", guard, synced)
		}
	}
}

// TestAFailedSyncIsNoAcknowledgement, and a full disk is a sentence.
func TestAFailedSyncIsNoAcknowledgement(t *testing.T) {
	for _, c := range []struct {
		err  error
		kind fault.Kind
	}{{syscall.EIO, 0}, {syscall.ENOSPC, fault.Full}, {syscall.EDQUOT, fault.Full}} {
		s := folderShop(t)
		f := s.Store.(*blob.Folder)
		f.OnSync(func(x *os.File) error { return &os.PathError{Op: "sync", Path: x.Name(), Err: c.err} })
		content, hash := some(1000)
		err := put(t.Context(), f, content)
		if err == nil || c.kind != 0 && !fault.Is(err, c.kind) || c.kind == 0 && !errors.Is(err, c.err) {
			t.Errorf("%v: answered %v", c.err, err)
		}
		if err := gone(t.Context(), f, hash); err != nil {
			t.Errorf("%v: %v", c.err, err)
		}
		left, err := os.ReadDir(filepath.Join(string(s.raw.(disk)), "new"))
		if err != nil || len(left) != 0 {
			t.Errorf("%v: left behind %v, %v", c.err, left, err)
		}
	}
}

// TestWhatDeadWritersLeftIsTakenAway at the next start, when it is old.
func TestWhatDeadWritersLeftIsTakenAway(t *testing.T) {
	at := filepath.Join(t.TempDir(), "files")
	openFolder(t, at)
	for name, age := range map[string]time.Duration{"old": 25 * time.Hour, "young": time.Hour} {
		file := filepath.Join(at, "new", name)
		if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Chtimes(file, time.Time{}, time.Now().Add(-age))); err != nil {
			t.Fatal(err)
		}
	}
	openFolder(t, at)
	left, err := os.ReadDir(filepath.Join(at, "new"))
	if err != nil || len(left) != 1 || left[0].Name() != "young" {
		t.Errorf("%v %v", left, err)
	}
}

// TestTheFolderIsForItsUserAlone, and a link inside it leads nowhere.
func TestTheFolderIsForItsUserAlone(t *testing.T) {
	s := folderShop(t)
	at := string(s.raw.(disk))
	content, hash := some(10)
	if err := put(t.Context(), s, content); err != nil {
		t.Fatal(err)
	}
	err := filepath.Walk(at, func(path string, i os.FileInfo, err error) error {
		if err == nil && i.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is open to others: %v", strings.TrimPrefix(path, at), i.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	outside := filepath.Join(t.TempDir(), "secret")
	file := filepath.Join(at, blob.Place(hash))
	if err := errors.Join(os.WriteFile(outside, content, 0o600), os.Remove(file), os.Symlink(outside, file)); err != nil {
		t.Fatal(err)
	}
	if got, err := get(t.Context(), s, hash); err == nil || bytes.Equal(got, content) {
		t.Errorf("a link led out of the folder: %v", err)
	}
}

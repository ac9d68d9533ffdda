package blob_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"testing"

	"alun/ground/blob"
)

// promise is one promise of a store. Its check returns what is broken; faults
// are the guards whose absence the check must notice, per store.
type promise struct {
	name   string
	check  func(ctx context.Context, s *shop) error
	folder []string
	s3     []string
}

// shop is a store with what lies behind it.
type shop struct {
	blob.Store
	raw raw
}

// raw reaches past the store, as a broken disk or a careless hand does.
type raw interface {
	spoil(hash string, change func([]byte) []byte) error
	leave(name string) error // a file that is no blob
}

var promises = []promise{
	{name: "what is put comes back", check: comesBack},
	{name: "a content without its hash is refused", check: wrongHash, folder: []string{"put anything"}, s3: []string{"put anything"}},
	{name: "what broke off is not there", check: brokenOff, folder: []string{"write in place"}},
	{name: "a changed byte is found", check: flipped, folder: []string{"believe the disk"}, s3: []string{"believe the server"}},
	{name: "a cut one is found", check: cutShort, folder: []string{"believe the disk"}, s3: []string{"believe the server"}},
	{name: "putting again mends", check: mended},
	{name: "what is deleted is gone", check: deleted, folder: []string{"delete nothing"}, s3: []string{"delete nothing"}},
	{name: "what is not there is said to be", check: absent},
	{name: "the list has every blob and nothing else", check: listed, folder: []string{"list the unfinished"}, s3: []string{"list the unfinished"}},
	{name: "many at once, also of one content", check: together},
	{name: "a hash cannot lead elsewhere", check: nowhereElse},
	{name: "a context that has ended ends it", check: ended},
}

var shops = map[string]func(t testing.TB) *shop{"folder": folderShop, "s3": s3Shop}

func TestStoresKeepTheirPromises(t *testing.T) {
	for name, open := range shops {
		for _, p := range promises {
			t.Run(name+"/"+p.name, func(t *testing.T) {
				if err := p.check(t.Context(), open(t)); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// TestPlantedFaultsInStores switches each guard off and demands that it is noticed.
func TestPlantedFaultsInStores(t *testing.T) {
	for name, open := range shops {
		for _, p := range promises {
			for _, guard := range map[string][]string{"folder": p.folder, "s3": p.s3}[name] {
				t.Run(name+"/"+p.name+"/"+guard, func(t *testing.T) {
					s := open(t)
					blob.Plant(s.Store, guard)
					if err := p.check(t.Context(), s); err == nil {
						t.Error("the guard is off and nobody noticed")
					}
				})
			}
		}
	}
}

// some makes a content with its hash.
func some(n int) (content []byte, hash string) {
	content = make([]byte, n)
	_, _ = rand.Read(content) // never fails
	return content, sumOf(content)
}

func sumOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func put(ctx context.Context, s blob.Store, content []byte) error {
	return s.Put(ctx, sumOf(content), bytes.NewReader(content))
}

func get(ctx context.Context, s blob.Store, hash string) ([]byte, error) {
	r, err := s.Get(ctx, hash)
	if err != nil {
		return nil, err
	}
	all, err := io.ReadAll(r)
	return all, errors.Join(err, r.Close())
}

func comesBack(ctx context.Context, s *shop) error {
	for _, n := range []int{1, 1000, 64 << 10, 10 << 20} {
		content, hash := some(n)
		if err := put(ctx, s, content); err != nil {
			return err
		}
		got, err := get(ctx, s, hash)
		if err != nil || !bytes.Equal(got, content) {
			return fmt.Errorf("%d bytes came back as %d: %w", n, len(got), err)
		}
		i, found, err := s.Stat(ctx, hash)
		if err != nil || !found || i.Bytes != int64(n) || i.Hash != hash || i.At.IsZero() {
			return fmt.Errorf("stat %+v %v %w", i, found, err)
		}
		r, err := s.Get(ctx, hash)
		if err != nil {
			return err
		}
		defer r.Close()
		if at, err := r.Seek(-1, io.SeekEnd); err != nil || at != int64(n-1) {
			return fmt.Errorf("seek to %d: %w", at, err)
		}
		last := make([]byte, 1)
		if _, err := io.ReadFull(r, last); err != nil || last[0] != content[n-1] {
			return fmt.Errorf("the last byte is %x: %w", last, err)
		}
	}
	return nil
}

func wrongHash(ctx context.Context, s *shop) error {
	content, _ := some(100)
	_, hash := some(100)
	if err := s.Put(ctx, hash, bytes.NewReader(content)); err == nil {
		return errors.New("it was taken")
	}
	return gone(ctx, s, hash)
}

func gone(ctx context.Context, s blob.Store, hash string) error {
	if _, found, err := s.Stat(ctx, hash); err != nil || found {
		return fmt.Errorf("it is there: %v, %w", found, err)
	}
	if _, err := s.Get(ctx, hash); !errors.Is(err, blob.ErrMissing) {
		return fmt.Errorf("get says %w", err)
	}
	return s.List(ctx, func(i blob.Info) error {
		if i.Hash == hash {
			return errors.New("it is in the list")
		}
		return nil
	})
}

// breaking reads well once, for the hash, and then breaks off.
type breaking struct {
	*bytes.Reader
	seeks int
}

func (b *breaking) Seek(at int64, from int) (int64, error) {
	b.seeks++
	return b.Reader.Seek(at, from)
}

func (b *breaking) Read(p []byte) (int, error) {
	if b.seeks > 1 && b.Len() < 60_000 {
		return 0, errors.New("the disk broke")
	}
	return b.Reader.Read(p[:min(len(p), 10_000)])
}

// WriteTo hides the reader's own, which would skip Read.
func (b *breaking) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, struct{ io.Reader }{b})
}

func brokenOff(ctx context.Context, s *shop) error {
	content, hash := some(100_000)
	if err := s.Put(ctx, hash, &breaking{Reader: bytes.NewReader(content)}); err == nil {
		return errors.New("it was acknowledged")
	}
	return gone(ctx, s, hash)
}

func flipped(ctx context.Context, s *shop) error {
	for _, at := range []int{0, 500, 999} {
		content, hash := some(1000)
		if err := put(ctx, s, content); err != nil {
			return err
		}
		if err := s.raw.spoil(hash, func(b []byte) []byte { b[at] ^= 1; return b }); err != nil {
			return err
		}
		if _, err := s.Get(ctx, hash); !errors.Is(err, blob.ErrDamaged) {
			return fmt.Errorf("byte %d: %w", at, err)
		}
	}
	return nil
}

func cutShort(ctx context.Context, s *shop) error {
	for _, n := range []int{0, 999} {
		content, hash := some(1000)
		if err := put(ctx, s, content); err != nil {
			return err
		}
		if err := s.raw.spoil(hash, func(b []byte) []byte { return b[:n] }); err != nil {
			return err
		}
		if _, err := s.Get(ctx, hash); !errors.Is(err, blob.ErrDamaged) {
			return fmt.Errorf("%d bytes are left: %w", n, err)
		}
	}
	return nil
}

func mended(ctx context.Context, s *shop) error {
	content, hash := some(1000)
	for range 2 {
		if err := put(ctx, s, content); err != nil {
			return err
		}
		if _, err := get(ctx, s, hash); err != nil {
			return err
		}
		if err := s.raw.spoil(hash, func(b []byte) []byte { b[3]++; return b }); err != nil {
			return err
		}
	}
	return nil
}

func deleted(ctx context.Context, s *shop) error {
	content, hash := some(1000)
	if err := put(ctx, s, content); err != nil {
		return err
	}
	for range 2 { // the second time it is not there
		if err := s.Delete(ctx, hash); err != nil {
			return err
		}
		if err := gone(ctx, s, hash); err != nil {
			return err
		}
	}
	return put(ctx, s, content)
}

func absent(ctx context.Context, s *shop) error {
	_, hash := some(10)
	return errors.Join(gone(ctx, s, hash), s.Delete(ctx, hash))
}

func listed(ctx context.Context, s *shop) error {
	var want []string
	for range 30 {
		content, hash := some(10)
		if err := put(ctx, s, content); err != nil {
			return err
		}
		want = append(want, hash)
	}
	for _, name := range []string{"ab/cd/note.txt", "new/" + want[0] + ".X", "zz/" + want[0], "ab/" + want[0]} {
		if err := s.raw.leave(name); err != nil {
			return err
		}
	}
	var got []string
	err := s.List(ctx, func(i blob.Info) error {
		if i.Bytes != 10 {
			return fmt.Errorf("%s has %d bytes", i.Hash, i.Bytes)
		}
		got = append(got, i.Hash)
		return nil
	})
	slices.Sort(want)
	slices.Sort(got)
	if err != nil || !slices.Equal(got, want) {
		return fmt.Errorf("%d are listed, not %d: %w", len(got), len(want), err)
	}
	enough := errors.New("enough")
	if err := s.List(ctx, func(blob.Info) error { return enough }); !errors.Is(err, enough) {
		return fmt.Errorf("the list went on: %w", err)
	}
	return nil
}

func together(ctx context.Context, s *shop) error {
	one, hash := some(50_000)
	var all sync.WaitGroup
	errs := make([]error, 16)
	for i := range errs {
		all.Go(func() {
			own, _ := some(1000 + i)
			for range 3 {
				errs[i] = errors.Join(errs[i], put(ctx, s, one), put(ctx, s, own))
				got, err := get(ctx, s, hash)
				if err != nil || !bytes.Equal(got, one) {
					errs[i] = errors.Join(errs[i], fmt.Errorf("%d bytes: %w", len(got), err))
				}
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

func nowhereElse(ctx context.Context, s *shop) error {
	_, hash := some(1)
	for _, bad := range []string{"", "..", "../../etc/passwd", hash[:63], hash + "0", "../" + hash[3:], hash[:63] + "G", hash[:63] + "\x00", "/" + hash[1:]} {
		if err := s.Put(ctx, bad, bytes.NewReader([]byte("x"))); err == nil {
			return fmt.Errorf("%q was taken", bad)
		}
		if err := gone(ctx, s, bad); err != nil {
			return fmt.Errorf("%q: %w", bad, err)
		}
		if err := s.Delete(ctx, bad); err != nil {
			return fmt.Errorf("%q: %w", bad, err)
		}
	}
	return nil
}

func ended(ctx context.Context, s *shop) error {
	content, hash := some(1000)
	over, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Put(over, hash, bytes.NewReader(content)); !errors.Is(err, context.Canceled) {
		return fmt.Errorf("put: %w", err)
	}
	if err := put(ctx, s, content); err != nil {
		return err
	}
	if err := s.Delete(over, hash); !errors.Is(err, context.Canceled) {
		return fmt.Errorf("delete: %w", err)
	}
	if _, err := s.Get(over, hash); !errors.Is(err, context.Canceled) {
		return fmt.Errorf("get: %w", err)
	}
	_, err := get(ctx, s, hash)
	return err
}

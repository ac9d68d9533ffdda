package find_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"alun/ground/find"
	"alun/ground/find/findtest"
	"alun/ground/find/word"
)

func savedShops(t testing.TB, shops int64) []byte {
	t.Helper()
	x := filled(t, shopDocs(findtest.NewTown(5), 1, shops+1)...)
	x.Remove(3, 4)
	if err := x.Put(shopDocs(findtest.NewTown(6), 10, 20)...); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := x.Save(&file, find.Mark{Incarnation: "a", Position: -1}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func readBack(t testing.TB, file []byte, c find.Config) (*find.Index, error) {
	t.Helper()
	x, _, err := find.Load(bytes.NewReader(file), c)
	if (err == nil) != (x != nil) {
		t.Errorf("an index (%t) and an error (%v)", x != nil, err)
	}
	return x, err
}

// A file that is not whole, not ours or of another configuration is refused:
// never read in part, never a panic, never more memory than the file is worth.
func TestADamagedFileIsRefused(t *testing.T) {
	file := savedShops(t, 300)
	if _, err := readBack(t, file, plain()); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	step := max(1, len(file)/1500)
	for at := 0; at < len(file); at += 1 + r.IntN(step) {
		bad := slices.Clone(file)
		bad[at] ^= byte(1 + r.IntN(255))
		if _, err := readBack(t, bad, plain()); err == nil {
			t.Fatalf("byte %d of %d is another, and the file is taken", at, len(file))
		}
		if _, err := readBack(t, file[:at], plain()); err == nil {
			t.Fatalf("%d bytes of %d are there, and the file is taken", at, len(file))
		}
	}
	for name, bad := range map[string][]byte{
		"more behind it": append(slices.Clone(file), 0), "twice": append(slices.Clone(file), file...), "another file": []byte(strings.Repeat("PK\x03\x04 not an index ", 100)), "zeros": make([]byte, 10_000),
	} {
		if _, err := readBack(t, bad, plain()); err == nil && name != "more behind it" && name != "twice" {
			t.Errorf("%s: taken", name)
		}
	}
}

// A length in the head that a damaged file claims is not believed.
func TestAFileClaimsNoMemory(t *testing.T) {
	file := savedShops(t, 50)
	for at := range min(400, len(file)-8) {
		bad := slices.Clone(file)
		copy(bad[at:], "\xff\xff\xff\x7f")
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = readBack(t, bad, plain())
		runtime.ReadMemStats(&after)
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 64<<20 {
			t.Fatalf("at %d: a file of %d bytes makes %d MB", at, len(file), grown>>20)
		}
	}
}

func TestAFileOfAnotherConfigIsRefused(t *testing.T) {
	file := savedShops(t, 50)
	for name, change := range map[string]func(*find.Config){
		"weight": func(c *find.Config) { c.Fields[0].Weight++ },
		"b":      func(c *find.Config) { c.Fields[2].B = 0.1 },
		"k1":     func(c *find.Config) { c.K1 = 1.3 },
		"field":  func(c *find.Config) { c.Fields = c.Fields[:2] },
		"facet":  func(c *find.Config) { c.Facets = []string{"badge", "area"} },
		"name":   func(c *find.Config) { c.Fields[1].Name = "goods" },
		"stem":   func(c *find.Config) { c.Words = &word.Analyzer{Tables: word.Default()} },
		"kept words": func(c *find.Config) {
			c.Words = &word.Analyzer{Tables: word.Default().With([]string{"balikan"}, nil), Stem: true}
		},
	} {
		c := plain()
		change(&c)
		if _, err := readBack(t, file, c); !errors.Is(err, find.ErrOther) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	file := savedShops(f, 5)
	f.Add(file)
	f.Add(file[:len(file)/2])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, file []byte) {
		x, err := readBack(t, file, plain())
		if err == nil {
			_, err = x.Search(find.Query{Text: "jual", Limit: 10, Count: []string{"area"}})
		}
		_ = err
	})
}

// An index can be saved while it changes: the file is one of its states.
func TestConcurrentSaving(t *testing.T) {
	town := findtest.NewTown(8)
	x := filled(t, shopDocs(town, 0, 2000)...)
	stop := make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		for turn := int64(1); ; turn++ {
			select {
			case <-stop:
				return
			default:
			}
			// A hundred are replaced by a hundred others: always 2,000 documents.
			docs := shopDocs(town, turn%20*100, turn%20*100+100)
			for i := range docs {
				docs[i].Texts = town.Shop(turn*100 + int64(i)).Texts()
			}
			if err := x.Put(docs...); err != nil {
				t.Error(err)
			}
			if turn%7 == 0 {
				if err := x.Merge(context.Background()); err != nil {
					t.Error(err)
				}
			}
		}
	})
	for range 15 {
		var file bytes.Buffer
		if err := x.Save(&file, find.Mark{}); err != nil {
			t.Fatal(err)
		}
		y, err := readBack(t, file.Bytes(), plain())
		if err != nil {
			t.Fatal(err)
		}
		if n := len(found(t, y, find.Query{Limit: 5000})); n != 2000 || y.Len() != 2000 {
			t.Errorf("the file holds %d documents, Len %d", n, y.Len())
		}
	}
	close(stop)
	all.Wait()
}

// A disk that is full is said.
func TestSavingSaysThatItFailed(t *testing.T) {
	x := filled(t, shopDocs(findtest.NewTown(5), 1, 300)...)
	for room := 0; room < 20_000; room += 997 {
		if err := x.Save(&narrow{room}, find.Mark{}); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
}

// narrow takes so many bytes.
type narrow struct{ room int }

func (n *narrow) Write(p []byte) (int, error) {
	if len(p) > n.room {
		taken := n.room
		n.room = 0
		return taken, io.ErrShortWrite
	}
	n.room -= len(p)
	return len(p), nil
}

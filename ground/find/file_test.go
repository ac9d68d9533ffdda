package find

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
)

// small is the file of a small index with everything in it.
func small(t testing.TB) []byte {
	t.Helper()
	x, err := New(modelConfig())
	if err != nil {
		t.Fatal(err)
	}
	for id := range int64(12) {
		d := Doc{ID: id, Texts: []string{vocabulary[id], strings.Join(vocabulary[:id], " ")}, Facets: [][]string{{"utara"}, []string{"halal", "pirt"}[:id%3]}, Name: vocabulary[id], At: Point{int32(id), 7}, Placed: id%2 == 0}
		if err := x.Put(d); err != nil {
			t.Fatal(err)
		}
	}
	x.Remove(3, 11)
	var file bytes.Buffer
	if err := x.Save(&file, Mark{"here", 5}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// seal makes all checksums of a file right again, as far as its lists can be
// followed: what is wrong then is what it says.
func seal(file []byte) []byte {
	file = bytes.Clone(file)
	for at := len(magic) + 4; at+listHead <= len(file); {
		n := binary.LittleEndian.Uint64(file[at:])
		size := uint64(file[at+8])
		if n > uint64(len(file)) || n*size > uint64(len(file)-at-listHead) {
			return file
		}
		end := at + listHead + int(n*size)
		if end+4 > len(file) {
			return file
		}
		binary.LittleEndian.PutUint32(file[end:], crc32.Checksum(file[at:end], castagnoli))
		at = end + 4
	}
	return file
}

// use asks all kinds of questions of an index, and changes it.
func use(x *Index) error {
	near := &Point{5, 5}
	for _, q := range []Query{{Text: "kayu rotan", Any: true, Explain: true}, {Text: `"kayu kerajinan"`}, {Text: "k*"}, {Text: "kayv", Typos: true}, {Sort: ByName}, {Sort: ByDistance, Near: near}, {Near: near, Within: 100}} {
		q.Limit, q.Count = 20, []string{"area", "badge"}
		if _, err := x.Search(q); err != nil {
			return err
		}
	}
	x.Suggest("k", 5)
	x.Remove(1)
	return x.Put(Doc{ID: 1, Texts: []string{"kayu"}}, Doc{ID: 2}, Doc{ID: 4}, Doc{ID: 5}, Doc{ID: 6}, Doc{ID: 7}, Doc{ID: 8})
}

// TestAnUnsoundFileIsRefused changes each byte and makes the checksums right: the
// file is refused, or what is read is in order, if not what was written.
func TestAnUnsoundFileIsRefused(t *testing.T) {
	file := small(t)
	step := 1
	if testing.Short() {
		step = 11
	}
	refused, tried := 0, 0
	for at := len(magic) + 4; at < len(file); at += step {
		tried++
		bad := bytes.Clone(file)
		bad[at] ^= []byte{1, 0x80, 0xff}[at%3]
		x, _, err := Load(bytes.NewReader(seal(bad)), modelConfig())
		if err != nil {
			refused++
			continue
		}
		if err := use(x); err != nil {
			t.Fatalf("byte %d of %d: %v", at, len(file), err)
		}
	}
	if refused < tried/2 {
		t.Errorf("only %d changes of %d are refused", refused, tried)
	}
}

// FuzzSealed reads files whose checksums are right.
func FuzzSealed(f *testing.F) {
	f.Add(small(f))
	f.Fuzz(func(t *testing.T, file []byte) {
		if x, _, err := Load(bytes.NewReader(seal(file)), modelConfig()); err == nil {
			if err := use(x); err != nil {
				t.Error(err)
			}
		}
	})
}

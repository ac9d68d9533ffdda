package backup

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/fault"

	"github.com/klauspost/compress/zstd"
)

// borders lists where the blocks of a backup begin.
func borders(t *testing.T, raw []byte) (all []int) {
	t.Helper()
	for at := len(magic); at < len(raw); {
		all = append(all, at)
		at += blockHead + int(binary.BigEndian.Uint32(raw[at+5:])) + 32
	}
	return all
}

// refused demands a sentence, not just an error.
func refused(t *testing.T, what string, at int, raw []byte) {
	t.Helper()
	_, err := Check(bytes.NewReader(raw), nil)
	if f := fault.Of(err); f == nil || f.Key != "backup.damaged" && f.Key != "backup.foreign" && f.Key != "backup.newer_format" {
		t.Errorf("%s at %d: %v", what, at, err)
	}
}

func TestEveryFlippedByteIsFound(t *testing.T) {
	raw := written(t)
	places := map[int]bool{}
	for _, b := range borders(t, raw) { // every byte of every block's head, and of its sum's beginning
		for i := range blockHead {
			places[b+i] = true
		}
		places[b-1], places[b-32] = true, true
	}
	for i := range len(magic) + blockHead + 400 { // the beginning and most of the header
		places[i] = true
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		places[chance.IntN(len(raw))] = true
	}
	for at := range places {
		if at < 0 || at >= len(raw) {
			continue
		}
		flip := byte(1 + chance.IntN(255))
		raw[at] ^= flip
		refused(t, "a flip", at, raw)
		raw[at] ^= flip
	}
	t.Logf("%d places in %d bytes", len(places), len(raw))
	if _, err := Check(bytes.NewReader(raw), nil); err != nil {
		t.Fatalf("unharmed: %v", err)
	}
}

// Without the sums a flip in a text goes through: the test above can fail.
func TestWithoutSumsAFlipGoesThrough(t *testing.T) {
	raw := written(t)
	hash := bytes.LastIndex(raw, []byte("foto")) // a file of one block, too short to be packed
	flip := func() error {
		b, err := newBlockReader(bytes.NewReader(raw))
		if err != nil {
			return err
		}
		b.planted = "believe any sum"
		for {
			kind, _, err := b.next()
			if err != nil || kind == blockFooter {
				return err
			}
		}
	}
	raw[hash] ^= 1
	if err := flip(); err != nil {
		t.Errorf("something else found it: %v", err)
	}
}

func TestEveryCutAndEveryLostDoubledOrMovedBlockIsFound(t *testing.T) {
	raw := written(t)
	all := borders(t, raw)
	for i, b := range all {
		refused(t, "a cut before a block", b, raw[:b])
		refused(t, "a cut in a block", b+1, raw[:b+1])
		next := len(raw)
		if i+1 < len(all) {
			next = all[i+1]
		}
		refused(t, "a lost block", b, append(bytes.Clone(raw[:b]), raw[next:]...))
		refused(t, "a doubled block", b, append(bytes.Clone(raw[:next]), raw[b:]...))
		if i+1 < len(all)-1 {
			after := all[i+2]
			moved := append(append(append(bytes.Clone(raw[:b]), raw[next:after]...), raw[b:next]...), raw[after:]...)
			if !bytes.Equal(moved, raw) {
				refused(t, "a moved block", b, moved)
			}
		}
	}
	if len(all) < 15 {
		t.Errorf("only %d blocks: too few to prove much", len(all))
	}
}

// Two sound backups of the same tables: a block of one does not fit the other.
func TestABlockOfAnotherBackupIsFound(t *testing.T) {
	one, two := written(t), written(t)
	a, b := borders(t, one), borders(t, two)
	for i := 1; i < len(a)-1; i++ {
		refused(t, "another's tail", a[i], append(bytes.Clone(one[:a[i]]), two[b[i]:]...))
	}
}

// hostile writes blocks whose sums are right and whose content is not.
type hostile struct {
	bytes.Buffer
	b *blockWriter
}

func newHostile(t testing.TB, h Header) *hostile {
	t.Helper()
	x := &hostile{}
	var err error
	if x.b, err = newBlockWriter(x, true); err != nil {
		t.Fatal(err)
	}
	if h.Format == 0 {
		h.Format = Format
	}
	if err := x.b.writeJSON(blockHeader, h); err != nil {
		t.Fatal(err)
	}
	return x
}

func (x *hostile) block(kind byte, content string) *hostile {
	_ = x.b.write(kind, []byte(content)) // into memory
	return x
}

// claim writes a block with a head that lies.
func (x *hostile) claim(kind byte, long, stored uint32, content []byte) *hostile {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte{kind}, long), stored)
	x.Write(head)
	x.Write(content)
	x.Write(x.b.sum.next(head, content))
	return x
}

func TestHostileBackupsAreRefusedInBoundedMemory(t *testing.T) {
	table := func(rows int64, kinds ...db.ColumnKind) Header {
		h := TableHead{Name: "t", Rows: rows}
		for range max(1, len(kinds)) {
			h.Columns = append(h.Columns, db.Column{Name: "c", Kind: append(kinds, db.TextColumn)[0]})
		}
		return Header{Tables: []TableHead{h}}
	}
	zip, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	bomb := zip.EncodeAll(make([]byte, 1<<30), nil)
	huge := string(binary.AppendUvarint([]byte{markText}, 1<<62))
	large := string(binary.AppendUvarint([]byte{markText}, maxValue))
	start := `{"name":"t"}`
	for name, x := range map[string]*hostile{
		"a bomb":                newHostile(t, table(1)).block('T', start).claim('R', maxBlock, uint32(len(bomb)), bomb),
		"a block of 4 GiB":      newHostile(t, table(1)).block('T', start).claim('R', 1<<32-1, 1<<32-1, nil),
		"stored longer":         newHostile(t, table(1)).block('T', start).claim('R', 3, 4, []byte("1234")),
		"a huge value":          newHostile(t, table(1)).block('T', start).block('R', huge),
		"a value that is short": newHostile(t, table(1)).block('T', start).block('R', large+"x").block('E', `{"rows":1}`),
		"a number of 11 bytes":  newHostile(t, table(1, db.WholeColumn)).block('T', start).block('R', "\x01"+strings.Repeat("\xff", 11)),
		"another kind":          newHostile(t, table(1, db.WholeColumn)).block('T', start).block('R', "\x02\x01x"),
		"an unknown mark":       newHostile(t, table(1)).block('T', start).block('R', "\x09"),
		"empty blocks":          newHostile(t, table(1)).block('T', start).block('R', "").block('E', `{"rows":1}`),
		"fewer rows":            newHostile(t, table(2)).block('T', start).block('R', "\x00").block('E', `{"rows":1}`),
		"no columns":            newHostile(t, Header{Tables: []TableHead{{Name: "t", Rows: 1 << 60}}}),
		"rows below zero":       newHostile(t, table(-1)),
		"another table":         newHostile(t, table(0)).block('T', `{"name":"u"}`),
		"no JSON":               newHostile(t, table(0)).block('T', `{"name":`),
		"a wrong digest":        newHostile(t, table(1)).block('T', start).block('R', "\x00").block('E', `{"rows":1,"digest":"00"}`),
		"a file without end":    newHostile(t, Header{}).block('B', `{"hash":"x","size":9223372036854775807}`).block('D', "x"),
		"a file below zero":     newHostile(t, Header{}).block('B', `{"hash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":-1}`).block('E', `{"digest":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}`),
		"a file too long":       newHostile(t, Header{}).block('B', `{"hash":"x","size":1}`).block('D', "xy"),
		"empty data":            newHostile(t, Header{}).block('B', `{"hash":"x","size":1}`).block('D', ""),
		"a path for a name":     newHostile(t, Header{}).block('B', `{"hash":"../../etc/x","size":1}`).block('D', "x").block('E', `{"digest":"../../etc/x"}`),
		"a footer that lies":    newHostile(t, Header{}).block('F', `{"tables":1}`),
		"a kind nobody knows":   newHostile(t, Header{}).block('?', ``),
		"a second header":       newHostile(t, Header{}).block('H', `{}`),
	} {
		t.Run(name, func(t *testing.T) {
			before := allocated()
			refused(t, name, 0, x.Bytes())
			if used := allocated() - before; used > 16<<20 {
				t.Errorf("%d MiB for %d bytes", used>>20, x.Len())
			}
		})
	}
}

// allocated is all memory that was ever asked for, in bytes.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func TestAValueThatIsTooLongIsRefusedWithItsName(t *testing.T) {
	_, err := appendRow(nil, TableHead{Name: "t", Columns: []db.Column{{Name: "c"}}}, []any{strings.Repeat("x", maxValue+1)})
	if !fault.Is(err, fault.TooLarge) {
		t.Errorf("got %v", err)
	}
}

// FuzzCheck gives blocks of any content, with right sums, so that what is behind
// the sums is reached too.
func FuzzCheck(f *testing.F) {
	sound := Header{Tables: []TableHead{{Name: "t", Rows: 1, Columns: []db.Column{{Name: "a", Kind: db.TextColumn}, {Name: "b", Kind: db.WholeColumn}}}}}
	f.Add([]byte("T{\"name\":\"t\"}\x00R\x02\x03abc\x01\x08\x00E{\"rows\":1}\x00F{}"))
	f.Add([]byte("T{\"name\":\"t\"}\x00R\x02\xff\xff\xff\xff\x7f"))
	f.Add([]byte("B{\"hash\":\"x\",\"size\":3}\x00Dabc\x00E{}\x00F{}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, _ = Check(bytes.NewReader(raw), nil) // any answer but a panic
		x := newHostile(t, sound)
		for _, part := range bytes.Split(raw, []byte{0}) {
			if len(part) > 0 && len(part) < maxBlock {
				x.block(part[0], string(part[1:]))
			}
		}
		before := allocated()
		_, err := Check(bytes.NewReader(x.Bytes()), nil)
		if used := allocated() - before; used > 16<<20+uint64(20*len(raw)) {
			t.Errorf("%d bytes for %d", used, len(raw))
		}
		if err != nil && fault.Of(err) == nil {
			t.Errorf("no sentence: %v", err)
		}
	})
}

package keys

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"alun/ground/fault"
	"alun/ground/lang"

	"pgregory.net/rapid"
)

// Two keys that everybody may know: bytes 0 to 31 and 32 to 63.
const (
	line1 = "e0038ed8  000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f  2025-03-05T01:30:00Z\n"
	line2 = "bc41f8a0  202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f  2026-01-02T03:00:00Z\n"
	head  = "alun-keys 1\n"
)

// put writes a key file and gives its path.
func put(t testing.TB, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t testing.TB, path string) *Ring {
	t.Helper()
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func contents(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestOpenMakesAFileOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	first := open(t, path)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode = %v %v", info.Mode(), err)
	}
	if age := time.Since(first.current().made); age < 0 || age > time.Hour {
		t.Errorf("made %v ago", age)
	}
	text := contents(t, path)
	second := open(t, path)
	if second.Check() != first.Check() || contents(t, path) != text {
		t.Error("the second start has another ring")
	}
	if other := open(t, filepath.Join(t.TempDir(), "keys")); other.Check() == first.Check() {
		t.Error("two houses have the same key")
	}
	left(t, path, "keys")
}

// left fails when more than the named files is in the folder of path.
func left(t *testing.T, path string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != len(names) {
		t.Errorf("the folder holds %v %v", entries, err)
	}
}

func TestManyFirstStartsAgree(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	checks := make([]string, 16)
	var all sync.WaitGroup
	for i := range checks {
		all.Go(func() {
			if r, err := Open(path); err == nil {
				checks[i] = r.Check()
			}
		})
	}
	all.Wait()
	for _, c := range checks {
		if c == "" || c != checks[0] {
			t.Fatalf("rings differ: %q", checks)
		}
	}
	left(t, path, "keys")
}

func TestOpenRefuses(t *testing.T) {
	flipped := strings.Replace(line1, "0001", "0011", 1)
	cases := []struct {
		name, text string
		mode       os.FileMode
		key        string
		args       []any // after the path
	}{
		{"others may read", head + line1, 0o644, "keys.exposed", []any{"0644"}},
		{"the group may read", head + line1, 0o640, "keys.exposed", []any{"0640"}},
		{"others may write", head + line1, 0o602, "keys.exposed", []any{"0602"}},
		{"empty", "", 0o600, "keys.damaged", []any{1}},
		{"another file", "SQLite format 3", 0o600, "keys.damaged", []any{1}},
		{"no version", "alun-keys\n" + line1, 0o600, "keys.damaged", []any{1}},
		{"a later version", "alun-keys 2\n???\n", 0o600, "keys.version", []any{"2"}},
		{"no key", head, 0o600, "keys.damaged", []any{2}},
		{"a version line cut off", "alun-keys 1", 0o600, "keys.damaged", []any{1}},
		{"cut off in a key", head + line1[:40], 0o600, "keys.damaged", []any{2}},
		{"cut off before its last line end", head + strings.TrimSuffix(line1, "\n"), 0o600, "keys.damaged", []any{2}},
		{"cut off in its last time", head + line1 + line2[:len(line2)-2], 0o600, "keys.damaged", []any{3}},
		{"a digit changed", head + flipped, 0o600, "keys.damaged", []any{2}},
		{"an id changed", head + line1 + "cc" + line2[2:], 0o600, "keys.damaged", []any{3}},
		{"no hex", head + strings.Replace(line1, "0102", "01zz", 1), 0o600, "keys.damaged", []any{2}},
		{"a short key", head + strings.Replace(line1, "1e1f", "1e", 1), 0o600, "keys.damaged", []any{2}},
		{"no time", head + strings.Replace(line1, "2025-03-05T01:30:00Z", "yesterday", 1), 0o600, "keys.damaged", []any{2}},
		{"a word too many", head + strings.Replace(line1, "\n", " x\n", 1), 0o600, "keys.damaged", []any{2}},
		{"the same key twice", head + line1 + line1, 0o600, "keys.damaged", []any{3}},
		{"the older key last", head + line2 + line1, 0o600, "keys.damaged", []any{3}},
		{"an empty line", head + line1 + "\n" + line2, 0o600, "keys.damaged", []any{3}},
		{"too large", head + strings.Repeat(line1, maxFile/len(line1)+1), 0o600, "keys.damaged", []any{1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := put(t, c.text, c.mode)
			r, err := Open(path)
			f := fault.Of(err)
			if f == nil || f.Key != c.key || fmt.Sprint(f.Args...) != fmt.Sprint(append([]any{path}, c.args...)...) {
				t.Fatalf("ring %v, err = %v", r, err)
			}
			if strings.Contains(err.Error(), "0203040506") {
				t.Error("the error tells the key")
			}
			if contents(t, path) != c.text {
				t.Error("a refused file was changed")
			}
			if _, err := Rotate(path); fault.Of(err) == nil || contents(t, path) != c.text {
				t.Errorf("rotation did not refuse the same file: %v", err)
			}
			left(t, path, "keys")
		})
	}
}

func TestOpenReportsWhatIsNoKeyFile(t *testing.T) {
	folder := t.TempDir()
	for _, path := range []string{folder, filepath.Join(folder, "none", "keys")} {
		if r, err := Open(path); err == nil {
			t.Errorf("opened %s as %v", path, r)
		}
	}
}

func TestRotateKeepsOldKeysForReading(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	before := open(t, path)
	after, err := Rotate(path)
	if err != nil {
		t.Fatal(err)
	}
	again := open(t, path)
	if again.Check() != after.Check() || again.Current() != after.Current() {
		t.Error("what Rotate gave is not what it wrote")
	}
	if after.Current() == before.Current() || after.Derive("x") == before.Derive("x") {
		t.Error("the current key did not change")
	}
	if old, ok := after.DeriveOf(before.Current(), "x"); !ok || old != before.Derive("x") {
		t.Error("the old key no longer reads")
	}
	if _, ok := before.DeriveOf(after.Current(), "x"); ok {
		t.Error("a key that is not in the ring was found")
	}
	if code := after.Codec().Encode(7); code != before.Codec().Encode(7) {
		t.Error("rotation changed the codes on paper")
	}
	if !after.Fits(before.Check()) || before.Fits(after.Check()) {
		t.Error("a database must accept a grown ring and refuse an old copy")
	}
	left(t, path, "keys")
}

func TestRotateNeedsAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	if _, err := Rotate(path); err == nil {
		t.Error("rotated nothing")
	}
	left(t, path)
}

func TestTwoRotationsDoNotMeet(t *testing.T) {
	path := put(t, head+line1, 0o600)
	lock := path + ".new"
	if err := os.WriteFile(lock, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Rotate(path)
	if f := fault.Of(err); f == nil || f.Key != "keys.rotating" || f.Args[0] != lock {
		t.Fatalf("err = %v", err)
	}
	if contents(t, path) != head+line1 || contents(t, lock) != "" {
		t.Error("a refused rotation wrote something")
	}
}

// A clock that went back must not hide the new key behind the old one.
func TestRotateWithAClockThatWentBack(t *testing.T) {
	path := put(t, head+strings.Replace(line1, "2025", "2999", 1), 0o600)
	if _, err := Rotate(path); err != nil {
		t.Fatal(err)
	}
	if r := open(t, path); len(r.keys) != 2 || r.Current() == "e0038ed8" {
		t.Errorf("%v", r)
	}
}

func TestFilesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &Ring{}
		made := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "made"), 0)
		for range rapid.IntRange(1, 5).Draw(t, "keys") {
			made = made.Add(time.Duration(rapid.Int64Range(0, 1e6).Draw(t, "later")) * time.Second)
			r.keys = append(r.keys, newKey(made))
		}
		back, err := parse("keys", r.text())
		if err != nil || back.text() != r.text() || back.Check() != r.Check() {
			t.Fatalf("%v came back as %v %v", r, back, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add(head + line1 + line2)
	f.Add("alun-keys 2\n")
	f.Add(head + strings.ReplaceAll(line1, "\n", "\r\n"))
	f.Fuzz(func(t *testing.T, text string) {
		r, err := parse("keys", text)
		if err != nil {
			if r != nil || fault.Of(err) == nil {
				t.Fatalf("%v with %v", r, err)
			}
			return
		}
		if back, err := parse("keys", r.text()); err != nil || back.text() != r.text() {
			t.Fatalf("a ring that was read cannot be written: %v", err)
		}
	})
}

func TestEveryFaultHasItsSentence(t *testing.T) {
	words, err := lang.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	for key, args := range map[string][]any{
		"keys.exposed": {"/k", "0644"}, "keys.damaged": {"/k", 2}, "keys.version": {"/k", "2"}, "keys.rotating": {"/k.new"},
	} {
		for _, tag := range lang.All {
			if said := words.In(tag).T(key, args...); strings.Contains(said, "⟦") || !strings.Contains(said, "/k") {
				t.Errorf("%s in %s: %s", key, tag, said)
			}
		}
	}
}

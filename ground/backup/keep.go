package backup

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/fault"
)

// Keep says how many backups stay: the newest one of each of the last days,
// weeks and months that have one.
type Keep struct{ Days, Weeks, Months int }

var keepForm = regexp.MustCompile(`^(\d{1,4})([dwm])$`)

// ParseKeep reads "7d,4w,12m". Nothing may be left out of sight: an unknown
// letter, a letter twice and an empty rule are refused.
func ParseKeep(text string) (k Keep, err error) {
	part := map[string]*int{"d": &k.Days, "w": &k.Weeks, "m": &k.Months}
	for _, p := range strings.Split(text, ",") {
		m := keepForm.FindStringSubmatch(strings.TrimSpace(p))
		if m == nil || part[m[2]] == nil {
			return Keep{}, fault.New(fault.Invalid, "backup.bad_keep", text)
		}
		*part[m[2]], _ = strconv.Atoi(m[1]) // the form lets only numbers through
		delete(part, m[2])
	}
	if k == (Keep{}) {
		return Keep{}, fault.New(fault.Invalid, "backup.bad_keep", text)
	}
	return k, nil
}

// Kept is a backup file in a folder.
type Kept struct {
	Name string // without its folder
	At   time.Time
	Size int64
}

// List finds the backups of a folder that named themselves, the newest first.
// Other files, also backups under other names, are nobody's business here.
func List(folder string) ([]Kept, error) {
	all, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var out []Kept
	for _, e := range all {
		at, err := time.Parse(nameForm+Ending, e.Name())
		if err != nil || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		out = append(out, Kept{e.Name(), at, info.Size()})
	}
	slices.SortFunc(out, func(a, b Kept) int { return b.At.Compare(a.At) })
	return out, nil
}

// Old picks those that may go. all is sorted, the newest first; that one stays
// whatever the rule says.
func (k Keep) Old(all []Kept) []Kept {
	spans := []struct {
		left int
		name func(time.Time) string
	}{
		{k.Days, func(t time.Time) string { return t.Format("2006-01-02") }},
		{k.Weeks, func(t time.Time) string { y, w := t.ISOWeek(); return fmt.Sprint(y, "-", w) }},
		{k.Months, func(t time.Time) string { return t.Format("2006-01") }},
	}
	last := make([]string, len(spans))
	var old []Kept
	for i, b := range all {
		stays := i == 0
		for s := range spans {
			name := spans[s].name(b.At.In(date.WITA))
			if name != last[s] && spans[s].left > 0 {
				last[s], stays = name, true
				spans[s].left--
			}
		}
		if !stays {
			old = append(old, b)
		}
	}
	return old
}

// prune removes what may go, and what a process that died left half-written.
func prune(folder string, k Keep) error {
	all, err := List(folder)
	if err != nil {
		return err
	}
	for _, b := range k.Old(all) {
		if err := os.Remove(filepath.Join(folder, b.Name)); err != nil {
			return err
		}
	}
	left, err := filepath.Glob(filepath.Join(folder, temporary+"*"))
	if err != nil {
		return err
	}
	for _, name := range left {
		if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > leftover {
			_ = os.Remove(name) // the next backup tries again
		}
	}
	return syncFolder(folder)
}

// leftover is how old an unfinished file is when its writer must be dead.
const leftover = 24 * time.Hour

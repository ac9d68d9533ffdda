package main

import (
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/jobs"
	"alun/ground/mail"
	"alun/ground/wa"

	"github.com/prometheus/client_golang/prometheus"
)

// figureName is a figure in the first column of the paper's table.
var figureName = regexp.MustCompile("`(alun_[a-z_]+)`")

// The paper's table has every figure of the program, and no other.
func TestTheTableOfFiguresIsWhole(t *testing.T) {
	raw, err := os.ReadFile("../../doc/operate.md")
	if err != nil {
		t.Fatal(err)
	}
	names := figuresOf(t)
	for _, wrong := range figuresAmiss(names, string(raw)) {
		t.Error(wrong)
	}
	planted := append(slices.Clone(names), "alun_new_total")
	if len(figuresAmiss(planted, string(raw))) != 1 || len(figuresAmiss(names[1:], string(raw))) != 1 {
		t.Error("a figure without a line, or a line without its figure, would not be seen")
	}
	for _, n := range names {
		if wrong := misnamed(n); wrong != "" {
			t.Error(wrong)
		}
	}
}

func figuresAmiss(names []string, page string) (wrong []string) {
	_, table, _ := strings.Cut(page, "| figure | what | alert |")
	table, _, _ = strings.Cut(table, "\n\n")
	told := map[string]bool{}
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 {
			continue
		}
		for _, m := range figureName.FindAllStringSubmatch(cells[1], -1) {
			told[m[1]] = true
		}
	}
	for _, n := range names {
		if !told[n] {
			wrong = append(wrong, "doc/operate.md has no line for "+n)
		}
		delete(told, n)
	}
	for n := range told {
		wrong = append(wrong, fmt.Sprintf("doc/operate.md has a line for %s, which is no figure", n))
	}
	return wrong
}

// misnamed holds a name against the usage of Prometheus: units are written out
// and in their base.
func misnamed(name string) string {
	for _, unit := range []string{"_ms", "_millis", "_milliseconds", "_kb", "_mib", "_minutes", "_percent"} {
		if strings.Contains(name, unit) {
			return name + " is not in a base unit"
		}
	}
	return ""
}

// figuresOf opens the house with something of everything in it, and lists the
// names at /metrics.
func figuresOf(t *testing.T) []string {
	v := visitHouse(t)
	h := v.house
	h.log, h.figures = slog.New(slog.DiscardHandler), prometheus.NewRegistry()
	cfg := &Config{Database: v.at, Operate: "localhost:0", BackupTo: t.TempDir(), BackupEvery: time.Hour, BackupKeep: "7d", CacheMiB: 1}
	site, err := h.site(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if h.backups, err = h.schedule(cfg); err != nil {
		t.Fatal(err)
	}
	office, err := h.openOffice(cfg, site)
	if err != nil {
		t.Fatal(err)
	}
	defer office.at.Close()
	office.desk.Certificate = func() time.Time { return time.Now().Add(time.Hour) }
	err = h.db.Write(t.Context(), func(tx *db.Tx) error {
		if _, err := jobs.Put(tx, jobs.Job{Kind: "x.y", Key: "1"}); err != nil {
			return err
		}
		if _, err := h.notice.Post.Put(tx, mail.Message{Key: "1", Kind: "x.y", To: "a@example.org", Subject: "x", Text: "x"}); err != nil {
			return err
		}
		if _, err := h.notice.Box.Put(tx, wa.Message{Key: "1", Kind: "x.y", Number: "0812-3456-7890", Text: "x"}); err != nil {
			return err
		}
		_, err := tx.Exec(`insert into diary_cursor (name, incarnation, seq, again, tries, wrong, moved_at) values ('x', 'y', 0, 0, 0, '', $1)`, tx.Now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	site.Handler().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	families, err := h.figures.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range families {
		if strings.HasPrefix(f.GetName(), "alun_") {
			names = append(names, f.GetName())
		}
		for _, m := range f.GetMetric() {
			for _, l := range m.GetLabel() {
				if strings.Contains(l.GetValue(), "example.org") || strings.Contains(l.GetValue(), "812") {
					t.Errorf("%s holds %q", f.GetName(), l.GetValue())
				}
			}
		}
	}
	return names
}

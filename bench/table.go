package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// figure is one line of the table.
type figure struct {
	What     string
	Measured string
	Beside   string // what stood beside it in the same run
	Goal     string // "" when none was set
	Of       *goal  // nil when none was set
	Met      bool
}

// table is the figures as Markdown.
func table(all []figure) string {
	var t strings.Builder
	t.WriteString("| what | measured | beside it | goal | |\n|---|---:|---|---:|---|\n")
	for _, f := range all {
		met := ""
		if f.Goal != "" {
			met = map[bool]string{true: "met", false: "**missed**"}[f.Met]
		}
		fmt.Fprintf(&t, "| %s | %s | %s | %s | %s |\n", f.What, f.Measured, f.Beside, f.Goal, met)
	}
	return t.String()
}

// The lines between which a file holds the table.
const (
	tableBegins = "<!-- bench: begin -->\n"
	tableEnds   = "<!-- bench: end -->\n"
)

// replaceTable puts the table between its markers in a file.
func replaceTable(file, text string) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, begins := strings.Cut(string(old), tableBegins)
	_, after, ends := strings.Cut(rest, tableEnds)
	if !begins || !ends {
		return errors.New(file + " has no markers for the table")
	}
	return os.WriteFile(file, []byte(before+tableBegins+text+tableEnds+after), 0o644)
}

func median[T cmp.Ordered](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// medianOf is the median of what f says of each.
func medianOf(all []counted, f func(counted) float64) float64 {
	figures := make([]float64, len(all))
	for i, c := range all {
		figures[i] = f(c)
	}
	return median(figures)
}

func micros(d time.Duration) string { return fmt.Sprintf("%d µs", d.Microseconds()) }
func millis(d time.Duration) string { return fmt.Sprintf("%d ms", d.Milliseconds()) }
func kb(n int) string               { return fmt.Sprintf("%.1f KB", float64(n)/1000) }
func megabytes(n int64) string      { return fmt.Sprintf("%.0f MB", float64(n)/(1<<20)) }

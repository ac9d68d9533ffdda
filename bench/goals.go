package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// goal is what the house is held against.
type goal struct {
	Name string // "start to the first page ≤ 300 ms"
	Why  string // what a miss is known to come from: said when it is missed
}

// The goals, in the order in which they are told.
var (
	goalPage = &goal{fmt.Sprintf("front page and a row's page, drawn anew ≤ %s of processor time", micros(pageGoal)),
		"Nothing is kept in these rounds: half of the time is SQL in SQLite that was translated to Go, a third drawing, the rest compression (the shares are below). " +
			"Drawing and compression alone take more than the goal for the front page, so only a page that is kept can meet it: see the lines that begin with “kept”."}
	goalKept = &goal{fmt.Sprintf("kept page ≥ %.0f %% of a bare handler", 100*keptGoal),
		"What the house does beside sending the bytes: a line of the log, the figures, the security headers, the choice of language and edition, and on a busy machine the writing of the log."}
	goalImport = &goal{"import with all checks ≤ " + millis(importGoal),
		"Each row is parsed, checked, digested with a key and written with its sync; on PostgreSQL each statement is also a way to another process and back, which other work on the processors makes longer."}
	goalStart = &goal{"start to the first page ≤ " + millis(startGoal),
		"Most of it is opening the database and holding the city's profile against it; the first page then finds nothing kept and cold files."}
	goalMemory = &goal{"memory after the first requests ≤ " + megabytes(memoryGoal),
		"Of what is resident the program's own file is the part that the system takes back when it needs room; the rest is the live heap, what the collector lets gather, and the page caches of SQLite's connections."}
	goalSync = &goal{fmt.Sprintf("≥ %d acts a sync with %d callers", actsPerSyncGoal, writeCallers),
		"Acts share a sync only when they wait together: callers that share the processors with the server come too seldom, or the disk is so quick that a sync ends before the next act is there."}
	goalVerify = &goal{fmt.Sprintf("verify a million diary entries ≤ %s", seconds(verifyGoal)),
		"Each entry is read with its seal and hashed in order: one processor and the database's reading bound it."}
	goalRestore = &goal{fmt.Sprintf("restore %d MB ≤ %s", restoreSize>>20, seconds(restoreGoal)),
		"A restore checks the whole file, writes every row through the program, builds the indexes and compares all tables with the file: it reads and writes several times what a copy does."}
	goalCell = &goal{"95 of 100 cells saved ≤ " + millis(cellGoal),
		"Each save reads the whole sheet again and runs all checks over it, so that its answer can say what is wrong now; where a sync of the disk or another process takes long, each act waits for it, and typists share the processors with whoever else is on the machine."}

	goals = append([]*goal{goalPage, goalKept, goalImport, goalStart, goalMemory, goalSync, goalCell, goalVerify, goalRestore}, slices.Concat(goalsFind, goalsRegister)...)
)

// verdicts tell of each goal whether it was met, and of one that was not by
// what, and why.
func verdicts(all []figure) string {
	var t strings.Builder
	var met []string
	for _, g := range goals {
		by := 0
		var missed []string
		for _, f := range all {
			if f.Of != g {
				continue
			}
			if by++; !f.Met {
				missed = append(missed, fmt.Sprintf("%s (%s)", f.What, f.Measured))
			}
		}
		switch {
		case len(missed) > 0:
			fmt.Fprintf(&t, "- **Missed: %s**, by %s. %s\n", g.Name, strings.Join(missed, "; "), g.Why)
		case by > 0:
			met = append(met, g.Name)
		}
	}
	if len(met) > 0 {
		fmt.Fprintf(&t, "- Met: %s.\n", strings.Join(met, "; "))
	}
	return t.String()
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3g s", d.Seconds()) }

package check

import (
	"fmt"
	"os"
	"testing"
	"time"

	"alun/ground/money"
)

func TestDump(t *testing.T) {
	rows := reports(t)
	start := time.Now()
	flags := Run(Default(), rows)
	took := time.Since(start)
	n := map[string]map[int]int{}
	for _, f := range flags {
		if n[f.Rule] == nil {
			n[f.Rule] = map[int]int{}
		}
		n[f.Rule][rows[f.Row].Year]++
	}
	for _, d := range catalogue {
		fmt.Println(d.id, d.kind, n[d.id])
	}
	fmt.Println(len(flags), took)
	cs := Cases(rows, flags)
	cc := map[string]int{}
	for _, c := range cs {
		cc[c.Cause]++
		if os.Getenv("CASES") != "" && c.Cause != "single" && c.Cause != "same_question" {
			fmt.Println(c.Key, c.Kind, len(c.Flags), len(c.Also), c.Values)
			by := map[string]int{}
			for _, n := range c.Flags {
				by[flags[n].Rule]++
			}
			fmt.Println("   root", flags[c.Root].Rule, rows[flags[c.Root].Row].Code, flags[c.Root].Suspect, by)
		}
	}
	fmt.Println(cc, len(cs))
	imp := Implausible(rows, flags)
	var nb, ns int
	for _, d := range imp {
		if d.Budget {
			nb++
		}
		if d.Spending {
			ns++
		}
	}
	fmt.Println("implausible", len(imp), nb, ns)
	if want := os.Getenv("RULE"); want != "" {
		for _, f := range flags {
			if f.Rule == want || want == "all" {
				r := rows[f.Row]
				x := r.Extra
				fmt.Printf("L%d %d %.22s %s%s [%s] %s=%s exp=%s %v | T=%s B=%s Q=%s,%s R=%s/%s A=%s PT=%s/%s PP=%s/%s PC=%s/%s | %.40s | %.70s | N:%.50s | sus %+v oth %v\n", r.Line, r.Year, r.OPD, r.Code, map[bool]string{true: "*"}[x], r.Unit, f.Field, f.Published, f.Expected, "", r.Target.K.Text, s(r.Target.Rp), r.Quarters[0].K.Text, r.Quarters[1].K.Text, r.Real.K.Text, s(r.Real.Rp), r.Ach.K.Text, r.PlanTarget.K.Text, s(r.PlanTarget.Rp), r.PlanBefore.K.Text, s(r.PlanBefore.Rp), r.PlanSoFar.K.Text, s(r.PlanSoFar.Rp), r.Name, r.Indicator, r.Note, f.Suspect, f.Others)
			}
		}
	}
}

func s(p money.Printed) string { return p.In("en") }

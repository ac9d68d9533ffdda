package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTallyCountsAndShowsWhatFailed(t *testing.T) {
	for _, c := range []struct {
		name, in, want, not string
		lines               string
		ok                  bool
	}{
		{name: "passed", ok: true, want: "ok   alun/a", not: "quiet", lines: "P alun/a/TestX\n",
			in: `{"Action":"output","Package":"alun/a","Test":"TestX","Output":"quiet\n"}
{"Action":"pass","Package":"alun/a","Test":"TestX"}
{"Action":"pass","Package":"alun/a","Elapsed":1.5}`},
		{name: "shown", ok: true, want: "sizes", lines: "P alun/a/TestSizes\n",
			in: `{"Action":"output","Package":"alun/a","Test":"TestSizes","Output":"sizes\n"}
{"Action":"pass","Package":"alun/a","Test":"TestSizes"}`},
		{name: "failed", want: "because", lines: "F alun/a/TestX/b_c\nF alun/a/\n",
			in: `{"Action":"run","Package":"alun/a","Test":"TestX/b c"}
{"Action":"output","Package":"alun/a","Test":"TestX/b c","Output":"because\n"}
{"Action":"fail","Package":"alun/a","Test":"TestX/b c"}
{"Action":"fail","Package":"alun/a"}`},
		{name: "crashed", want: "panic: oh", lines: "F alun/a/\n",
			in: `{"Action":"output","Package":"alun/a","Test":"TestX","Output":"panic: oh\n"}
{"Action":"fail","Package":"alun/a"}`},
		{name: "not built", want: "undefined: x", lines: "F alun/a/\n",
			in: `{"Action":"build-output","ImportPath":"alun/a","Output":"undefined: x\n"}
{"Action":"build-fail","ImportPath":"alun/a"}`},
		{name: "skipped only", want: "skipped alun/a/TestX", lines: "S alun/a/TestX\n",
			in: `{"Action":"skip","Package":"alun/a","Test":"TestX"}
{"Action":"pass","Package":"alun/a"}`},
		{name: "nothing", in: ``},
		{name: "not JSON", want: "go: no such package", in: "go: no such package\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			into := filepath.Join(t.TempDir(), "counted")
			var out strings.Builder
			ok, err := run(strings.NewReader(c.in), &out, into, "^TestSizes$")
			if err != nil || ok != c.ok {
				t.Errorf("ok = %v, %v", ok, err)
			}
			if !strings.Contains(out.String(), c.want) || c.not != "" && strings.Contains(out.String(), c.not) {
				t.Errorf("said %q", out.String())
			}
			if lines, err := os.ReadFile(into); err != nil || string(lines) != c.lines {
				t.Errorf("lines %q, %v", lines, err)
			}
		})
	}
}

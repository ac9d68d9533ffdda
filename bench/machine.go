package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// machine says where and when the figures were taken, without naming a host.
func machine(before, after string) string {
	return fmt.Sprintf("%s, %d cores, %s of memory, Linux %s, %s. %s, commit %s. Load average %s before and %s after (1, 5 and 15 minutes).",
		line("/proc/cpuinfo", "model name"), runtime.NumCPU(), memory(), kernel(), runtime.Version(),
		time.Now().UTC().Format("2 January 2006 15:04 UTC"), commit(), before, after)
}

// line finds the value of the first "name : value" in a file of /proc.
func line(file, name string) string {
	raw, err := os.ReadFile(file)
	if err != nil {
		return "?"
	}
	for l := range strings.Lines(string(raw)) {
		if key, value, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "?"
}

func memory() string {
	var kb int64
	if _, err := fmt.Sscanf(line("/proc/meminfo", "MemTotal"), "%d kB", &kb); err != nil {
		return "?"
	}
	return fmt.Sprintf("%d GB", (kb+1<<19)>>20)
}

// kernel is the version without what a distribution or a host adds to it.
func kernel() string {
	raw, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		return "?"
	}
	version, _, _ := strings.Cut(strings.TrimSpace(string(raw)), "-")
	return version
}

// commit names what was measured; a "+" says that files differed from it.
func commit() string {
	id, err := exec.Command("git", "rev-parse", "--short", "HEAD").Output()
	if err != nil {
		return "?"
	}
	name := strings.TrimSpace(string(id))
	if changed, err := exec.Command("git", "status", "--porcelain", "--untracked-files=no").Output(); err != nil || len(changed) > 0 {
		name += "+"
	}
	return name
}

// load is the load average: how many processes wanted the processor.
func load() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "?"
	}
	return strings.Join(strings.Fields(string(raw))[:3], " ")
}

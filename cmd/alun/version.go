package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
)

// version is set when a release is built.
var version = "dev"

// versionCmd prints which program this is.
type versionCmd struct {
	JSON bool `help:"${cli_json}"`
}

// Run prints version, revision and Go version.
func (c *versionCmd) Run(d *desk) error {
	v := map[string]string{"version": version, "go": runtime.Version(), "system": runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				v["revision"] = s.Value
			}
		}
	}
	if c.JSON {
		return writeJSON(d.out, v)
	}
	_, err := fmt.Fprintf(d.out, "alun %s (%s, %s)\n", v["version"], v["go"], v["system"])
	return err
}

// shownTime is how lists show an instant: UTC, whole seconds.
const shownTime = "2006-01-02 15:04:05Z"

// writeJSON writes one object on one line.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// Package city holds the profiles of cities: data files with their sources,
// grades and licences, built into the program so that it needs no download.
//
// A profile is a folder (city/balikpapan). Rooms read it through fs.FS; no rule
// of a city stands in code.
package city

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed balikpapan
var files embed.FS

// Profile is the folder of one city.
func Profile(name string) (fs.FS, error) {
	sub, err := fs.Sub(files, name)
	if err == nil {
		_, err = fs.Stat(sub, "city.json")
	}
	if err != nil {
		return nil, fmt.Errorf("city: there is no profile %q", name)
	}
	return sub, nil
}

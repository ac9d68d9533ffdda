package main

import (
	"io/fs"

	"alun/ground/wa"
	"alun/record/account/accountweb"
	"alun/record/plan/planweb"
	"alun/record/registry/directoryweb"
	"alun/record/registry/fieldweb"
	"alun/record/registry/lembarweb"
	"alun/record/registry/ownerweb"
	"alun/record/registry/productweb"
	"alun/record/registry/registryweb"
)

// statics are the static files of the rooms. The administrator's site has them
// too: templates ask the site made last for an address, and that is this one.
func statics() ([]fs.FS, error) {
	var all []fs.FS
	for _, open := range []func() (fs.FS, error){wa.Static, accountweb.Static, planweb.Static, registryweb.Static, productweb.Static, ownerweb.Static, directoryweb.Static, lembarweb.Static, fieldweb.Static} {
		files, err := open()
		if err != nil {
			return nil, err
		}
		all = append(all, files)
	}
	return all, nil
}

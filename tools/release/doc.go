// Command release makes what a city installs: static programs for linux/amd64
// and linux/arm64, a Debian package of each, SHA256SUMS and a list of all parts
// (SBOM, CycloneDX 1.6).
//
//	go run -C tools ./release -out ../bin/release      (make release)
//	ALUN_VERSION=1.4.0 make release                    names the version
//
// Without a name the version is 0, the day and time of the newest commit, and
// its hash (with ".changed" when files differ from it). The same commit and the
// same Go make the same bytes: no clock, no path and no user of the machine goes
// in. Packages are written here, in Go: a .deb is an ar of two tar files, and
// dpkg-deb is not everywhere.
package main

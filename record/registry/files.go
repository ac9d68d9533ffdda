package registry

import "embed"

// Files holds the migrations and sentences of the room, those of its parts
// (kbli, size) included. A part's tests that open a database stand in its _test
// package: this package knows the parts.
//
//go:embed migrations words
var Files embed.FS

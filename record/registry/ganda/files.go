package ganda

import "embed"

// Files holds the room's sentences. Its table stands in the register's migrations.
//
//go:embed words
var Files embed.FS

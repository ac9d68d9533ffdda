package asosiasi

import "embed"

// Files holds the sentences. The tables are in the register's migrations.
//
//go:embed words
var Files embed.FS

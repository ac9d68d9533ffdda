package kurasi

import "embed"

// Files holds the sentences. Its tables stand among the register's migrations.
//
//go:embed words
var Files embed.FS

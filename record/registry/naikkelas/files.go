package naikkelas

import "embed"

// Files holds the sentences of this part. Its tables are among the register's.
//
//go:embed words
var Files embed.FS

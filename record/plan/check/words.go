package check

import "embed"

// Files holds the sentences of the checks and of the form's reader (e81).
//
//go:embed words
var Files embed.FS

package fieldweb

import (
	"embed"
	"io/fs"
)

// Files holds the sentences of the pages.
//
//go:embed words
var Files embed.FS

//go:embed static
var static embed.FS

// Static holds the pages' own style and scripts, for web.Config.Static.
func Static() (fs.FS, error) { return fs.Sub(static, "static") }

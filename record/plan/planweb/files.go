package planweb

import (
	"embed"
	"io/fs"
)

// Files holds the sentences of the desks of the round.
//
//go:embed words
var Files embed.FS

//go:embed static
var static embed.FS

// Static holds the desk's modules and its style, for web.Config.Static.
func Static() (fs.FS, error) { return fs.Sub(static, "static") }

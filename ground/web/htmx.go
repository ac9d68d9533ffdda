package web

// Script is the name of the one library that pages load: htmx, pinned. Where it
// comes from stands in static/SOURCES.md.
const Script = "htmx-4.0.1.min.js"

// ScriptConfig is the content of <meta name="htmx-config">, which the layout must
// carry before the script. No style is injected (the sheet has .htmx-indicator),
// a step back loads the page itself rather than swapping pieces, and no
// extension is taken. The content policy forbids eval, so hx-on:, "js:" values
// and trigger filters do nothing here: never write them.
const ScriptConfig = `{"includeIndicatorCSS":false,"history":"reload","extensions":"none","defaultTimeout":30000}`

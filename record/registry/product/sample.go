package product

import (
	"fmt"
	"hash/fnv"
	"html"
	"strings"
)

// SamplePath is where the pictures of made-up products are drawn, with a kind and a seed
// behind it.
const SamplePath = "/gambar-contoh/"

// SampleAddress is the address of the picture of a made-up product, without a language.
func SampleAddress(kind, name string) string {
	if !knownKind(kind) {
		kind = "barang_lain"
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // a hash takes all
	return fmt.Sprintf("%s%s/%08x", SamplePath, kind, h.Sum32())
}

// The size of a sample.
const (
	SampleWidth  = 320
	SampleHeight = 240
)

// motifs are what is drawn of each kind, on a field of 120 by 120 around the middle: {a} is
// the colour of the thing, {b} a darker one, {c} a light one.
var motifs = map[string]string{
	"makanan_siap":    `<path d="M0 58h120c0 36-22 56-60 56S0 94 0 58z" fill="{a}"/><path d="M12 58c6-22 22-34 48-34s42 12 48 34z" fill="{c}"/><circle cx="44" cy="42" r="9" fill="{b}"/><circle cx="72" cy="38" r="7" fill="{b}"/><path d="M-6 54h132v8H-6z" fill="{b}"/>`,
	"minuman":         `<path d="M26 22h68l-9 92H35z" fill="{c}"/><path d="M30 52h60l-5 62H35z" fill="{a}"/><path d="M20 14h80v10H20z" fill="{b}"/><path d="M66 14l14-30 6 3-13 27z" fill="{b}"/>`,
	"makanan_kemasan": `<path d="M22 10h76l6 100H16z" fill="{a}"/><path d="M22 10h76l1 14H21z" fill="{b}"/><path d="M34 44h52v40H34z" fill="{c}"/><circle cx="60" cy="64" r="13" fill="{b}"/>`,
	"bahan_segar":     `<path d="M0 60c20-34 64-40 92-4l26-24v56L92 64C64 98 20 94 0 60z" fill="{a}"/><circle cx="24" cy="56" r="5" fill="{c}"/><path d="M44 40c10 12 10 28 0 40" fill="none" stroke="{b}" stroke-width="5"/>`,
	"tanaman_hewan":   `<path d="M60 118V56" stroke="{b}" stroke-width="7" fill="none"/><path d="M60 70C20 70 8 44 8 16c34 0 52 18 52 54z" fill="{a}"/><path d="M60 84c0-34 18-50 52-50 0 30-16 50-52 50z" fill="{c}"/>`,
	"busana":          `<path d="M36 8l-36 22 12 30 16-8v62h64V52l16 8 12-30L84 8c-8 14-40 14-48 0z" fill="{a}"/><path d="M28 78h64v12H28z" fill="{c}"/><path d="M36 8c8 14 40 14 48 0l-8-2c-6 8-26 8-32 0z" fill="{b}"/>`,
	"kriya":           `<path d="M10 20h100v80H10z" fill="{a}"/><path d="M10 40h100M10 60h100M10 80h100" stroke="{c}" stroke-width="8"/><path d="M30 20v80M60 20v80M90 20v80" stroke="{b}" stroke-width="8" stroke-dasharray="20 20"/>`,
	"kecantikan":      `<path d="M36 44h48v70H36z" fill="{a}"/><path d="M44 24h32v20H44z" fill="{b}"/><path d="M50 6h20v18H50z" fill="{c}"/><path d="M44 66h32v28H44z" fill="{c}"/>`,
	"kesehatan":       `<path d="M60 112C10 78-4 46 14 24c14-16 36-12 46 8 10-20 32-24 46-8 18 22 4 54-46 88z" fill="{a}"/><path d="M52 44h16v14h14v16H68v14H52V74H38V58h14z" fill="{c}"/>`,
	"rumah":           `<path d="M60 4l62 50H-2z" fill="{b}"/><path d="M14 54h92v60H14z" fill="{a}"/><path d="M48 74h24v40H48z" fill="{c}"/>`,
	"elektronik":      `<path d="M10 14h100v72H10z" fill="{b}"/><path d="M20 24h80v52H20z" fill="{c}"/><path d="M64 28L42 54h16l-6 20 26-28H60z" fill="{a}"/><path d="M40 94h40v10H40z" fill="{b}"/>`,
	"kendaraan":       `<circle cx="60" cy="60" r="54" fill="{b}"/><circle cx="60" cy="60" r="36" fill="{c}"/><circle cx="60" cy="60" r="12" fill="{a}"/><path d="M60 24v24M60 72v24M24 60h24M72 60h24" stroke="{a}" stroke-width="8"/>`,
	"antar":           `<path d="M0 30h72v58H0z" fill="{a}"/><path d="M72 48h28l20 20v20H72z" fill="{c}"/><circle cx="28" cy="92" r="14" fill="{b}"/><circle cx="94" cy="92" r="14" fill="{b}"/>`,
	"sewa":            `<circle cx="34" cy="44" r="30" fill="{a}"/><circle cx="34" cy="44" r="12" fill="{c}"/><path d="M56 58l58 46-8 12-14-10-6 8-12-10 6-8-36-26z" fill="{b}"/>`,
	"cetak_desain":    `<path d="M22 4h56l22 24v88H22z" fill="{c}"/><path d="M78 4v24h22z" fill="{b}"/><path d="M36 48h48v8H36zM36 66h48v8H36z" fill="{a}"/><path d="M36 84h28v18H36z" fill="{b}"/>`,
	"pendidikan":      `<path d="M60 26C44 12 20 10 0 16v84c20-6 44-4 60 10z" fill="{a}"/><path d="M60 26c16-14 40-16 60-10v84c-20-6-44-4-60 10z" fill="{c}"/><path d="M56 26h8v84h-8z" fill="{b}"/>`,
	"acara":           `<path d="M0 18c40 22 80 22 120 0v8c-40 22-80 22-120 0z" fill="{b}"/><path d="M8 26l24 10-16 34zM40 38h30L55 76zM82 36l26-12-8 40z" fill="{a}"/><path d="M20 92h80v16H20z" fill="{c}"/>`,
	"barang_lain":     `<path d="M60 4l56 26-56 26L4 30z" fill="{c}"/><path d="M4 30l56 26v62L4 90z" fill="{a}"/><path d="M116 30L60 56v62l56-28z" fill="{b}"/>`,
	"jasa_lain":       `<path d="M84 4a32 32 0 0 0-30 44L8 94l18 18 46-46a32 32 0 0 0 42-40L94 46 74 40l-4-18z" fill="{a}"/><circle cx="22" cy="98" r="6" fill="{c}"/>`,
}

// inks are the colours of a picture: ground, wave, thing, darker, lighter.
var inks = [][5]string{
	{"#e8f1f2", "#d3e5e7", "#1f7a8c", "#0e4a56", "#f4d58d"},
	{"#fbf1e2", "#f3e0c3", "#c8691c", "#7d3c0b", "#ffe2b0"},
	{"#edf3e6", "#dbe8cd", "#5c8a3a", "#33541c", "#f2e6a8"},
	{"#f7ebea", "#efd7d5", "#b0413e", "#6a1f22", "#f6d1b0"},
	{"#eeecf6", "#dedaee", "#6a5aa8", "#3c2f70", "#f3d9e2"},
	{"#f4f0e6", "#e6dec9", "#8a6d3b", "#503d1c", "#f1dfae"},
}

// Sample draws the picture of a made-up product: the same for the same kind and seed. mark
// is the word that says in the reader's language that it is made up.
func Sample(kind, seed, mark string) ([]byte, bool) {
	motif, known := motifs[kind]
	if !known || len(seed) != 8 || strings.Trim(seed, "0123456789abcdef") != "" {
		return nil, false
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(seed))
	n := int(h.Sum32() >> 1)
	ink := inks[n%len(inks)]
	motif = strings.NewReplacer("{a}", ink[2], "{b}", ink[3], "{c}", ink[4]).Replace(motif)
	tilt := n/7%17 - 8
	if n/3%2 == 0 {
		motif = `<g transform="translate(120 0) scale(-1 1)">` + motif + `</g>`
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d"><path d="M0 0h%[1]dv%[2]dH0z" fill="%[3]s"/>`, SampleWidth, SampleHeight, ink[0])
	for i := range 3 { // the swell
		y := 40 + i*70 + n/11%20
		fmt.Fprintf(&b, `<path d="M-40 %[1]dq40-26 80 0t80 0 80 0 80 0 80 0v34q-40-26-80 0t-80 0-80 0-80 0-80 0z" fill="%[2]s"/>`, y, ink[1])
	}
	fmt.Fprintf(&b, `<g transform="translate(160 96) rotate(%d) scale(.9) translate(-60 -60)">%s</g>`, tilt, motif)
	band(&b, mark, ink[3])
	b.WriteString("</svg>")
	return []byte(b.String()), true
}

// Cards cut a picture to a band of its middle, up to 3.2 times as wide as high, and some are
// 138 px wide: the mark stands within what stays of each, in letters of 11 px there. It is a
// word of each language, for the address of a picture names none.
const (
	bandTop    = 125
	bandHeight = 44
	markSize   = 24
)

// band draws the mark across the lower middle.
func band(b *strings.Builder, mark, ink string) {
	fmt.Fprintf(b, `<path d="M0 %dh%dv%dH0z" fill="%s"/><text x="160" y="%d" font-family="sans-serif" font-size="%d" font-weight="bold" text-anchor="middle" fill="#fff">%s</text>`,
		bandTop, SampleWidth, bandHeight, ink, bandTop+31, markSize, html.EscapeString(mark))
}

package ownerweb

import (
	"encoding/base64"
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"

	"alun/ground/geo"
	"alun/ground/web"
	"alun/record/place"
	"alun/record/registry"
)

// A drawing that is pressed is an image button, as every browser has without script: it
// sends where it was pressed, in pixels. So it is drawn in one size on every screen.
const tapWide = 300.0

// closer is how many times closer each press brings the drawing; nearest is where that
// ends, in metres across: a finger is about ten of them wide then.
const (
	closer  = 4
	nearest = 250.0
)

// mostFrame bounds the sides of a drawing that is sent back, in microdegrees.
const mostFrame = geo.Degree / 2

// tapChart is a drawing that is pressed, and the piece of the earth that it shows.
type tapChart struct {
	*chart
	box geo.Box
}

// tapOf draws the kelurahan to be pressed, or the piece of it around what was pressed.
func tapOf(a *place.Atlas, home string, frame geo.Box, at geo.Point, placed bool) *tapChart {
	i := bordered(a, home)
	if i < 0 {
		return nil
	}
	if frame == (geo.Box{}) {
		frame = framed(a.Borders[i].Region.Box())
	}
	return &tapChart{drawChart(a, i, frame, geo.Fit(frame, tapWide, 0), at, placed && frame.Contains(at)), frame}
}

// pressed is the point of a press on a drawing, and the piece of the earth that the next
// one shows. false: nothing was pressed, as by a key, which sends the corner.
func pressed(frame, x, y string) (at geo.Point, next geo.Box, ok bool) {
	box, known := readFrame(frame)
	px, e1 := strconv.Atoi(x)
	py, e2 := strconv.Atoi(y)
	if !known || e1 != nil || e2 != nil || px == 0 && py == 0 {
		return at, next, false
	}
	view := geo.Fit(box, tapWide, 0)
	if px < 0 || py < 0 || float64(px) > view.Width || float64(py) > view.Height {
		return at, next, false
	}
	at = geo.Point{Lat: view.Lat(float64(py)), Lng: box.Min.Lng + int64(math.Round(float64(px)*float64(box.Max.Lng-box.Min.Lng)/tapWide))}
	if next = box; view.Metres()*tapWide > nearest {
		next = around(at, (box.Max.Lat-box.Min.Lat)/closer, (box.Max.Lng-box.Min.Lng)/closer)
	}
	return at, next, true
}

// around is a box with a point in its middle.
func around(at geo.Point, high, wide int64) geo.Box {
	return geo.Box{Min: geo.Point{Lat: at.Lat - high/2, Lng: at.Lng - wide/2}, Max: geo.Point{Lat: at.Lat + high/2, Lng: at.Lng + wide/2}}
}

// frameText is a box as a form carries it: microdegrees, south, west, north, east.
func frameText(b geo.Box) string {
	return fmt.Sprint(b.Min.Lat, " ", b.Min.Lng, " ", b.Max.Lat, " ", b.Max.Lng)
}

func readFrame(text string) (b geo.Box, ok bool) {
	all := strings.Fields(text)
	if len(all) != 4 {
		return b, false
	}
	var n [4]int64
	for i, s := range all {
		var err error
		if n[i], err = strconv.ParseInt(s, 10, 64); err != nil || n[i] < -180*geo.Degree || n[i] > 180*geo.Degree {
			return b, false
		}
	}
	b = geo.Box{Min: geo.Point{Lat: n[0], Lng: n[1]}, Max: geo.Point{Lat: n[2], Lng: n[3]}}
	high, wide := n[2]-n[0], n[3]-n[1]
	return b, high > 0 && wide > 0 && high <= mostFrame && wide <= mostFrame && n[0] > -90*geo.Degree && n[2] < 90*geo.Degree
}

// tapped reads a press into the field of the point, as if it had been typed.
func (in *said) tapped(v *web.Values) {
	frame, x, y := v.Line("bingkai", 60), v.Line("peta.x", 6), v.Line("peta.y", 6)
	if in.step != "tunjuk" {
		return
	}
	at, next, ok := pressed(frame, x, y)
	if in.point = ""; ok {
		in.point, in.frame = coordinates(registry.At{Point: at, Source: "map"}), next
	}
}

// high is how high the drawing is, in pixels.
func (c *tapChart) high() string { return px(c.view.Height) }

// src is the drawing as an image in the page itself: a point is told in no address, and no
// address of its own has to be kept from others. It has its own colours.
func (c *tapChart) src(scale string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="%s" width="%s" height="%s" font-family="sans-serif" font-size="13" text-anchor="middle"><rect width="100%%" height="100%%" fill="#e6eeee"/>`,
		c.frame(), px(c.view.Width), px(c.view.Height))
	for _, a := range c.areas {
		fill, edge := "#f6f6f1", "#9aa9a9"
		if a.class == "sendiri" {
			fill, edge = "#cfe6e4", "#0a5f66"
		}
		fmt.Fprintf(&b, `<path d="%s" fill="%s" stroke="%s" fill-rule="evenodd"/>`, a.path, fill, edge)
	}
	for i := 1; i < closer; i++ { // so that the next piece is seen
		x, y := px(c.view.Width*float64(i)/closer), px(c.view.Height*float64(i)/closer)
		fmt.Fprintf(&b, `<path d="M%s 0V%sM0 %sH%s" stroke="#0a3640" stroke-opacity=".2"/>`, x, px(c.view.Height), y, px(c.view.Width))
	}
	for _, n := range c.names {
		fmt.Fprintf(&b, `<text x="%s" y="%s" fill="#0e2f36" stroke="#fff" stroke-width="3" paint-order="stroke">%s</text>`, px(n.x), px(n.y), html.EscapeString(n.text))
	}
	fmt.Fprintf(&b, `<path d="%s" fill="none" stroke="#0e2f36" stroke-width="1.5"/><text x="12" y="%s" text-anchor="start" fill="#0e2f36">%s</text>`, c.bar(), px(c.view.Height-16), html.EscapeString(scale))
	if c.placed {
		fmt.Fprintf(&b, `<path d="%s" fill="#fff" stroke="#0a5f66" stroke-width="2.5"/>`, c.pin())
	}
	b.WriteString(`</svg>`)
	return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(b.String()))
}

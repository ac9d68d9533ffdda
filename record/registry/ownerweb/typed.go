package ownerweb

import (
	"regexp"
	"strings"

	"alun/ground/geo"
	"alun/record/registry"
)

var (
	// hemispheres is how some maps write a point: "1.24089° S, 116.89616° E", in
	// Indonesian with LS or LU and BT, and with decimal commas.
	hemispheres = regexp.MustCompile(`(?i)^(\d{1,2}[.,]\d+)\s*°?\s*(S|LS|N|LU|U)\s*[,;]?\s*(\d{1,3}[.,]\d+)\s*°?\s*(E|T|BT)$`)
	// inLink is a point in the address of a map.
	inLink = regexp.MustCompile(`^https?://[^\s]*?[@=/](-?\d{1,2}\.\d+),(?:\+|%20)?(-?\d{1,3}\.\d+)`)
)

// readTyped reads a point as people copy it from a map: two numbers, with or without
// brackets, with the points of the compass, or in a link that holds them. A short link
// holds none, and nothing is fetched to find out.
func readTyped(text string) (registry.At, bool) {
	text = strings.TrimSpace(strings.Trim(strings.TrimSpace(text), "()"))
	lat, lng := "", ""
	if m := hemispheres.FindStringSubmatch(text); m != nil {
		lat, lng = m[1], m[3]
		if strings.HasSuffix(strings.ToUpper(m[2]), "S") {
			lat = "-" + lat
		}
	} else if m := inLink.FindStringSubmatch(text); m != nil {
		lat, lng = m[1], m[2]
	} else {
		return registry.ReadPoint(text)
	}
	y, e1 := geo.ParseDegrees(lat)
	x, e2 := geo.ParseDegrees(lng)
	at, e3 := geo.At(y, x)
	return registry.At{Point: at, Source: "map"}, e1 == nil && e2 == nil && e3 == nil
}

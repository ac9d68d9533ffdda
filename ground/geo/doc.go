// Package geo knows areas on the map: it reads them, finds the area that a
// point lies in, measures, and draws them as SVG.
//
// Words: a Point is a place in whole micro-degrees of WGS84 (EPSG:4326), 0.11 m
// at the equator; a Ring is a closed line of points; a Region is what GeoJSON
// calls a Polygon or MultiPolygon; a View lays a box of the earth on a drawing.
//
// Promises: whether a region holds a point is decided in integers, without
// rounding, so of several regions that share their borders exactly one holds any
// given point, also one on the border. Drawings of neighbours stay neighbours:
// simplification bends a shared border once, for both.
//
// Limits: no region may cross the 180th meridian or hold a pole. The GeoJSON
// reader is our own because the one of the geometry library cannot be had
// without a database driver; the library stands as referee in the tests.
package geo

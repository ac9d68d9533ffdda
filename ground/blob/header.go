package blob

import (
	"bytes"
	"encoding/binary"

	"alun/ground/fault"
)

// header is what a picture says of itself before it is decoded.
type header struct {
	width, height int
	turn          int   // orientation, 1 to 8
	bytes         int64 // memory that decoding takes at its worst
	copied        int64 // memory that a copy takes, for turning it
	lossy         bool  // a photograph: kept as JPEG
}

func damaged() error { return fault.New(fault.Invalid, "blob.damaged_picture") }

func (h header) area() int64 { return int64(h.width) * int64(h.height) }

func readHeader(kind Kind, data []byte) (header, error) {
	switch kind {
	case JPEG:
		return jpegHeader(data)
	case PNG:
		return pngHeader(data)
	}
	return webpHeader(data)
}

// mostScans is how many passes a JPEG may make over its picture. Cameras make
// one and the web about ten; each costs the time of the whole picture, however
// short it is in the file.
const mostScans = 100

// jpegHeader walks the markers (ITU T.81 annex B) of the whole file.
func jpegHeader(data []byte) (h header, err error) {
	h = header{turn: upright, lossy: true}
	scans, samples, parts, inverted := 0, int64(0), 0, false
	for at := 2; ; {
		i := bytes.IndexByte(data[min(at, len(data)):], 0xff)
		if i < 0 || at+i+1 >= len(data) {
			break
		}
		at += i + 1
		marker := data[at]
		if marker == 0 || marker == 0xff || marker == 0x01 || marker >= 0xd0 && marker <= 0xd7 {
			continue // a stuffed byte, a filler, a restart: no segment
		}
		if marker == 0xd9 {
			break
		}
		if at+3 > len(data) {
			break
		}
		length := int(binary.BigEndian.Uint16(data[at+1:]))
		body := data[min(at+3, len(data)):min(at+1+max(2, length), len(data))]
		switch {
		case marker == 0xda:
			scans++
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			if h.width != 0 || len(body) < 6 || len(body) < 6+3*int(body[5]) {
				return h, damaged()
			}
			h.height, h.width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
			parts = int(body[5])
			samples = jpegSamples(body[6:], parts, h.area())
			inverted = inverted || parts == 3 && body[6] == 'R' // components named R, G, B
		case marker == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) && h.turn == upright:
			h.turn = orientation(body[6:])
		case marker == 0xee && len(body) >= 12 && body[11] == 0:
			inverted = true // Adobe says that it is not YCbCr
		}
		at += 1 + max(2, length)
	}
	if scans > mostScans || h.area() == 0 {
		return h, damaged()
	}
	h.bytes, h.copied = samples, samples
	if bytes.Contains(data, []byte{0xff, 0xc2}) {
		h.bytes *= 5 // a progressive one keeps four bytes of coefficients a sample
	}
	if parts == 4 || inverted {
		h.bytes += 8 * h.area() // four channels, and once more as RGBA
		h.copied = 4 * h.area()
	}
	return h, nil
}

// jpegSamples counts the samples of all components, which are one byte each:
// 4:2:0 has one and a half a pixel.
func jpegSamples(parts []byte, n int, area int64) (sum int64) {
	most := int64(1)
	for i := range n {
		most = max(most, int64(parts[3*i+1]>>4)*int64(parts[3*i+1]&15))
	}
	for i := range n {
		sum += (int64(parts[3*i+1]>>4)*int64(parts[3*i+1]&15)*area + most - 1) / most
	}
	return sum + area/4 // blocks reach over the edge
}

// pngHeader reads IHDR, and eXIf where there is one.
func pngHeader(data []byte) (h header, err error) {
	if len(data) < 33 || string(data[12:16]) != "IHDR" {
		return h, damaged()
	}
	w, high := binary.BigEndian.Uint32(data[16:]), binary.BigEndian.Uint32(data[20:])
	if w == 0 || high == 0 || w > 1<<30 || high > 1<<30 {
		return h, damaged()
	}
	h = header{width: int(w), height: int(high), turn: upright}
	deep := int64(4)
	if data[24] == 16 {
		deep = 8
	}
	h.bytes, h.copied = deep*h.area(), 4*h.area()
	if data[28] != 0 {
		h.bytes += h.bytes / 2 // interlaced: the last pass is half the picture
	}
	for at := 8; at+12 <= len(data); {
		length := int64(binary.BigEndian.Uint32(data[at:]))
		if length > int64(len(data)-at-12) {
			break
		}
		if string(data[at+4:at+8]) == "eXIf" {
			h.turn = orientation(data[at+8 : at+8+int(length)])
		}
		at += 12 + int(length)
	}
	return h, nil
}

// webpHeader walks the chunks. The size of the canvas and that of the picture in
// it are two numbers in the file; a decoder that believes one and allocates by
// the other can be made to take a gigabyte, so they must agree.
func webpHeader(data []byte) (h header, err error) {
	h = header{turn: upright}
	canvas, alpha := [2]int{}, false
	for at := 12; at+8 <= len(data); {
		name, length := string(data[at:at+4]), int64(binary.LittleEndian.Uint32(data[at+4:]))
		if length > int64(len(data)-at-8) {
			return h, damaged()
		}
		body := data[at+8 : at+8+int(length)]
		switch name {
		case "VP8X":
			if len(body) < 10 {
				return h, damaged()
			}
			canvas = [2]int{1 + little24(body[4:]), 1 + little24(body[7:])}
		case "ALPH":
			alpha = true
		case "VP8 ", "VP8L":
			w, high, ok := webpFrame(name, body)
			if !ok || h.width != 0 {
				return h, damaged()
			}
			h.width, h.height, h.lossy = w, high, name == "VP8 "
		case "EXIF":
			h.turn = orientation(bytes.TrimPrefix(body, []byte("Exif\x00\x00")))
		case "ANIM", "ANMF":
			return h, fault.New(fault.Invalid, "blob.moving")
		}
		at += 8 + int(length+length&1)
	}
	if h.width == 0 || h.height == 0 || canvas != [2]int{} && canvas != [2]int{h.width, h.height} {
		return h, damaged()
	}
	h.copied = 4 * h.area()
	switch {
	case !h.lossy:
		h.bytes = 8 * h.area() // with a palette it is unpacked into a second copy
	case alpha:
		h.bytes, h.lossy = 11*h.area(), false
	default:
		h.bytes = 2 * h.area()
	}
	return h, nil
}

// webpFrame reads the size from the head of a frame (RFC 6386 9.1, RFC 9649 3.4).
func webpFrame(name string, body []byte) (w, h int, ok bool) {
	if name == "VP8L" {
		if len(body) < 5 || body[0] != 0x2f {
			return 0, 0, false
		}
		bits := binary.LittleEndian.Uint32(body[1:])
		return 1 + int(bits&0x3fff), 1 + int(bits>>14&0x3fff), true
	}
	if len(body) < 10 || string(body[3:6]) != "\x9d\x01\x2a" {
		return 0, 0, false
	}
	return int(binary.LittleEndian.Uint16(body[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(body[8:]) & 0x3fff), true
}

func little24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

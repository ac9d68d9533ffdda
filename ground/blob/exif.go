package blob

import "encoding/binary"

// upright is the orientation of a picture that needs no turning (EXIF 2.32,
// tag 0x0112): 1 of 1 to 8.
const upright = 1

// mostTags bounds how long a directory of tags is read.
const mostTags = 512

// orientation reads how a camera was held from the TIFF structure of EXIF. What
// cannot be read, or says nonsense, is upright: the picture is still a picture.
func orientation(tiff []byte) int {
	if len(tiff) < 8 {
		return upright
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return upright
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return upright
	}
	tags := min(uint64(order.Uint16(tiff[at:])), mostTags)
	for at += 2; tags > 0 && at+12 <= uint64(len(tiff)); at, tags = at+12, tags-1 {
		tag := tiff[at : at+12]
		if order.Uint16(tag) != 0x0112 {
			continue
		}
		if o := int(order.Uint16(tag[8:])); order.Uint16(tag[2:]) == 3 && o >= 1 && o <= 8 {
			return o
		}
		return upright
	}
	return upright
}

package letter

// Signature is the place where one person signs.
type Signature struct {
	Day  string   // "Balikpapan, 22 November 2026"; or "Disusun di Balikpapan"
	Post []string // "Kepala Badan …,"
	Name string   // "": dots to be filled in by hand
	Rank string   // pangkat
	NIP  string   // with its label, "NIP 1974…"
}

// signHigh is the room for a hand or a stamp, in millimetres.
const signHigh = 18

// dots is a line to write on.
const dots = "................................................"

// Signatures writes the places of several people side by side, on one page. A
// single one stands at the right.
func (d *Doc) Signatures(size float64, all ...Signature) {
	if d.err != nil || len(all) == 0 {
		return
	}
	columns := max(len(all), 2)
	wide := d.wide() / float64(columns)
	s := style{false, size}
	heads := make([][]string, len(all))
	most := 0
	for i, a := range all {
		heads[i] = d.wrap(a.Day, wide-8, s)
		for _, post := range a.Post {
			heads[i] = append(heads[i], d.wrap(post, wide-8, s)...)
		}
		most = max(most, len(heads[i]))
	}
	d.room(float64(most+4)*s.high() + signHigh)
	top := d.y
	for i, a := range all {
		x := d.left() + float64(columns-len(all)+i)*wide + 4
		d.y = top
		for _, line := range heads[i] {
			d.line(x, wide-8, line, s, Center)
			d.y += s.high()
		}
		d.y = top + float64(most)*s.high() + signHigh
		d.signer(x, wide-8, a, s)
	}
	d.y = top + float64(most+4)*s.high() + signHigh
}

// signer writes who signs, the name with a rule below it.
func (d *Doc) signer(x, wide float64, a Signature, s style) {
	bold := style{true, s.size}
	name := d.faces[1].clean(a.Name)
	if name == "" {
		d.line(x, wide, dots, s, Center)
	} else {
		d.line(x, wide, name, bold, Center)
		w := d.width(name, bold)
		y := d.y + bold.high()
		d.pdf.Line(x+(wide-w)/2, y, x+(wide+w)/2, y)
	}
	d.y += s.high() + 0.6
	for _, line := range []string{a.Rank, a.NIP} {
		if line != "" {
			d.line(x, wide, d.faces[0].clean(line), s, Center)
			d.y += s.high()
		}
	}
}

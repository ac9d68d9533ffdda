package letter

// Paper is a sheet in millimetres, as it lies before the reader.
type Paper struct {
	Name       string
	Wide, High float64
}

// The papers of offices. F4 (folio) is the sheet of Indonesian offices.
var (
	A4 = Paper{"A4", 210, 297}
	F4 = Paper{"F4", 210, 330}
	A3 = Paper{"A3", 297, 420}
)

// Landscape is the paper turned on its side.
func (p Paper) Landscape() Paper {
	if p.Wide < p.High {
		p.Wide, p.High = p.High, p.Wide
	}
	return p
}

// Margins are what stays free at the edges, in millimetres.
type Margins struct{ Left, Top, Right, Bottom float64 }

// Of a letter and of a wide form.
var (
	LetterMargins = Margins{25, 15, 20, 20}
	FormMargins   = Margins{10, 10, 10, 12}
)

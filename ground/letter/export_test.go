package letter

import "alun/ground/db"

// TakePlanted takes a number with a guard left out.
func TakePlanted(planted string, tx *db.Tx, series string, year int, format string, deed Deed) (Number, error) {
	return taker{planted}.take(tx, series, year, format, deed)
}

// Wrap is how a text is cut, in thousandths of the size.
func Wrap(text string, limit int, bold bool) ([]string, error) {
	all, err := faces()
	return all[weight(bold)].wrap(text, limit), err
}

// Thousandths is how wide a text is.
func Thousandths(text string, bold bool) (int, error) {
	all, err := faces()
	return all[weight(bold)].width(text), err
}

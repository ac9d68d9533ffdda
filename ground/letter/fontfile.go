package letter

// Font is the file of a font that letters are written in, for who draws pictures: the
// Latin characters of Indonesian and of European names. It must not be changed.
func Font(bold bool) []byte {
	if bold {
		return boldFile
	}
	return regularFile
}

// Drawable is a text with only such characters as the fonts have.
func Drawable(text string, bold bool) (string, error) {
	all, err := faces()
	if err != nil {
		return "", err
	}
	return all[weight(bold)].clean(text), nil
}

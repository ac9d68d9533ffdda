package guess

import (
	"bytes"
	"slices"
	"strings"

	"github.com/ccojocar/zxcvbn-go/data"
	"github.com/ccojocar/zxcvbn-go/entropy"
	"github.com/ccojocar/zxcvbn-go/match"
)

// lists are the words that are tried first, the most common first.
var lists = []string{"Passwords", "English", "Surnames", "MaleNames", "FemaleNames"}

// standsFor are the letters for which people write a sign.
var standsFor = map[byte]string{'4': "a", '@': "a", '8': "b", '(': "c", '{': "c", '[': "c", '<': "c", '3': "e", '6': "g", '9': "g",
	'1': "il", '!': "i", '|': "il", '7': "lt", '0': "o", '$': "s", '5': "s", '+': "t", '%': "x", '2': "z"}

// reading is a password as words are looked for in it.
type reading struct {
	password string
	small    string
	begins   [256][]int // where a word with this first letter may begin
	found    []match.Match
}

// words finds the words of all lists, and of the caller's, anywhere in a password,
// also written with signs.
func words(password string, own []string) []match.Match {
	r := reading{password: password, small: lower(password)}
	for i := range len(r.small) {
		c := r.small[i]
		for _, letter := range []byte(string(c) + standsFor[c]) {
			r.begins[letter] = append(r.begins[letter], i)
		}
	}
	for rank, word := range own {
		r.look([]byte(strings.ToLower(word)), rank+1)
	}
	for _, name := range lists {
		raw, err := data.Asset("data/" + name + ".json")
		if err != nil {
			panic("guess: no list " + name) // it is compiled in
		}
		each(raw, r.look)
	}
	return r.found
}

// each gives the words of a list with their ranks. A list is JSON, {"List": ["a",
// "b"]}, without capitals or an escaped sign: a test holds that.
func each(list []byte, do func(word []byte, rank int)) {
	_, list, _ = bytes.Cut(list, []byte("["))
	for rank := 1; ; rank++ {
		_, rest, found := bytes.Cut(list, []byte(`"`))
		if !found {
			return
		}
		word, rest, _ := bytes.Cut(rest, []byte(`"`))
		do(word, rank)
		list = rest
	}
}

// look finds one word.
func (r *reading) look(word []byte, rank int) {
	if len(word) == 0 {
		return
	}
	for _, at := range r.begins[word[0]] {
		if r.stands(word, at) {
			m := match.Match{Pattern: "dictionary", I: at, J: at + len(word) - 1, Token: r.password[at : at+len(word)]}
			m.Entropy = entropy.DictionaryEntropy(m, float64(rank))
			r.found = append(r.found, m)
		}
	}
}

// stands tells whether a word stands at a place, letter by letter or sign by sign.
func (r *reading) stands(word []byte, at int) bool {
	if at+len(word) > len(r.small) {
		return false
	}
	for i, letter := range word {
		if c := r.small[at+i]; c != letter && !slices.Contains([]byte(standsFor[c]), letter) {
			return false
		}
	}
	return true
}

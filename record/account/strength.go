package account

import (
	"strings"

	"alun/ground/guess"
)

// common are words that people here put into passwords; the lists of ground/guess
// have English ones and those of large leaks.
var common = strings.Fields(`balikpapan kalimantan kaltim borneo indonesia nusantara samarinda jakarta surabaya bandung
	bappeda inspektorat diskominfo dinas kantor kecamatan kelurahan pemkot pemerintah walikota sekretariat pegawai admin operator kepala
	bismillah alhamdulillah assalamualaikum allahuakbar muhammad ibrahim sayang cinta rahasia sandi katasandi kunci masuk selamat pagi
	merdeka garuda pancasila merah putih beruang madu minyak alun januari februari maret april mei juni juli agustus september oktober november desember
	senin selasa rabu kamis jumat sabtu minggu anak istri suami mama papa ibu bapak`)

// longest bounds what is judged: the judge's time grows with the square.
const longest = 64

// guessable judges a password without a network: by what leaked, patterns, words
// and lists.
func guessable(password string, own []string) bool {
	if leaked(password) {
		return true
	}
	words := make([]string, 0, len(common)+2*len(own))
	words = append(words, common...)
	for _, o := range own {
		o = strings.ToLower(o)
		words = append(words, o)
		words = append(words, strings.FieldsFunc(o, func(c rune) bool { return c == ' ' || c == '@' || c == '.' || c == '-' || c == '_' })...)
	}
	if len(password) > longest {
		password = password[:longest]
	}
	return guess.Score(password, words) < goodScore
}

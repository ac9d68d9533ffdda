package twin

import (
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// general are words that stand in names of businesses whoever owns them, with the
// ways to shorten them: they neither find nor tell a business.
var general = wordSet(`warung wrg wr warkop toko tk depot dpt kedai kios bengkel bkl bengkl rumah rm dapur usaha ush kelompok kel kerajinan krj kraj
 penjahit pjhit percetakan perc sanggar sgr studio std galeri griya cv pt ud pd tb fa koperasi kop jasa agen grosir lapak rental sewa servis service
 salon laundry konter counter kantin catering katering butik konveksi praktik klinik kursus
 bu ibu pak bapak bpk mbak mba mas bang abang bunda bund mama umi abah h hj haji hajah hajjah acil amang cak om tante teh kak dan di yang`)

func wordSet(text string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(text) {
		out[w] = true
	}
	return out
}

// tokens are the words of names, folded: lower case, without marks, each once.
// Words that tell nothing are left out, unless there are no others.
func tokens(names []string) []string {
	var all, telling []string
	seen := map[string]bool{}
	for _, name := range names {
		for w := range strings.FieldsFuncSeq(fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if seen[w] {
				continue
			}
			seen[w] = true
			all = append(all, w)
			if !general[w] && len(w) > 1 {
				telling = append(telling, w)
			}
		}
	}
	if len(telling) == 0 {
		telling = all
	}
	return telling[:min(len(telling), mostTokens)]
}

// mostTokens bounds the words of a side, so that nobody's name takes long.
const mostTokens = 16

// longestToken bounds a word, in bytes.
const longestToken = 32

func fold(name string) string {
	plain := true
	for i := range len(name) {
		plain = plain && name[i] < 0x80
	}
	if !plain {
		name = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFKD.String(strings.ToValidUTF8(name, "")))
	}
	return strings.ReplaceAll(strings.ToLower(name), "'", "")
}

// alike is the likeness of two words by Jaro and Winkler, from 0 to 1.
func alike(a, b string) float64 {
	a, b = a[:min(len(a), longestToken)], b[:min(len(b), longestToken)]
	if a == b {
		return 1
	}
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	j := jaro(a, b)
	same := 0
	for same < min(4, len(a), len(b)) && a[same] == b[same] {
		same++
	}
	return j + float64(same)*0.1*(1-j)
}

// jaro compares bytes: words are folded, and what is not Latin has the same bytes in
// the same letter.
func jaro(a, b string) float64 {
	var inA, inB [longestToken]bool
	reach := max(len(a), len(b))/2 - 1
	common := 0
	for i := range len(a) {
		for k := max(0, i-reach); k < min(len(b), i+reach+1); k++ {
			if !inB[k] && a[i] == b[k] {
				inA[i], inB[k] = true, true
				common++
				break
			}
		}
	}
	if common == 0 {
		return 0
	}
	turned, k := 0, 0
	for i := range len(a) {
		if !inA[i] {
			continue
		}
		for !inB[k] {
			k++
		}
		if a[i] != b[k] {
			turned++
		}
		k++
	}
	m := float64(common)
	return (m/float64(len(a)) + m/float64(len(b)) + (m-float64(turned/2))/m) / 3
}

// likeness of words below which they are two words.
const sameWord = 0.85

// names tells how alike two names are: their likeness from 0 to 1, and how rare what
// they have in common is, as a logarithm.
func (x *Index) names(a, b *entry) (like, rare float64) {
	var taken [mostTokens]bool
	var sum, squareA, squareB float64
	for _, w := range a.words {
		best, at := x.fellow(w, b.words, &taken)
		if at < 0 {
			squareA += x.alone(w) * x.alone(w)
			continue
		}
		taken[at] = true
		// A word with a slip is rare because of its slip: the more frequent of the
		// two says how much they have in common, and how much there is to have.
		weight := min(x.rarity(w), x.rarity(b.words[at]))
		sum += best * weight * weight
		rare += best * weight
		squareA += weight * weight
		squareB += weight * weight
	}
	for k, w := range b.words {
		if !taken[k] {
			squareB += x.alone(w) * x.alone(w)
		}
	}
	if squareA == 0 || squareB == 0 {
		return 0, 0
	}
	return min(1, sum/math.Sqrt(squareA*squareB)), rare
}

// fellow finds the word that is most alike; -1 where none is the same word.
func (x *Index) fellow(w int32, among []int32, taken *[mostTokens]bool) (best float64, at int) {
	best, at = sameWord, -1
	for k, v := range among {
		if !taken[k] {
			if l := x.wordsAlike(w, v); l > best {
				best, at = l, k
			}
		}
	}
	return best, at
}

func (x *Index) wordsAlike(a, b int32) float64 {
	if a == b {
		return 1
	}
	return likeness(x.words[a], x.words[b])
}

// rarity is the logarithm of how few have a word.
func (x *Index) rarity(w int32) float64 {
	return math.Log(float64(len(x.all)+1) / float64(max(1, x.count[w])))
}

// alone is how much a word weighs that only one of two names has. A general word
// with a slip ("oko", "wartteg") is as rare as a surname and says as little as any
// other general word.
func (x *Index) alone(w int32) float64 {
	if x.slipped[w] {
		return min(3, x.rarity(w))
	}
	return x.rarity(w)
}

// nearGeneral tells a general word with a slip.
func nearGeneral(word string) bool {
	if len(word) < 3 || len(word) > 12 {
		return false
	}
	for _, g := range generalLong {
		if d := len(g) - len(word); d >= -1 && d <= 1 && alike(g, word) > 0.88 {
			return true
		}
	}
	return false
}

// generalLong are the general words that are long enough to be known with a slip.
var generalLong = func() (out []string) {
	for w := range general {
		if len(w) > 3 {
			out = append(out, w)
		}
	}
	return out
}()

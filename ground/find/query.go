package find

import "alun/ground/find/word"

// Query is a question to the index. The zero Query asks for all documents and
// shows none.
type Query struct {
	// Text is what was typed: words, "a phrase", the beginning of a word with a
	// star*, OR between alternatives, -without. Whatever it is, it is answered.
	Text string
	// Any makes the words alternatives; more of them rank higher.
	Any bool
	// Where leads from a facet to the values of which a document must have one.
	Where map[string][]string
	// Near is the point from which distances are counted.
	Near *Point
	// Within leaves out what is farther from Near, in metres; 0 leaves out nothing.
	Within int
	// In leaves out what is not in this box.
	In *Box

	Sort Sort
	// Skip and Limit choose the hits to show; Limit 0 shows none.
	Skip, Limit int
	// Count names facets to count over all that is found. In a facet of Where,
	// the count is what would be found if this facet were not asked for.
	Count []string
	// Typos also looks for words one or two letters away where a word stands
	// nowhere or nearly so.
	Typos bool
	// Plain leaves out words that mean the same as those typed, though the Config's
	// analyzer has them.
	Plain bool
	// Allow, if any, are the only documents that may be found.
	Allow *Set
	// Score, if any, makes the final score out of a document's relevance, which
	// is 1 for all where Text has no words. It must never give more than the
	// relevance times Bound: then the best are exact though few are scored.
	Score func(id int64, relevance float32) float32
	Bound float32
	// Explain adds how the score of each hit came about.
	Explain bool
}

// Sort is an order of hits. Among equals the lower id is first.
type Sort uint8

// The orders. Documents without a point stand last by distance; without Near,
// ByDistance is by id.
const (
	ByRelevance Sort = iota
	ByDistance
	ByName
)

// Result is the answer to a Query.
type Result struct {
	Total     int // how many documents are found, exactly
	Hits      []Hit
	Facets    map[string][]Count // the most frequent value first, those of no document left out
	Words     []Used
	Explained []Explanation // one for each hit
}

// Hit is a document that was found.
type Hit struct {
	ID     int64
	Score  float32 // the relevance; by relevance, what Query.Score made of it
	Metres int32   // from Near; -1 if either point is unknown
}

// Count is how many of the documents found have a value.
type Count struct {
	Value string
	N     int
}

// Used is what was searched for a word that was typed.
type Used struct {
	Typed string
	As    []string
	How   word.How
}

// The ways of this package in which a word of a question found terms, beside
// those of package word.
const (
	Corrected = word.Own + iota // by words one or two letters away
	Prefix                      // by words that begin so
	Nothing                     // it stands nowhere
)

// Explanation is how the score of a document came about: the sum of its parts
// is the relevance.
type Explanation struct {
	ID    int64
	Parts []Part
}

// Part is what one word of the question gives to a score.
type Part struct {
	Typed  string  `json:"typed"`
	Term   string  `json:"term"`
	Idf    float64 `json:"idf"`    // how rare the word is
	Weight float64 `json:"weight"` // below 1 for a word of the same meaning, or a corrected one
	Impact float64 `json:"impact"` // how much it stands in this document, from 0 to 1
	Score  float64 `json:"score"`  // the three multiplied
}

// Package find is a ranked index in memory. It knows documents with an id, texts
// in fields, values of facets, a name and perhaps a point, and nothing of what
// they mean.
//
// # What it promises
//
//   - A document is found from the moment Put returns. Put or Remove of a few
//     costs less than a millisecond, whatever the size of the index.
//   - A search sees one state of the index from beginning to end and waits for
//     nobody.
//   - Totals and counts of facets are exact, and a facet is counted without its
//     own filter. The order is that of BM25F (Robertson and Zaragoza, "The
//     Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.6, the
//     simple form), computed exactly but for 28 binary digits, and for mean
//     lengths that may lag by one in 100,000. Among equals the lower id is first.
//   - The answer does not depend on how documents are spread over segments, so
//     two processes that read the same source agree. The one exception: of a
//     beginning* of more than 64 words, the rarer ones are found without adding
//     to the relevance, and which these are is told by each segment for itself.
//   - Whatever is typed is answered; it is never an error and never a panic.
//   - A file that is damaged, foreign, of another format or another Config is
//     refused, and no length that it claims is believed.
//
// # What is typed
//
// Words, which must all stand in a document (Any makes them alternatives); OR
// between alternatives; "a phrase", one word after the other in one field, where
// a stop word keeps its place and any one stands for any other; the beginning of a
// word with a star*, which finds that word in all its forms; -without. One
// ideograph alone is found wherever it stands, as with a star. Parentheses
// only separate. At most 32 words are read, and 200 letters of each. Stop words are
// left out unless there is nothing else. A word stands for its term, its other spellings and words of
// the same meaning (package word): together they are one word with one idf, and a
// document counts the best of them. Relevance counts each word of the question
// that stands in a document, also those of a phrase.
//
// With Typos, a word in fewer than three documents is also looked for one edit
// away, from eight letters on two (Damerau and Levenshtein); words that differ in
// too many letters or in length are passed over by a mask of letters. The first
// letter may be wrong only if it is the one edit.
//
// # How it is laid out
//
// A segment (segment.go) never changes: documents in the order of group and id,
// so that documents of one kind stand together, and all in columns of numbers
// without pointers, which cost the collector nothing. The columns (columns.go)
// are what is kept; everything else is worked out from them, so that a new
// segment is made of documents just put and of those of older segments by one and
// the same way (assemble.go, lexicon.go, invert.go).
//
// The index (index.go) is an atomic pointer to a list of segments, each with a
// bitmap of what was removed. Put makes a small segment and folds small ones,
// eight into one, up to 512 documents (put.go); Merge joins the larger ones, and
// writes the largest anew when an eighth of it has changed (merge.go).
//
// Postings (postings.go) come in blocks of at most 128 that share the upper 16
// bits of their documents. A posting is 4 bytes, the lower bits and a grade:
// delta coding would save one byte of them and cost a decoding where this is a
// look into an array, and a document is found by halving. Terms in more than one
// of 16 documents have a bitmap as well.
//
// A grade (grade.go) is how often a word stands in which fields of which lengths.
// It replaces the quantised impact that such indexes usually keep: there are but
// some ten thousand different ones in a million shops, so that it also takes 16
// bits, but what it is worth is worked out again when mean lengths have moved, and
// scores do not age.
//
// The text itself is kept as numbers of words, 2 bytes a word, for phrases and for
// making new segments.
//
// # How it searches
//
// First the exact set (match.go): bitmaps of filters and words, the rarest word
// first; when few documents are left, they are looked up in the postings of the
// frequent words one by one instead. Totals and facets are counts of bits.
//
// Then the best of it (score.go), in windows of 4,096 documents. Blocks know the
// greatest worth in them (Ding and Suel, "Faster Top-k Document Retrieval Using
// Block-Max Indexes", SIGIR 2011), so a window that cannot reach the worst of the
// best is passed over; in the others, words without which nothing can come in are
// added up, and the rest only where it still matters (MaxScore: Turtle and Flood,
// "Query Evaluation: Strategies and Optimizations", 1995). Scores are whole
// numbers, so that none depends on the order of adding. A scorer of the caller
// that keeps its bound is pruned by the same bounds and stays exact.
//
// By name and by distance, documents are read in an order that is kept, from the
// first or from the latitude outward, until no later one can come in.
//
// # What it does not do
//
// It keeps no texts and shows no excerpts. It does not write to disk by itself,
// starts no goroutine, and knows no source: who feeds it keeps the Mark. A search
// runs on one core. There may be 16 million documents. Idf and mean lengths are
// those of the documents that are there, but a removed document takes room until
// Merge.
package find

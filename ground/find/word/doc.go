// Package word turns Indonesian texts, as people write them in shops, chats and
// official papers, into the terms of an index, and the words of a question into
// the terms that it asks for. It knows no city: names of places that are not
// known to everybody, and words of one town, are added by Tables.With.
//
// A text goes through these steps, in this order:
//
//  1. Folding: NFKC, lower case, marks of Latin, Greek and Cyrillic letters
//     dropped (é is e, ß is ss). Apostrophes and invisible marks inside a word
//     are dropped too: jum'at is jumat.
//  2. Cutting: runs of letters and digits are words (b2b, 5kg). Han and kana are
//     cut into pairs of neighbours; one sign alone is itself. The ideograph that
//     ends a longer run begins no pair, so a text is also indexed by it alone
//     (End). Of a longer word 64 bytes are kept.
//  3. Joining (lists/written.txt, lists/twins.txt): what is written in several
//     ways becomes the same words. A doubled word is one word with a hyphen,
//     however it was written: kupu-kupu, kupu kupu, kupu2, kupukupu. So it keeps
//     its own meaning where it has one (oleh-oleh is no "oleh"), and its stem is
//     otherwise that of its half. Other words with hyphens are two, but for one
//     letter before the hyphen: e-commerce is ecommerce.
//  4. Stop words (lists/stop.txt) are left out. They are compared as they are
//     written, not by stem. Words that stand in every official text, such as
//     kelompok or usaha, are none: their weight is low by their number.
//  5. Stems, unless the word is kept (lists/keep.txt).
//
// # Stems
//
// Stem looks, in this order: in lists/odd.txt for words that the rules read
// wrongly; in lists/roots.txt, of whose words nothing is taken off; at doubled
// words; then it takes off every allowed pair of ending and prefixes and keeps
// the longest remainder that is a root, of two of one length the first:
//
//   - particles -lah -kah -tah -pun, then -nya -ku -mu, then -kan -an -i, and
//     -in as it is spoken (cuciin);
//   - di- ke- se- ter- ber- per- pe- me-, up to three, with what they do to the
//     root: meng- peng- before a vowel, g, h or for k; menge- penge- before one
//     syllable; men- pen- for t, meny- peny- for s, mem- pem- for p; ber- and
//     ter- without their r before r and er; bel- pel- before ajar only; nasals
//     without me- as they are spoken (ngopi, nyewa). Pairs that Indonesian does
//     not have, as ke-…-kan, are not tried; di-…-an and me-…-an, for which many
//     write dimasukan, are tried last.
//
// Where no root is known, only what hardly stands in a word by chance is taken
// off: -nya, me-…-kan, di-…-kan, pe-…-an, per-…-an, ke-…-an, ber-…-an, meng- and
// the like, and -an after six letters; two syllables and four letters remain.
// All this is repeated until nothing changes, so a stem is its own stem.
//
// What it cannot do: it reads no context, so words with two meanings have one
// stem (beruang, the bear, is not taken for "with money"; jamuan, a banquet,
// falls together with jamu; perintah, an order, with pemerintah). Infixes
// (gerigi, telunjuk) are not undone. Unknown names that end in -an may lose it
// (Sudirman); they lose it in texts and questions alike. Foreign words keep their
// endings: produk, produksi and produsen are three words.
//
// # Words of the same meaning
//
// Query gives the term of a word with weight 1, then at most eight others:
// spellings (lists/spellings.txt, 0.8) and words that official texts use for
// what people say (lists/same.txt, 0.3 to 0.8). Only questions are widened;
// texts are indexed as they stand.
//
// # Sources
//
// All lists were written for this package. The stems were gone through one by one
// for the words of the titles and descriptions of KBLI 2020 (Peraturan BPS 2/2020),
// of which the frequent ones are testdata/words.txt, and for those of a city's
// work plan. lists/same.txt was widened where everyday phrases for KBLI codes found
// nothing; so these phrases are no fair measure of it, while questions that were
// judged by others are. The idea of trying affixes against known
// roots, and the order of endings, follow Nazief and Adriani (1996) and Adriani,
// Asian, Nazief, Tahaghoghi and Williams, "Stemming Indonesian: a confix-stripping
// approach" (2007), from which neither code nor dictionary is taken; preferring
// the longest root to a fixed order of rules is ours.
package word

// Package aturanweb is two desks of officers: the planner's over the rules of size, and
// that of an area over texts that were marked.
//
// Addresses: /petugas/aturan (every scheme with its versions: what holds, what comes,
// what was replaced), /petugas/aturan/langkah (the city's steps inside micro, cut anew:
// typed, then published from a day on), /petugas/aturan/langkah/coba (tried on the
// register: that it is counted is kept first), /petugas/aturan/langkah/{version}/tarik (a version that does not hold yet is taken back), /petugas/tanda
// (products whose texts bear a mark, with why), /petugas/tanda/{product} (looked at and
// found good, or given back to the owner with a sentence).
//
// Promises: classes of the law are shown with their article and cannot be changed; a
// draft stands in the address; it opens no sales of a business without a trace of who has
// them counted, which its owner sees; what is published is shown beside what
// holds, with counts that name nobody; every page works without script; what was typed
// stays; who was slower is told.
package aturanweb

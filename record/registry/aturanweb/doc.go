// Package aturanweb is two desks of officers: the planner's over the rules of size, and
// that of an area over texts that were marked.
//
// Addresses: /petugas/aturan (every scheme with its versions: what holds, what comes,
// what was replaced), /petugas/aturan/langkah (the city's steps inside micro, cut anew:
// typed, tried on the register, then published from a day on), /petugas/aturan/langkah/
// {version}/tarik (a version that does not hold yet is taken back), /petugas/tanda
// (products whose texts bear a mark, with why), /petugas/tanda/{product} (looked at and
// found good, or given back to the owner with a sentence).
//
// Promises: classes of the law are shown with their article and cannot be changed; a
// trial stands in the address and writes nothing; what is published is shown beside what
// holds, with counts that name nobody; every page works without script; what was typed
// stays; who was slower is told.
package aturanweb

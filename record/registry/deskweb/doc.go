// Package deskweb is the desk of the officer of a kecamatan over the register.
//
// Addresses: /petugas/usaha (what waits, the longest waiting first; every other state
// too), /petugas/usaha/{code} (one business with its proofs, what is missing or odd,
// and what can be done), /langkah/{move} below it (publish, return, suspend, resume,
// close, reopen: each on a page of its own that says what will happen), /usul/{id} (a
// proposal is decided), /periksa (facts are confirmed), /pribadi (private facts are
// opened for a purpose), /pemilik (a maker at the counter gets their business),
// /riwayat (what happened, and taking it back). /petugas/usaha/ganda lists what may
// stand there twice: what is proposed, each taken with one press, and what is to be looked
// at; /petugas/usaha/ganda/{a}/dengan/{b} has both sides beside each other.
// ?usul=1 lists those with a proposal, ?perbaikan=1 the suspended ones that an owner has
// mended. ?format=csv|xlsx gives the whole list, without contacts.
//
// Promises: a button stands only where the act is possible, and where it is not the
// page says why; who was slower reads what the other one did, and what they typed
// stays; nothing is done to many at once; private facts stand on one page alone, for
// two minutes, and never without a trace, and are confirmed by who opened them alone; an
// officer of another area learns nothing.
package deskweb

// Package pasporweb is the passport of a business on a page, and the links to it.
//
// Addresses: /usaha-saya/{code}/paspor is the passport as who looks after the business sees
// it, ?format=pdf to print; /paspor/tautan below it has the owner's links and makes one,
// /paspor/tautan/{link} has one with its openings and revokes it. /paspor/{token} is for
// whoever has a link: it says who shares what and until when, and one press opens it.
//
// The press is there because programs that draw previews of links in chats follow every
// address: they would be counted as openings, and read what is private.
//
// Promises: every page works without script and prints; a link is shown once, to who made
// it; an address with a token is told to no other page, listed nowhere and kept by nobody;
// what it shows is named before it is ticked; a link that is not open says why in a
// sentence, and a token that nobody made tells nothing.
package pasporweb

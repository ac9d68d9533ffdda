// Package ownerweb is where makers look after what belongs to a business beside its
// facts: permits, proposals, its point on the map and its people.
//
// Addresses: /usaha-saya/{code}/izin lists permits and certificates and adds one,
// /izin/{permit} takes one out for a reason; /usaha-saya/{code}/usulan has what somebody
// says against what is known, /usulan/{proposal} answers it; /usaha-saya/{code}/titik sets
// the point; /usaha-saya/{code}/orang has who is in the business and writes one down,
// /orang/{row} ends it, /pemilik asks another maker to own it too, who
// answers on /usaha-saya/ajakan; /usaha-saya/{code}/bekerja is for somebody else with an account, who
// says there that they work in a business that is public.
//
// Promises: every page works without script; a point never stands in an address, and is
// kept by no button but the one that says so; before it is kept the page says what the
// public will see of it; a proposal is shown with both sides, who says so and how well
// they know it, and what accepting it changes; nobody but its owner reads the names of
// people without an account; nobody is written down as a worker under their account but
// by themselves.
package ownerweb

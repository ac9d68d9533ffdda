// Package asosiasiweb is the pages of associations of businesses.
//
// Addresses: /asosiasi lists them and /asosiasi/{code} is one, for everybody, with the
// members whose owners show it; /asosiasi-saya lists those for which whoever is signed in
// speaks, /asosiasi-saya/{code} is the desk of one: invitations, wishes, members, those who
// were put forward; …/anggota/{member} is one member. /usaha-saya/{code}/asosiasi is the
// owner's side: yes and no, what is shown, what is agreed to. /petugas/asosiasi is the
// planner's list, and who speaks for whom.
//
// Promises: every page works without script; a yes is never ticked beforehand, and the
// words to which it is given stand beside it; of a member an association's page shows what
// the page of the business shows, less the contacts, and no file of members is made.
package asosiasiweb

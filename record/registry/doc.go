// Package registry is the register of businesses: what is known of each, by whose
// word, and how it came to be known. Its parts are kbli, the classification, and size,
// the classes of the law, which it knows; and those that know it: directory, product
// (with saring, which it also asks), kurasi, asosiasi, lembar, field (with alive), ganda
// (with twin), naikkelas, paspor, opendata, aturan, intake, and madeup with showcase.
//
// # Words
//
//	business   an usaha, or a creative worker who registers as a person without NIB
//	fact       one thing that is known of a business: a text in one form (Read)
//	level      how well: told by the owner, told through somebody, the sheet of the
//	           RT, seen by an officer, a document, a register of the state
//	proof      level, who asserted it, since when; one for each fact
//	change     one change set, for ever: the facts before and after
//	proposal   what somebody says against a better proof; it waits for who may decide
//	natural    a business that is a person, or may be one
//	home       whatever is not known to be none
//	eye        as what somebody looks: public, officer, helper, owner
//	vendor     a street vendor: said to be one, or with a code of trade on the street
//	           while nobody said that the place is fixed
//	consent    an owner's yes to something private being shown, and how it was said
//	mark       a public text that an officer should look at, and why; it hides nothing
//
// # Promises
//
//   - The history replayed gives the current columns, but for what was forgotten.
//     Changes and moves stay: the
//     database refuses to alter them. Any change can be taken back, but the first: also that a
//     permit or a person was written down or went, with the proof and the day that stood.
//     Who was forgotten, or went of their own will, nobody else brings back.
//   - A lower level never writes over a higher one: it becomes a proposal. The
//     owner's own word is taken, and marks the better proof as out of date (Over);
//     what a register of the state says only an officer decides. A list writes over
//     nothing but what it said itself; it fills what nobody has spoken of.
//   - Who was slower is told both sides, and nothing of theirs is kept. Every change
//     and move raises the version by one.
//   - States are left by the ways of state.go alone; the table knows them too. Nobody
//     publishes what they handed in, or a business in which they stand.
//   - Contacts, sales, capital, and address and point of a home are sealed in one
//     piece under a key of the business; in the history also, of a natural one, what
//     says who it is. Forgetting its last owner destroys that key.
//   - The public sees of a home its kelurahan alone until the owner opens the address;
//     of a street vendor never the point; of contacts those the owner shows; of sales,
//     capital, NIB and workers nothing. It does not learn of what is not published.
//   - Nothing private is shown without its owner's yes: they say it themselves, or an
//     officer writes down that it was said at the counter or signed, and the owner is
//     told. The table takes no flag without it. That a home or a vendor's place is a
//     shop, only the owner says, or an officer who saw it.
//   - A website is no contact: a link with a number or to a chat is refused, and one
//     from before is not shown. Numbers of people and forbidden offers come into no
//     name or description; a list's row with one is refused. One from before is not handed
//     in or published again; where it is public already an officer is shown it (MarkOld).
//   - Who registers for others, as an officer, never becomes an owner by it.
//   - An officer reads private facts one business at a time, for a purpose of a fixed
//     list, sixty an hour, and never without a trace that the owner sees. Neither tax
//     nor enforcement is a purpose; the table takes no other. Each purpose has its basis
//     in the law (Bases), which the owner reads with the trace. Where sales of many are
//     opened to be counted, one trace says who, how many and why, and each owner sees it.
//     Nobody says that a private fact is right who has not opened it as it stands.
//   - An officer of another area has no right here. A NIB belongs to one business
//     among those published or suspended: a draft holds nobody's number hostage.
//   - Another owner is one by their own yes alone, and the last one stays. Owners of a
//     business that is merged come along only where an officer says so in person and no
//     account owns the other one, and leave it when the two are parted.
//   - The same row of a list twice changes nothing; a row that is refused says why and
//     keeps nothing. A list on trial (Trial) is told the same and keeps nothing at all. What a list says of a merged business is said of the one that stands
//     for it.
//   - Merging loses nothing: what was public stays public, behind the one that is kept
//     (its address, products, photos and permits), and unmerging gives back what stood.
//
// # Diary
//
// registry.registered, registry.changed, registry.proposed, registry.accepted,
// registry.refused, registry.taken_back, registry.submitted, registry.returned,
// registry.published, registry.suspended, registry.resumed, registry.closed,
// registry.reopened, registry.merged, registry.unmerged, registry.forgotten,
// registry.read, registry.consent_noted, registry.marks_cleared, registry.counted (registry_tally), registry.owner_invited, registry.owner_refused, registry.owner_uninvited,
// registry.person_added, registry.person_ended, registry.person_returned,
// registry.permit_added, registry.permit_removed, registry.permit_returned, and of a made-up one registry.removed (registry_business).
// Which facts, never what they say.
//
// # Who may
//
// See right.go: makers their own, helpers for those they help (they neither hand in,
// show, decide nor take back), counters their area, the planner loads lists.
package registry

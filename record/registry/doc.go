// Package registry is the register of businesses: what is known of each, by whose
// word, and how it came to be known. Its parts are kbli, the classification, and size,
// the classes of the law, which it knows; and those that know it: directory, product
// (with saring, which it also asks), lembar, field (with alive), ganda (with twin),
// naikkelas, paspor, intake, and madeup with showcase.
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
//
// # Promises
//
//   - The history replayed gives the current columns, but for what was forgotten.
//     Changes and moves stay: the
//     database refuses to alter them. Any change can be taken back, but the first.
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
//   - An officer reads private facts one business at a time, for a purpose of a fixed
//     list, sixty an hour, and never without a trace that the owner sees. Neither tax
//     nor enforcement is a purpose; the table takes no other.
//   - An officer of another area has no right here. A NIB belongs to one business
//     among those published or suspended: a draft holds nobody's number hostage.
//   - Another owner is one by their own yes alone, and the last one stays.
//   - The same row of a list twice changes nothing; a row that is refused says why and
//     keeps nothing. Merging loses nothing: unmerging gives back what stood.
//
// # Diary
//
// registry.registered, registry.changed, registry.proposed, registry.accepted,
// registry.refused, registry.taken_back, registry.submitted, registry.returned,
// registry.published, registry.suspended, registry.resumed, registry.closed,
// registry.reopened, registry.merged, registry.unmerged, registry.forgotten,
// registry.read, registry.owner_invited, registry.owner_refused, registry.owner_uninvited,
// registry.person_added, registry.person_ended, registry.permit_added, registry.permit_removed, and of a made-up one registry.removed (registry_business).
// Which facts, never what they say.
//
// # Who may
//
// See right.go: makers their own, helpers for those they help (they neither hand in,
// show, decide nor take back), counters their area, the planner loads lists.
package registry

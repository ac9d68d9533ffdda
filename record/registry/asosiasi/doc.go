// Package asosiasi is associations of businesses, their members, and whom they put
// forward: a part of the register.
//
// # Words
//
//	association  a group of businesses of a trade: proposed, recognised by the planner, ended
//	manager      a person with an account who speaks for it until a day or an end; any role
//	membership   a business in an association: invited, asked, valid, ended
//	side         who says something: asosiasi, usaha (the owner), hapus (it was forgotten)
//	consent      the owner's yes, in the words of one numbered text and one language
//	nomination   an association puts a member, or one of its products, forward for something:
//	             waiting, agreed, refused, withdrawn
//
// # Promises
//
//   - A membership is valid when both said yes: the association by a manager who has no
//     part in the business and helps none of its owners, the owner by themselves, no helper and no officer for them.
//     The table refuses one person's two yeses. Either side ends it whenever they like,
//     whatever the other does in that moment; what has ended never begins again, and one
//     business has one open membership in an association.
//   - An association sees of a member what everybody sees, less the contacts, also where
//     its manager is an officer or helps the owner: of what is not published, nothing.
//     There is no file of members.
//   - That a business is a member is told nobody else until its owner shows it. How many
//     members there are is told from ten on, and only where not fewer than ten are hidden.
//   - A nomination is seen by the two sides alone until the owner agrees, by the owner
//     alone; it holds no longer than the membership. Its sentence is sealed under the key
//     of the business.
//   - Who declined an invitation is not invited again for ninety days, nor is whose
//     invitation was taken back. What is begun within a day is bounded, by the tables too: see bound.go.
//   - An association that has ended, and one without a recognised state, has no valid
//     members, whatever the rows say.
//
// # Diary
//
// registry.asosiasi_made, registry.asosiasi_changed, registry.asosiasi_recognised,
// registry.asosiasi_closed, registry.asosiasi_manager_named,
// registry.asosiasi_manager_ended (registry_asosiasi); registry.asosiasi_invited,
// registry.asosiasi_asked, registry.asosiasi_joined, registry.asosiasi_ended,
// registry.asosiasi_shown, registry.asosiasi_nominated, registry.asosiasi_answered,
// registry.asosiasi_withdrawn (registry_business). Ids, sides and codes, never a sentence.
//
// # Who may
//
// See right.go; managers by their row, in act.go.
package asosiasi

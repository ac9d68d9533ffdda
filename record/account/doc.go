// Package account is who a person is to the city: how they sign in, which roles
// they hold by which decree, and who may do what.
//
// Words: a Person signs in with a Login (an e-mail address or a phone number)
// and a secret: staff have a password, makers a PIN. A Session is one browser
// that did so. A Grant is a role of a person: by a decree (surat keputusan, SK),
// for a time, for the city, one office or one area. Its standing is definitif, or
// acting: Plt for a vacant post, Plh while the holder is away, delegasi for some
// tasks. A Right is what an act asks for; rooms declare their own.
//
// Promises: May is the first line of each act; a right that nobody gave is
// refused. Of each standing an office has one head at a time. Acts that approve,
// decide or pay take a second factor. Whoever guesses never holds back a browser
// on which the person has signed in before: each of those is counted apart. All
// new browsers together have thirty tries an hour for one login, for a number also
// twenty a day, of which one sender has eight: a crowd can keep its owner from
// signing in on a new one for that long, one machine cannot. A session gets a new token with its second factor. A program that acts for a person
// has none; an officer lets it decide for half a day at most, only where a right is lent. A house never loses
// its last administrator. A role ends yesterday at the earliest. Makers are no
// staff: who signs in with a PIN gets no role by decree, and no counter has a say
// over who has one. Made-up people get in nowhere but in a house that is shown
// around. A code, a link and a step of the second factor are good once. Names,
// addresses and numbers are sealed with a key of the person alone, so that
// forgetting is destroying one key; secrets are kept as argon2id. No personal
// value is in the diary. Values of others are opened through Private alone: for a
// purpose of a fixed list, locked to roles and fields, within what the purpose
// needs, sixty an hour, and never without a trace that the person sees. A request
// is answered once, by somebody else; a forgotten person has nothing to sign in
// with. Rooms that keep something of people without an account are its Keepers:
// who shows an identity card gets a copy, and two officers take them out. An officer
// looks sixty numbers of cards up an hour, found or not.
//
// Diary: account.set_up, account.invited, account.link_made, account.signed_in,
// account.secret_set, account.second_set, account.second_dropped,
// account.codes_made, account.code_used, account.lang_set, account.session_ended,
// account.program_let, account.ended (account_person);
// account.granted, account.role_ended, account.handed_over, account.helper_named
// (account_role). At counters: account.enrolled, account.recovery_seen,
// account.recovery_confirmed, account.recovery_refused (account_person). Of
// personal values: account.read, account.duty_written, account.agreed,
// account.took_back, account.goes_on, account.asked, account.answered,
// account.corrected, account.erased (account_person); account.incident_written,
// account.incident_told (account_incident); account.card_read, account.card_asked,
// account.card_erased, account.card_refused (account_card).
//
// Who may: administrators invite people and write down the roles that decrees
// give; everybody sees and ends their own sessions, sees what is kept of them and
// who read it, and asks; privacy officers and administrators answer. Inspectors
// write down their letters of assignment.
package account

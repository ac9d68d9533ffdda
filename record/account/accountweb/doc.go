// Package accountweb is the door of room account: where people sign in, choose a
// secret, look after their own account, and where administrators invite people
// and write down the roles that decrees give.
//
// Promises: everything works without script. A wrong login and a wrong secret are
// answered alike. No token, secret or code is in an address that is kept, in a
// kept answer or in the log; a link and recovery codes are shown once, on the page
// that answers the form, and again only to whoever sends that very form again while
// they are signed in and may still ask for it.
// Where somebody is led after signing in is always an address of this house. To an
// administrator, logins are masked, and so are the names of those who hold no
// role any more.
package accountweb

// Package planweb is the plan's own small door: the public explorer of the
// city's work plan. Handlers translate a request into one read of room plan and
// the page that shows it; every sentence is in the room's words.
//
// Addresses: /renja, /renja/{year}, /renja/{year}/{opd}, /renja/{year}/{opd}/{code},
// each with ?tw= (quarter) and ?revisi= for older reports and revisions;
// /cari, /catatan, /janji. ?format=csv|xlsx|json gives what the page shows.
package planweb

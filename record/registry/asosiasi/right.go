package asosiasi

import "alun/record/account"

// What people may do. The planner keeps the list of associations. A yes of a business is
// its owner's own: neither a helper nor an officer says it for them, and neither reads
// what an association wrote of it. Managers have no role of the city: see managing.
var (
	MayKeep   = account.Right{Name: "registry.asosiasi_keep", Roles: []account.Role{account.Planner}, Second: true, Lent: true}
	MayBelong = account.Right{Name: "registry.asosiasi_belong", Roles: []account.Role{account.Maker}}
)

// Rights lists them for the table of doors.
var Rights = []account.Right{MayKeep, MayBelong}

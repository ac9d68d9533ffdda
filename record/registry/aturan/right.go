package aturan

import "alun/record/account"

// MayRule is the right to see and publish the city's own rules of size, MayTally to have the
// sales of the register counted for a trial: that opens what is sealed, so no program is lent it.
var (
	MayRule  = account.Right{Name: "registry.rule", Roles: []account.Role{account.Planner}, Second: true, Lent: true}
	MayTally = account.Right{Name: "registry.rule_tally", Roles: []account.Role{account.Planner}, Second: true}
)

// Rights lists them for the table of doors.
var Rights = []account.Right{MayRule, MayTally}

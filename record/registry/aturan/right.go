package aturan

import "alun/record/account"

// MayRule is the right to see, try and publish the city's own rules of size.
var MayRule = account.Right{Name: "registry.rule", Roles: []account.Role{account.Planner}, Second: true}

// Rights lists them for the table of doors.
var Rights = []account.Right{MayRule}

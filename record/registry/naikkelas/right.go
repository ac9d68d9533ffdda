package naikkelas

import "alun/record/account"

// MayAnswer is the right to see and answer the wheel of a business: of one's own, of
// those whom one helps, of the area.
var MayAnswer = account.Right{Name: "registry.answer", Roles: []account.Role{account.Maker, account.Helper, account.Counter}}

// Rights lists them for the table of doors.
var Rights = []account.Right{MayAnswer}

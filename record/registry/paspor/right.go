package paspor

import "alun/record/account"

// MayShare is the owner's alone: neither a helper nor an officer hands out what is private
// of somebody else's business.
var MayShare = account.Right{Name: "registry.share", Roles: []account.Role{account.Maker}}

// Rights lists them for the table of doors.
var Rights = []account.Right{MayShare}

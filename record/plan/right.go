package plan

import "alun/record/account"

// What people may do in the evaluation round. Operators and heads have their
// rights for their own office alone; whatever decides wants a second factor.
var (
	MayOpenRound  = account.Right{Name: "plan.round_open", Roles: []account.Role{account.Planner}, Second: true}
	MayCloseRound = account.Right{Name: "plan.round_close", Roles: []account.Role{account.Planner}, Second: true}
	MayEnter      = account.Right{Name: "plan.enter", Roles: []account.Role{account.Operator, account.Head}}
	MaySend       = account.Right{Name: "plan.send", Roles: []account.Role{account.Head}, Second: true}
	MayReturn     = account.Right{Name: "plan.return", Roles: []account.Role{account.Planner}, Second: true}
	MayVerify     = account.Right{Name: "plan.verify", Roles: []account.Role{account.Planner}, Second: true}
	MayLock       = account.Right{Name: "plan.lock", Roles: []account.Role{account.Planner}, Second: true}
	MayReopen     = account.Right{Name: "plan.reopen", Roles: []account.Role{account.Planner}, Second: true}
	// MayWatch reads drafts, what they lack and what came back.
	MayWatch = account.Right{Name: "plan.watch",
		Roles: []account.Role{account.Planner, account.Inspector, account.Administrator, account.Operator, account.Head}}
	MayAnswerNote = account.Right{Name: "plan.note_answer", Roles: []account.Role{account.Operator, account.Head}}
	MayAcceptNote = account.Right{Name: "plan.note_accept", Roles: []account.Role{account.Planner}, Second: true}
	// MaySeeNotes reads the notes that are not public yet.
	MaySeeNotes     = account.Right{Name: "plan.notes_see", Roles: []account.Role{account.Planner, account.Inspector, account.Operator, account.Head}}
	MayKeepCalendar = account.Right{Name: "plan.calendar_keep", Roles: []account.Role{account.Planner}, Second: true}
	MayInspect      = account.Right{Name: "plan.inspect", Roles: []account.Role{account.Inspector}, Second: true}
	MayAttach       = account.Right{Name: "plan.attach", Roles: []account.Role{account.Operator, account.Head}}
	MayDispute      = account.Right{Name: "plan.dispute", Roles: []account.Role{account.Inspector, account.Planner}}
)

// Rights lists them for the table of doors.
var Rights = []account.Right{MayOpenRound, MayCloseRound, MayEnter, MaySend, MayReturn, MayVerify, MayLock, MayReopen, MayWatch,
	MayAnswerNote, MayAcceptNote, MaySeeNotes, MayKeepCalendar, MayInspect, MayAttach, MayDispute, MayRemind,
	MayWriteForm, MayIssueForm, MayIssueCityForm, MayReleaseForm}

package plan

import "alun/record/account"

// What people may do with a file of SIPD and with Inspektorat's samples; drawing
// a sample and its follow-ups is MayInspect.
var (
	MayReconcile         = account.Right{Name: "plan.reconcile", Roles: []account.Role{account.Planner, account.Operator, account.Head}}
	MaySeeReconciliation = account.Right{Name: "plan.reconcile_see", Roles: []account.Role{account.Planner, account.Inspector, account.Operator, account.Head}}
	MaySayReconciliation = account.Right{Name: "plan.reconcile_say", Roles: []account.Role{account.Operator, account.Head}}
	MaySeeSample         = account.Right{Name: "plan.sample_see", Roles: []account.Role{account.Inspector, account.Planner}}
	MaySeeFollowUp       = account.Right{Name: "plan.followup_see", Roles: []account.Role{account.Inspector, account.Planner, account.Operator, account.Head}}
	MayAnswerFollowUp    = account.Right{Name: "plan.followup_answer", Roles: []account.Role{account.Operator, account.Head}}
)

// InspectRights lists them for the table of doors.
var InspectRights = []account.Right{MayReconcile, MaySeeReconciliation, MaySayReconciliation, MaySeeSample, MaySeeFollowUp, MayAnswerFollowUp}

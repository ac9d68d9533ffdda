package plan

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
)

// MaySeeEvidence opens the list of evidence and its files: to the office, Bappeda
// and Inspektorat. Attaching is MayAttach, disputing MayDispute.
var MaySeeEvidence = account.Right{Name: "plan.evidence_see", Roles: []account.Role{account.Planner, account.Inspector, account.Operator, account.Head}}

// EvidenceRights lists what is not in Rights, for the table of doors.
var EvidenceRights = []account.Right{MaySeeEvidence}

// place of a node: whose it is, and of which year.
type nodePlace struct {
	year   int
	office db.ID
	level  int
}

// mayOnNode begins an act on an indicator: it finds who asks, then the node, and
// whether the right reaches its office.
func mayOnNode(tx *db.Tx, session string, right account.Right, node db.ID) (who account.Who, p nodePlace, err error) {
	v, err := account.See(tx, session)
	if err != nil {
		return who, p, err
	}
	p, found, err := db.One(tx, func(r *db.Row) nodePlace { return nodePlace{r.Int(), r.ID(), r.Int()} }, `select year, opd, level from plan_node where id = $1`, node)
	if err != nil {
		return who, p, err
	}
	who, err = v.May(right, account.At{Office: p.office, Any: !found})
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.evidence_no_indicator")
	}
	return who, p, err
}

// mayOnEvidence begins an act on a piece of evidence.
func mayOnEvidence(tx *db.Tx, session string, right account.Right, id db.ID) (who account.Who, e Evidence, err error) {
	if _, err = account.May(tx, session, right, account.At{Any: true}); err != nil {
		return who, e, err
	}
	if e, err = evidenceByID(tx, id); err != nil {
		return who, e, err
	}
	who, _, err = mayOnNode(tx, session, right, e.Node)
	return who, e, err
}

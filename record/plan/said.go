package plan

import (
	"time"

	"alun/ground/db"
	"alun/ground/seal"
)

// What people say of the plan stands in its tables; the entry of the diary that
// tells of it holds the text's hash. The diary's chain keeps that for ever, so
// that Verify finds a text which was changed, and one that was taken away.

// saidChain names the hashes of what was said.
const saidChain = "plan said 1"

func saidSum(f seal.Form) string { return seal.Link(saidChain, seal.Start(saidChain), f).String() }

func (a Answer) sum(id db.ID) string {
	return saidSum(seal.Form(nil).Text("answer").Whole(int64(id)).Whole(int64(a.Note)).Text(a.Act).Text(a.Sentence).Text(a.By).Whole(a.At.UnixMicro()))
}

func erratumSum(id, node db.ID, field, message string, at time.Time) string {
	return saidSum(seal.Form(nil).Text("erratum").Whole(int64(id)).Whole(int64(node)).Text(field).Text(message).Whole(at.UnixMicro()))
}

func decisionSum(erratum db.ID, state, sentence, by string, at time.Time) string {
	return saidSum(seal.Form(nil).Text("decision").Whole(int64(erratum)).Text(state).Text(sentence).Text(by).Whole(at.UnixMicro()))
}

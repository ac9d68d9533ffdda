package plan

import (
	"crypto/rand"
	"encoding/hex"
	"time"

	"alun/ground/db"
	"alun/ground/seal"
)

// What people say of the plan stands in its tables; the entry of the diary that
// tells of it holds the text's hash. The diary's chain keeps that for ever, so
// that Verify finds a text which was changed, and one that was taken away. So
// that nobody can try texts against the diary, the hash is of a salt as well,
// which stands beside the text only and ends with it.

// saidChain names the hashes of what was said.
const saidChain = "plan said 1"

// saltBytes are enough that a salt cannot be tried.
const saltBytes = 16

// newSalt is the salt of one text. Where an act is run again, row and entry of
// the run that counts have the same.
func newSalt() string {
	var salt [saltBytes]byte
	rand.Read(salt[:]) // never fails: the program ends instead
	return hex.EncodeToString(salt[:])
}

// saidSum is the hash of a text. What an older program kept has no salt.
func saidSum(salt string, f seal.Form) string {
	if salt != "" {
		f = f.Text(salt)
	}
	return seal.Link(saidChain, seal.Start(saidChain), f).String()
}

func (a Answer) sum(id db.ID, salt string) string {
	return saidSum(salt, seal.Form(nil).Text("answer").Whole(int64(id)).Whole(int64(a.Note)).Text(a.Act).Text(a.Sentence).Text(a.By).Whole(a.At.UnixMicro()))
}

func erratumSum(id, node db.ID, field, message string, at time.Time, salt string) string {
	return saidSum(salt, seal.Form(nil).Text("erratum").Whole(int64(id)).Whole(int64(node)).Text(field).Text(message).Whole(at.UnixMicro()))
}

func decisionSum(erratum db.ID, state, sentence, by string, at time.Time, salt string) string {
	return saidSum(salt, seal.Form(nil).Text("decision").Whole(int64(erratum)).Text(state).Text(sentence).Text(by).Whole(at.UnixMicro()))
}

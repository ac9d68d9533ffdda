package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// The purposes of a link that is good once.
const (
	SetUp  = "setup"  // the first administrator of an empty house
	Invite = "invite" // a person who was invited chooses a secret
	Reset  = "reset"  // a person who was seen at a counter or by an administrator chooses a new one
)

// How long a link is good. A counter's link is used while the person stands there.
const (
	SetUpTime  = 24 * time.Hour
	InviteTime = 7 * 24 * time.Hour
	ResetTime  = 30 * time.Minute
)

// recoveryTime is how long a maker waits at a counter for the second officer.
const recoveryTime = 2 * time.Hour

// NewToken makes the text of a link: 130 random bits, small letters and digits.
func NewToken() string { return strings.ToLower(rand.Text()) }

func tokenHash(token string) string {
	sum := sha256.Sum256([]byte("account link " + token))
	return hex.EncodeToString(sum[:])
}

// Link is a link that was made.
type Link struct {
	Purpose string
	Person  db.ID
	Made    time.Time
	Until   time.Time
	Used    bool
}

// keepLink keeps a link's hash; links made before for the same person are worth
// nothing from now on.
func keepLink(tx *db.Tx, token, purpose string, person db.ID, life time.Duration, actor string) error {
	if err := spendAll(tx, person); err != nil {
		return err
	}
	_, err := tx.Exec(`insert into account_link (hash, purpose, person, made_at, made_by, until, used_at) values ($1, $2, $3, $4, $5, $6, null)`,
		tokenHash(token), purpose, db.Null(person, person != 0), tx.Now(), actor, tx.Now().Add(life))
	return err
}

// spendAll ends all links of a person, or with 0 those of an empty house: a link
// does not outlive what it was made for.
func spendAll(tx *db.Tx, person db.ID) error {
	_, err := tx.Exec(`update account_link set used_at = $2 where coalesce(person, 0) = $1 and used_at is null`, person, tx.Now())
	return err
}

// LinkOf finds a link that is still good, or says that it is not.
func LinkOf(tx *db.Tx, token string) (Link, error) {
	l, found, err := db.One(tx, func(r *db.Row) Link { return Link{r.Text(), r.ID(), r.Time(), r.Time(), r.Bool()} },
		`select purpose, coalesce(person, 0), made_at, until, case when used_at is null then 0 else 1 end from account_link where hash = $1`, tokenHash(token))
	if err != nil {
		return Link{}, err
	}
	if !found || l.Used || !tx.Now().Before(l.Until) {
		return Link{}, fault.New(fault.NotFound, "account.link_spent")
	}
	return l, nil
}

// spend takes a link: of two who press at once, one is refused.
func spend(tx *db.Tx, token, purpose string) (Link, error) {
	l, err := LinkOf(tx, token)
	if err != nil {
		return l, err
	}
	err = tx.ExecOr(fault.New(fault.NotFound, "account.link_spent"),
		`update account_link set used_at = $3 where hash = $1 and purpose = $2 and used_at is null`, tokenHash(token), purpose, tx.Now())
	return l, err
}

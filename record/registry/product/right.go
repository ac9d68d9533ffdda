package product

import "alun/record/account"

// What people may do with products and photos. What a stall sells proves nothing and is
// nobody's secret, so a helper of the maker does all of it, as the maker's child behind
// the counter does; an officer of the area does it on the maker's behalf. To take
// something back out of the history is for those who answer for the business, as in the
// register. Marks of texts are for officers: nobody clears their own.
var (
	MaySell     = account.Right{Name: "registry.sell", Roles: []account.Role{account.Maker, account.Helper, account.Counter}}
	MayPicture  = account.Right{Name: "registry.picture", Roles: []account.Role{account.Maker, account.Helper, account.Counter}}
	MaySellBack = account.Right{Name: "registry.sell_back", Roles: []account.Role{account.Maker, account.Counter}}
	MayClear    = account.Right{Name: "registry.clear_marks", Roles: []account.Role{account.Counter}, Second: true, Lent: true}
)

// Rights lists them for the table of doors.
var Rights = []account.Right{MaySell, MayPicture, MaySellBack, MayClear}

// Package face is how pages of the register say the same things in the same way: how well
// a fact is known, in which state a business is, and when something was.
//
// Promise: it draws and decides nothing; a level looks alike wherever it is shown.
package face

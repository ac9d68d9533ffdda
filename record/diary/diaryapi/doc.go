// Package diaryapi is the diary's door for other programs: the heads of the
// chain, so that anybody can keep one. It shows no entry.
package diaryapi

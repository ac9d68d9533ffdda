// Package sipd reads files of realised spending as offices export them from SIPD
// (Sistem Informasi Pemerintahan Daerah) and then edit, sum up and save again.
//
// There is no one form: a file has one column of names for all levels (tall), or
// one for each level, with a row for each account (wide); its heading may take
// several merged lines. Find looks for the columns by what they are called and
// answers what it did not find; a person can then say it. Read gives the rows of
// programmes, activities and sub-activities with their amounts.
//
// Promises: no input panics; an amount that can be read in two ways is not read;
// what is empty is unknown and not zero; rows of other levels, sums and headings
// are counted, never silently lost.
package sipd

// Package madeup makes the demonstration city: as many fictional businesses as
// wanted, in the proportions of the real city, with a truth about each that the
// register does not know. None of them exists.
//
// # Words
//
//	city     a profile and a seed; it makes every business from its number alone
//	entry    what a list or a form says of a business: facts, owner, products
//	truth    what is so: whether it is still active, where it moved, and which
//	         entries are the same business entered twice
//
// # What is real and what is ours
//
//   - Micro businesses are 87,000 of 93,000, exactly in each 31 entries: umkm.csv
//     of the project's data (kaltimkita.com, Nov 2025, grade B). The rest is small
//     and medium as in the country at the end of 2019, 798.7 to 65.5 thousand
//     (Ministry of Cooperatives, read at tri.or.id/?p=1363); large ones are no UMKM.
//   - 64 % have a NIB: 47,000 in OSS of 73,300 in 2023. Four in ten are culinary
//     (2025). The years in which they were listed follow the city's totals: 21,140
//     until 2018, 73,300 in 2023, 87,397 in 2024, 93,000 in 2025. All: umkm.csv, B.
//   - Kelurahan stand as their people: population.csv. It has figures of kecamatan
//     only, so each kelurahan gets an equal part of its kecamatan, or its own figure
//     once the profile has one. An RT for 450 people is ours.
//   - What trades there are (lists/trades.csv), how many belong to women, how many
//     close in a year, how many work at home: ours, believable for a port city. No
//     statistic of the city says it. So are the prices (lists/prices.csv): between two
//     bounds for each kind of thing and its unit, and round as sellers write them.
//   - How each trade speaks of itself (lists/manners): whole sentences, with verbs, units and
//     words of praise that fit it. No form is made by rule, so none is no word. What a
//     business offers are the everyday words of its code, or lists/offers.txt where those
//     name the seller and not the thing.
//   - Who holds what (lists/permits.csv, in thousandths by code and class), and how many
//     renew what is over: ours. No count of halal certificates, PIRT or others in the
//     city was found. How long one is good: lists/certificates.csv, with the law or ours.
//
// # Why nothing of it can be taken for real
//
//   - Every street is called Contoh ("sample"), every description ends with a
//     sentence that says so (Mark), every record bears the flag Demo, by which
//     pages mark the name. The name itself stays a name: else half of every search
//     would be about the word "contoh".
//   - Family names are two things of nature in one word (Embunpagi): nobody's.
//   - Phones begin with 0840: no operator has 084 in the lists of mobile prefixes
//     that were read (sent.dm/resources/ID, 0811 to 0899 without 084), and they have
//     no place in a fixed network. Mail goes to a name below example.org, which
//     RFC 2606 keeps from everybody.
//   - NIB begin with 99 and two more nines. OSS gives 13 digits of no published form
//     (grade C); numbers shown in public since 2021 begin with a day, and there is
//     no 99th.
//   - Every office that issues a permit is called Contoh. A halal certificate has the
//     province 99 (there is none), a PIRT the packaging 9 (BPOM 22/2018 has 1 to 8) of a
//     place 9999, marks stand far behind the last, certifiers are the 999th. The form of
//     the others' numbers is ours, with nines in front.
//   - Brands of real companies among the everyday words are left out.
//
// # Promises
//
//   - The same seed and profile give the same bytes: the dice are our own, no
//     library's. On another kind of processor the last digit of a share may be
//     rounded otherwise, and one pick in many millions with it.
//   - An entry tells nothing of its truth beyond what trade and year tell. Permits do:
//     nothing is issued after a business closed. So they stand beside it.
//   - An entry is in the form that registry.Read gives.
//   - A description names nothing twice, and its unit of capacity is one of its trade. Who does
//     not cook speaks of no taste, and who makes no soap of no scent.
//
// It touches no database and knows no clock: the city is as of Today.
package madeup

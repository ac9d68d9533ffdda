// Package lembarweb is the door of lembar RT: where officers print the sheets of an
// area's RTs, enter what came back, and decide on what they say is gone.
//
// /petugas/lembar has the kelurahan and their RTs, and the box for the code of a sheet
// (a scanner may type the whole address into it). /petugas/lembar/{code} is where the QR
// code leads: the sheet as it is on paper. The keys 1 to 4 tick a row and go on to the
// next, 0 clears it, Backspace goes back; each tick is sent as it is made, and is called
// saved only after the house answered. Without script it is a form of radio buttons.
// /belum takes a row written by hand, /cetak is the PDF, /pratinjau the sheet on the
// screen, /petugas/lembar/menunggu what waits for a decision.
package lembarweb

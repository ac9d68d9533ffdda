// Package mail sends e-mails: an outbox that is written with the change that
// asks for a message, and a sender that brings it to one SMTP server.
//
// Words: a Message is what is asked for; a Post is the outbox with its key ring
// and its Server; a Record is a message as lists show it, with a hint in the
// place of the address.
//
// Promises:
//
//   - A message is kept or not kept together with the act that puts it, once for
//     its key. It is sent at least once: if the program dies between sending and
//     writing that down, it is sent again under the same Message-ID.
//   - Without a server nothing is lost: messages wait and say so. A message with
//     an end (a link that expires) is not sent after it.
//   - Address and content are sealed (ground/keys) and erased when the message
//     was sent, withdrawn or expired. No error, log line or list holds them.
//   - No value can add a header or a recipient.
//   - A server that hangs, breaks off, refuses or answers nonsense delays its
//     own messages: each attempt ends within a minute and reads at most a
//     megabyte. What a server refuses for good (5xx about recipient or content)
//     is not tried again by itself.
package mail

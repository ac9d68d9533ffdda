// Package trace marks what a request does while it is answered, for operators
// who gather traces with OpenTelemetry. Without a receiver nothing is marked,
// and asking costs a look into the context.
//
// Words: a span is a piece of work with its begin and end; the first of a request
// is made by ground/trace/otlp, and Begin makes those below it.
//
// Promises: no personal value enters a span: names and attributes are route
// patterns, names of work, counts and times, never an address, a query, a value
// of a form or a client. An error is told by its kind alone.
package trace

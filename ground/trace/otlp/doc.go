// Package otlp hands the marks of ground/trace to an OpenTelemetry receiver, over
// OTLP/HTTP. It is open only when the operator names a receiver.
//
// Promises: a receiver that hangs, fails or is gone holds no request: marks wait
// in a bounded queue, and what does not fit is dropped. Its trouble is logged
// once for each kind. A traceparent from outside is believed only behind a proxy
// that writes it. Redirects of the receiver are not followed.
package otlp

package otlp

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"alun/ground/jobs"
	"alun/ground/trace"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	api "go.opentelemetry.io/otel/trace"
)

// ErrAddress refuses an address that is none over HTTP.
var ErrAddress = errors.New("otlp: not an http address with a host")

const (
	// sendTime is how long one parcel of marks may take.
	sendTime = 10 * time.Second
	// closeTime is how long the last parcel may take when the program stops.
	closeTime = 5 * time.Second
	// queued is how many marks wait at most; about a kilobyte each.
	queued = 2048
)

// Sender hands marks over. A nil Sender marks nothing.
type Sender struct {
	provider *sdk.TracerProvider
	tracer   api.Tracer
	trust    bool
}

// Open names a receiver: "http://localhost:4318" or a whole address. trust
// believes a traceparent of the proxy in front. An empty address is no receiver:
// nil.
func Open(ctx context.Context, at, version string, trust bool, log *slog.Logger) (*Sender, error) {
	if at == "" {
		return nil, nil
	}
	u, err := url.Parse(at)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, ErrAddress
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = "/v1/traces"
	}
	client := &http.Client{Timeout: sendTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(u.String()), otlptracehttp.WithHTTPClient(client),
		otlptracehttp.WithTimeout(sendTime), otlptracehttp.WithRetry(otlptracehttp.RetryConfig{Enabled: false}),
		otlptracehttp.WithCompression(otlptracehttp.GzipCompression))
	if err != nil {
		return nil, err
	}
	otel.SetErrorHandler(&teller{log: log})
	about := resource.NewSchemaless(attribute.String("service.name", "alun"), attribute.String("service.version", version))
	p := sdk.NewTracerProvider(sdk.WithResource(about), sdk.WithSampler(sdk.ParentBased(sdk.AlwaysSample())),
		sdk.WithBatcher(exporter, sdk.WithMaxQueueSize(queued), sdk.WithExportTimeout(sendTime)))
	return &Sender{p, p.Tracer("alun"), trust}, nil
}

// Request begins the mark of a request; call what it gives when the answer is
// out. A nil Sender has no Request: leave web.Config.Trace unset.
func (s *Sender) Request(r *http.Request) (context.Context, func(method, route string, status int)) {
	ctx := r.Context()
	if s.trust {
		ctx = propagation.TraceContext{}.Extract(ctx, propagation.HeaderCarrier(r.Header))
	}
	ctx, inner := s.tracer.Start(ctx, "request", api.WithSpanKind(api.SpanKindServer))
	span := trace.Of(inner)
	return ctx, func(method, route string, status int) {
		span.Name(method + " " + route)
		span.Text("http.request.method", method)
		span.Text("http.route", route)
		span.Count("http.response.status_code", int64(status))
		var failed error
		if status >= http.StatusInternalServerError {
			failed = errStatus
		}
		span.End(failed)
	}
}

var errStatus = errors.New("otlp: answered with 5xx")

// Jobs marks what handlers do.
func (s *Sender) Jobs(all map[string]jobs.Handler) map[string]jobs.Handler {
	if s == nil {
		return all
	}
	out := map[string]jobs.Handler{}
	for kind, do := range all {
		out[kind] = func(ctx context.Context, t jobs.Task) error {
			ctx, inner := s.tracer.Start(ctx, "job "+kind)
			span := trace.Of(inner)
			span.Count("alun.attempt", int64(t.Attempt))
			err := do(ctx, t)
			span.End(err)
			return err
		}
	}
	return out
}

// Close sends what is left, within a bounded time.
func (s *Sender) Close() {
	if s == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeTime)
	defer cancel()
	_ = s.provider.Shutdown(ctx) // what could not be sent was told by the teller
}

// teller logs each kind of trouble with the receiver once.
type teller struct {
	log *slog.Logger
	mu  sync.Mutex
	was string
}

// Handle takes an error of the sender.
func (t *teller) Handle(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if text := err.Error(); text != t.was {
		t.was = text
		t.log.Warn("traces cannot be sent", "err", text)
	}
}

package api

import "time"

// At sets the limiter's clock.
func (a *API) At(now func() time.Time) { a.gate.Now = now }

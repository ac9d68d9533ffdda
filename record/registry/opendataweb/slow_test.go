package opendataweb

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"alun/ground/db/dbtest"
	"alun/ground/letter"
)

// stalled is a reader who begins to take a file and takes no more until it is let go.
type stalled struct {
	head        http.Header
	begun, goOn chan struct{}
}

func (s stalled) Header() http.Header { return s.head }

func (s stalled) WriteHeader(int) {}

func (s stalled) Write(b []byte) (int, error) {
	s.begun <- struct{}{}
	<-s.goOn
	return len(b), nil
}

// TestWhoReadsSlowlyShutsNobodyOut: while two readers stand still, a third one gets the file.
func TestWhoReadsSlowlyShutsNobodyOut(t *testing.T) {
	w := aTown(t, dbtest.URLs()["sqlite"](t))
	w.crowd(100)
	w.door.Press = letter.NewPress(2, 0, time.Minute)
	w.serve()
	begun, goOn, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
	for range 2 {
		go func() {
			w.s.Config.Handler.ServeHTTP(stalled{http.Header{}, begun, goOn}, httptest.NewRequest(http.MethodGet, "/data/usaha/terbitan.csv", nil))
			ended <- struct{}{}
		}()
	}
	<-begun
	<-begun
	if res, _ := w.ask("/data/usaha/terbitan.json"); res.StatusCode != http.StatusOK {
		t.Errorf("the third reader: %d", res.StatusCode)
	}
	close(goOn)
	go func() {
		for range begun { // what else they take
		}
	}()
	<-ended
	<-ended
	close(begun)
}

// TestOneSenderTakesSoManyFiles: who takes more within the hour is asked to wait.
func TestOneSenderTakesSoManyFiles(t *testing.T) {
	w := aTown(t, dbtest.URLs()["sqlite"](t))
	for i := range taking.Many + 1 {
		r := httptest.NewRequest(http.MethodGet, "/data/usaha/terbitan.csv", nil)
		r.RemoteAddr = "192.0.2.7:4000"
		out := httptest.NewRecorder()
		w.s.Config.Handler.ServeHTTP(out, r)
		want := http.StatusOK
		if i == taking.Many {
			want = http.StatusTooManyRequests
		}
		if out.Code != want {
			t.Fatalf("file %d: %d", i+1, out.Code)
		}
	}
}

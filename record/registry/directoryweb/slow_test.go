package directoryweb

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

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
	w := aTown(t, dbSQLite(t))
	w.put(false, stall("Warung Ramai", nil))
	w.caught()
	w.desk.Press = letter.NewPress(2, 0, time.Minute)
	begun, goOn, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
	for range 2 {
		go func() {
			w.s.Config.Handler.ServeHTTP(stalled{http.Header{}, begun, goOn}, httptest.NewRequest(http.MethodGet, "/usaha?format=csv", nil))
			ended <- struct{}{}
		}()
	}
	<-begun
	<-begun
	if res, _ := w.ask("/usaha?format=json"); res.StatusCode != http.StatusOK {
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

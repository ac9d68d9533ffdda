package letter

import (
	"bufio"
	"io"
	"os"
)

// Send makes one document and then sends it. It is made into a file of its own, which is gone
// when it was sent: a place is taken while it is made and not while it goes out, so readers who
// take it slowly or not at all keep nobody waiting.
func (p *Press) Send(to io.Writer, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp("", "alun-press-*")
	if err != nil {
		return err
	}
	defer func() {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}()
	err = p.Do(func() error {
		out := bufio.NewWriter(f)
		if err := write(out); err != nil {
			return err
		}
		return out.Flush()
	})
	if err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err = io.Copy(to, f)
	return err
}

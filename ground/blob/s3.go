package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
	"time"

	"alun/ground/fault"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// S3 is a store in a bucket. What the server has answered with 200 is on its
// disks; that is its promise, and the reason to choose it with care.
type S3 struct {
	client  *minio.Client
	bucket  string
	prefix  string // "" or "alun/"
	planted string // a guard to switch off, for this package's own proofs only
}

// Credentials open a bucket. They come from the environment, never from a flag:
// other users of the machine can read flags.
type Credentials struct{ Key, Secret string }

// answerTime is how long the server may take for one request, and how long to
// begin its answer: a server that hangs must not hold a page for ever.
const (
	answerTime = time.Minute
	beginTime  = 10 * time.Second
	s3Tries    = 3
)

// IsS3 reports whether an address names a bucket: s3://HOST/BUCKET[/PREFIX], or
// s3+http:// for a server without TLS on one's own network. The region may be
// given as ?region=, else the server is asked.
func IsS3(at string) bool {
	return strings.HasPrefix(at, "s3://") || strings.HasPrefix(at, "s3+http://")
}

// OpenS3 reads the address of a bucket. It asks nobody; Ready does.
func OpenS3(at string, c Credentials) (_ *S3, err error) {
	defer fault.Op(&err, "blob: open bucket")
	u, err := url.Parse(at)
	if err != nil {
		return nil, fault.New(fault.Invalid, "blob.bad_address", "s3:…").Because(errors.New("blob: not an address"))
	}
	bucket, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if u.Host == "" || bucket == "" || u.User != nil {
		return nil, fault.New(fault.Invalid, "blob.bad_address", u.Redacted())
	}
	if prefix != "" {
		prefix += "/"
	}
	client, err := minio.New(u.Host, &minio.Options{
		Creds: credentials.NewStaticV4(c.Key, c.Secret, ""), Secure: u.Scheme == "s3",
		Region: u.Query().Get("region"), MaxRetries: s3Tries, Transport: s3Transport(),
	})
	if err != nil {
		return nil, fault.New(fault.Invalid, "blob.bad_address", u.Redacted()).Because(err)
	}
	return &S3{client: client, bucket: bucket, prefix: prefix}, nil
}

// Ready asks the server whether the bucket is there and open to us. The program
// starts without it: pages do not need it, and uploads are refused until it is.
func (s *S3) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	there, err := s.client.BucketExists(ctx, s.bucket)
	if err == nil && !there {
		err = errors.New("the server knows no such bucket")
	}
	if err != nil {
		return fault.New(fault.NotFound, "blob.no_bucket", s.bucket, s.client.EndpointURL().Host).Because(err)
	}
	return nil
}

func s3Transport() http.RoundTripper {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: beginTime, KeepAlive: 15 * time.Second}).DialContext,
		TLSHandshakeTimeout:   beginTime,
		ResponseHeaderTimeout: beginTime,
		IdleConnTimeout:       time.Minute,
		MaxIdleConnsPerHost:   16,
		DisableCompression:    true,
	}
}

func (s *S3) name(hash string) string { return s.prefix + place(hash) }

// Put sends a blob in one request that carries its MD5 too, so that the server
// refuses what was changed on the way.
func (s *S3) Put(ctx context.Context, hash string, content io.ReadSeeker) (err error) {
	defer fault.Op(&err, "blob: put %s", hash)
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	bytes, err := checked(ctx, hash, content)
	if s.planted == "put anything" {
		bytes, err = content.Seek(0, io.SeekEnd)
		_, _ = content.Seek(0, io.SeekStart)
	}
	if err != nil {
		return err
	}
	_, err = s.client.PutObject(ctx, s.bucket, s.name(hash), patient{ctx, content}, bytes, minio.PutObjectOptions{
		ContentType: "application/octet-stream", SendContentMd5: true, DisableMultipart: true,
	})
	if r := minio.ToErrorResponse(err); r.StatusCode == http.StatusInsufficientStorage || strings.Contains(r.Code, "StorageFull") || strings.Contains(r.Code, "QuotaExceeded") {
		return fault.New(fault.Full, "blob.full").Because(err)
	}
	return err
}

// Get brings a blob into a temporary file while it reads its hash.
func (s *S3) Get(ctx context.Context, hash string) (_ io.ReadSeekCloser, err error) {
	defer fault.Op(&err, "blob: get %s", hash)
	if !Valid(hash) {
		return nil, ErrMissing
	}
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	object, err := s.client.GetObject(ctx, s.bucket, s.name(hash), minio.GetObjectOptions{})
	if err != nil {
		return nil, missing(err)
	}
	defer object.Close()
	temp, err := newScratch()
	if err != nil {
		return nil, roomless(err)
	}
	if _, err = io.Copy(temp, object); err == nil {
		_, err = checked(ctx, hash, temp)
		if s.planted == "believe the server" {
			_, err = temp.Seek(0, io.SeekStart)
		}
	}
	if err != nil {
		temp.Close()
		return nil, roomless(missing(err))
	}
	return temp, nil
}

func missing(err error) error {
	if isMissing(err) {
		return ErrMissing
	}
	return err
}

func isMissing(err error) bool {
	return err != nil && minio.ToErrorResponse(err).Code == minio.NoSuchKey
}

// Stat asks for a blob's size and time.
func (s *S3) Stat(ctx context.Context, hash string) (Info, bool, error) {
	if !Valid(hash) {
		return Info{}, false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	i, err := s.client.StatObject(ctx, s.bucket, s.name(hash), minio.StatObjectOptions{})
	if isMissing(err) {
		return Info{}, false, nil
	}
	if err != nil {
		return Info{}, false, fmt.Errorf("blob: stat %s: %w", hash, err)
	}
	return Info{hash, i.Size, i.LastModified}, true, nil
}

// Delete removes a blob.
func (s *S3) Delete(ctx context.Context, hash string) error {
	if !Valid(hash) || s.planted == "delete nothing" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	if err := s.client.RemoveObject(ctx, s.bucket, s.name(hash), minio.RemoveObjectOptions{}); err != nil && !isMissing(err) {
		return fmt.Errorf("blob: delete %s: %w", hash, err)
	}
	return nil
}

// List asks for the whole bucket under the prefix, a page at a time.
func (s *S3) List(ctx context.Context, each func(Info) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for o := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix, Recursive: true}) {
		if o.Err != nil {
			return fmt.Errorf("blob: list: %w", o.Err)
		}
		hash := path.Base(o.Key)
		if s.planted != "list the unfinished" && (!Valid(hash) || s.name(hash) != o.Key) {
			continue // somebody else's
		}
		if err := each(Info{hash, o.Size, o.LastModified}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// scratch is a temporary file that is gone when it is closed.
type scratch struct{ *os.File }

func newScratch() (scratch, error) {
	f, err := os.CreateTemp("", "alun-*")
	return scratch{f}, err
}

// Close closes and removes the file.
func (s scratch) Close() error { return errors.Join(s.File.Close(), os.Remove(s.Name())) }

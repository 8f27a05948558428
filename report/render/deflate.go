package render

import (
	"bytes"
	"hash/crc32"
	"runtime"
	"sync"

	"github.com/klauspost/compress/flate"
)

// chunkSize is how many bytes of XML are deflated as one piece: enough for the
// compressor to find repetitions, little enough to keep several at once.
const chunkSize = 512 << 10

// press deflates pieces of streams on several goroutines. Deflating serially is
// half the time excelize takes for a long worksheet.
type press struct {
	idle    chan *flate.Writer // as many as may work at once
	buffers sync.Pool          // of *[]byte with chunkSize of room
}

func newPress() (*press, error) {
	workers := min(max(runtime.GOMAXPROCS(0), 2), 4)
	p := &press{idle: make(chan *flate.Writer, workers)}
	p.buffers.New = func() any { b := make([]byte, 0, chunkSize+chunkSize/8); return &b }
	for range workers {
		w, err := flate.NewWriter(nil, flate.BestSpeed)
		if err != nil {
			return nil, err
		}
		p.idle <- w
	}
	return p, nil
}

// stream is a deflate stream in the making: its pieces stand alone and end at a
// byte boundary, so they are joined by writing them one after the other.
type stream struct {
	press *press
	buf   *[]byte  // what isn't deflated yet
	piece []*piece // in order
	wait  sync.WaitGroup
	size  uint64 // bytes before deflating
	crc   uint32 // of those bytes
}

type piece struct {
	data []byte
	err  error
}

func (p *press) stream() *stream {
	return &stream{press: p, buf: p.buffers.Get().(*[]byte)}
}

// emit hands the buffered bytes to a compressor and begins a new buffer. It waits
// while all compressors are busy, so memory stays bounded.
func (s *stream) emit() {
	raw, done := s.buf, new(piece)
	s.size += uint64(len(*raw))
	s.crc = crc32.Update(s.crc, crc32.IEEETable, *raw)
	s.piece = append(s.piece, done)
	s.buf = s.press.buffers.Get().(*[]byte)
	w := <-s.press.idle
	s.wait.Go(func() {
		done.data, done.err = deflate(w, *raw, false)
		*raw = (*raw)[:0]
		s.press.buffers.Put(raw)
		s.press.idle <- w
	})
}

// close waits until every piece is deflated.
func (s *stream) close() error {
	if len(*s.buf) > 0 {
		s.emit()
	}
	s.wait.Wait()
	s.press.buffers.Put(s.buf)
	for _, p := range s.piece {
		if p.err != nil {
			return p.err
		}
	}
	return nil
}

// deflate compresses raw into a piece of a deflate stream; last ends the stream.
func deflate(w *flate.Writer, raw []byte, last bool) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(raw)/6 + 64)
	w.Reset(&out)
	_, err := w.Write(raw)
	if err == nil && last {
		err = w.Close()
	} else if err == nil {
		err = w.Flush() // an empty stored block, which ends at a byte boundary
	}
	return bytes.Clone(out.Bytes()), err
}

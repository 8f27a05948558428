package grid

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestTableDecodesEveryCodeLikeText(t *testing.T) {
	decoder := simplifiedchinese.GB18030.NewDecoder()
	var codes, want []byte
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			code := []byte{byte(lead), byte(trail)}
			if text, err := decoder.Bytes(code); err == nil && !bytes.Contains(text, []byte("\uFFFD")) {
				codes, want = append(codes, code...), append(want, text...)
			}
		}
	}
	rare := "plain ASCII 䶮㼆𠮷 and more €"
	codes, want = append(codes, gb18030(t, rare)...), append(want, rare...)
	var err error
	var got []byte
	r := newGBReader(iotest.OneByteReader(bytes.NewReader(codes)), newGBTable())
	for buf := make([]byte, 16); err == nil; {
		var n int
		n, err = r.Read(buf)
		got = append(got, buf[:n]...)
	}
	if err != io.EOF || !bytes.Equal(got, want) {
		t.Errorf("decodes differently: %d bytes, want %d, error %v", len(got), len(want), err)
	}
}

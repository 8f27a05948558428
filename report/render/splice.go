package render

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
)

// spliceZip writes a workbook's archive as excelize makes it, with the rows that
// were deflated beforehand put into the sheetData of their worksheets. excelize
// thus keeps to what it is good at (styles, filters, page layout, links, charts)
// and the rows never exist as one piece, neither in memory nor in a temporary
// file, where customers' names and phones would lie readable.
type spliceZip struct {
	*zip.Writer
	press *press
	rows  map[string]*body // by the worksheet's path in the archive
	name  string           // of the worksheet being collected, "" if none
	shell bytes.Buffer     // its XML from excelize, without rows
	done  int              // worksheets written with their rows
}

// body is what is put into a worksheet.
type body struct {
	rows  *stream
	ruled bool // lines between the cells are printed, which excelize has no call for
}

// Create begins the next file of the archive.
func (z *spliceZip) Create(name string) (io.Writer, error) {
	if err := z.finish(); err != nil {
		return nil, err
	}
	if z.rows[name] == nil {
		return z.Writer.Create(name)
	}
	z.name = name
	return &z.shell, nil
}

// Close ends the archive.
func (z *spliceZip) Close() error {
	if err := z.finish(); err != nil {
		return err
	}
	return z.Writer.Close()
}

// finish writes the worksheet collected: its shell up to the rows, the rows, the
// rest of its shell.
func (z *spliceZip) finish() error {
	if z.name == "" {
		return nil
	}
	name, body := z.name, z.rows[z.name]
	z.name = ""
	head, tail, err := cutShell(z.shell.Bytes())
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if body.ruled {
		tail = bytes.Replace(tail, []byte("<printOptions "), []byte(`<printOptions gridLines="1" `), 1)
	}
	w := <-z.press.idle
	defer func() { z.press.idle <- w }()
	first, err := deflate(w, head, false)
	if err != nil {
		return err
	}
	last, err := deflate(w, tail, true)
	if err != nil {
		return err
	}
	z.done++
	defer z.shell.Reset()
	return z.write(name, head, tail, body.rows, first, last)
}

// write writes one file of the archive from its deflated pieces.
func (z *spliceZip) write(name string, head, tail []byte, rows *stream, first, last []byte) error {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate}
	header.CRC32 = joinCRC(crc32.ChecksumIEEE(head), rows.crc, rows.size)
	header.CRC32 = joinCRC(header.CRC32, crc32.ChecksumIEEE(tail), uint64(len(tail)))
	header.UncompressedSize64 = uint64(len(head)) + rows.size + uint64(len(tail))
	header.CompressedSize64 = uint64(len(first) + len(last))
	for _, p := range rows.piece {
		header.CompressedSize64 += uint64(len(p.data))
	}
	to, err := z.CreateRaw(header)
	if err != nil {
		return err
	}
	if _, err := to.Write(first); err != nil {
		return err
	}
	for _, p := range rows.piece {
		if _, err := to.Write(p.data); err != nil {
			return err
		}
		p.data = nil
	}
	_, err = to.Write(last)
	return err
}

// cutShell cuts a worksheet's XML where its rows go. What excelize put there (the
// cells of merged ranges) is left out.
func cutShell(xml []byte) (head, tail []byte, err error) {
	opening, closing := []byte("<sheetData>"), []byte("</sheetData>")
	from, to := bytes.Index(xml, opening), bytes.Index(xml, closing)
	if from < 0 || to < from {
		return nil, nil, fmt.Errorf("no place for rows in the worksheet")
	}
	return xml[:from+len(opening)], xml[to:], nil
}

// joinCRC is the CRC-32 of two pieces one after the other, from their own sums and
// the length of the second: the method of crc32_combine in zlib, which appends a
// zero byte by a 32 × 32 matrix over GF(2) and squares it to append many.
func joinCRC(a, b uint32, length uint64) uint32 {
	var zero [32]uint32 // appends one zero bit
	zero[0] = crc32.IEEE
	for i := 1; i < 32; i++ {
		zero[i] = 1 << (i - 1)
	}
	for range 3 {
		zero = square(zero) // 2, 4, 8 bits: a byte
	}
	for ; length > 0; length >>= 1 {
		if length&1 != 0 {
			a = times(&zero, a)
		}
		zero = square(zero)
	}
	return a ^ b
}

// times is the matrix m times the vector v.
func times(m *[32]uint32, v uint32) (sum uint32) {
	for i := 0; v != 0; i, v = i+1, v>>1 {
		if v&1 != 0 {
			sum ^= m[i]
		}
	}
	return sum
}

func square(m [32]uint32) (s [32]uint32) {
	for i := range s {
		s[i] = times(&m, m[i])
	}
	return s
}

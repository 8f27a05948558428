package cmd

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"

	"kehu/store/sheet"
)

// source opens a file; standard input and other pipes are read whole, because a sheet
// is looked at twice.
func (a *app) source(ctx context.Context, name string) (io.ReadSeeker, io.Closer, error) {
	switch {
	case name == "-":
		return whole(a.in, sheet.W("标准输入", "standard input"))
	case isPipe(name):
		return whole(&patient{ctx: ctx, from: &pipe{name: name}}, sheet.Verbatim(name))
	}
	f, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil, sheet.Fail(sheet.NotFound, "没有文件 %s", "there is no file %s", name)
	}
	if err != nil {
		return nil, nil, sheet.Fail(sheet.Failed, "读不了 %s，请检查权限", "cannot read %s; check its permissions", name).Because(err)
	}
	return &metered{File: f}, f, nil
}

// whole reads what can be read but once.
func whole(from io.Reader, title sheet.Words) (io.ReadSeeker, io.Closer, error) {
	content, err := io.ReadAll(from)
	if err != nil {
		return nil, nil, sheet.Fail(sheet.Failed, "读不了%s", "cannot read %s", title).Because(err)
	}
	return bytes.NewReader(content), io.NopCloser(nil), nil
}

// isPipe reports whether name is no file with an end but a pipe or a device, such as
// the <(…) of a shell.
func isPipe(name string) bool {
	at, err := os.Stat(name)
	return err == nil && !at.IsDir() && !at.Mode().IsRegular()
}

// pipe is opened when it is read: to open it waits until somebody writes into it.
type pipe struct {
	name string
	file *os.File
}

// Read opens the pipe and reads from it.
func (p *pipe) Read(into []byte) (n int, err error) {
	if p.file == nil {
		if p.file, err = os.Open(p.name); err != nil {
			return 0, err
		}
	}
	if n, err = p.file.Read(into); err != nil {
		p.file.Close()
	}
	return n, err
}

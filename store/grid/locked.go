package grid

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"

	"github.com/xuri/excelize/v2"

	"kehu/store/sheet"
)

const (
	maxContainer = 256 << 20 // bytes of a container, which is held in memory
	maxSpins     = 8         // digits of how often a password is hashed; Excel writes 100000
)

// openContained opens what a container holds: an .xlsx with a password, or an
// old .xls.
func openContained(r io.ReadSeeker, o Options) (File, error) {
	size, err := r.Seek(0, io.SeekEnd)
	switch {
	case err != nil:
		return File{}, err
	case size > maxContainer:
		return File{}, tooLarge()
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return File{}, err
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return File{}, err
	}
	c := openContainer(data)
	switch {
	case c == nil:
		return File{}, notWhole(nil)
	case c.has("EncryptedPackage"):
		return c.openLocked(o)
	case c.has("WordDocument"):
		return File{}, sheet.Fail(sheet.Failed, "这是 Word 文档，不是表格；请把表格复制到 Excel 或 WPS 表格里，存为 .xlsx", "this is a Word document: copy its table to a workbook and save it as .xlsx")
	case c.has("PowerPoint Document"):
		return File{}, sheet.Fail(sheet.Failed, "这是演示文稿，不是表格", "this is a presentation, not a sheet")
	}
	b, err := openOldBook(c)
	if err != nil {
		return File{}, err
	}
	return fileOf(b), nil
}

func (c *container) has(name string) bool {
	_, ok := c.streams[name]
	return ok
}

// openLocked opens a workbook with a password.
func (c *container) openLocked(o Options) (File, error) {
	content, err := c.decrypt(readOnlyPassword)
	if err != nil {
		content, err = c.unlock(o)
	}
	if err != nil {
		return File{}, err
	}
	return openZip(bytes.NewReader(content), int64(len(content)))
}

// readOnlyPassword locks workbooks that Excel opens without asking, such as those
// recommended for reading only, [MS-OFFCRYPTO] 2.3.7.
const readOnlyPassword = "VelvetSweatshop"

// unlock decrypts the workbook with the password that somebody knows.
func (c *container) unlock(o Options) ([]byte, error) {
	if o.Password == nil {
		return nil, sheet.Fail(sheet.Unanswered, "工作簿加了密码；请把密码写在一个文件的第一行，加上 --password-file 那个文件",
			"the workbook is locked: write its password to the first line of a file and name that with --password-file")
	}
	password, err := o.Password()
	if err != nil {
		return nil, err
	}
	return c.decrypt(password)
}

// decrypt is the workbook within. What the container says of itself is checked
// first: the library takes it as it is.
func (c *container) decrypt(password string) (content []byte, err error) {
	info, _ := c.read("EncryptionInfo")
	packed, _ := c.read("EncryptedPackage")
	spins := regexp.MustCompile(`spinCount="\s*\d{` + strconv.Itoa(maxSpins) + `,}`)
	if len(info) < 8 || len(packed) < 8 || spins.Match(info) || len(info) < c.streams["EncryptionInfo"].size || len(packed) < c.streams["EncryptedPackage"].size {
		return nil, notWhole(nil)
	}
	defer func() {
		if recover() != nil {
			content, err = nil, notWhole(nil)
		}
	}()
	content, err = excelize.Decrypt(c.data, &excelize.Options{Password: password})
	switch {
	case errors.Is(err, excelize.ErrUnsupportedEncryptMechanism), errors.Is(err, excelize.ErrUnknownEncryptMechanism), errors.Is(err, excelize.ErrUnsupportedHashAlgorithm):
		return nil, sheet.Fail(sheet.Failed, "工作簿的加密方式不认识；请在 Excel 或 WPS 里去掉密码，另存为 .xlsx", "the workbook is locked in an unknown way: open it in Excel and save it without a password").Because(err)
	case err != nil || !bytes.HasPrefix(content, []byte(zipMagic)):
		return nil, sheet.Fail(sheet.Failed, "密码不对；请核对后再试", "the password is wrong: check it and try again").Because(err)
	}
	return content, nil
}

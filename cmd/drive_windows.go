package cmd

import (
	"syscall"
	"unsafe"
)

// driveFixed is GetDriveType's word for a disk of the computer's own.
const driveFixed = 3

// fixedDrives are the roots of the computer's disks, such as D:\.
func fixedDrives() []string {
	typeOf := syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW")
	var drives []string
	for letter := 'C'; letter <= 'Z'; letter++ {
		root := string(letter) + `:\`
		path, err := syscall.UTF16PtrFromString(root)
		if err != nil {
			continue
		}
		if kind, _, _ := typeOf.Call(uintptr(unsafe.Pointer(path))); kind == driveFixed {
			drives = append(drives, root)
		}
	}
	return drives
}

// Command kehu keeps a customer tracking sheet (客户追踪表) in one local file.
package main

import (
	"os"

	"kehu/cmd"
)

func main() { os.Exit(cmd.Main()) }

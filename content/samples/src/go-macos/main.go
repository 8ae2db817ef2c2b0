// What `go build` makes on a Mac: no Linux kernel starts it.
package main

import "os"

func main() {
	os.Stdout.WriteString("hello from Go\n")
}

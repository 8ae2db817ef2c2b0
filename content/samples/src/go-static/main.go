// Without cgo, Go brings its own start-up code and calls the kernel itself.
package main

import "os"

func main() {
	os.Stdout.WriteString("hello from Go\n")
}

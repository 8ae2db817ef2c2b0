// One call into C is enough: the whole program becomes dynamic.
package main

// #include <unistd.h>
import "C"

import "os"

func main() {
	var name [65]C.char
	if C.gethostname(&name[0], C.size_t(len(name))) != 0 {
		os.Exit(1)
	}
	os.Stdout.WriteString("hello from " + C.GoString(&name[0]) + "\n")
}

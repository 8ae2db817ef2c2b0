// A second package of the module, for a Dockerfile that names one.
package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	first, err := os.ReadFile("/proc/1/comm")
	if err != nil {
		panic(err)
	}
	fmt.Printf("%s uid=%d gid=%d pid=%d first=%s\n", name, os.Getuid(), os.Getgid(), os.Getpid(), strings.TrimSpace(string(first)))
}

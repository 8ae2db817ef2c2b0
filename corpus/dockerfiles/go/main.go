// Says who it is, and on demand writes, answers by HTTP or checks itself: what the options of a Dockerfile prepare.
package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	arguments := os.Args[1:]
	if len(arguments) == 0 {
		greet()
		return
	}
	switch arguments[0] {
	case "health":
	case "serve":
		http.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "well") })
		fail(http.ListenAndServe(":8080", nil))
	case "write":
		for _, directory := range arguments[1:] {
			fail(os.WriteFile(filepath.Join(directory, "written"), []byte("here"), 0o600))
		}
		greet()
	}
}

func greet() {
	first, err := os.ReadFile("/proc/1/comm")
	fail(err)
	fmt.Printf("%s uid=%d gid=%d pid=%d first=%s\n", name, os.Getuid(), os.Getgid(), os.Getpid(), strings.TrimSpace(string(first)))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

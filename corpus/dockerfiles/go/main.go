// Says who it is, and on demand writes, answers by HTTP or checks itself: what the options of a Dockerfile prepare.
package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
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
	case "forsake":
		// Its child ends after it and belongs to process 1 by then.
		fail(exec.Command("/proc/self/exe", "nap").Start())
	case "nap":
		time.Sleep(100 * time.Millisecond)
	case "orphan":
		fail(exec.Command("/proc/self/exe", "forsake").Run())
		time.Sleep(time.Second)
		fmt.Printf("zombies=%d\n", zombies())
	case "write":
		for _, directory := range arguments[1:] {
			fail(os.WriteFile(filepath.Join(directory, "written"), []byte("here"), 0o600))
		}
		greet()
	}
}

// zombies counts the processes that have ended and that nobody waited for: the state behind the name in parentheses, proc(5).
func zombies() int {
	files, err := filepath.Glob("/proc/[0-9]*/stat")
	fail(err)
	count := 0
	for _, file := range files {
		stat, _ := os.ReadFile(file)
		if _, rest, found := strings.Cut(string(stat), ") "); found && strings.HasPrefix(rest, "Z") {
			count++
		}
	}
	return count
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

// Runs a command line in a shell.
package main

import (
	"os"
	"os/exec"
)

// Set when it is linked.
var shell string

func main() {
	said, err := exec.Command(shell, "-c", "echo from the shell").Output()
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Stdout.Write(said)
}

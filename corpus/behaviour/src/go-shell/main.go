// Runs a command line in a shell.
package main

import (
	"os"
	"os/exec"
)

func main() {
	said, err := exec.Command("sh", "-c", "echo from the shell").Output()
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Stdout.Write(said)
}

// Prints the name of the user it runs as.
package main

import (
	"os"
	"os/user"
)

func main() {
	current, err := user.Current()
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Stdout.WriteString(current.Username + " " + current.HomeDir + "\n")
}

// Prints a moment as clocks in Berlin show it.
package main

import (
	"os"
	"time"
)

func main() {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Stdout.WriteString(time.Unix(0, 0).In(berlin).Format(time.RFC3339) + "\n")
}

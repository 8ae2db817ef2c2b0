// Makes a temporary file.
package main

import "os"

func main() {
	file, err := os.CreateTemp("", "upload-")
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	file.Close()
	os.Stdout.WriteString("a temporary file in " + os.TempDir() + "\n")
}

// Fetches one page by HTTPS.
package main

import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	answer, err := http.Get("https://final-stage.test/")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(answer.Proto, answer.StatusCode)
}

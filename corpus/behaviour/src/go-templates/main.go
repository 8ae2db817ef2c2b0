// Reads the templates that lie beside it.
package main

import (
	"os"
	"text/template"
)

func main() {
	pages, err := template.ParseGlob("templates/*.html")
	if err == nil {
		err = pages.ExecuteTemplate(os.Stdout, "index.html", "visitor")
	}
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
}

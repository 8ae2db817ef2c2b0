// Asks SQLite for its version.
package main

import (
	"database/sql"
	"os"

	_ "github.com/mattn/go-sqlite3"
)

func main() {
	var version string
	base, err := sql.Open("sqlite3", ":memory:")
	if err == nil {
		err = base.QueryRow("select 'SQLite answers'").Scan(&version)
	}
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Stdout.WriteString(version + "\n")
}

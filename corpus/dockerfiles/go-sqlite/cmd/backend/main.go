// A service that keeps its notes in SQLite and finds them by full-text search, which go-sqlite3 has only with the tag
// sqlite_fts5.
package main

import (
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/mattn/go-sqlite3"
)

const (
	port = "8082"
	data = "/data"
)

func main() {
	arguments := os.Args[1:]
	switch {
	case len(arguments) == 1 && arguments[0] == "health":
		response, err := http.Get("http://127.0.0.1:" + port + "/health")
		fail(err)
		if response.StatusCode != http.StatusOK {
			fail(fmt.Errorf("%s", response.Status))
		}
	case len(arguments) == 1 && arguments[0] == "serve":
		http.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) {
			if found, err := search(data); err != nil || found != 1 {
				http.Error(w, fmt.Sprint(found, err), http.StatusInternalServerError)
			}
		})
		fail(http.ListenAndServe(":"+port, nil))
	case len(arguments) > 1 && arguments[0] == "write":
		for _, directory := range arguments[1:] {
			found, err := search(directory)
			fail(err)
			if found != 1 {
				fail(fmt.Errorf("%d notes were found in %s", found, directory))
			}
		}
		greet()
	default:
		fail(fmt.Errorf("unknown: %v", arguments))
	}
}

// search makes an index in a directory, and counts what a query for two words finds in it.
func search(directory string) (int, error) {
	file := filepath.Join(directory, "notes.db")
	database, err := sql.Open("sqlite3", file)
	if err != nil {
		return 0, err
	}
	defer database.Close()
	for _, statement := range []string{
		"DROP TABLE IF EXISTS note",
		"CREATE VIRTUAL TABLE note USING fts5(text)",
		"INSERT INTO note VALUES ('the final stage holds the program'), ('the first stage holds the compiler')",
	} {
		if _, err := database.Exec(statement); err != nil {
			return 0, err
		}
	}
	var found int
	err = database.QueryRow("SELECT count(*) FROM note WHERE note MATCH 'program AND stage'").Scan(&found)
	return found, err
}

func greet() {
	first, err := os.ReadFile("/proc/1/comm")
	fail(err)
	fmt.Printf("Go-with-FTS5 uid=%d gid=%d pid=%d first=%s\n", os.Getuid(), os.Getgid(), os.Getpid(), strings.TrimSpace(string(first)))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

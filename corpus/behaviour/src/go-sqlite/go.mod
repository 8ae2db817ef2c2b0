module example.test/go-sqlite

go 1.24

require github.com/mattn/go-sqlite3 v1.14.27

// Debian's copy of it, so that no registry is needed.
replace github.com/mattn/go-sqlite3 => /usr/share/gocode/src/github.com/mattn/go-sqlite3

module example.test/go-shell

go 1.24

module example.test/go-home

go 1.24

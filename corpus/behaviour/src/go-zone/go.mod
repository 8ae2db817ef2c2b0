module example.test/go-zone

go 1.24

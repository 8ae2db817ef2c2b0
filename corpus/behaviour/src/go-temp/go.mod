module example.test/go-temp

go 1.24

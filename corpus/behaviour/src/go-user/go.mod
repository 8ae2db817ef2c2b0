module example.test/go-user

go 1.24

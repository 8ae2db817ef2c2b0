module example.test/go-https

go 1.24

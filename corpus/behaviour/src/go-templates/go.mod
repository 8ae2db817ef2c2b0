module example.test/go-templates

go 1.24

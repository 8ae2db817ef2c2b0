module example.test/go-zone-embedded

go 1.24

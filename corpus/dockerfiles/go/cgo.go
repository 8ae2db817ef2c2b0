//go:build cgo

package main

// #include <stdlib.h>
// static int doubled(int n) { return abs(n) * 2; }
import "C"
import "fmt"

var name = fmt.Sprintf("Go-with-C-%d", C.doubled(-21))

//go:build !netgo

package main

const name = "Go-server"

//! Rust's default on Linux: its own library inside, the C library from the image.

fn main() {
    let name = std::env::args().nth(1).unwrap_or_else(|| "world".to_owned());
    println!("hello, {name}");
}

//! The same program with musl inside: nothing is left for the image to bring.

fn main() {
    let name = std::env::args().nth(1).unwrap_or_else(|| "world".to_owned());
    println!("hello, {name}");
}

//! What the browser runs: it adopts the islands of the page it finds itself in.

fn main() {
    app::island::wake_all();
}

//! One request answered from a directory, as a plain static host would.

use std::fs;
use std::path::{Component, Path, PathBuf};

use oxhttp::model::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION, X_CONTENT_TYPE_OPTIONS};
use oxhttp::model::response::Builder;
use oxhttp::model::{Body, Error, Method, Request, Response, StatusCode};

/// What a path of the site stands for.
#[derive(Debug, PartialEq)]
enum Found {
    File(PathBuf),
    /// A directory asked for without its slash: relative links in its page would miss.
    Directory(String),
    Nothing,
}

/// Answers GET and HEAD with files below `root`; unknown paths get `404.html`.
pub(crate) fn answer(root: &Path, request: &Request<Body>) -> Response<Body> {
    let response = match *request.method() {
        Method::GET | Method::HEAD => match find(root, request.uri().path()) {
            Found::File(file) => send(StatusCode::OK, &file),
            Found::Directory(location) => Response::builder()
                .status(StatusCode::MOVED_PERMANENTLY)
                .header(LOCATION, location)
                .body(Body::empty()),
            Found::Nothing => send(StatusCode::NOT_FOUND, &root.join("404.html")),
        },
        _ => {
            let refusal = Response::builder().status(StatusCode::METHOD_NOT_ALLOWED);
            refusal.header(ALLOW, "GET, HEAD").body(Body::empty())
        }
    };
    response.unwrap_or_else(|_| Response::new(Body::from("this answer cannot be written as HTTP")))
}

fn find(root: &Path, path: &str) -> Found {
    let relative = Path::new(path.trim_start_matches('/'));
    if !relative.components().all(|component| matches!(component, Component::Normal(_))) {
        return Found::Nothing;
    }
    let target = root.join(relative);
    if target.is_dir() {
        let page = target.join("index.html");
        return match (page.is_file(), path.ends_with('/')) {
            (true, true) => Found::File(page),
            (true, false) => Found::Directory(format!("{path}/")),
            (false, _) => Found::Nothing,
        };
    }
    if target.is_file() { Found::File(target) } else { Found::Nothing }
}

fn send(status: StatusCode, path: &Path) -> Result<Response<Body>, Error> {
    let builder = Response::builder()
        .status(status)
        .header(CACHE_CONTROL, keeping(path))
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff");
    match fs::read(path) {
        Ok(content) => builder.header(CONTENT_TYPE, content_type(path)).body(Body::from(content)),
        Err(_) => not_found(builder),
    }
}

fn not_found(builder: Builder) -> Result<Response<Body>, Error> {
    let builder = builder.status(StatusCode::NOT_FOUND).header(CONTENT_TYPE, "text/plain; charset=utf-8");
    builder.body(Body::from("There is no such page.\n"))
}

/// As the site's `_headers` says it to hosts that know the file: a name with a hash in it stands for one content. A
/// browser that has to ask again for a face of the type shows the page without it.
fn keeping(path: &Path) -> &'static str {
    let name = path.file_name().unwrap_or_default();
    let is_hashed = path
        .extension()
        .is_some_and(|extension| ["js", "wasm", "woff2"].iter().any(|known| extension == *known));
    if is_hashed && name != "sw.js" { "max-age=31536000, immutable" } else { "no-cache" }
}

/// Browsers compile WebAssembly while it streams only under its own type, and guess the encoding of text that
/// does not name one.
fn content_type(path: &Path) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    if guess.type_() == mime_guess::mime::TEXT {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webassembly_and_text_are_named_as_browsers_need_them() {
        assert_eq!(content_type(Path::new("app.wasm")), "application/wasm");
        assert_eq!(content_type(Path::new("index.html")), "text/html; charset=utf-8");
        assert_eq!(content_type(Path::new("boot.js")), "text/javascript; charset=utf-8");
        assert_eq!(content_type(Path::new("samples/hello-go")), "application/octet-stream");
    }

    #[test]
    fn what_has_a_hash_in_its_name_is_kept_and_all_else_is_asked_for_again() {
        for name in ["boot-1f2e.js", "fonts/serif-1f2e.woff2", "browser-1f2e_bg.wasm"] {
            assert_eq!(keeping(Path::new(name)), "max-age=31536000, immutable", "{name}");
        }
        for name in ["index.html", "sw.js", "404.html", "samples/hello-go"] {
            assert_eq!(keeping(Path::new(name)), "no-cache", "{name}");
        }
    }

    #[test]
    fn nothing_outside_the_directory_is_served() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert_eq!(find(&root, "/main.rs"), Found::File(root.join("main.rs")));
        assert_eq!(find(&root, "/../Cargo.toml"), Found::Nothing);
        assert_eq!(find(&root, "/serve/../../Cargo.toml"), Found::Nothing);
        assert_eq!(find(&root, "//etc/passwd"), Found::Nothing);
    }
}

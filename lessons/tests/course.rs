//! A folder of lessons, with what only the whole course can check.

use std::{fs, path::PathBuf};

use lessons::{Course, Fact, Facts, Known};

struct Nothing;

impl Facts for Nothing {
    fn state(&self, _: &Fact) -> Result<String, String> {
        Err("not known".into())
    }
}

/// A content folder of its own for each test.
fn folder(test: &str, listed: &str, files: &[(&str, &str)]) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(dir.join("lessons")).unwrap();
    fs::write(dir.join("course.toml"), course(listed)).unwrap();
    for (slug, body) in files {
        let front = format!(
            "+++\ntitle = \"T\"\nslug = \"{slug}\"\ndescription = \"D\"\nminutes = 1\n\
             sources = [{{ title = \"S\", url = \"https://example.org\", date = 2026-11-21 }}]\n+++\n"
        );
        fs::write(dir.join("lessons").join(format!("{slug}.md")), front + body).unwrap();
    }
    dir
}

/// A course of one part, with its list of lessons in line 6.
fn course(listed: &str) -> String {
    format!(
        "title = \"C\"\ndescription = \"D\"\n[[part]]\ntitle = \"P\"\ndescription = \"D\"\nlessons = {listed}\n"
    )
}

fn load(dir: &std::path::Path) -> Result<Course, Vec<String>> {
    let known = Known { samples: &[], images: &[], facts: &Nothing };
    Course::load(dir, &known).map_err(|errors| {
        let prefix = format!("{}/", dir.display());
        errors.iter().map(|error| error.to_string().replace(&prefix, "")).collect()
    })
}

#[test]
fn lessons_come_in_the_order_of_the_course() {
    let dir = folder("order", "[\"b\", \"a\"]", &[("a", "## X {#x}\n"), ("b", "[to](a.md#x)\n")]);
    let course = load(&dir).unwrap();
    let slugs: Vec<_> = course.lessons.iter().map(|lesson| lesson.slug.as_str()).collect();
    assert_eq!(slugs, ["b", "a"]);
}

#[test]
fn links_between_lessons_are_checked() {
    let dir =
        folder("links", "[\"a\", \"b\"]", &[("a", "## X {#x}\n"), ("b", "[no](a.md#y)\n[gone](c.md)\n")]);
    assert_eq!(
        load(&dir).unwrap_err(),
        [
            "lessons/b.md:8: link to `#y`; allowed: `#x`",
            "lessons/b.md:9: link to `c.md`; allowed: `a.md`, `b.md`"
        ]
    );
}

#[test]
fn files_and_list_must_agree() {
    let dir = folder("agree", "[\"a\"]", &[("a", ""), ("left-out", "")]);
    assert_eq!(load(&dir).unwrap_err(), ["lessons/left-out.md:1: not listed in course.toml"]);
    let dir = folder("absent", "[\"a\"]", &[]);
    assert!(load(&dir).unwrap_err()[0].starts_with("lessons/a.md:1: cannot be read: "));
}

#[test]
fn a_slug_is_the_name_of_its_file() {
    let dir = folder("slug", "[\"a\"]", &[("a", "")]);
    fs::rename(dir.join("lessons/a.md"), dir.join("lessons/z.md")).unwrap();
    fs::write(dir.join("course.toml"), course("[\"z\"]")).unwrap();
    assert_eq!(load(&dir).unwrap_err(), ["lessons/z.md:1: slug `a`; allowed: `z`, the file's name"]);
}

#[test]
fn a_mistake_in_the_order_is_told_with_its_line() {
    let dir = folder("toml", "[]\nauthor = 1", &[]);
    assert_eq!(
        load(&dir).unwrap_err(),
        ["course.toml:7: unknown field `author`, expected one of `title`, `description`, `lessons`"]
    );
}

#[test]
fn parts_hold_their_lessons_in_order() {
    let second = "[\"a\"]\n[[part]]\ntitle = \"Q\"\ndescription = \"E\"\nlessons = [\"b\", \"c\"]";
    let dir = folder("parts", second, &[("a", ""), ("b", ""), ("c", "")]);
    let course = load(&dir).unwrap();
    let parts: Vec<_> = course.parts.iter().map(|part| (part.title.as_str(), part.lessons.clone())).collect();
    assert_eq!(parts, [("P", 0..1), ("Q", 1..3)]);
    assert_eq!(course.part_of(2).unwrap().title, "Q");
    assert_eq!(course.part_of(3), None);
}

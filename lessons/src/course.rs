//! `course.toml` and the files it lists → [`Course`].

use std::{fs, path::Path};

use serde::Deserialize;

use crate::{
    Course, Known, Part,
    compile::{Error, check_out, compile_with_links},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    description: String,
    #[serde(rename = "part")]
    parts: Vec<WrittenPart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPart {
    title: String,
    description: String,
    lessons: Vec<String>,
}

impl Course {
    /// Reads `course.toml` and `lessons/*.md` under `dir`, and compiles every lesson.
    pub fn load(dir: &Path, known: &Known) -> Result<Course, Vec<Error>> {
        let order = order(&dir.join("course.toml"))?;
        let slugs: Vec<String> = order.parts.iter().flat_map(|part| part.lessons.clone()).collect();
        let mut course = Course {
            title: order.title,
            description: order.description,
            parts: parts(order.parts),
            lessons: Vec::new(),
        };
        let mut links = Vec::new();
        let mut errors = unlisted(dir, &slugs);
        for slug in &slugs {
            let path = dir.join("lessons").join(format!("{slug}.md"));
            let shown = path.display().to_string();
            match read(&path).and_then(|text| compile_with_links(&shown, &text, known)) {
                Ok((lesson, _)) if lesson.slug != *slug => {
                    errors.extend(at(
                        &path,
                        &format!("slug `{}`; allowed: `{slug}`, the file's name", lesson.slug),
                    ));
                }
                Ok((lesson, out)) => {
                    course.lessons.push(lesson);
                    links.push((shown, out));
                }
                Err(found) => errors.extend(found),
            }
        }
        // With a lesson missing, every link to it would be reported as well.
        if errors.is_empty() {
            for (path, link) in links.iter().flat_map(|(path, out)| out.iter().map(move |link| (path, link)))
            {
                let wrong = check_out(link, &course.lessons);
                errors.extend(wrong.map(|message| Error { path: path.clone(), line: link.line, message }));
            }
        }
        if errors.is_empty() { Ok(course) } else { Err(errors) }
    }
}

fn parts(written: Vec<WrittenPart>) -> Vec<Part> {
    let mut first = 0;
    let part = |WrittenPart { title, description, lessons }| {
        let places = first..first + lessons.len();
        first = places.end;
        Part { title, description, lessons: places }
    };
    written.into_iter().map(part).collect()
}

fn order(path: &Path) -> Result<Written, Vec<Error>> {
    let text = read(path)?;
    toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
        let line = 1 + before.matches('\n').count();
        vec![Error { path: path.display().to_string(), line, message: error.message().into() }]
    })
}

fn unlisted(dir: &Path, listed: &[String]) -> Vec<Error> {
    let Ok(files) = fs::read_dir(dir.join("lessons")) else { return Vec::new() };
    let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
    paths.sort();
    let lessons = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let missing = lessons.filter(|path| {
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        !stem.is_some_and(|stem| listed.iter().any(|slug| slug == stem))
    });
    missing.flat_map(|path| at(path, "not listed in course.toml")).collect()
}

fn read(path: &Path) -> Result<String, Vec<Error>> {
    fs::read_to_string(path).map_err(|error| at(path, &format!("cannot be read: {error}")))
}

fn at(path: &Path, message: &str) -> Vec<Error> {
    vec![Error { path: path.display().to_string(), line: 1, message: message.into() }]
}

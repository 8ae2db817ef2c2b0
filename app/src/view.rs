//! What is shown where: the order of the ladder, its families, and the part of an error that tells.

use analyzer::report::{Answer, ImageReport};

/// The families that make one ladder; the others stand folded beside it.
const MAIN: [&str; 3] = ["scratch", "distroless", "debian"];

/// Images that hold the runtime of a language stand together: few programs have business there.
const ONE_LANGUAGE: &str = "distroless for one language";

/// Images that nobody repairs any more are no rungs to stand on.
const PAST: &str = "no longer supported";

/// The ladder on which an image is a rung.
fn ladder_of(image: &ImageReport) -> &str {
    let languages = ["java", "nodejs", "python"];
    if image.past {
        PAST
    } else if image.slug.split('-').any(|part| languages.iter().any(|language| part.starts_with(language))) {
        ONE_LANGUAGE
    } else {
        &image.family
    }
}

/// Whether an image is a rung of the main ladder.
pub fn is_main(image: &ImageReport) -> bool {
    MAIN.contains(&ladder_of(image))
}

/// Images by their place in the report, each list from the largest to the smallest: the program
/// falls from the top.
#[derive(Debug, Default, PartialEq)]
pub struct Ladders {
    pub main: Vec<usize>,
    pub beside: Vec<(String, Vec<usize>)>,
}

impl Ladders {
    pub fn of(images: &[ImageReport]) -> Self {
        let mut ladders = Ladders::default();
        for (place, image) in images.iter().enumerate().rev() {
            let family = ladder_of(image);
            if MAIN.contains(&family) {
                ladders.main.push(place);
                continue;
            }
            match ladders.beside.iter_mut().find(|(other, _)| *other == family) {
                Some((_, places)) => places.push(place),
                None => {
                    let after = ladders.beside.iter().position(|(other, _)| other.as_str() > family);
                    let at = after.unwrap_or(ladders.beside.len());
                    ladders.beside.insert(at, (family.to_owned(), vec![place]));
                }
            }
        }
        ladders
    }
}

/// The rung whose Dockerfile is shown: the picked one, else the recommended, else the largest of the main ladder.
pub fn chosen(answer: &Answer, picked: Option<&str>) -> Option<usize> {
    let images = &answer.report.images;
    let by_slug = |slug: &str| images.iter().position(|image| image.slug == slug);
    picked
        .and_then(by_slug)
        .or_else(|| recommended(answer))
        .or_else(|| Ladders::of(images).main.first().copied())
}

/// The reference as people write it to each other: without the registry's host.
pub fn short_reference(image: &ImageReport) -> &str {
    match image.image.split_once('/') {
        Some((host, path)) if host.contains('.') => path,
        _ => &image.image,
    }
}

/// The rung on which the program comes to rest.
pub fn recommended(answer: &Answer) -> Option<usize> {
    let advice = answer.report.recommendation.as_ref()?;
    answer.report.images.iter().position(|image| image.image == advice.image)
}

/// How every message names the program itself.
const PROGRAM: &str = "/app";

/// An error text around the part that tells what is missing.
#[derive(Debug, PartialEq, Eq)]
pub struct Marked<'a> {
    pub before: &'a str,
    pub telling: &'a str,
    pub after: &'a str,
}

/// Marks the blocker's subject where the message names it, else what follows the last colon of the first line.
pub fn mark<'a>(error: &'a str, subject: &str) -> Marked<'a> {
    let named = std::iter::once(subject)
        .chain(subject.split(' ').rev())
        .filter(|word| word.len() > 2 && *word != PROGRAM)
        .find_map(|word| place_of(word, error).map(|start| (start, start + word.len())));
    let (start, end) = named.unwrap_or_else(|| {
        let first_line = error.split('\n').next().unwrap_or_default();
        (first_line.rfind(':').map_or(0, |colon| (colon + 2).min(first_line.len())), first_line.len())
    });
    let (rest, after) = error.split_at_checked(end).unwrap_or((error, ""));
    let (before, telling) = rest.split_at_checked(start).unwrap_or((rest, ""));
    Marked { before, telling, after }
}

/// `str::find` for one short message: the library's searcher for long texts weighs 4 kB.
fn place_of(word: &str, text: &str) -> Option<usize> {
    text.as_bytes().windows(word.len()).position(|window| window == word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(slug: &str, family: &str) -> ImageReport {
        ImageReport {
            image: slug.to_owned(),
            from: slug.to_owned(),
            slug: slug.to_owned(),
            name: slug.to_owned(),
            family: family.to_owned(),
            outcome: "runs".to_owned(),
            error: None,
            said_by: None,
            exit_status: Vec::new(),
            unsure: None,
            blockers: Vec::new(),
            caveats: Vec::new(),
            size: Some(1),
            compressed: None,
            supported_until: None,
            support_note: None,
            past: false,
            measured: true,
            libraries: Vec::new(),
        }
    }

    #[test]
    fn the_largest_image_is_the_top_rung_and_other_families_stand_beside() {
        let images = [
            image("scratch", "scratch"),
            image("wolfi", "chainguard"),
            image("static", "distroless"),
            image("alpine", "alpine"),
            image("slim", "debian"),
        ];
        let ladders = Ladders::of(&images);
        assert_eq!(ladders.main, [4, 2, 0]);
        assert_eq!(ladders.beside, [("alpine".to_owned(), vec![3]), ("chainguard".to_owned(), vec![1])]);
    }

    #[test]
    fn an_image_that_nobody_repairs_is_no_rung_of_the_main_ladder() {
        let past = ImageReport { past: true, ..image("static-debian12", "distroless") };
        let ladders = Ladders::of(&[past, image("java21", "distroless"), image("static", "distroless")]);
        assert_eq!(ladders.main, [2]);
        assert_eq!(ladders.beside, [(ONE_LANGUAGE.to_owned(), vec![1]), (PAST.to_owned(), vec![0])]);
    }

    #[test]
    fn the_program_itself_is_not_what_is_missing() {
        assert_eq!(mark("exec /app: exec format error", "/app").telling, "exec format error");
    }

    #[test]
    fn the_missing_library_is_the_telling_part() {
        let error = "/app: error while loading shared libraries: libssl.so.3: cannot open shared object file: \
                     No such file or directory";
        let marked = mark(error, "libssl.so.3");
        assert_eq!(marked.telling, "libssl.so.3");
        assert_eq!([marked.before, marked.telling, marked.after].concat(), error);
    }

    #[test]
    fn a_message_that_names_nothing_is_marked_at_its_last_clause() {
        let marked = mark("exec /app: no such file or directory", "/lib64/ld-linux-x86-64.so.2");
        assert_eq!(marked.telling, "no such file or directory");
    }

    #[test]
    fn a_version_is_found_behind_its_library() {
        let error =
            "/app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /app)";
        assert_eq!(mark(error, "libc.so.6 GLIBC_2.38").telling, "GLIBC_2.38");
    }
}

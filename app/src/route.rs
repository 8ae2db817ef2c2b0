//! Every document of the site as a value, with its address, its title and its links to the others.
//! Links are relative, so that the site works under any path.

/// A page; a lesson or an image by its slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Home,
    Course,
    Lesson(String),
    Images,
    Image(String),
    Libraries,
    Glossary,
    Errors,
    /// The page of an error, by its slug.
    Error(String),
    Dockerfile,
    /// The checker of Dockerfiles.
    Check,
    About,
    Proof,
    /// The list of all others.
    Pages,
    /// The tool alone, for a frame on another site.
    Embed,
    NotFound,
}

impl Page {
    /// All pages, given the slugs of the lessons, of the images and of the errors.
    pub fn all<'a>(
        lessons: impl IntoIterator<Item = &'a str>,
        images: impl IntoIterator<Item = &'a str>,
        errors: impl IntoIterator<Item = &'a str>,
    ) -> Vec<Page> {
        let mut pages =
            vec![Page::Home, Page::Course, Page::Dockerfile, Page::Proof, Page::About, Page::NotFound];
        pages.extend(lessons.into_iter().map(|slug| Page::Lesson(slug.to_owned())));
        pages.extend([Page::Images, Page::Libraries, Page::Glossary, Page::Check, Page::Pages, Page::Embed]);
        pages.extend(images.into_iter().map(|slug| Page::Image(slug.to_owned())));
        pages.push(Page::Errors);
        pages.extend(errors.into_iter().map(|slug| Page::Error(slug.to_owned())));
        pages
    }

    /// The folder below the site's root, empty or ending in a slash.
    pub fn folder(&self) -> String {
        match self {
            Page::Home | Page::NotFound => String::new(),
            Page::Course => "learn/".to_owned(),
            Page::Lesson(slug) => format!("learn/{slug}/"),
            Page::Images => "images/".to_owned(),
            Page::Image(slug) => format!("images/{slug}/"),
            Page::Libraries => "libraries/".to_owned(),
            Page::Glossary => "glossary/".to_owned(),
            Page::Errors => "errors/".to_owned(),
            Page::Error(slug) => format!("errors/{slug}/"),
            Page::Dockerfile => "dockerfile/".to_owned(),
            Page::Check => "dockerfile/check/".to_owned(),
            Page::About => "about/".to_owned(),
            Page::Proof => "proof/".to_owned(),
            Page::Pages => "pages/".to_owned(),
            Page::Embed => "embed/".to_owned(),
        }
    }

    /// Whether it has the tool, and with it files that nobody else may see.
    pub fn has_tool(&self) -> bool {
        matches!(self, Page::Home | Page::Embed)
    }

    /// Whether anybody should find it: not what stands in for a missing page, nor what is made for a frame.
    pub fn is_listed(&self) -> bool {
        !matches!(self, Page::NotFound | Page::Embed)
    }

    /// The file that holds the page, below the site's root.
    pub fn file(&self) -> String {
        match self {
            Page::NotFound => "404.html".to_owned(),
            page => format!("{}index.html", page.folder()),
        }
    }

    /// The file of the project that a page is written in, or made from.
    pub fn source(&self) -> String {
        match self {
            Page::Lesson(slug) => format!("content/lessons/{slug}.md"),
            Page::Image(slug) => format!("catalog/images/{slug}.toml"),
            Page::Error(slug) => format!("content/errors/{slug}.md"),
            Page::Course => "content/course.toml".to_owned(),
            Page::Check => "app/src/pages/check.rs".to_owned(),
            Page::Glossary => "content/glossary.toml".to_owned(),
            Page::Images => "app/src/pages/images.rs".to_owned(),
            Page::Pages => "app/src/pages/index.rs".to_owned(),
            Page::Home => "app/src/pages/home.rs".to_owned(),
            Page::NotFound => "app/src/pages/not_found.rs".to_owned(),
            page => format!("app/src/pages/{}.rs", page.folder().trim_end_matches('/')),
        }
    }

    /// What leads from this page to the site's root. A host shows the page for missing ones under any
    /// address, so only there the public address of the site is written out.
    pub fn root(&self, public_url: &str) -> String {
        match self {
            Page::NotFound => public_url.to_owned(),
            page => match page.folder().matches('/').count() {
                0 => "./".to_owned(),
                depth => "../".repeat(depth),
            },
        }
    }
}

/// Links as one page writes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Links {
    pub here: Page,
    root: String,
}

impl Links {
    pub fn from(page: &Page, public_url: &str) -> Self {
        Links { here: page.clone(), root: page.root(public_url) }
    }

    pub fn to(&self, page: &Page) -> String {
        format!("{}{}", self.root, page.folder())
    }

    /// A file of the site, by its path below the root.
    pub fn file(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_climb_to_the_root_and_no_further() {
        let lesson = Links::from(&Page::Lesson("linking".to_owned()), "/");
        assert_eq!(lesson.to(&Page::Home), "../../");
        assert_eq!(lesson.to(&Page::Course), "../../learn/");
        assert_eq!(Links::from(&Page::Home, "/").to(&Page::About), "./about/");
    }

    #[test]
    fn a_missing_page_knows_where_the_site_is() {
        let missing = Links::from(&Page::NotFound, "/final-stage/");
        assert_eq!(missing.to(&Page::Course), "/final-stage/learn/");
    }
}

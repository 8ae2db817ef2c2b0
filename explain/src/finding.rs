//! What is found, each thing once.

/// More different findings than this are not listed.
const MOST: usize = 200;

/// What a text says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// In the order of their lines; how a process ended comes last, for it is mostly what follows from the others.
    pub findings: Vec<Finding>,
    /// A limit cut something off.
    pub truncated: bool,
}

/// A known error, or a fact about how a program is linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// As `check` has it for the same cause.
    pub code: &'static str,
    /// The thing that is missing or wrong; where the text does not name it, the program, or nothing.
    pub subject: String,
    /// The first line it stands in, from 1.
    pub line: usize,
    /// The name of its page in `content/errors/`.
    pub page: &'static str,
    /// What was read out of the text, by its name.
    pub parts: Vec<Part>,
    /// The line, without colours and escapes, shortened.
    pub text: String,
    /// In how many places it stands.
    pub times: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub name: &'static str,
    pub value: String,
}

impl Finding {
    /// The address of the page, from the site's root.
    pub fn address(&self) -> String {
        ["/errors/", self.page, "/"].concat()
    }

    /// It tells how something is linked or set, and is no error.
    pub fn is_fact(&self) -> bool {
        self.page == "linkage"
    }
}

/// Pages that only the subject tells apart.
pub(crate) const NARROWER: [&str; 5] =
    ["missing-libgcc", "missing-libstdcxx", "missing-libssl", "missing-glibcxx", "missing-openssl-version"];

/// The page of a finding: one about the very library or version, where there is one.
pub(crate) fn narrowed(code: &str, subject: &str, page: &'static str) -> &'static str {
    let begins = |names: &[&str]| names.iter().any(|name| subject.starts_with(name));
    match (code, page) {
        ("missing-library", "missing-library" | "missing-library-musl") => {
            if begins(&["libgcc_s.so"]) {
                "missing-libgcc"
            } else if begins(&["libstdc++.so"]) {
                "missing-libstdcxx"
            } else if begins(&["libssl.so", "libcrypto.so"]) {
                "missing-libssl"
            } else {
                page
            }
        }
        ("missing-version", _) if begins(&["GLIBCXX_", "CXXABI_", "GCC_"]) => "missing-glibcxx",
        ("missing-version", _) if begins(&["OPENSSL_"]) => "missing-openssl-version",
        _ => page,
    }
}

/// Findings on their way.
#[derive(Default)]
pub(crate) struct Collected {
    findings: Vec<Finding>,
    full: bool,
}

impl Collected {
    pub(crate) fn add(&mut self, finding: Finding) {
        let same = |other: &&mut Finding| {
            (other.code, &other.subject, other.page) == (finding.code, &finding.subject, finding.page)
        };
        if let Some(known) = self.findings.iter_mut().find(same) {
            known.times = known.times.saturating_add(finding.times);
        } else if self.findings.len() < MOST {
            self.findings.push(finding);
        } else {
            self.full = true;
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.full
    }

    pub(crate) fn close(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| (finding.page.starts_with("exit-"), finding.line));
        self.findings
    }
}

//! Files that an image without a package manager lacks. They are copied from distroless static, which is
//! measured to have every one of them, and needs no command to run for it.

use super::Draft;
use super::package::manager;
use crate::dockerfile::instruction::{Copy, Instruction};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::{Stage, Step, lesson};

/// The stage that files come from.
pub(super) const FILES: &str = "files";
const SOURCE: &str = "gcr.io/distroless/static-debian13:nonroot";

const CA_BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";
const ZONEINFO: &str = "/usr/share/zoneinfo";

pub(super) fn copy(plan: &Plan<'_>, draft: &mut Draft) {
    if manager(plan).is_some() {
        return;
    }
    let contents = plan.image.contents.as_ref();
    let bare = plan.image.family == "scratch";
    if plan.certificates && contents.is_none_or(|contents| contents.ca_bundle.is_empty()) {
        draft.file(
            CA_BUNDLE,
            None,
            lesson::CERTIFICATES,
            "The certificates by which TLS connections are checked, where programs look for them first.",
        );
    }
    if plan.zones && contents.is_none_or(|contents| contents.zoneinfo.is_empty()) {
        draft.file(ZONEINFO, None, lesson::CERTIFICATES, "The time zones: without them TZ means nothing, and the time is UTC. A Go program can carry them instead, with -tags timetzdata.");
    }
    if plan.accounts && bare {
        draft.file(
            "/etc/passwd",
            None,
            lesson::USERS,
            "Names of users, for a program that looks one up. A number alone needs no such file.",
        );
        draft.file("/etc/group", None, lesson::USERS, "Names of groups.");
    }
    if plan.tmp && bare {
        draft.file("/tmp", Some("1777"), lesson::USERS, "An empty directory that everyone may write to and where nobody removes what is another\u{2019}s. scratch has none, and no command to make one.");
    }
}

impl Draft {
    fn file(&mut self, path: &'static str, mode: Option<&'static str>, lesson: &'static str, reason: &str) {
        self.need_files();
        let copy = Copy {
            from: Some(FILES.into()),
            mode,
            sources: vec![path.into()],
            destination: path.into(),
            ..Copy::default()
        };
        self.step(Step::new(Instruction::Copy(copy), lesson, reason));
    }

    pub(super) fn need_files(&mut self) {
        if self.stages.iter().any(|stage| stage.name == Some(FILES)) {
            return;
        }
        self.stages.push(Stage {
            from: SOURCE.to_owned(),
            on_build_platform: false,
            name: Some(FILES),
            digest: None,
            reason: "Two megabytes of files, to copy from: nothing of this stage is in the image but what is copied."
                .to_owned(),
            lesson: lesson::DISTROLESS,
            steps: Vec::new(),
        });
    }
}

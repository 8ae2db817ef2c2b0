//! What the program will look for once it runs, and the last stage has not.

use super::program_cannot_start::judged;
use super::{About, Context, Found, Rule};
use crate::finding::Level;
use crate::package;
use crate::transfer::Transfer;

pub(super) static RULE: Rule =
    Rule { id: "program-lacks", level: Level::Warning, lesson: "certificates-time-zones-dns", check };

pub(super) static ABOUT: About = About {
    title: "The last stage lacks what the program will look for",
    why: "A program that starts may still want certificates, zone files, a user\u{2019}s name, a shell or /tmp. With a program at \
          hand, what its strings give away is held against the base of the last stage. Where a line may bring it, nothing is said.",
    same_as: &[],
    errors: &["ca-certificates", "time-zone", "user", "user-lookup", "no-shell", "tmp"],
    source: "https://go.dev/src/crypto/x509/root_linux.go",
    bad: "FROM scratch\nCOPY app /app\nUSER 65532\nENTRYPOINT [\"/app\"]\n",
    good: "FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nENTRYPOINT [\"/app\"]\n",
};

/// Of the analyzer's needs those that an image meets by files, and words of paths that give away that one is brought.
const NEEDS: [(&str, &[&str], &[&str]); 5] = [
    ("ca-certificates", &["cert", "ssl", "pki"], &["ca-certificates"]),
    ("time-zone", &["zoneinfo"], &["tzdata"]),
    ("user", &["passwd"], &[]),
    ("no-shell", &["/bin/", "busybox"], &["bash", "busybox"]),
    ("tmp", &["tmp"], &[]),
];

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let (document, Some(program)) = (context.document, context.program) else { return };
    let Some(stage) = document.last() else { return };
    let Some((image, judged)) = judged(document, stage, program) else { return };
    if judged.outcome != "starts" {
        return;
    }
    let history = document.history(stage);
    let runs = history.iter().any(|step| !step.commands.is_empty() && package::installs(step).next().is_none());
    let copies: Vec<_> = history.iter().filter_map(|step| Transfer::of(step)).collect();
    if copies.iter().any(|transfer| transfer.may_bring_anything(document, stage)) {
        return;
    }
    for caveat in &judged.caveats {
        let Some((_, paths, packages)) = NEEDS.iter().find(|(code, ..)| *code == caveat.code) else { continue };
        let is_copied = copies.iter().any(|transfer| {
            let target = &transfer.destination.value;
            let sources = transfer.sources.iter().map(|source| &source.value);
            sources.chain(std::iter::once(target)).any(|path| paths.iter().any(|part| path.contains(part)))
        });
        // A directory may be made by WORKDIR, a user by RUN.
        let is_made = history.iter().any(|step| paths.iter().any(|part| step.text(document).contains(part)));
        if is_copied || is_made || runs || package::may_install(&history, packages) {
            continue;
        }
        let base = crate::shown(&image.reference);
        let message = format!("In {base}: {}", caveat.sentence);
        found.push(stage.from.image.span.clone(), message, None);
    }
}

#[cfg(test)]
mod tests {
    use crate::program::{File, Judged, Program, Reason};
    use crate::rule::tests::TODAY;
    use crate::{Question, check};

    fn said(text: &str) -> usize {
        let caveat = Reason {
            code: "ca-certificates".to_owned(),
            subject: String::new(),
            sentence: "It makes TLS connections, and there are no certificates.".to_owned(),
        };
        let program = Program {
            file: File { name: "app".to_owned() },
            elf: None,
            images: vec![Judged {
                slug: "scratch".to_owned(),
                outcome: "starts".to_owned(),
                blockers: Vec::new(),
                caveats: vec![caveat],
            }],
            recommendation: None,
        };
        let checked = check(text, Question { today: TODAY, program: Some(&program) }).expect("it is one");
        checked.findings.iter().filter(|finding| finding.rule == "program-lacks").count()
    }

    #[test]
    fn a_need_that_no_line_meets_is_told() {
        assert_eq!(said("FROM scratch\nCOPY app /app\nUSER 1\nENTRYPOINT [\"/app\"]\n"), 1);
        assert_eq!(said("FROM scratch\nCOPY --from=b /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCOPY app /app\n"), 0);
        assert_eq!(said("FROM gcr.io/distroless/static-debian13\nCOPY app /app\n"), 0);
        assert_eq!(said("FROM scratch\nCOPY rootfs/ /\n"), 0);
    }
}

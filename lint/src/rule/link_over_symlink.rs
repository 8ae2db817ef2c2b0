//! `COPY --link` to a directory that is a link in the base.

use super::{About, Context, Found, Rule};
use crate::finding::{Fix, Level};
use crate::transfer::Transfer;

pub(super) static RULE: Rule =
    Rule { id: "link-over-symlink", level: Level::Error, lesson: "distroless", check };

pub(super) static ABOUT: About = About {
    title: "COPY --link into a directory that is a symbolic link",
    why: "--link makes a layer that does not know the base, so /lib in it is a directory of its own. Laid over a base in \
          which /lib is a link to /usr/lib, it takes the link's place, and with it the loader and every library are gone.",
    same_as: &[],
    errors: &["missing-interpreter", "missing-library", "no-shell"],
    source: "https://docs.docker.com/reference/dockerfile/#copy---link",
    bad: "FROM gcr.io/distroless/base-debian13:nonroot\nCOPY --link libz.so.1 /lib/libz.so.1\n",
    good: "FROM gcr.io/distroless/base-debian13:nonroot\nCOPY --link libz.so.1 /usr/lib/libz.so.1\n",
};

/// Links of a system whose /usr is merged (systemd's file-hierarchy(7)).
const LINKS: [&str; 4] = ["/lib64", "/lib", "/bin", "/sbin"];

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let known = document.image(stage).and_then(|image| image.known).filter(|known| known.exact);
        let contents = known.and_then(|known| known.image.contents.as_ref());
        if !contents.is_some_and(|contents| contents.merged_usr) {
            continue;
        }
        for step in &stage.steps {
            let Some(transfer) = Transfer::of(step).filter(Transfer::is_linked) else { continue };
            let Some(target) = transfer.target(document, stage) else { continue };
            let into = |link: &&str| target.strip_prefix(*link).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            let Some(link) = LINKS.into_iter().find(|link| into(link)) else { continue };
            let name = known.map(|known| known.image.reference).unwrap_or_default();
            let message = format!("In {name}, {link} is a link to /usr{link}. This layer puts a directory in its place, and what was behind the link is gone. Copy to /usr{link}.");
            let written = transfer.destination;
            let fix = (written.value == target)
                .then(|| Fix::insert(format!("Copy to /usr{link}"), written.span.start, "/usr"));
            found.push(written.span.clone(), message, fix);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    #[test]
    fn a_link_of_the_base_is_not_written_over() {
        let text = "FROM debian:trixie-slim\nCOPY --link --from=x a b /bin/\n";
        let fixed = "FROM debian:trixie-slim\nCOPY --link --from=x a b /usr/bin/\n".to_owned();
        assert_eq!(said("link-over-symlink", text), [("/bin/".to_owned(), Some(fixed))]);
    }

    #[test]
    fn where_it_is_a_directory_or_not_linked_it_is_fine() {
        quiet("link-over-symlink", &[
            "FROM debian:trixie-slim\nCOPY a /bin/",
            "FROM debian:trixie-slim\nCOPY --link=false a /bin/",
            "FROM debian:trixie-slim\nCOPY --link a /library/",
            "FROM gcr.io/distroless/base-debian12\nCOPY --link a /lib/",
            "FROM scratch\nCOPY --link a /lib/",
            "FROM unheard\nCOPY --link a /lib/",
        ]);
    }
}

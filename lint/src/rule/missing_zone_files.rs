//! A time zone that the image cannot look up.

use parse_dockerfile::Instruction;

use super::{About, Context, Found, Rule};
use super::missing_certificates::PLAIN;
use crate::document::{Document, Stage};
use crate::finding::Level;
use crate::package;
use crate::transfer::Transfer;

pub(super) static RULE: Rule =
    Rule { id: "missing-zone-files", level: Level::Warning, lesson: "certificates-time-zones-dns", check };

pub(super) static ABOUT: About = About {
    title: "TZ without zone files",
    why: "TZ names a file below /usr/share/zoneinfo. Alpine, busybox and scratch have none, and the C library then takes UTC \
          without a word. A program that carries the zones itself (Java, Node.js, Go with time/tzdata) is not meant; silence \
          the rule for it.",
    same_as: &[],
    errors: &["time-zone"],
    source: "https://musl.libc.org/manual.html",
    bad: "FROM alpine:3.24\nENV TZ=Europe/Berlin\nCOPY app /app\nUSER 65532\nENTRYPOINT [\"/app\"]\n",
    good: "FROM alpine:3.24\nRUN apk add --no-cache tzdata\nENV TZ=Europe/Berlin\nCOPY app /app\nUSER 65532\nENTRYPOINT [\"/app\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let known = document.image(stage).and_then(|image| image.known).filter(|known| known.exact);
        let Some(known) = known else { continue };
        let has_zones = known.image.contents.as_ref().is_some_and(|contents| !contents.zoneinfo.is_empty());
        if has_zones || !lacks_zones(document, stage) {
            continue;
        }
        for step in stage.steps.iter().filter(|step| matches!(step.instruction, Instruction::Env(_))) {
            for one in step.assignments.iter().filter(|one| one.name == "TZ") {
                let zone = one.value.as_deref().unwrap_or_default();
                let is_utc = zone.ends_with("UTC") || zone.ends_with("GMT");
                if !zone.contains('/') || zone.starts_with('/') || is_utc || zone.contains('$') {
                    continue;
                }
                let (base, zone) = (known.image.reference, crate::shown(zone));
                let message = format!("{base} has no zone files, so {zone} is not found, and the time is UTC. The package tzdata brings them.");
                found.push(one.span.clone(), message, None);
            }
        }
    }
}

fn lacks_zones(document: &Document<'_>, stage: &Stage<'_>) -> bool {
    let history = document.history(stage);
    if package::may_install(&history, &["tzdata"]) {
        return false;
    }
    !history.iter().any(|step| match &step.instruction {
        Instruction::Run(_) => {
            let mut installs = package::installs(step);
            let brings = installs.any(|one| one.packages.iter().any(|package| !PLAIN.contains(&package.name)));
            brings || step.text(document).contains("zoneinfo")
        }
        _ => Transfer::of(step).is_some_and(|transfer| {
            let files = transfer.files(document, stage);
            transfer.may_bring_anything(document, stage) || files.iter().any(|path| path.contains("zoneinfo"))
        }),
    })
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    #[test]
    fn a_zone_without_its_file_is_found() {
        let text = "FROM scratch\nCOPY app /app\nENV A=1 TZ=Asia/Tokyo\n";
        assert_eq!(said("missing-zone-files", text), [("TZ=Asia/Tokyo".to_owned(), None)]);
    }

    #[test]
    fn utc_tzdata_and_copied_zones_are_fine() {
        quiet("missing-zone-files", &[
            "FROM alpine:3.24\nENV TZ=Etc/UTC",
            "FROM alpine:3.24\nENV TZ=UTC",
            "FROM alpine:3.24\nRUN apk add tzdata\nENV TZ=Asia/Tokyo",
            "FROM alpine:3.24\nRUN apk add postgresql\nENV TZ=Asia/Tokyo",
            "FROM scratch\nCOPY --from=b /usr/share/zoneinfo /usr/share/zoneinfo\nENV TZ=Asia/Tokyo",
            "FROM gcr.io/distroless/static-debian13\nENV TZ=Asia/Tokyo",
            "FROM python:3.13-alpine\nENV TZ=Asia/Tokyo",
        ]);
    }
}

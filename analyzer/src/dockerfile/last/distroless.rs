//! Which image, by which tag: distroless has a variant with a shell.

use crate::dockerfile::lesson;
use crate::dockerfile::plan::Plan;

fn has_debug_variant(plan: &Plan<'_>) -> bool {
    plan.image.family == "distroless"
}

pub(super) fn reference(plan: &Plan<'_>) -> String {
    if plan.debug && has_debug_variant(plan) {
        format!("{}:debug-nonroot", plan.image.reference)
    } else {
        plan.image.from()
    }
}

pub(super) fn remark(plan: &Plan<'_>) -> &'static str {
    match (plan.debug, has_debug_variant(plan), plan.digest.is_some()) {
        (true, true, _) => {
            " This variant adds BusyBox in /busybox, for a look inside: docker exec -it … /busybox/sh. Go back to nonroot for production."
        }
        (true, false, _) => {
            " It has no variant with a shell; docker debug and kubectl debug bring their own."
        }
        (false, _, true) => {
            " The digest pins exactly this image: let a bot raise it, or it stays without security updates."
        }
        (false, ..) => "",
    }
}

pub(super) fn lesson(plan: &Plan<'_>) -> &'static str {
    match plan.image.family {
        "scratch" => lesson::SCRATCH,
        "alpine" | "busybox" => lesson::ALPINE,
        "debian" | "ubuntu" => lesson::DEBIAN,
        _ => lesson::DISTROLESS,
    }
}

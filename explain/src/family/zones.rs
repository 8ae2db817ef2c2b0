//! Time zones by name (Go, `time/zoneinfo.go`; Python, `zoneinfo`; Java; .NET; Rust's chrono-tz and jiff read no message
//! of their own).

use super::shape;
use crate::pattern::Shape;

pub(super) const SHAPES: &[Shape] = &[
    shape("unknown time zone {zone}", "time-zone", "time-zone", "zone"),
    shape("unknown time-zone ID: {zone}", "time-zone", "time-zone", "zone"),
    shape("ZoneInfoNotFoundError: 'No time zone found with key {zone}'", "time-zone", "time-zone", "zone"),
    shape("No time zone found with key {zone}", "time-zone", "time-zone", "zone"),
    shape("The time zone ID '{zone}' was not found on the local computer", "time-zone", "time-zone", "zone"),
    shape("failed to find time zone '{zone}' in", "time-zone", "time-zone", "zone"),
    shape("/usr/share/zoneinfo/{zone}: no such file or directory", "time-zone", "time-zone", "zone"),
    shape(
        "open /usr/local/go/lib/time/zoneinfo.zip: no such file or directory",
        "time-zone",
        "time-zone",
        "zoneinfo.zip",
    ),
];

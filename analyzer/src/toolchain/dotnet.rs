//! .NET: in which form a program was published, and for which version.

use super::mark::{Found, Mark};
use super::trace::{Trace, Traces, version_behind};
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dotnet {
    pub form: Form,
    pub version: Option<Untrusted>,
}

/// `dotnet publish` makes these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Compiled ahead of time: no runtime is left.
    NativeAot,
    /// The runtime is in the file.
    SingleFile,
    /// A host that needs the runtime in the image.
    Host,
}

impl Form {
    pub fn name(self) -> &'static str {
        match self {
            Form::NativeAot => "native-aot",
            Form::SingleFile => "single-file",
            Form::Host => "apphost",
        }
    }
}

impl Dotnet {
    pub(super) fn of(marks: &[Found], traces: Traces<'_>) -> Option<Self> {
        let has = |mark: Mark| marks.iter().any(|found| found.mark == mark);
        let form = if has(Mark::DotnetAot) {
            Form::NativeAot
        } else if has(Mark::DotnetRuntime) {
            Form::SingleFile
        } else if traces.has(Trace::DotnetHost) {
            Form::Host
        } else {
            return None;
        };
        Some(Dotnet { form, version: version(traces) })
    }
}

/// The version of the runtime's native parts. Its third number is the patch with the year behind it: 10.0.926 is
/// 10.0.9, built in 2026 (dotnet/runtime, eng/native/version, of the shape `10.0.926.27113`).
pub(super) fn version(traces: Traces<'_>) -> Option<Untrusted> {
    let text = traces.first(Trace::DotnetVersion)?.text.as_bytes();
    let written = version_behind(text, b"@(#)Version ")?;
    let mut numbers = written.plain()?.split('.').map(str::parse::<u32>);
    let (major, minor, patch) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    Some(Untrusted::new(format!("{major}.{minor}.{}", patch.checked_div(100)?).as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toolchain::trace::hits;

    #[test]
    fn the_patch_stands_before_the_year() {
        let of = |text: &str| {
            version(Traces(Some(&hits(Trace::DotnetVersion, text)))).map(|version| version.shown())
        };
        assert_eq!(of("@(#)Version 10.0.926.27113 @Commit: 901ca94").as_deref(), Some("10.0.9"));
        assert_eq!(of("@(#)Version 7.0.22.51805 @Commit: 1").as_deref(), Some("7.0.0"));
        assert_eq!(of("@(#)Version unknown"), None);
    }
}

//! .NET: in which form a program was published, and for which version.

use super::Language;
use super::comment;
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
    pub(super) fn of(marks: &[Found], comments: &[Untrusted], traces: Traces<'_>) -> Option<Self> {
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
        Some(Dotnet { form, version: version(comments, traces) })
    }
}

/// Of a program compiled ahead of time the compiler's own mark, otherwise the runtime's.
pub(super) fn version(comments: &[Untrusted], traces: Traces<'_>) -> Option<Untrusted> {
    let by_compiler = comment::version(comments, Language::Dotnet).and_then(|version| {
        // `10.0.11-servicing.26373.116+e2f47b0`: what follows is of the build, not of the release.
        Some(Untrusted::new(version.as_bytes().split(|byte| matches!(byte, b'-' | b'+')).next()?))
    });
    by_compiler.or_else(|| of_runtime(traces))
}

/// The version of the runtime's native parts. Its third number is the patch with the year behind it: 10.0.926 is
/// 10.0.9, built in 2026 (dotnet/runtime, eng/native/version, of the shape `10.0.926.27113`). The second has two digits
/// behind it as well, which show where it is not 0: 3.100.220 is 3.1.2.
fn of_runtime(traces: Traces<'_>) -> Option<Untrusted> {
    let text = traces.first(Trace::DotnetVersion)?.text.as_bytes();
    let written = version_behind(text, b"@(#)Version ")?;
    let mut numbers = written.plain()?.split('.').map(str::parse::<u32>);
    let (major, minor, patch) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    let [minor, patch] = [minor, patch].map(|number| number.checked_div(100).unwrap_or(0));
    Some(Untrusted::new(format!("{major}.{minor}.{patch}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toolchain::trace::hits;

    #[test]
    fn the_patch_stands_before_the_year() {
        let of = |text: &str| {
            of_runtime(Traces(Some(&hits(Trace::DotnetVersion, text)))).map(|version| version.shown())
        };
        assert_eq!(of("@(#)Version 10.0.926.27113 @Commit: 901ca94").as_deref(), Some("10.0.9"));
        assert_eq!(of("@(#)Version 3.100.220.6801 @Commit: 1").as_deref(), Some("3.1.2"));
        assert_eq!(of("@(#)Version 7.0.22.51805 @Commit: 1").as_deref(), Some("7.0.0"));
        assert_eq!(of("@(#)Version unknown"), None);
    }

    #[test]
    fn the_compiler_that_works_ahead_of_time_says_its_version() {
        let comments = [Untrusted::new(b".NET: ilc 10.0.11-servicing.26373.116+e2f47b0110ed")];
        assert_eq!(
            version(&comments, Traces(None)).map(|version| version.shown()).as_deref(),
            Some("10.0.11")
        );
    }
}

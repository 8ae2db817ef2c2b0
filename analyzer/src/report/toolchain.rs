//! The toolchain, the hardening and the size as report.

use crate::elf::Elf;
use crate::hardening::{Hardening, Relro};
use crate::report::{FindingReport, GoReport, HardeningReport, ToolchainReport};
use crate::toolchain::{GoBuild, Toolchain, Wrapping};
use crate::untrusted::Untrusted;

pub(crate) fn compose_toolchain(elf: &Elf) -> ToolchainReport {
    let toolchain = Toolchain::of(elf);
    ToolchainReport {
        language: toolchain.language.code().to_owned(),
        version: toolchain.version.as_ref().map(Untrusted::shown),
        evidence: toolchain.evidence.clone(),
        compilers: toolchain.compilers.iter().map(Untrusted::shown).collect(),
        wrappings: toolchain.wrappings.iter().map(|wrapping: &Wrapping| wrapping.name().to_owned()).collect(),
        go: toolchain.go.as_ref().map(go),
        findings: toolchain
            .findings(elf)
            .into_iter()
            .map(|finding| FindingReport {
                code: finding.code().to_owned(),
                sentence: finding.sentence().to_owned(),
            })
            .collect(),
    }
}

pub(crate) fn compose_hardening(elf: &Elf) -> HardeningReport {
    let hardening = Hardening::of(elf);
    HardeningReport {
        pie: hardening.pie,
        relro: match hardening.relro {
            Relro::No => "no",
            Relro::Partial => "partial",
            Relro::Full => "full",
        }
        .to_owned(),
        nx: !hardening.stack_is_executable,
        canary: hardening.canary,
        fortify: hardening.fortify,
        control_flow: hardening.control_flow.iter().map(|name| (*name).to_owned()).collect(),
        foreign_search_path: hardening.foreign_search_path,
    }
}

fn go(build: &GoBuild) -> GoReport {
    let versioned =
        |(name, version): &(Untrusted, Untrusted)| format!("{}@{}", name.shown(), version.shown());
    GoReport {
        path: build.path.as_ref().map(Untrusted::shown),
        module: build.module.as_ref().map(versioned),
        cgo: build.setting(b"CGO_ENABLED").map(|value| value.as_bytes() == b"1"),
        settings: build
            .settings
            .iter()
            .map(|(name, value)| format!("{}={}", name.shown(), value.shown()))
            .collect(),
        dependencies: build.dependencies.iter().map(versioned).collect(),
        dependency_count: build.dependency_count,
    }
}

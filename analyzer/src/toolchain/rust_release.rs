//! Which release of Rust a commit is. A program keeps the commit in the paths of the standard library's sources
//! (`/rustc/<commit>/library/…`) where `strip` has taken the compiler's mark away.
//!
//! Source: the commits that rust-lang/rust tags as releases, and what `rustc -V` of each prints, which begins with
//! the same nine digits; collected on 2026-11-25. Where a program of the corpus has the
//! mark as well, `cargo xtask toolchains` holds one against the other.

/// The commit's first nine hexadecimal digits, and the release: minor version and patch.
const RELEASES: [(u64, u8, u8); 103] = [
    (0xd_a5f4_14c2, 30, 0),
    (0x1_4335_07eb, 30, 1),
    (0xa_be02_cefd, 31, 0),
    (0xb_6c32_da9b, 31, 1),
    (0x9_fda7_c223, 32, 0),
    (0x2_aa4c_46cf, 33, 0),
    (0x9_1856_ed52, 34, 0),
    (0xf_c50f_328b, 34, 1),
    (0x6_c248_4dc3, 34, 2),
    (0x3_c235_d560, 35, 0),
    (0xa_53f9_df32, 36, 0),
    (0xe_ae34_37df, 37, 0),
    (0x6_2545_1e37, 38, 0),
    (0x4_560e_a788, 39, 0),
    (0x7_3528_e339, 40, 0),
    (0x5_e1a7_9984, 41, 0),
    (0xf_3e1a_954d, 41, 1),
    (0xb_8ced_c004, 42, 0),
    (0x4_fb71_44ed, 43, 0),
    (0x8_d698_40ab, 43, 1),
    (0x4_9cae_5576, 44, 0),
    (0xc_7087_fe00, 44, 1),
    (0x5_c1f2_1c3b, 45, 0),
    (0xc_3677_98cf, 45, 1),
    (0xd_3fb0_05a3, 45, 2),
    (0x0_4488_afe3, 46, 0),
    (0x1_8bf6_b4f0, 47, 0),
    (0x7_eac8_8abb, 48, 0),
    (0xe_1884_a8e3, 49, 0),
    (0xc_b75a_d5db, 50, 0),
    (0x2_fd73_fabe, 51, 0),
    (0x8_8f19_c6da, 52, 0),
    (0x9_bc8c_42bb, 52, 1),
    (0x5_3cb7_b09b, 53, 0),
    (0xa_178d_0322, 54, 0),
    (0xc_8dfc_fe04, 55, 0),
    (0x0_9c42_c458, 56, 0),
    (0x5_9eed_8a2a, 56, 1),
    (0xf_1edd_0429, 57, 0),
    (0x0_2072_b482, 58, 0),
    (0xd_b9d1_b20b, 58, 1),
    (0x9_d1b2_106e, 59, 0),
    (0x7_737e_0b5c, 60, 0),
    (0xf_e5b1_3d68, 61, 0),
    (0xa_8314_ef7d, 62, 0),
    (0xe_092d_0b6b, 62, 1),
    (0x4_b91a_6ea7, 63, 0),
    (0xa_55dd_71d5, 64, 0),
    (0x8_97e3_7553, 65, 0),
    (0x6_9f9c_33d7, 66, 0),
    (0x9_0743_e729, 66, 1),
    (0xf_c594_f156, 67, 0),
    (0xd_5a82_bbd2, 67, 1),
    (0x2_c8cc_3432, 68, 0),
    (0x8_460c_a823, 68, 1),
    (0x9_eb3a_fe9e, 68, 2),
    (0x8_4c89_8d65, 69, 0),
    (0x9_0c54_1806, 70, 0),
    (0x8_ede3_aae2, 71, 0),
    (0xe_b262_96b5, 71, 1),
    (0x5_680f_a18f, 72, 0),
    (0xd_5c2e_9c34, 72, 1),
    (0xc_c66a_d468, 73, 0),
    (0x7_9e97_16c9, 74, 0),
    (0xa_2807_7b28, 74, 1),
    (0x8_2e16_08df, 75, 0),
    (0x0_7dca_489a, 76, 0),
    (0xa_edd1_73a2, 77, 0),
    (0x7_cf61_ebde, 77, 1),
    (0x2_5ef9_e3d8, 77, 2),
    (0x9_b009_56e5, 78, 0),
    (0x1_29f3_b996, 79, 0),
    (0x0_5147_8957, 80, 0),
    (0x3_f5fd_8dd4, 80, 1),
    (0xe_eb90_cda1, 81, 0),
    (0xf_6e51_1eec, 82, 0),
    (0x9_0b35_a623, 83, 0),
    (0x9_fc6b_4312, 84, 0),
    (0xe_71f9_a9a9, 84, 1),
    (0x4_d91d_e4e4, 85, 0),
    (0x4_eb16_1250, 85, 1),
    (0x0_5f98_46f8, 86, 0),
    (0x1_7067_e9ac, 87, 0),
    (0x6_b00b_c388, 88, 0),
    (0x2_9483_883e, 89, 0),
    (0x1_159e_78c4, 90, 0),
    (0xf_8297_e351, 91, 0),
    (0xe_d61e_7d7e, 91, 1),
    (0xd_ed5c_06cf, 92, 0),
    (0x2_54b5_9607, 93, 0),
    (0x0_1f6d_df75, 93, 1),
    (0x4_a4ef_493e, 94, 0),
    (0xe_4089_47bf, 94, 1),
    (0x5_9807_616e, 95, 0),
    (0xa_c68f_aa20, 96, 0),
    (0x3_1fca_3adb, 96, 1),
    (0x2_d814_4b78, 97, 0),
    (0x8_bab2_6f4f, 97, 1),
    (0x8_8d9e_12ae, 98, 0),
    (0x4_8a22_9cea, 98, 1),
    (0xb_9400_84d7, 99, 0),
    (0x5_8cf8_f9c3, 99, 1),
    (0x0_ef1b_c386, 100, 0),
];

/// `1.80.0`, for the commit in full or its first nine digits.
pub(super) fn of(commit: &[u8]) -> Option<String> {
    let digits = std::str::from_utf8(commit.get(..9)?).ok()?;
    let digits = u64::from_str_radix(digits, 16).ok()?;
    let (_, minor, patch) = RELEASES.iter().find(|(known, _, _)| *known == digits)?;
    Some(format!("1.{minor}.{patch}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_known_by_its_first_nine_digits() {
        assert_eq!(of(b"59807616e1fa2540724bfbac14d7976d7e4a3860").as_deref(), Some("1.95.0"));
        assert_eq!(of(b"eeb90cda1").as_deref(), Some("1.81.0"));
        assert_eq!(of(b"0000000000000000000000000000000000000000"), None);
        assert_eq!(of(b"59807616"), None);
    }

    #[test]
    fn no_commit_stands_for_two_releases() {
        let mut commits: Vec<u64> = RELEASES.iter().map(|(commit, _, _)| *commit).collect();
        commits.sort_unstable();
        commits.dedup();
        assert_eq!(commits.len(), RELEASES.len());
    }
}

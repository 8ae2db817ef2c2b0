//! Reports of real people, in `reports.toml`, each with its address.

use explain::explain;
use serde::Deserialize;

#[derive(Deserialize)]
struct List {
    report: Vec<Report>,
}

#[derive(Deserialize)]
struct Report {
    address: String,
    date: toml::value::Datetime,
    text: String,
    code: String,
    subject: String,
    page: String,
}

#[test]
fn every_report_is_recognised_with_its_cause() {
    let list: List = toml::from_str(include_str!("reports.toml")).expect("the list is TOML");
    assert!(list.report.len() >= 60, "{}", list.report.len());
    let mut wrong = Vec::new();
    for report in &list.report {
        assert!(report.address.starts_with("https://") && report.date.date.is_some(), "{}", report.address);
        let explained = explain(report.text.as_bytes());
        let first = explained.findings.first();
        let found = first.map(|finding| (finding.code, finding.subject.as_str(), finding.page));
        if found != Some((report.code.as_str(), report.subject.as_str(), report.page.as_str())) {
            let wanted = (&report.code, &report.subject, &report.page);
            wrong.push(format!("{}\n  wanted {wanted:?}\n  found  {found:?}", report.address));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_thread_is_listed_twice() {
    let list: List = toml::from_str(include_str!("reports.toml")).expect("the list is TOML");
    let mut addresses: Vec<&str> = list.report.iter().map(|report| report.address.as_str()).collect();
    let count = addresses.len();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), count);
}

//! Logs of real people in which nothing is wrong that this project knows, in `clean.toml`, each with its address.

use explain::explain;
use serde::Deserialize;

#[derive(Deserialize)]
struct List {
    log: Vec<Log>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Log {
    address: String,
    about: String,
    text: String,
}

#[test]
fn nothing_is_found_where_nothing_known_is_wrong() {
    let list: List = toml::from_str(include_str!("clean.toml")).expect("the list is TOML");
    assert!(list.log.len() >= 10, "{}", list.log.len());
    let mut wrong = Vec::new();
    for log in &list.log {
        assert!(log.address.starts_with("https://") && !log.about.is_empty(), "{}", log.address);
        assert!(log.text.lines().count() >= 2, "{}", log.address);
        if let Some(finding) = explain(log.text.as_bytes()).findings.first() {
            wrong.push(format!("{} ({}): {finding:?}", log.address, log.about));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

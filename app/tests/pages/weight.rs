//! What the presets' images weigh, on the generator's page, against the record of the proof.

use std::path::Path;

use app::measure;
use app::site::Content;

use super::{ROOT, SITE};

#[test]
fn each_preset_has_a_row_with_what_was_said_and_what_was_built() {
    let content = Content::load(Path::new(ROOT)).expect("the content loads");
    let page = &SITE.pages[Path::new("dockerfile/index.html")];
    let table = page.split("id=\"weight\"").nth(1).expect("the page has the table");
    let body =
        table.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("it has rows");
    for preset in &content.presets {
        let row = body.split("<tr>").find(|row| row.contains(&preset.title)).expect("every preset has a row");
        match content.proof.built.preset(&preset.name) {
            Ok(case) => assert!(row.contains(&measure::size(case.bytes)), "{}", preset.name),
            Err(reason) => {
                assert!(row.contains("not built"), "{}", preset.name);
                let (image, why) = reason.split_once(": ").expect("a reason names its image");
                assert!(table.contains(image) && table.contains(why), "{reason}");
            }
        }
        for weighed in &preset.weighed {
            assert!(body.contains(&weighed.said), "{}: {}", preset.name, weighed.said);
        }
    }
}

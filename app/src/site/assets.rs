//! The files beside the pages. Each carries a hash of its contents in its name, so that a cache never
//! mixes two builds.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{offline, style};
use crate::engine::AnalyzerFiles;
use crate::pages::figure::Play;
use crate::route::Page;

const FONTS: [&str; 3] = ["regular", "italic", "semibold"];

/// Names below the site's root.
#[derive(Clone, Debug)]
pub struct Assets {
    pub ui_script: String,
    pub ui_module: String,
    pub analyzer: AnalyzerFiles,
    /// The module that `boot.js` imports, then those that it imports itself.
    pub engine: Vec<String>,
    pub boot: String,
    /// The module of the generator's page, then those that it imports.
    pub generator: Vec<String>,
    /// The module of the checker's page.
    pub check: String,
    /// The module of the pages that read files, which keeps what was read, and what it imports.
    pub keeping: Vec<String>,
    /// The module that tells other pages of it.
    here: String,
    /// The module of the pages of images and libraries.
    pub explore: String,
    /// The module of the paste box.
    pub paste: String,
    /// The script that runs before a page is painted. It stands in each page.
    pub paint: String,
    /// The module of every page, then what it imports on intent.
    pub site: Vec<String>,
    /// The module of pages with lessons or code.
    pub reading: String,
    /// The module of each kind of figure that can be played with, by its name.
    pub plays: BTreeMap<&'static str, String>,
    pub icon: String,
    pub manifest: String,
    /// The face that text is set in, as the style sheets call it, and as it is published.
    faces: Vec<(String, String)>,
}

impl Assets {
    /// Finds the bundles that Trunk left in `staging`, and puts everything else beside them. `errors` is what the
    /// paste box shows of each error.
    pub fn publish(source: &Path, staging: &Path, errors: &str) -> Result<Self, Box<dyn Error>> {
        let own = source.join("app/assets");
        let (ui_script, ui_module) = ui_bundle(staging)?;
        let glue = staging.join(&ui_script);
        fs::write(&glue, bare_script(&fs::read_to_string(&glue)?))?;
        let analyzer = analyzer(source, staging)?;
        let script = |name: &str| own_script(&own, name);
        let handed = write(staging, "handed", ".js", script("handed.js")?.as_bytes())?;
        let answers = write(staging, "answers", ".js", script("answers.js")?.as_bytes())?;
        let deeds = script("deeds.js")?.replace("HANDED", &handed);
        let deeds = write(staging, "deeds", ".js", deeds.as_bytes())?;
        let engine = script("engine.js")?.replace("ANSWERS", &answers).replace("DEEDS", &deeds);
        let engine = write(staging, "engine", ".js", engine.as_bytes())?;
        let boot = script("boot.js")?
            .replace("ENGINE", &engine)
            .replace("UI_SCRIPT", &ui_script)
            .replace("UI_MODULE", &ui_module);
        let zip = write(staging, "zip", ".js", script("zip.js")?.as_bytes())?;
        let changes = write(staging, "changes", ".js", script("changes.js")?.as_bytes())?;
        let generator = script("generator.js")?
            .replace("JUDGE_SCRIPT", &analyzer.judge_script)
            .replace("JUDGE_MODULE", &analyzer.judge_module)
            .replace("CHANGES", &changes)
            .replace("ZIP", &zip);
        let generator = write(staging, "generator", ".js", generator.as_bytes())?;
        let mut faces = Vec::new();
        let (explainer_script, explainer_module) = explainer(staging)?;
        let errors = write(staging, "errors", ".json", errors.as_bytes())?;
        let paste = script("paste.js")?
            .replace("EXPLAINER_SCRIPT", &explainer_script)
            .replace("EXPLAINER_MODULE", &explainer_module)
            .replace("ERRORS", &errors);
        let paste = write(staging, "paste", ".js", paste.as_bytes())?;
        let (linter_script, linter_module) = linter(staging)?;
        let check = script("check.js")?
            .replace("ENGINE", &engine)
            .replace("LINTER_SCRIPT", &linter_script)
            .replace("LINTER_MODULE", &linter_module);
        for face in FONTS {
            let name = format!("final-stage-serif-{face}");
            let font = fs::read(own.join(format!("fonts/{name}.woff2")))?;
            let published = write(staging, &format!("fonts/{name}"), ".woff2", &font)?;
            faces.push((format!("fonts/{name}.woff2"), published));
        }
        let kept = script("kept.js")?.replace("JUDGE_MODULE", &analyzer.judge_module);
        let kept = write(staging, "kept", ".js", kept.as_bytes())?;
        let told_of = |name: &str| {
            let script = script(name)?.replace("KEPT", &kept).replace("ENGINE", &engine);
            Ok::<_, std::io::Error>(script.replace("STYLE", &quoted(&style::kept())))
        };
        let keeping = write(staging, "keeping", ".js", told_of("keeping.js")?.as_bytes())?;
        let here = write(staging, "here", ".js", told_of("here.js")?.as_bytes())?;
        let reading = script("reading.js")?.replace("STYLE", &quoted(&style::reading()));
        let plays = plays(&own, staging)?;
        let icon = write(staging, "favicon", ".svg", &fs::read(own.join("favicon.svg"))?)?;
        let tile = write(staging, "tile", ".svg", &fs::read(own.join("tile.svg"))?)?;
        let manifest = offline::manifest(&icon, &tile);
        fs::copy(own.join("fonts/OFL.txt"), staging.join("fonts/OFL.txt"))?;
        Ok(Assets {
            ui_script,
            ui_module,
            analyzer,
            engine: vec![engine, answers, deeds, handed],
            generator: vec![generator, changes, zip],
            paste,
            keeping: vec![keeping, kept],
            here,
            explore: write(staging, "explore", ".js", script("explore.js")?.as_bytes())?,
            check: write(staging, "check", ".js", check.as_bytes())?,
            boot: write(staging, "boot", ".js", boot.as_bytes())?,
            paint: script("paint.js")?.replace("FACES", &edition(&faces)),
            site: Vec::new(),
            plays,
            reading: write(staging, "reading", ".js", reading.as_bytes())?,
            manifest: write(staging, "site", ".webmanifest", manifest.as_bytes())?,
            icon,
            faces,
        })
    }

    /// Publishes the search and the module that opens it, once all pages are known that `index` tells of.
    pub fn publish_search(
        &mut self,
        source: &Path,
        staging: &Path,
        index: &str,
    ) -> Result<(), Box<dyn Error>> {
        let own = source.join("app/assets");
        let script = |name: &str| own_script(&own, name);
        let index = write(staging, "search", ".json", index.as_bytes())?;
        let ranking = write(staging, "ranking", ".js", script("ranking.js")?.as_bytes())?;
        let search = script("search.js")?.replace("STYLE", &quoted(&style::search()));
        let search = write(staging, "search", ".js", search.as_bytes())?;
        let site = script("site.js")?
            .replace("HERE", &self.here)
            .replace("SEARCH", &search)
            .replace("RANKING", &ranking)
            .replace("INDEX", &index)
            .replace("FACES", &edition(&self.faces));
        let site = write(staging, "site", ".js", site.as_bytes())?;
        self.site = vec![site, search, ranking, index];
        Ok(())
    }

    /// The style of a page; fonts are addressed from the root.
    pub fn styles(&self, page: &Page) -> String {
        self.faces
            .iter()
            .fold(style::sheets(page), |styles, (written, published)| styles.replace(written, published))
    }

    /// The faces that every page begins with: text and headings. One that comes late is not shown on this page.
    pub fn first_fonts(&self) -> impl Iterator<Item = &str> {
        let first = self.faces.iter().filter(|(written, _)| !written.contains("italic"));
        first.map(|(_, published)| published.as_str())
    }
}

/// Stands for just these faces: their names hold hashes.
fn edition(faces: &[(String, String)]) -> String {
    let names: String = faces.iter().map(|(_, published)| published.as_str()).collect();
    Sha256::digest(names).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Text as it stands between double quotes in a script.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Trunk names the page's bundle by its contents already.
fn ui_bundle(staging: &Path) -> Result<(String, String), Box<dyn Error>> {
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(staging)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    let find = |start: &str, end: &str| {
        let found = names.iter().find(|name| name.starts_with(start) && name.ends_with(end)).cloned();
        found.ok_or_else(|| format!("{} holds no {start}*{end}; Trunk writes it", staging.display()))
    };
    Ok((find("browser", ".js")?, find("browser", "_bg.wasm")?))
}

/// Trunk gives these files fixed names. The workers' own scripts go behind the generated glue: a worker that may
/// load nothing has all of it from the start.
fn analyzer(source: &Path, staging: &Path) -> Result<AnalyzerFiles, Box<dyn Error>> {
    let script_of = |name: &str, own: &[&str]| -> Result<String, Box<dyn Error>> {
        let mut script = String::from_utf8(take(&staging.join(format!("{name}.js")))?)?;
        for own in own {
            script.push('\n');
            script.push_str(&fs::read_to_string(source.join(name).join(own))?);
        }
        Ok(bare_script(&script))
    };
    let script = script_of("worker", &["archive.js", "driver.js"])?;
    let module = take(&staging.join("worker_bg.wasm"))?;
    let scanner_script = script_of("scanner", &["driver.js"])?;
    let scanner_module = take(&staging.join("scanner_bg.wasm"))?;
    let judge = take(&staging.join("judge.js"))?;
    let judge_script = bare_script(&String::from_utf8(judge)?);
    let judge_module = take(&staging.join("judge_bg.wasm"))?;
    Ok(AnalyzerFiles {
        script: write(staging, "worker", ".js", script.as_bytes())?,
        module: write(staging, "worker", "_bg.wasm", &module)?,
        judge_script: write(staging, "judge", ".js", judge_script.as_bytes())?,
        judge_module: write(staging, "judge", "_bg.wasm", &judge_module)?,
        scanner_script: write(staging, "scanner", ".js", scanner_script.as_bytes())?,
        scanner_module: write(staging, "scanner", "_bg.wasm", &scanner_module)?,
    })
}

/// The modules of the figures that can be played with, each with its style; one of them has its rules in a module
/// of their own.
fn plays(own: &Path, staging: &Path) -> Result<BTreeMap<&'static str, String>, Box<dyn Error>> {
    let script = |name: &str| own_script(own, &format!("figure/{name}.js"));
    let processes = write(staging, "processes", ".js", script("processes")?.as_bytes())?;
    let mut plays = BTreeMap::new();
    for play in Play::ALL {
        let name = play.name();
        let script =
            script(name)?.replace("PROCESSES", &processes).replace("STYLE", &quoted(&style::play(play)));
        plays.insert(name, write(staging, name, ".js", script.as_bytes())?);
    }
    Ok(plays)
}

/// What checks Dockerfiles, a script and a module.
fn linter(staging: &Path) -> Result<(String, String), Box<dyn Error>> {
    let script = bare_script(&String::from_utf8(take(&staging.join("linter.js"))?)?);
    let module = take(&staging.join("linter_bg.wasm"))?;
    Ok((write(staging, "linter", ".js", script.as_bytes())?, write(staging, "linter", "_bg.wasm", &module)?))
}

/// The script and the module of what reads a pasted text.
fn explainer(staging: &Path) -> Result<(String, String), Box<dyn Error>> {
    let script = bare_script(&String::from_utf8(take(&staging.join("explainer.js"))?)?);
    let module = take(&staging.join("explainer_bg.wasm"))?;
    let script = write(staging, "explainer", ".js", script.as_bytes())?;
    Ok((script, write(staging, "explainer", "_bg.wasm", &module)?))
}

fn take(file: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let contents = fs::read(file).map_err(|error| format!("{}: {error}; Trunk writes it", file.display()))?;
    fs::remove_file(file)?;
    Ok(contents)
}

fn write(staging: &Path, stem: &str, end: &str, contents: &[u8]) -> Result<String, Box<dyn Error>> {
    let name = format!("{stem}-{}{end}", hash(contents));
    let file = staging.join(&name);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, contents)?;
    Ok(name)
}

/// Enough of a hash to tell two builds apart.
pub fn hash(contents: &[u8]) -> String {
    Sha256::digest(contents).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// A script of `app/assets`, without comments, and with `element.js` in it where it imports that.
fn own_script(own: &Path, name: &str) -> std::io::Result<String> {
    let bare = |name: &str| fs::read_to_string(own.join(name)).map(|script| bare_script(&script));
    let script = bare(name)?;
    let Some(import) = script.lines().find(|line| line.ends_with("/element.js\";")) else {
        return Ok(script);
    };
    Ok(script.replace(import, bare("element.js")?.replace("export ", "").trim_end()))
}

/// A script without its indentation and the lines that are all comment. Neither ours nor the generated glue
/// has a text that goes over several lines.
pub(super) fn bare_script(script: &str) -> String {
    let is_comment =
        |line: &&str| ["//", "/*", "* ", "*/"].iter().any(|start| line.starts_with(start)) || *line == "*";
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::bare_script;

    #[test]
    fn a_script_keeps_every_line_that_does_something() {
        let script = "/**\n * Why.\n */\nlet a = 1; // one\n\n  // two\n  a *= 2;\n";
        assert_eq!(bare_script(script), "let a = 1; // one\na *= 2;\n");
    }
}

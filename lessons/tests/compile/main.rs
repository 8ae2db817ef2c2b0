//! What a lesson may hold, what it becomes, and what is said about each mistake.

mod widgets;

use lessons::{Block, Fact, Facts, Known, Lesson, compile};

struct Answers;

impl Facts for Answers {
    fn state(&self, fact: &Fact) -> Result<String, String> {
        match fact {
            Fact::Size { image } if image == "scratch" => Ok("0 B".into()),
            Fact::Error { .. } => Ok("exec /app: no <such> file".into()),
            _ => Err("the catalog does not say".into()),
        }
    }
}

/// Front matter takes lines 1 to 7, so `body` begins at line 8.
fn lesson(body: &str) -> Result<Lesson, Vec<lessons::Error>> {
    let front = "+++\ntitle = \"One\"\nslug = \"one\"\ndescription = \"A lesson.\"\nminutes = 3\n\
                 sources = [{ title = \"ELF\", url = \"https://example.org/elf\", date = 2026-11-21 }]\n+++\n";
    compile_text(&format!("{front}{body}"))
}

fn compile_text(text: &str) -> Result<Lesson, Vec<lessons::Error>> {
    let samples = ["go-cgo".to_string(), "c-dynamic".to_string()];
    let images = ["scratch".to_string(), "debian-trixie-slim".to_string()];
    compile("content/lessons/one.md", text, &Known { samples: &samples, images: &images, facts: &Answers })
}

#[track_caller]
fn html(body: &str) -> String {
    let lesson = lesson(body).unwrap_or_else(|errors| panic!("{errors:?}"));
    lesson
        .blocks
        .iter()
        .map(|block| if let Block::Prose(html) = block { html.as_str() } else { "[widget]" })
        .collect()
}

#[track_caller]
fn refuses(body: &str, expected: &[&str]) {
    same(lesson(body), expected);
}

#[track_caller]
fn same(result: Result<Lesson, Vec<lessons::Error>>, expected: &[&str]) {
    let errors: Vec<String> = result.expect_err("compiled").iter().map(ToString::to_string).collect();
    assert_eq!(errors, expected);
}

#[test]
fn front_matter_becomes_fields() {
    let lesson = lesson("Text.").unwrap();
    assert_eq!((lesson.slug.as_str(), lesson.title.as_str(), lesson.minutes), ("one", "One", 3));
    assert_eq!(lesson.sources[0].date, "2026-11-21");
}

#[test]
fn a_lesson_without_front_matter_is_refused() {
    let message =
        "content/lessons/one.md:1: found no `+++` block with title, slug, description, minutes and sources";
    same(
        compile_text("Text."),
        &["content/lessons/one.md:1: found text before the `+++` block; a lesson begins with it"],
    );
    same(compile_text(""), &[message]);
}

#[test]
fn an_unknown_key_in_the_front_matter_is_refused_at_its_line() {
    same(
        compile_text("+++\ntitle = \"One\"\nauthor = \"me\"\n+++\n"),
        &[
            "content/lessons/one.md:3: unknown field `author`, expected one of `title`, `slug`, `description`, `minutes`, `sources`",
        ],
    );
}

#[test]
fn a_source_needs_https_and_a_day() {
    same(
        compile_text(
            "+++\ntitle = \"One\"\nslug = \"one\"\ndescription = \"D\"\nminutes = 1\n\n\
             [[sources]]\ntitle = \"A\"\nurl = \"http://example.org\"\ndate = 2026-11-21T10:00:00\n+++\n",
        ),
        &[
            "content/lessons/one.md:9: source `http://example.org`: the address must begin with `https://`",
            "content/lessons/one.md:9: source `A`: the date must be a day, as in 2026-11-21",
        ],
    );
}

#[test]
fn headings_are_numbered_and_linked() {
    let text = "## What `ld` does {#ld}\n\n### First {#first}\n\n## Then {#then}\n\n### Again {#again}\n";
    let lesson = lesson(text).unwrap();
    let contents: Vec<_> =
        lesson.headings.iter().map(|h| (h.number.as_str(), h.id.as_str(), h.title.as_str())).collect();
    assert_eq!(
        contents,
        [
            ("1", "ld", "What ld does"),
            ("1.1", "first", "First"),
            ("2", "then", "Then"),
            ("2.1", "again", "Again")
        ]
    );
    assert!(html(text).starts_with(
        "<h2 id=\"ld\"><a class=\"section-number\" href=\"#ld\" aria-label=\"Section 1\">1</a> What <code>ld</code> does</h2>"
    ));
}

#[test]
fn headings_need_an_own_id_and_level_two_or_three() {
    refuses(
        "# Title {#a}\n\n## No id\n\n## Taken {#b}\n\n## Twice {#b}\n\n## Reserved {#note-x}\n",
        &[
            "content/lessons/one.md:8: heading of level 1; allowed: `##` and `###`, the title is the `#`",
            "content/lessons/one.md:10: heading `No id` has no id; write `No id {#short-name}`",
            "content/lessons/one.md:14: heading id `b` is used twice",
            "content/lessons/one.md:16: heading id `note-x`; allowed: a to z, 0 to 9 and hyphens, and not beginning with [\"note-\", \"mark-\", \"site-\", \"fs-\"]",
        ],
    );
}

#[test]
fn footnotes_are_set_after_the_block_that_refers_to_them() {
    let text = "First[^elf] words.\n\nSecond.\n\n[^elf]: A *format*.\n";
    assert_eq!(
        html(text),
        "<p>First<sup class=\"note-mark\"><a id=\"mark-elf\" href=\"#note-elf\" role=\"doc-noteref\" aria-label=\"Note 1\">1</a></sup> words.</p>\n\
         <aside class=\"note\" id=\"note-elf\" role=\"note\" aria-label=\"Note 1\" data-number=\"1\">\n<p>A <em>format</em>.</p>\n</aside>\n\
         <p>Second.</p>\n"
    );
}

#[test]
fn a_note_referred_to_in_a_list_follows_the_list() {
    let html = html("- one[^a]\n- two\n\n[^a]: N.\n");
    assert!(html.find("</ul>").unwrap() < html.find("<aside").unwrap(), "{html}");
}

#[test]
fn notes_and_their_references_must_pair() {
    refuses(
        "Text[^gone].\n",
        &["content/lessons/one.md:8: reference to a note `[^gone]` that is not defined"],
    );
    refuses(
        "Text.\n\n[^idle]: Never.\n",
        &["content/lessons/one.md:10: note `[^idle]` is never referred to"],
    );
}

#[test]
fn alerts_become_asides() {
    assert_eq!(
        html("> [!WARNING]\n> Mind it.\n"),
        "<aside class=\"alert alert-warning\" role=\"note\"><p class=\"alert-title\">Warning</p>\n<p>Mind it.</p>\n</aside>\n"
    );
}

#[test]
fn tables_align_by_class_and_have_a_body() {
    let table = html("| a | b |\n| --- | --: |\n| x | {{size scratch}} |\n");
    assert_eq!(
        table,
        "<div class=\"table-scroll\" role=\"group\" aria-label=\"Table 1\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">a</th>\
         <th scope=\"col\" class=\"right\">b</th></tr></thead><tbody>\n<tr><td>x</td><td class=\"right\">0 B</td></tr>\n</tbody></table></div>\n"
    );
}

#[test]
fn no_inline_style_leaves_the_compiler() {
    assert!(!html("| a |\n| :-: |\n| *x* |\n\n1. one\n2. two\n").contains("style"));
}

#[test]
fn console_fences_mark_prompts_and_commands() {
    assert_eq!(
        html("```console\n$ file app\napp: ELF <64>\n```\n"),
        "<pre class=\"code code-console\"><code><span class=\"hl-prompt\">$ </span><span class=\"hl-command\">file app</span>\n\
         <span class=\"hl-output\">app: ELF &lt;64&gt;</span>\n</code></pre>\n"
    );
}

#[test]
fn dockerfile_fences_mark_instructions_and_comments() {
    assert_eq!(
        html("```dockerfile\n# why\nFROM scratch\n  --chown=1\n```\n"),
        "<pre class=\"code code-dockerfile\"><code><span class=\"hl-comment\"># why</span>\n\
         <span class=\"hl-instruction\">FROM</span> scratch\n  --chown=1\n</code></pre>\n"
    );
}

#[test]
fn code_needs_a_known_kind() {
    refuses(
        "```cobol\n```\n\n    indented\n",
        &[
            "content/lessons/one.md:8: fence of kind `cobol`; allowed: `console`, `dockerfile`, `text`, `c`, `go`, `rust`, `toml`, `diff`, `widget NAME`",
            "content/lessons/one.md:11: found indented code; use a fence and name its kind",
        ],
    );
}

#[test]
fn facts_are_filled_in_and_escaped_in_text_and_code() {
    assert_eq!(
        html("Takes {{size scratch}}: `{{error scratch c-dynamic}}`.\n"),
        "<p>Takes 0 B: <code>exec /app: no &lt;such&gt; file</code>.</p>\n"
    );
    assert!(html("```text\n{{error scratch go-cgo}}\n```\n").contains("exec /app: no &lt;such&gt; file"));
}

#[test]
fn long_names_break_behind_a_slash_or_a_namespace_and_before_a_tag() {
    assert_eq!(
        html("`gcr.io/distroless/base:nonroot` `/lib64/ld.so` `exec /app: no` `tokio::signal`\n"),
        "<p><code>gcr.io/<wbr>distroless/<wbr>base<wbr>:nonroot</code> <code>/lib64/<wbr>ld.so</code> \
         <code>exec /app: no</code> <code>tokio::<wbr>signal</code></p>\n"
    );
}

#[test]
fn a_fact_that_nobody_knows_is_refused_at_its_line() {
    let errors =
        lesson("One\nline {{weight scratch}}\nand {{size alpine}}\nand {{libc scratch}}\nand {{oops\n")
            .expect_err("compiled");
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let forms = "content/lessons/one.md:9: `{{weight scratch}}`: no such fact; allowed: `size IMAGE`, `download IMAGE`";
    assert!(errors[0].starts_with(forms), "{}", errors[0]);
    assert_eq!(
        errors[1..],
        [
            "content/lessons/one.md:10: `{{size alpine}}`: unknown image `alpine`; allowed: `scratch`, `debian-trixie-slim`",
            "content/lessons/one.md:11: `{{libc scratch}}`: the catalog does not say",
            "content/lessons/one.md:12: found `{{` without `}}`",
        ]
    );
}

#[test]
fn a_template_of_docker_is_no_fact() {
    assert_eq!(html("`{{.Size}}` of {{size scratch}}\n"), "<p><code>{{.Size}}</code> of 0 B</p>\n");
}

#[test]
fn links_are_checked_and_rewritten() {
    let text = "## A {#a}\n\n[here](#a), [tool](/), [out](https://example.org/)\n";
    let html = html(text);
    for link in ["href=\"#a\"", "href=\"../../\"", "href=\"https://example.org/\""] {
        assert!(html.contains(link), "{link} in {html}");
    }
    refuses(
        "## A {#a}\n\n[gone](#b)\n[odd](ftp://x)\n",
        &[
            "content/lessons/one.md:10: link to `#b`; allowed: `#a`",
            "content/lessons/one.md:11: link `ftp://x`; allowed: `https://…`, `#heading`, `other-lesson.md`, `other-lesson.md#heading`, `/`",
        ],
    );
}

#[test]
fn raw_html_and_pictures_are_refused() {
    refuses(
        "Text <b>bold</b>.\n\n<div>\n</div>\n\n![x](y.png)\n",
        &[
            "content/lessons/one.md:8: found raw HTML; write Markdown or a widget",
            "content/lessons/one.md:10: found raw HTML; write Markdown or a widget",
            "content/lessons/one.md:11: found raw HTML; write Markdown or a widget",
            "content/lessons/one.md:13: found a picture; lessons show widgets and text",
        ],
    );
}

#[test]
fn every_mistake_of_a_lesson_is_told_at_once() {
    assert_eq!(lesson("# One\n\n[x](#y)\n\n```widget z\n```\n").unwrap_err().len(), 3);
}

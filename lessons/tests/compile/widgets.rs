//! What a fence of the kind `widget` may hold, and what is said about each mistake.

use lessons::{Block, Widget};

use super::{lesson, refuses};

#[test]
fn a_widget_fence_becomes_a_widget_between_prose() {
    let lesson = lesson(
        "Before.\n\n```widget analysis\nsample = \"go-cgo\"\nimage = \"scratch\"\ncaption = \"It fails.\"\n```\n\nAfter.\n",
    )
    .unwrap();
    let [Block::Prose(before), Block::Widget(Widget::Analysis(analysis)), Block::Prose(after)] =
        &lesson.blocks[..]
    else {
        panic!("{:?}", lesson.blocks);
    };
    assert_eq!((before.as_str(), after.as_str()), ("<p>Before.</p>\n", "<p>After.</p>\n"));
    assert_eq!((analysis.sample.as_str(), analysis.image.as_deref()), ("go-cgo", Some("scratch")));
    assert_eq!(analysis.caption, "It fails.");
}

#[test]
fn an_unknown_widget_is_refused_at_its_fence() {
    refuses(
        "Text.\n\n```widget film\n```\n",
        &[
            "content/lessons/one.md:10: unknown widget `film`; allowed: `analysis`, `ladder`, `sizes`, `image`, `compare`, `walk`, `quiz`, `transcript`, `processes`, `simulator`, `dockerfile`, `said`",
        ],
    );
}

#[test]
fn a_widget_stands_between_paragraphs() {
    refuses(
        "- item\n\n  ```widget analysis\n  sample = \"go-cgo\"\n  caption = \"C\"\n  ```\n",
        &[
            "content/lessons/one.md:10: found a widget inside a list, a quotation or a note; it stands between paragraphs",
        ],
    );
}

#[test]
fn an_unknown_key_sample_or_image_is_refused_at_its_line() {
    refuses(
        "```widget analysis\ncaption = \"C\"\nsample = \"go-cgo\"\nzoom = 2\n```\n",
        &["content/lessons/one.md:11: unknown field `zoom`, expected one of `sample`, `image`, `caption`"],
    );
    refuses(
        "```widget analysis\ncaption = \"C\"\nsample = \"go\"\nimage = \"alpine\"\n```\n",
        &[
            "content/lessons/one.md:10: unknown sample `go`; allowed: `go-cgo`, `c-dynamic`",
            "content/lessons/one.md:11: unknown image `alpine`; allowed: `scratch`, `debian-trixie-slim`",
        ],
    );
    refuses(
        "```widget analysis\nsample = \"go-cgo\"\n```\n",
        &["content/lessons/one.md:9: missing field `caption`"],
    );
}

/// The one widget of a lesson.
#[track_caller]
fn widget(fence: &str) -> Widget {
    let lesson = lesson(fence).unwrap_or_else(|errors| panic!("{errors:?}"));
    match <[Block; 1]>::try_from(lesson.blocks) {
        Ok([Block::Widget(widget)]) => widget,
        other => panic!("{other:?}"),
    }
}

#[test]
fn phrases_hold_code_emphasis_and_facts() {
    let Widget::Walk(walk) = widget(
        "```widget walk\nsample = \"go-cgo\"\nimage = \"scratch\"\ncaption = \"*All* of `<a>` takes {{size scratch}}.\"\n```\n",
    ) else {
        panic!("no walk");
    };
    assert_eq!(walk.caption.0, "<em>All</em> of <code>&lt;a&gt;</code> takes 0 B.");
}

#[test]
fn a_phrase_is_one_paragraph_without_links() {
    for phrase in ["a\\n\\nb", "[a](https://example.org)", "# a"] {
        let fence = format!("```widget image\nimage = \"scratch\"\ncaption = \"{phrase}\"\n```\n");
        let errors = lesson(&fence).expect_err("compiled");
        assert!(errors[0].message.starts_with("found more than a sentence"), "{phrase}: {errors:?}");
    }
}

#[test]
fn every_name_in_a_widget_is_checked_at_its_line() {
    refuses(
        "```widget ladder\nsample = \"go\"\nquestion = \"Where?\"\nimages = [\"scratch\", \"alpine\"]\n```\n",
        &[
            "content/lessons/one.md:9: unknown sample `go`; allowed: `go-cgo`, `c-dynamic`",
            "content/lessons/one.md:11: unknown image `alpine`; allowed: `scratch`, `debian-trixie-slim`",
        ],
    );
    refuses(
        "```widget compare\nleft = \"scratch\"\nright = \"alpine\"\ncaption = \"C\"\n```\n",
        &["content/lessons/one.md:10: unknown image `alpine`; allowed: `scratch`, `debian-trixie-slim`"],
    );
    refuses(
        "```widget sizes\nimages = []\ncaption = \"{{size alpine}}\"\n```\n",
        &[
            "content/lessons/one.md:9: found no image",
            "content/lessons/one.md:10: `{{size alpine}}`: unknown image `alpine`; allowed: `scratch`, `debian-trixie-slim`",
        ],
    );
}

#[test]
fn a_quiz_has_one_right_answer() {
    let quiz = |second: bool| {
        format!(
            "```widget quiz\nquestion = \"Q\"\n[[choice]]\ntext = \"A\"\nright = true\nwhy = \"Y\"\n[[choice]]\ntext = \"B\"\nright = {second}\nwhy = \"N\"\n```\n"
        )
    };
    assert!(matches!(widget(&quiz(false)), Widget::Quiz(quiz) if quiz.choices.len() == 2));
    refuses(
        &quiz(true),
        &["content/lessons/one.md:9: found 2 choices, 2 of them right; allowed: two or more, one right"],
    );
}

#[test]
fn a_transcript_has_a_day_and_marked_commands() {
    let Widget::Transcript(transcript) = widget(
        "```widget transcript\ndate = 2026-11-25\nsystem = \"Debian\"\ntext = '''\n$ ls <a>\n{{size scratch}}\n'''\n```\n",
    ) else {
        panic!("no transcript");
    };
    assert_eq!(transcript.date, "2026-11-25");
    assert_eq!(
        transcript.lines,
        "<span class=\"hl-prompt\">$ </span><span class=\"hl-command\">ls &lt;a&gt;</span>\n<span class=\"hl-output\">0 B</span>\n"
    );
    refuses(
        "```widget transcript\ndate = 2026-11-25T10:00:00\nsystem = \"D\"\ntext = \"$ ls\"\n```\n",
        &["content/lessons/one.md:9: the date must be a day, as in 2026-11-21"],
    );
}

#[test]
fn processes_make_one_tree() {
    let frame = |second: &str| {
        format!(
            "```widget processes\ncaption = \"C\"\n[[frame]]\ntitle = \"T\"\n[[frame.process]]\npid = 1\nname = \"a\"\n[[frame.process]]\npid = 7\nname = \"b\"\n{second}```\n"
        )
    };
    let Widget::Processes(processes) = widget(&frame("parent = 1\nstate = \"zombie\"\n")) else {
        panic!("no processes");
    };
    assert_eq!(processes.frames[0].processes[1].state, lessons::State::Zombie);
    refuses(
        &frame("parent = 2\n"),
        &["content/lessons/one.md:9: process 7: its parent 2 does not stand before it"],
    );
    refuses(&frame(""), &["content/lessons/one.md:9: process 7: only the first of a frame has no parent"]);
    let unknown = frame("parent = 1\nstate = \"asleep\"\n");
    refuses(
        &unknown,
        &[
            "content/lessons/one.md:19: unknown variant `asleep`, expected one of `running`, `zombie`, `killed`, `ended`",
        ],
    );
}

#[test]
fn a_simulator_begins_with_switches_that_say_something() {
    let fence = |on: &str| {
        format!(
            "```widget simulator\ncaption = \"C\"\non = [{on}]\n[[frame]]\ntitle = \"T\"\n[[frame.process]]\npid = 1\nname = \"a\"\n```\n"
        )
    };
    let Widget::Simulator(simulator) = widget(&fence("\"handles\", \"slow\"")) else {
        panic!("no simulator");
    };
    assert_eq!(simulator.on, [lessons::Switch::Handles, lessons::Switch::Slow]);
    refuses(
        &fence("\"forwards\""),
        &["content/lessons/one.md:10: `forwards` says nothing without `handles`"],
    );
    refuses(
        &fence("\"tini\""),
        &[
            "content/lessons/one.md:10: unknown variant `tini`, expected one of `init`, `handles`, `forwards`, `waits`, `slow`",
        ],
    );
    let frame = "[[frame]]\ntitle = \"T\"\n[[frame.process]]\npid = 1\nparent = 2\nname = \"a\"\n";
    refuses(
        &format!("```widget simulator\ncaption = \"C\"\n{frame}```\n"),
        &[
            "content/lessons/one.md:9: process 1: only the first of a frame has no parent",
            "content/lessons/one.md:9: process 1: its parent 2 does not stand before it",
        ],
    );
}

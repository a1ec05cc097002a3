//! What can be read from the sources: each text that a page or a rule names is there, in both languages; each personal
//! column is tagged; nothing reads the clock or throws dice behind the house's back.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use crate::rooms;

fn crates() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with("tests") {
                files(&path, ending, found);
            }
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
}

fn keys() -> BTreeSet<String> {
    let rooms = rooms();
    let sources =
        platform::texts::OWN.iter().copied().chain(rooms.iter().flat_map(|room| room.texts.clone()));
    sources.flat_map(|(italian, _)| platform::texts::keys(italian)).collect()
}

/// The texts between `before` and the next quotation mark.
fn quoted<'a>(source: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    source.split(before).skip(1).filter_map(|rest| rest.split('"').next())
}

#[test]
fn every_room_says_everything_in_both_languages() {
    for room in rooms() {
        for (italian, english) in &room.texts {
            let (italian, english) = (platform::texts::keys(italian), platform::texts::keys(english));
            let only: Vec<_> = italian.symmetric_difference(&english).collect();
            assert!(only.is_empty(), "{}: only in one language: {only:?}", room.name);
        }
    }
}

#[test]
fn every_text_that_is_named_is_there() {
    let keys = keys();
    let mut missing = BTreeSet::new();
    let mut sources = Vec::new();
    files(&crates(), ".html", &mut sources);
    files(&crates(), ".rs", &mut sources);
    for file in sources {
        if file.to_string_lossy().contains("/documents/") || file.to_string_lossy().contains("gallery") {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        // Tests at the end of a file name texts that are not there on purpose.
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for before in [
            "shell.t(\"",
            "shell.t1(\"",
            "shell.t2(\"",
            "voice.say(\"",
            "voice.with(\"",
            "Shell::new(&house, &who, \"",
            ".crumb(\"",
        ] {
            for key in quoted(source, before) {
                let whole = !key.is_empty()
                    && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                if whole && !key.ends_with('-') && !keys.contains(key) {
                    missing.insert(format!("{key} ({})", file.file_name().unwrap().to_string_lossy()));
                }
            }
        }
        for kind in quoted(source, "Event::new(\"") {
            let key = format!("event-{}", kind.replace('.', "-"));
            // What a rule asks itself whether it could happen is not told to anybody.
            if !kind.starts_with("test.") && kind != "enrolment.offered" && !keys.contains(&key) {
                missing.insert(key);
            }
        }
        for before in [
            "Problem::conflict(\"",
            "Problem::new(403, \"",
            "Problem::new(404, \"",
            "Problem::new(409, \"",
            "Problem::new(422, \"",
            "Problem::new(429, \"",
            "Problem::new(503, \"",
        ] {
            for code in quoted(source, before) {
                let key = format!("problem-{code}");
                if !keys.contains(&key) {
                    missing.insert(key);
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "texts that are named and not there:\n{}",
        Vec::from_iter(missing).join("\n")
    );
}

#[test]
fn every_column_says_whether_it_is_personal() {
    let mut migrations = Vec::new();
    files(&crates(), ".sql", &mut migrations);
    assert!(migrations.len() >= 5);
    for file in migrations.iter().filter(|file| file.to_string_lossy().contains("/migrations/")) {
        let mut inside = false;
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let trimmed = line.trim();
            if trimmed.starts_with("create table") {
                inside = true;
            } else if trimmed.starts_with(");") {
                inside = false;
            } else if inside || trimmed.starts_with("alter table") && trimmed.contains("add column") {
                let words: Vec<&str> = trimmed.split_whitespace().collect();
                let is_column =
                    words.get(1).is_some_and(|word| word.starts_with("text") || word.starts_with("bigint"))
                        || trimmed.starts_with("alter table");
                if is_column {
                    assert!(
                        trimmed.contains("-- plain") || trimmed.contains("-- personal: "),
                        "{}: a column without its tag: {trimmed}",
                        file.display()
                    );
                }
            }
        }
    }
}

#[test]
fn templates_have_no_inline_script_or_style() {
    let mut templates = Vec::new();
    files(&crates(), ".html", &mut templates);
    // The page that works without a network carries its script and style along; its policy names their digests.
    for file in templates.into_iter().filter(|file| !file.starts_with(crates().join("certificates/offline")))
    {
        let source = std::fs::read_to_string(&file).unwrap();
        for wrong in ["<style", "style=\"", "|safe", "onclick=", "onchange=", "javascript:"] {
            assert!(!source.contains(wrong), "{}: {wrong}", file.display());
        }
        assert!(!source.contains("<script>"), "{}: an inline script", file.display());
    }
}

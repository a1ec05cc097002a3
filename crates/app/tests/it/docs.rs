//! Documentation that is generated from the code, and kept in the repository for people to review. `UPDATE_DOCS=1` writes
//! it anew.

use std::{fmt::Write, path::PathBuf};

use platform::web::Who;

use crate::rooms;

fn check(name: &str, text: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/generated").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == text, "docs/generated/{name} is stale: run `make docs` and review the difference");
}

#[test]
fn the_list_of_routes_is_fresh() {
    let mut text = String::from(
        "# Routes\n\nWho may call what, read from the handlers' signatures.\n\n| method | path | who | object |\n| --- | --- | --- | --- |\n",
    );
    let mut infos: Vec<_> = rooms().into_iter().flat_map(|room| room.routes.infos().to_vec()).collect();
    infos.sort_by_key(|info| (info.path, info.method));
    for info in infos {
        let who = match info.who {
            Who::Anyone => "anyone".to_owned(),
            Who::SignedIn => "anyone signed in".to_owned(),
            Who::Newcomer => "person, activated".to_owned(),
            Who::Applicant => "person".to_owned(),
            Who::Owner => "its owner".to_owned(),
            Who::Gateway => "the payment platform".to_owned(),
            Who::Officer { duty, roles } => {
                let roles: Vec<_> = roles.iter().map(|role| role.code()).collect();
                format!("{duty}: {}", roles.join(", "))
            }
        };
        let _ =
            writeln!(text, "| {} | `{}` | {who} | {} |", info.method, info.path, info.object.unwrap_or(""));
    }
    check("routes.md", &text);
}

#[test]
fn the_diagrams_of_the_lifecycles_are_fresh() {
    let mut text =
        String::from("# Lifecycles\n\nDrawn from the tables in the code: from where, by whom, when.\n");
    for room in rooms() {
        for (name, diagram) in room.lifecycles {
            let _ = write!(text, "\n## {name}\n\n```mermaid\n{diagram}```\n");
        }
    }
    check("lifecycles.md", &text);
}

#[test]
fn the_lists_of_events_and_problems_are_fresh() {
    let (mut events, mut problems) = (Vec::new(), Vec::new());
    let own = platform::texts::OWN.iter().map(|(_, english)| (*english).to_owned());
    let sources =
        own.chain(rooms().into_iter().flat_map(|room| {
            room.texts.into_iter().map(|(_, english)| english.to_owned()).collect::<Vec<_>>()
        }));
    for source in sources {
        for key in platform::texts::keys(&source) {
            let line = source.lines().find(|line| line.starts_with(&format!("{key} ="))).unwrap_or_default();
            let sentence = line.split_once('=').map_or("", |(_, text)| text.trim()).replace('|', "/");
            if let Some(kind) = key.strip_prefix("event-") {
                events.push(format!("| `{}` | {sentence} |\n", kind.replacen('-', ".", 1)));
            } else if let Some(code) = key.strip_prefix("problem-").or_else(|| key.strip_prefix("fault-")) {
                problems.push(format!("| `{code}` | {sentence} |\n"));
            }
        }
    }
    events.sort();
    problems.sort();
    let table = |title: &str, lead: &str, rows: Vec<String>| {
        format!("# {title}\n\n{lead}\n\n| code | English |\n| --- | --- |\n{}", rows.concat())
    };
    check("events.md", &table("Events", "What the journal tells.", events));
    check("problems.md", &table("Problems", "Stable codes of problems and of faults of fields.", problems));
}

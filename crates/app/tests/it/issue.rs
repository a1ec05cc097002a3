//! A certificate through the real workers and the real seal, as a reader would judge it.

use std::{
    io::Write as _,
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};

use ateneo::seal;
use certificates::issue::{self, IssuedState, store::Issued};
use documents::{MediaType, Renderer, Settings, Workers};
use kernel::Event;
use platform::{Actor, Capability, Config, Dice, Ports, Subject, jobs::Job, testing::World};
use serde_json::{Value, json};

fn rooms() -> Vec<Capability> {
    vec![people::capability(), registry::capability(), certificates::capability()]
}

async fn rows(world: &World, statements: &[String]) {
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    for statement in statements {
        sqlx::query(sqlx::AssertSqlSafe(statement.clone())).execute(tx.conn()).await.unwrap();
    }
    for item in ["i1", "i2"] {
        tx.enqueue(Job::new(issue::JOB, &item).unwrap()).await.unwrap();
    }
    tx.journal(&Subject::new("test", "rows"), Event::new("test.paid")).await.unwrap();
    tx.commit().await.unwrap();
}

async fn paid(world: &World) {
    let anna = people::testing::person(world).id("anna").named("Łucja", "D’Àngelo").create().await;
    let mut all = vec![
        format!(
            "insert into career (id, person_id, matricola, kind, title_it, title_en, year, status, opened_on, \
             closed_on, ects_tenths, language, version) values ('c1', '{}', '975765', 'master', \
             'Gestione del patrimonio', 'Heritage Management', '2024/25', 'awarded', '2024-10-01', '2026-01-30', 600, \
             'it', 1)",
            anna.id
        ),
        "insert into award (career_id, title_it, title_en, awarded_on, points, out_of, honours, thesis, version) \
         values ('c1', 'Master in Gestione', 'Master in Heritage Management', '2026-01-30', 110, 110, 1, '', 1)"
            .to_owned(),
        "insert into counter (series, value) values ('certificate-request', 1)".to_owned(),
        "insert into certificate_tally (state, n) values ('issuing', 1)".to_owned(),
        format!(
            "insert into certificate_request (id, number, person_id, career_id, language, state, communications, \
             delivery, created_at, expires_at, version) values ('r1', 1, '{}', 'c1', 'en', 'issuing', '', 'download', \
             '2026-11-23T09:00:00.000000Z', '2026-12-23T09:00:00.000000Z', 1)",
            anna.id
        ),
    ];
    for (place, kind, tongue) in [(1, "award", "en"), (2, "path", "it-en")] {
        all.push(format!(
            "insert into certificate_item (id, request_id, position, kind, purpose, tongue, residence_permit, \
             destination, footnote, footnote_state, note, copies, amount, reserved_at) values ('i{place}', 'r1', \
             {place}, '{kind}', 'stamped', '{tongue}', 0, 'abroad', '', 'none', '', 1, 1600, \
             '2026-11-23T09:00:00.000000Z')"
        ));
    }
    for exam in 10..50 {
        all.push(format!(
            "insert into exam (id, career_id, code, title_it, title_en, sector, ects_tenths, points, out_of, honours, \
             passed_on, version) values ('e{exam}', 'c1', '0972{exam}', 'Storia dell’arte {exam}', \
             'History of Art {exam}', 'ICAR/18', 60, 28, 30, 0, '2025-02-11', 1)"
        ));
    }
    rows(world, &all).await;
}

/// A tool of others on a file; `None`, with a message, where it is not installed.
#[expect(clippy::print_stderr, reason = "a check that is skipped is said")]
fn tool(name: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let Ok(output) = Command::new(name).args(arguments).arg(&file).output() else {
        eprintln!("skipped: {name} is not installed");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The files that travel inside a certificate.
const FILES: [&str; 6] =
    ["codes.txt", "record.json", "log-proof.txt", "credential.jwt", "credential.jsonld", "elmo.xml"];

/// A script of others' libraries; `None`, with a message, where they are not installed.
#[expect(clippy::print_stderr, reason = "a check that is skipped is said")]
fn python(script: &str, argument: &std::path::Path, input: &str) -> Option<Vec<Value>> {
    let Ok(python) = std::env::var("ATENEO_TEST_PYTHON") else {
        eprintln!("skipped: ATENEO_TEST_PYTHON names no Python with scripts/test-python.txt");
        return None;
    };
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
    let mut child = Command::new(python)
        .arg(script)
        .arg(argument)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let said = child.wait_with_output().unwrap();
    assert!(said.status.success());
    Some(
        String::from_utf8(said.stdout)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

/// The files of a certificate, taken out by others, are declared as PDF/A-3 asks and hold against their schemas.
#[expect(clippy::print_stderr, reason = "a check that is skipped is said")]
async fn carried(world: &World, pdf: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let Some(files) = python("tests/outside/carried.py", &file, "") else { return };
    let files = files.first().unwrap().as_array().unwrap();
    let names: Vec<_> = files.iter().map(|file| file["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), FILES.len(), "{names:?}");
    for file in files {
        assert_eq!(file["associated"], true, "{file}");
        for declared in ["relationship", "description", "media_type", "modified"] {
            assert!(file[declared].as_str().is_some_and(|text| text.len() > 4), "{declared}: {file}");
        }
    }
    let keys = {
        let mut conn = world.house.db().read().await.unwrap();
        issue::keys::printed_keys(&mut conn).await.unwrap().jwks()
    };
    let text = |name: &str| files.iter().find(|file| file["name"] == name).unwrap()["text"].clone();
    let line = |format: &str, name: &str| json!({ "name": name, "format": format, "text": text(name), "key": keys.pointer("/keys/0") });
    let lines = [line("jwt", "credential.jwt"), line("elm", "credential.jsonld"), line("elmo", "elmo.xml")];
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs");
    let specs = std::env::var_os("ATENEO_SPECS").map_or(beside, Into::into);
    if !["openbadges", "vc", "elm", "elmo"].iter().all(|name| specs.join(name).exists()) {
        eprintln!("skipped: ATENEO_SPECS names no folder with openbadges, vc, elm and elmo");
        return;
    }
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let verdicts = python("../wire/credentials/tests/outside/conformance.py", &specs, &input).unwrap();
    assert_eq!(verdicts.len(), 3);
    for verdict in verdicts {
        assert_eq!(verdict.get("faults"), Some(&json!([])), "{verdict}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_are_set_sealed_at_the_highest_level_and_prove_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { demo: true, data: folder.path().to_owned(), ..Config::default() };
    let at = "2026-11-23T09:00:00Z".parse().unwrap();
    let (sealer, _) = seal::sealer(&config, &Dice::system(), at).unwrap();
    let mut settings = Settings::of(env!("CARGO_BIN_EXE_ateneo"), ["typeset-worker"], 1);
    settings.patience = Duration::from_secs(90);
    let renderer: Arc<dyn Renderer> = Arc::new(Workers::new(settings));
    let world = World::with(rooms, Ports::default().with(renderer).with(sealer), |_| {}).await;
    paid(&world).await;
    world.settle().await;
    for item in ["i1", "i2"] {
        let issued: Issued = {
            let mut conn = world.house.db().read().await.unwrap();
            issue::store::of_item(&mut conn, item).await.unwrap().unwrap()
        };
        assert_eq!(issued.state, IssuedState::Issued);
        assert_eq!(issued.signature_level.as_deref(), Some("B-LT"));
        let (_, pdf) = issue::file(&world.house, &issued).await.unwrap();
        let anchor = std::fs::read_to_string(folder.path().join("keys/seal/root.pem")).unwrap();
        let anchors: pades_wire::Anchors =
            pades_wire::Certificate::from_pem(&anchor).unwrap().into_iter().collect();
        let trust = pades_wire::Trust { signers: &anchors, authorities: &anchors, now: at };
        let report = pades_wire::verify(&pdf, trust);
        assert!(report.faults.is_empty(), "{:?}", report.faults);
        if let Some(said) = tool("pdfsig", &["-nocert"], &pdf) {
            // The evidence of B-LT stands behind what is signed.
            assert!(said.contains("Signature is Valid"), "{said}");
        }
        if let Some(said) = tool("pdfdetach", &["-list"], &pdf) {
            for file in FILES {
                assert!(said.contains(file), "{file}: {said}");
            }
        }
        carried(&world, &pdf).await;
        // Whoever is handed it may hand it in.
        let examined = world.house.port::<Arc<dyn Renderer>>().unwrap().examine(&pdf, MediaType::Pdf).await;
        assert!(matches!(examined, Ok(documents::Examined::Accepted(_))), "{examined:?}");
        let raw = String::from_utf8_lossy(&pdf);
        for mark in ["<pdfaid:part>3</", "<pdfaid:conformance>A</", "<pdfuaid:part>1</"] {
            assert!(raw.contains(mark), "{mark} is lost by the seal");
        }
    }
    world.finish().await;
}

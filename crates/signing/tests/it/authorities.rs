//! Authorities over HTTP: a well-behaved one, the ways in which they fail, and Certomancer's.

use std::{
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{Router, body::Bytes, http::StatusCode, routing::post};
use jiff::Timestamp;
use pades_wire::{Algorithm, Anchors, Certificate, Level, NotAStamp, stamp, verify};
use signing::{CannotSeal, Key, Seal, Stamps, ask::CannotAsk, key::FileKey, own::OwnAuthority};

use crate::world::{ALGORITHMS, SAMPLE, block, folder, now, own_seal, patient, pyhanko, python, words};

/// How an authority behaves, one after the other.
#[derive(Clone, Copy)]
enum Mood {
    Well,
    Refuses,
    Fails,
    Hangs,
    Talks,
    AnswersAnother,
    Endless,
}

/// Serves time stamps in these moods, then well for ever.
async fn serve(authority: Arc<OwnAuthority>, moods: Vec<Mood>) -> SocketAddr {
    let asked = Arc::new(AtomicUsize::new(0));
    let answer = move |body: Bytes| {
        let mood = moods.get(asked.fetch_add(1, Ordering::SeqCst)).copied().unwrap_or(Mood::Well);
        let authority = Arc::clone(&authority);
        async move {
            let question = stamp::Question::from_der(&body).unwrap();
            match mood {
                Mood::Well => (StatusCode::OK, authority.answer(&question, now()).unwrap()),
                Mood::Refuses => (StatusCode::OK, stamp::refusal()),
                Mood::Fails => (StatusCode::SERVICE_UNAVAILABLE, Vec::new()),
                Mood::Hangs => {
                    tokio::time::sleep(Duration::from_secs(60)).await;
                    (StatusCode::OK, Vec::new())
                }
                Mood::Talks => (StatusCode::OK, b"<html>maintenance</html>".to_vec()),
                Mood::AnswersAnother => {
                    let other = stamp::Question::about(b"something else", [9; 8]);
                    (StatusCode::OK, authority.answer(&other, now()).unwrap())
                }
                Mood::Endless => (StatusCode::OK, vec![0x30; 1_000_000]),
            }
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(answer))).await });
    address
}

fn remote(authority: &Arc<OwnAuthority>, address: &str, level: Level) -> Seal {
    let key = own_key(authority);
    let certificates = vec![authority.sealing().certificate.clone()];
    let anchors = (authority.anchors(), authority.anchors());
    Seal::new(key, certificates, level, Some(Stamps::At(address.to_owned())), anchors, patient(400))
}

/// The authority's own key again, as a key that a seal can hold.
fn own_key(authority: &Arc<OwnAuthority>) -> Arc<dyn Key> {
    #[derive(Debug)]
    struct Borrowed(Arc<OwnAuthority>);
    impl Key for Borrowed {
        fn algorithm(&self) -> Algorithm {
            self.0.sealing().key.algorithm()
        }
        fn sign(&self, message: &[u8]) -> Result<Vec<u8>, signing::CannotUseKey> {
            self.0.sealing().key.sign(message)
        }
    }
    Arc::new(Borrowed(Arc::clone(authority)))
}

#[test]
fn an_authority_that_fails_makes_the_document_wait_and_the_next_try_seals_it() {
    block(async {
        let (authority, _) = own_seal(ALGORITHMS[0], Level::Basic);
        let moods = vec![
            Mood::Fails,
            Mood::Hangs,
            Mood::Refuses,
            Mood::Talks,
            Mood::AnswersAnother,
            Mood::Endless,
            Mood::Well,
        ];
        let address = serve(Arc::clone(&authority), moods.clone()).await;
        let seal = remote(&authority, &format!("http://{address}/"), Level::Stamped);
        for mood in moods {
            let tried = seal.seal(SAMPLE, &words(), now(), [5; 8]).await;
            let may_pass = tried.as_ref().err().map(CannotSeal::may_pass);
            match (mood, tried) {
                (Mood::Well, Ok(sealed)) => {
                    assert_eq!(sealed.stamped_at, Some(now()));
                    assert!(verify(&sealed.pdf, seal.trust(now())).is_sound());
                }
                (
                    Mood::Fails | Mood::Hangs | Mood::Endless,
                    Err(CannotSeal::Authority(CannotAsk::AuthorityUnavailable { address, why })),
                ) => {
                    assert!(address.starts_with("http://127.0.0.1") && !why.is_empty());
                    assert_eq!(may_pass, Some(true));
                }
                (Mood::Refuses, Err(CannotSeal::Authority(CannotAsk::NotAStamp { cause, .. }))) => {
                    assert_eq!(cause, NotAStamp::Refused { status: 2, said: String::new() });
                    assert_eq!(may_pass, Some(true));
                }
                (Mood::Talks, Err(CannotSeal::Authority(CannotAsk::NotAStamp { cause, .. }))) => {
                    assert_eq!(cause, NotAStamp::Form);
                }
                (Mood::AnswersAnother, Err(CannotSeal::Authority(CannotAsk::NotAStamp { cause, .. }))) => {
                    assert_eq!(cause, NotAStamp::Other);
                }
                (_, other) => panic!("{other:?}"),
            }
        }
        let nobody = remote(&authority, "http://127.0.0.1:9/", Level::Stamped);
        let error = nobody.seal(SAMPLE, &words(), now(), [5; 8]).await.unwrap_err();
        assert!(error.may_pass(), "{error}");
    });
}

#[test]
fn a_stamp_of_an_authority_that_nobody_trusts_is_refused() {
    block(async {
        let (stranger, _) = own_seal(ALGORITHMS[0], Level::Basic);
        let (authority, _) = own_seal(ALGORITHMS[0], Level::Basic);
        let address = serve(stranger, Vec::new()).await;
        let seal = remote(&authority, &format!("http://{address}/"), Level::Stamped);
        let error = seal.seal(SAMPLE, &words(), now(), [5; 8]).await.unwrap_err();
        assert!(!error.may_pass());
        assert!(error.to_string().contains("not trusted"), "{error}");
    });
}

/// Certomancer with a root, an issuer, a seal, a time-stamp authority; OCSP for the seal, lists for the rest.
struct Certomancer {
    server: Child,
    base: String,
    certificates: Vec<Certificate>,
    root: Certificate,
    key: Arc<FileKey>,
    _folder: tempfile::TempDir,
}

impl Drop for Certomancer {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn certomancer(python: &std::path::Path) -> Certomancer {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let base = format!("http://127.0.0.1:{port}");
    let keys: Vec<(FileKey, String)> =
        (0..5).map(|number| FileKey::generate(ALGORITHMS[number % 2]).unwrap()).collect();
    let names = ["root.key.pem", "issuer.key.pem", "seal.key.pem", "stamps.key.pem", "ocsp.key.pem"];
    let config = include_str!("../certomancer.yml").replace("http://authority.test", &base);
    let mut files: Vec<(&str, &[u8])> =
        names.iter().zip(&keys).map(|(name, (_, pem))| (*name, pem.as_bytes())).collect();
    files.push(("certomancer.yml", config.as_bytes()));
    let (folder, paths) = folder(&files);
    let program = python.with_file_name("certomancer");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.current_dir(folder.path()).args(["--config", paths.last().unwrap()]).args(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let read = |label: &str| {
        let out = folder.path().join(format!("{label}.pem"));
        assert!(run(&["summon", "university", label, out.to_str().unwrap()]).status().unwrap().success());
        Certificate::from_pem(&std::fs::read_to_string(out).unwrap()).unwrap().remove(0)
    };
    let (root, issuer, seal) = (read("root"), read("issuer"), read("seal"));
    let server = run(&["animate", "--port", &port.to_string()]).spawn().unwrap();
    for _ in 0..300 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let key = Arc::new(keys.into_iter().nth(2).unwrap().0);
    Certomancer { server, base, certificates: vec![seal, issuer], root, key, _folder: folder }
}

impl Certomancer {
    fn seal(&self, level: Level) -> Seal {
        let anchors = Anchors::new(vec![self.root.clone()]);
        let key: Arc<dyn Key> = Arc::clone(&self.key) as _;
        let stamps = Stamps::At(format!("{}/university/tsa/stamps", self.base));
        Seal::new(
            key,
            self.certificates.clone(),
            level,
            Some(stamps),
            (anchors.clone(), anchors),
            patient(10_000),
        )
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "Certomancer stamps with the machine's clock")]
fn certomancers_stamps_answers_and_lists_are_taken_and_judged_sound_by_pyhanko() {
    let Some(python) = python() else { return };
    let mut authority = certomancer(&python);
    for level in [Level::Stamped, Level::Evidenced] {
        let seal = authority.seal(level);
        let now = Timestamp::now();
        let sealed = block(seal.seal(SAMPLE, &words(), now, [1, 2, 3, 4, 5, 6, 7, 8])).unwrap();
        let report = verify(&sealed.pdf, seal.trust(now));
        assert_eq!(report.faults, []);
        let signature = report.signature.unwrap();
        assert_eq!(signature.level, level);
        assert_eq!(signature.chain.len(), 3);
        assert!(signature.stamped_at.is_some());
        if level == Level::Evidenced {
            // The authority is gone: the document carries all that is needed.
            authority.server.kill().unwrap();
            authority.server.wait().unwrap();
        }
        let root = authority.root.to_pem();
        let (_folder, paths) = folder(&[("root.pem", root.as_bytes()), ("sealed.pdf", &sealed.pdf)]);
        let moment = now.to_string().replace('Z', "+00:00");
        let said = pyhanko(&python, &["files", &moment, &paths[0], &paths[1]]);
        assert!(said.starts_with("{\"valid\": true"), "{level:?}: {said}");
        assert!(said.contains(&format!("\"store\": {}", level == Level::Evidenced)), "{said}");
    }
    let error = block(authority.seal(Level::Evidenced).seal(SAMPLE, &words(), now(), [1; 8])).unwrap_err();
    assert!(error.may_pass(), "{error}");
}

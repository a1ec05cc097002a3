//! An authority, documents, and the tools that judge independently.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use pades_wire::{Algorithm, Level};
use signing::{Seal, Words, ask::Authorities, key::FileKey, own::OwnAuthority};
use tempfile::TempDir;

pub const SAMPLE: &[u8] = include_bytes!("../../../wire/pades/samples/receipt.pdf");
pub const LEVELS: [Level; 3] = [Level::Basic, Level::Stamped, Level::Evidenced];
pub const ALGORITHMS: [Algorithm; 2] = [Algorithm::EcdsaP256Sha256, Algorithm::RsaSha256];

/// The instant at which everything in these tests happens.
pub fn now() -> Timestamp {
    "2026-02-03T10:20:30Z".parse().unwrap()
}

pub fn words() -> Words {
    Words {
        name: "Università di Esempio (ufficio)".to_owned(),
        reason: "Certificate \\ issued".to_owned(),
        description: "Seal of the university".to_owned(),
    }
}

pub fn patient(milliseconds: u64) -> Authorities {
    Authorities::new(Duration::from_millis(milliseconds)).unwrap()
}

/// An authority inside the program and a seal of it.
pub fn own_seal(algorithm: Algorithm, level: Level) -> (Arc<OwnAuthority>, Seal) {
    let (authority, files) = OwnAuthority::make("Università, \"Esempio\"", algorithm, now()).unwrap();
    let (_, key) = files.into_iter().find(|(name, _)| name == "sealing.key.pem").unwrap();
    let authority = Arc::new(authority);
    let seal = Seal::own(&authority, Arc::new(FileKey::from_pem(&key).unwrap()), level, patient(1_000));
    (authority, seal)
}

pub fn block<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

pub fn sealed(seal: &Seal) -> Vec<u8> {
    block(seal.seal(SAMPLE, &words(), now(), [1, 2, 3, 4, 5, 6, 7, 8])).unwrap().pdf
}

/// The interpreter that has pyHanko and Certomancer; the suite installs it and says where.
pub fn python() -> Option<PathBuf> {
    let found = std::env::var_os("ATENEO_TEST_PYTHON").map(PathBuf::from);
    if found.is_none() {
        eprintln!("skipped: ATENEO_TEST_PYTHON does not say where pyHanko is (scripts/test installs it)");
    }
    found
}

/// What pyHanko says, one line of JSON for each file.
pub fn pyhanko(python: &Path, arguments: &[&str]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judge.py");
    let output = Command::new(python).arg(script).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// Runs a tool; `None`, with a message, where it is not installed.
pub fn tool(name: &str, arguments: &[&str]) -> Option<(bool, String)> {
    match Command::new(name).args(arguments).output() {
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            Some((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
        }
        Err(_) => {
            eprintln!("skipped: {name} is not installed");
            None
        }
    }
}

/// A folder with files in it; gives their paths.
pub fn folder(files: &[(&str, &[u8])]) -> (TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files
        .iter()
        .map(|(name, content)| {
            let path = folder.path().join(name);
            std::fs::write(&path, content).unwrap();
            path.to_str().unwrap().to_owned()
        })
        .collect();
    (folder, paths)
}

/// Numbers that look random and are the same in every run (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(limit).unwrap()).unwrap()
    }
}

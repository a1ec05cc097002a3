//! A house's settings become a seal, or a message that says which file is wrong.

use pades_wire::{Algorithm, Level, verify};
use signing::{BadSettings, KeyPlace, Settings, own::OwnAuthority};

use crate::world::{now, sealed};

#[test]
fn settings_open_the_seal_that_they_describe_and_name_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let made = OwnAuthority::open(folder.path(), "Esempio", now()).unwrap();
    // Opened again, it is the same authority.
    assert_eq!(OwnAuthority::open(folder.path(), "Esempio", now()).unwrap().root(), made.root());
    let settings = Settings {
        level: "B-B".to_owned(),
        certificates: at("sealing.pem"),
        key: KeyPlace::File { file: at("sealing.key.pem") },
        trusted: at("root.pem"),
        time_stamps: None,
        time_stamps_trusted: None,
        patience: None,
    };
    let seal = settings.open().unwrap();
    assert_eq!(seal.certificate().unwrap().algorithm(), Some(Algorithm::EcdsaP256Sha256));
    let report = verify(&sealed(&seal), seal.trust(now()));
    assert!(report.is_sound());
    assert_eq!(report.signature.unwrap().level, Level::Basic);

    let refused = |change: fn(&mut Settings)| {
        let mut changed = settings.clone();
        change(&mut changed);
        changed.open().unwrap_err()
    };
    assert!(matches!(refused(|s| s.level = "B-X".to_owned()), BadSettings::Level(_)));
    assert!(matches!(refused(|s| s.level = "B-T".to_owned()), BadSettings::NoStamps));
    assert!(matches!(refused(|s| s.trusted = "/nonexistent.pem".into()), BadSettings::File { .. }));
    let other = |s: &mut Settings| s.certificates.set_file_name("stamping.pem");
    assert!(matches!(refused(other), BadSettings::OtherKey));
    let key = |s: &mut Settings| s.certificates.set_file_name("root.key.pem");
    assert!(matches!(refused(key), BadSettings::Certificates { .. }));
    let no_key = |s: &mut Settings| s.key = KeyPlace::File { file: s.trusted.clone() };
    assert!(matches!(refused(no_key), BadSettings::Key(_)));
}

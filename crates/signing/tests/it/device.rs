//! A key in a PKCS#11 device, played by SoftHSM.

use std::{path::Path, sync::Arc};

use pades_wire::{Algorithm, Level, verify};
use secrecy::SecretString;
use signing::{
    CannotUseKey, Key, Seal,
    key::{DeviceKey, Place},
    own::OwnAuthority,
};

use crate::world::{folder, now, patient, sealed, tool};

const MODULES: [&str; 3] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
];

// One test: SoftHSM reads where its tokens are from the environment, once in a process, so the test runs itself again.
#[test]
fn a_key_in_a_device_seals_as_one_in_a_file() {
    let Some(module) = MODULES.iter().find(|module| Path::new(module).exists()) else {
        eprintln!("skipped: SoftHSM (softhsm2) is not installed");
        return;
    };
    if std::env::var_os("SOFTHSM2_CONF").is_some() {
        return inside(module);
    }
    let (kept, paths) = folder(&[("softhsm2.conf", b"")]);
    let tokens = kept.path().join("tokens");
    std::fs::create_dir(&tokens).unwrap();
    std::fs::write(
        &paths[0],
        format!("directories.tokendir = {}\nobjectstore.backend = file\n", tokens.display()),
    )
    .unwrap();
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["device::a_key_in_a_device_seals_as_one_in_a_file", "--exact", "--nocapture"])
        .env("SOFTHSM2_CONF", &paths[0])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn inside(module: &str) {
    let made = tool(
        "softhsm2-util",
        &["--init-token", "--free", "--label", "seal", "--pin", "1234", "--so-pin", "5678"],
    );
    assert!(made.unwrap().0);
    let place = |key: &str, pin: &str| Place {
        module: module.into(),
        token: "seal".to_owned(),
        key: key.to_owned(),
        pin: SecretString::from(pin.to_owned()),
    };
    for (number, algorithm) in [Algorithm::RsaSha256, Algorithm::EcdsaP256Sha256].into_iter().enumerate() {
        let (authority, files) = OwnAuthority::make("Esempio", algorithm, now()).unwrap();
        let (_, key) = files.iter().find(|(name, _)| name == "sealing.key.pem").unwrap();
        let (_kept, paths) = folder(&[("key.pem", key.as_bytes())]);
        let (label, id) = (format!("key{number}"), format!("0{number}"));
        let import =
            ["--import", &paths[0], "--token", "seal", "--label", &label, "--id", &id, "--pin", "1234"];
        let (ok, said) = tool("softhsm2-util", &import).unwrap();
        assert!(ok, "{said}");
        let device = DeviceKey::open(place(&label, "1234")).unwrap();
        assert_eq!(device.algorithm(), algorithm);
        let certificate = &authority.sealing().certificate;
        for _ in 0..50 {
            assert!(certificate.made(b"message", &device.sign(b"message").unwrap()));
        }
        let seal = Seal::own(&Arc::new(authority), Arc::new(device), Level::Evidenced, patient(100));
        assert!(verify(&sealed(&seal), seal.trust(now())).is_sound());
    }
    for (key, token, pin) in [("nothing", "seal", "1234"), ("key0", "other", "1234")] {
        let wrong = Place { token: token.to_owned(), ..place(key, pin) };
        assert!(matches!(DeviceKey::open(wrong), Err(CannotUseKey::NoKey(_))));
    }
    let no_library = Place { module: "/nonexistent.so".into(), ..place("key0", "1234") };
    assert!(matches!(DeviceKey::open(no_library), Err(CannotUseKey::NoKey(_))));
}

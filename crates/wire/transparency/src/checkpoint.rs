//! Signed heads of the log: C2SP `signed-note` with Ed25519, and the `tlog-checkpoint` inside it.

use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey},
};
use base64::{Engine, engine::general_purpose::STANDARD};

use crate::tree::Hash;

/// The signature type of Ed25519 in `signed-note`.
const ALGORITHM: u8 = 1;

/// A head of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name: an address without scheme, such as `certificates.example.edu/log`.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// A note or a head cannot be read, or nobody known has signed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCheckpoint {
    /// Not in the form of the specification.
    #[error("not a checkpoint")]
    Malformed,
    /// No signature of the expected key.
    #[error("not signed by the log")]
    NotSigned,
    /// A key cannot be read.
    #[error("not a key of a log")]
    BadKey,
}

/// Who signs the heads. A name without spaces and plus signs.
pub struct NoteSigner {
    name: String,
    pair: Ed25519KeyPair,
}

impl NoteSigner {
    /// From a secret of 32 bytes.
    ///
    /// # Errors
    /// When the name has a space or a plus sign.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<NoteSigner, BadCheckpoint> {
        if !is_name(name) {
            return Err(BadCheckpoint::BadKey);
        }
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| BadCheckpoint::BadKey)?;
        Ok(NoteSigner { name: name.to_owned(), pair })
    }

    /// The public half.
    pub fn verifier(&self) -> NoteVerifier {
        NoteVerifier { name: self.name.clone(), key: self.pair.public_key().as_ref().to_vec() }
    }

    /// Signs a text that ends with a line feed.
    pub fn sign(&self, text: &str) -> String {
        let id = self.verifier().key_id();
        let signature = STANDARD.encode([&id, self.pair.sign(text.as_bytes()).as_ref()].concat());
        format!("{text}\n— {} {signature}\n", self.name)
    }
}

impl std::fmt::Debug for NoteSigner {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "NoteSigner({})", self.verifier().text())
    }
}

/// A key that is published as `name+hash+key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteVerifier {
    name: String,
    key: Vec<u8>,
}

impl NoteVerifier {
    /// Reads the published text.
    ///
    /// # Errors
    /// When its hash does not fit, or it is no Ed25519 key.
    pub fn parse(text: &str) -> Result<NoteVerifier, BadCheckpoint> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(BadCheckpoint::BadKey);
        };
        let bytes = STANDARD.decode(key).map_err(|_| BadCheckpoint::BadKey)?;
        let Some((&ALGORITHM, key)) = bytes.split_first() else { return Err(BadCheckpoint::BadKey) };
        let verifier = NoteVerifier { name: name.to_owned(), key: key.to_vec() };
        let fits = is_name(name) && key.len() == 32 && hex(&verifier.key_id()) == hash;
        if fits { Ok(verifier) } else { Err(BadCheckpoint::BadKey) }
    }

    /// The text to publish.
    pub fn text(&self) -> String {
        let key = STANDARD.encode([&[ALGORITHM], self.key.as_slice()].concat());
        format!("{}+{}+{key}", self.name, hex(&self.key_id()))
    }

    /// The text of a signed note, once the key has vouched for it. Signatures of others are let be, as witnesses may add
    /// theirs.
    ///
    /// # Errors
    /// When the key has not signed, or has signed something else.
    pub fn open<'a>(&self, note: &'a str) -> Result<&'a str, BadCheckpoint> {
        let cut = note.rfind("\n\n").ok_or(BadCheckpoint::Malformed)?.saturating_add(1);
        let (text, signatures) = note.split_at_checked(cut).ok_or(BadCheckpoint::Malformed)?;
        let lines = signatures.strip_prefix('\n').and_then(|lines| lines.strip_suffix('\n'));
        let mut signed = false;
        for line in lines.ok_or(BadCheckpoint::Malformed)?.split('\n') {
            let (name, signature) = line
                .strip_prefix("— ")
                .and_then(|line| line.split_once(' '))
                .ok_or(BadCheckpoint::Malformed)?;
            let bytes = STANDARD.decode(signature).map_err(|_| BadCheckpoint::Malformed)?;
            let (id, signature) = bytes.split_at_checked(4).ok_or(BadCheckpoint::Malformed)?;
            if name == self.name && id == self.key_id() {
                UnparsedPublicKey::new(&ED25519, &self.key)
                    .verify(text.as_bytes(), signature)
                    .map_err(|_| BadCheckpoint::NotSigned)?;
                signed = true;
            }
        }
        if signed { Ok(text) } else { Err(BadCheckpoint::NotSigned) }
    }

    fn key_id(&self) -> [u8; 4] {
        let named = [self.name.as_bytes(), b"\n", &[ALGORITHM], &self.key].concat();
        let mut id = [0; 4];
        id.iter_mut().zip(digest(&SHA256, &named).as_ref()).for_each(|(to, from)| *to = *from);
        id
    }
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// The signed note.
    pub fn sign(&self, signer: &NoteSigner) -> String {
        signer.sign(&self.text())
    }

    /// Reads a signed head of the log `origin`. Lines after the third are extensions and are let be.
    ///
    /// # Errors
    /// When it is malformed, another log's, or not signed by this key.
    pub fn open(note: &str, origin: &str, verifier: &NoteVerifier) -> Result<Checkpoint, BadCheckpoint> {
        let text = verifier.open(note)?;
        let mut lines = text.split('\n');
        let (Some(named), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(BadCheckpoint::Malformed);
        };
        let root = STANDARD.decode(root).ok().and_then(|bytes| bytes.try_into().ok());
        let number: u64 = size.parse().map_err(|_| BadCheckpoint::Malformed)?;
        match root {
            Some(root) if named == origin && number.to_string() == size => {
                Ok(Checkpoint { origin: named.to_owned(), size: number, root })
            }
            _ => Err(BadCheckpoint::Malformed),
        }
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains('+') && !name.contains(char::is_whitespace)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

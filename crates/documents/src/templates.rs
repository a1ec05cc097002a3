use std::{
    fs::File,
    io::{Error, ErrorKind, Read, Result},
    path::Path,
};

use serde::{Deserialize, Serialize};

/// A university's own templates for the papers of certificates: files that stand in the place of the built-in ones. They
/// travel with each job, so that a worker needs no folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Templates {
    files: Vec<Own>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Own {
    name: String,
    #[serde(with = "crate::document::in_base64")]
    bytes: Vec<u8>,
}

/// Longer than any template or coat of arms.
const LONGEST: u64 = 1 << 20;

impl Templates {
    /// The files that can be replaced; others in the folder are let be. There is no built-in `logo.svg`.
    pub const NAMES: [&str; 10] = [
        "sheet.typ",
        "certificate.typ",
        "self-certificate.typ",
        "supplement.typ",
        "delegation.typ",
        "cover-sheet.typ",
        "address-labels.typ",
        "certificates.it.toml",
        "certificates.en.toml",
        "logo.svg",
    ];

    /// Reads a folder; a file that is not there is not replaced.
    ///
    /// # Errors
    /// When the folder or a file cannot be read, or a file is longer than 1 MiB.
    pub fn read(folder: &Path) -> Result<Self> {
        if !folder.is_dir() {
            return Err(Error::new(ErrorKind::NotFound, "no such folder"));
        }
        let mut files = Vec::new();
        for name in Self::NAMES {
            let file = match File::open(folder.join(name)) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                file => file?,
            };
            let mut bytes = Vec::new();
            if file.take(LONGEST.saturating_add(1)).read_to_end(&mut bytes)?
                > usize::try_from(LONGEST).unwrap_or(usize::MAX)
            {
                return Err(Error::new(ErrorKind::FileTooLarge, format!("{name} is longer than 1 MiB")));
            }
            files.push(Own { name: name.to_owned(), bytes });
        }
        Ok(Self { files })
    }

    /// The content of a file, if it is replaced.
    pub fn find(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|file| file.name == name).map(|file| file.bytes.as_slice())
    }

    /// With a file in place of the built-in one.
    pub fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.push(Own { name: name.to_owned(), bytes: bytes.into() });
        self
    }
}

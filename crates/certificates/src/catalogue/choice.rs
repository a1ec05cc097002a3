use kernel::Language;

/// The longest footnote, in characters: it has to fit at the foot of one page.
pub const FOOTNOTE_MAX: usize = 300;
/// The longest note to the operator, in characters.
pub const NOTE_MAX: usize = 2_000;

/// "Use of certificate".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// With stamp duty (art. 4 of the tariff, DPR 642/1972): the rule.
    Stamped,
    /// Without, by an exemption of the configuration: its code.
    Exempt(String),
    /// Auto use: a self-certification, which no duty falls on (art. 37 DPR 445/2000).
    Own,
}

impl Purpose {
    /// As stored.
    pub fn code(&self) -> &str {
        match self {
            Purpose::Stamped => "stamped",
            Purpose::Exempt(code) => code,
            Purpose::Own => "own",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Self {
        match code {
            "stamped" => Purpose::Stamped,
            "own" => Purpose::Own,
            other => Purpose::Exempt(other.to_owned()),
        }
    }
}

/// The language of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// Italian.
    Italian,
    /// English.
    English,
    /// Both, side by side.
    Bilingual,
}

impl Tongue {
    /// All of them.
    pub const ALL: [Tongue; 3] = [Tongue::Italian, Tongue::English, Tongue::Bilingual];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Tongue::Italian => "it",
            Tongue::English => "en",
            Tongue::Bilingual => "it-en",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tongue| tongue.code() == code)
    }

    /// The language of its heading.
    pub const fn first(self) -> Language {
        match self {
            Tongue::Italian | Tongue::Bilingual => Language::It,
            Tongue::English => Language::En,
        }
    }
}

/// "For use: Abroad - Italy".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// To private parties in Italy.
    Italy,
    /// Abroad.
    Abroad,
}

impl Destination {
    /// Both.
    pub const ALL: [Destination; 2] = [Destination::Italy, Destination::Abroad];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Destination::Italy => "italy",
            Destination::Abroad => "abroad",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|destination| destination.code() == code)
    }
}

/// How documents reach the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Download of digitally signed documents.
    Download,
    /// Registered mail.
    Post,
    /// A counter of the university.
    Office,
}

impl Delivery {
    /// All of them.
    pub const ALL: [Delivery; 3] = [Delivery::Download, Delivery::Post, Delivery::Office];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Delivery::Download => "download",
            Delivery::Post => "post",
            Delivery::Office => "office",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivery| delivery.code() == code)
    }
}

/// The parameters of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Use of certificate.
    pub purpose: Purpose,
    /// Certificate language.
    pub tongue: Tongue,
    /// To be used for the sole request or renewal of a residence permit at the police station.
    pub residence_permit: bool,
    /// Abroad or Italy.
    pub destination: Destination,
    /// Additional notes at the bottom, only for auto use; empty for none. Printed only once the office approved it.
    pub footnote: String,
    /// A message for the operator; empty for none.
    pub note: String,
    /// Copies, at least 1.
    pub copies: i64,
}

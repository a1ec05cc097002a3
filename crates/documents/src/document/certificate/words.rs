use kernel::Language;
use serde::{Deserialize, Serialize};

/// The language of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tongue {
    /// Italian.
    #[serde(rename = "it")]
    Italian,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Italian, with English below it.
    #[serde(rename = "it-en")]
    Bilingual,
}

impl Tongue {
    /// All of them.
    pub const ALL: [Tongue; 3] = [Tongue::Italian, Tongue::English, Tongue::Bilingual];

    /// As templates have it.
    pub const fn code(self) -> &'static str {
        match self {
            Tongue::Italian => "it",
            Tongue::English => "en",
            Tongue::Bilingual => "it-en",
        }
    }

    /// The language of its headings.
    pub const fn first(self) -> Language {
        match self {
            Tongue::Italian | Tongue::Bilingual => Language::It,
            Tongue::English => Language::En,
        }
    }
}

/// The same in Italian and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Italian.
    pub it: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Both.
    pub fn new(it: impl Into<String>, en: impl Into<String>) -> Self {
        Self { it: it.into(), en: en.into() }
    }

    /// What is the same in both.
    pub fn same(word: impl Into<String>) -> Self {
        let it = word.into();
        Self { en: it.clone(), it }
    }

    /// Made for each language.
    pub fn each(make: impl Fn(Language) -> String) -> Self {
        Self { it: make(Language::It), en: make(Language::En) }
    }
}

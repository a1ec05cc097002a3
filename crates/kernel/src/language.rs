use std::{fmt, str::FromStr};

/// The two languages that every page, mail and document speaks.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Italian, the language of the office.
    #[default]
    It,
    /// English.
    En,
}

impl Language {
    /// Both languages, in the order of the switch at the top of each page.
    pub const ALL: [Language; 2] = [Language::It, Language::En];

    /// BCP 47 code: `it` or `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Language::It => "it",
            Language::En => "en",
        }
    }

    /// Chooses one of two texts, for data that is stored in both languages.
    pub fn pick<'a>(self, italian: &'a str, english: &'a str) -> &'a str {
        match self {
            Language::It => italian,
            Language::En => english,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        match s {
            "it" => Ok(Language::It),
            "en" => Ok(Language::En),
            _ => Err(()),
        }
    }
}

use std::{fmt, str::FromStr};

use kernel::Language;

/// Gives an enumeration its codes, keys and labels from one table.
macro_rules! table_of {
    ($name:ident, $prefix:literal, $($variant:ident $code:literal $italian:literal $english:literal),+ $(,)?) => {
        impl $name {
            /// All of them, in the order of lists.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Stable code, as rows and forms hold it.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The key of its text.
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => concat!($prefix, $code)),+ }
            }

            /// Its label in a language.
            pub fn label(self, language: Language) -> &'static str {
                match self { $($name::$variant => language.pick($italian, $english)),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }

        impl FromStr for $name {
            type Err = ();
            fn from_str(code: &str) -> Result<Self, ()> {
                match code { $($code => Ok($name::$variant),)+ _ => Err(()) }
            }
        }
    };
}

/// The level of a degree. Serialised as its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Laurea, three years.
    #[serde(rename = "first")]
    FirstLevel,
    /// Laurea magistrale or specialistica, two years after the first.
    #[serde(rename = "second")]
    SecondLevel,
    /// Laurea magistrale or specialistica in one piece, five or six years.
    SingleCycle,
    /// Laurea, diploma universitario and the like before D.M. 509/1999.
    PreviousOrder,
    /// Master universitario di primo livello.
    FirstLevelMaster,
    /// Master universitario di secondo livello.
    SecondLevelMaster,
    /// Dottorato di ricerca.
    Doctorate,
    /// Diploma of a Scuola di Specializzazione.
    SpecialisationDiploma,
    /// Anything else, such as academic diplomas of art and music.
    Other,
}

table_of! { Level, "level-",
    FirstLevel "first" "Laurea" "Bachelor's degree (Laurea)",
    SecondLevel "second" "Laurea Magistrale o Specialistica" "Master of Science (Laurea Magistrale)",
    SingleCycle "single-cycle" "Laurea Magistrale o Specialistica a ciclo unico" "Single-cycle degree (Laurea Magistrale a ciclo unico)",
    PreviousOrder "previous-order" "Laurea vecchio ordinamento" "Degree of the previous system (before 1999)",
    FirstLevelMaster "first-level-master" "Master universitario di primo livello" "First-level specializing master",
    SecondLevelMaster "second-level-master" "Master universitario di secondo livello" "Second-level specializing master",
    Doctorate "doctorate" "Dottorato di ricerca" "PhD",
    SpecialisationDiploma "specialisation-diploma" "Diploma di Specializzazione" "Specialisation diploma",
    Other "other" "Altro titolo" "Other title",
}

/// The law that a kind of degree follows. Serialised as its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Regime {
    /// D.M. 22 October 2004, n. 270, in force today.
    #[serde(rename = "270")]
    Dm270,
    /// D.M. 3 November 1999, n. 509.
    #[serde(rename = "509")]
    Dm509,
    /// Before 1999 (R.D. 1592/1933, L. 341/1990).
    #[serde(rename = "previous")]
    Previous,
    /// Another law.
    #[serde(rename = "other")]
    Other,
}

table_of! { Regime, "regime-",
    Dm270 "270" "D.M. 270/2004" "D.M. 270/2004",
    Dm509 "509" "D.M. 509/1999" "D.M. 509/1999",
    Previous "previous" "Ordinamento previgente" "Previous system",
    Other "other" "Altro ordinamento" "Other",
}

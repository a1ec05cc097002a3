//! Which papers prove a title, and why: one table, decided from where and when the title was awarded. People are told
//! which papers are needed; nobody has to find out which "case" they are.

use kernel::Day;

/// A paper about a title, or about the stay in Italy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Certificate of the national register of higher education (ANIS).
    AnisCertificate,
    /// Signed declaration in place of the certificate (DPR 445/2000, art. 46).
    SelfCertification,
    /// Original certificate of a title awarded abroad.
    Certificate,
    /// Its translation into Italian.
    CertificateTranslation,
    /// Transcript of records, in the original language.
    Transcript,
    /// Its translation into Italian, English, Spanish or French.
    TranscriptTranslation,
    /// CIMEA Certificate of Comparability, or certificate of equivalence.
    Comparability,
    /// Entry visa or residence permit, or the receipt of its request.
    ResidencePermit,
}

use Kind as K;

impl Kind {
    /// All, in the order of the page.
    pub const ALL: [Kind; 8] = [
        K::AnisCertificate,
        K::SelfCertification,
        K::Certificate,
        K::CertificateTranslation,
        K::Transcript,
        K::TranscriptTranslation,
        K::Comparability,
        K::ResidencePermit,
    ];

    /// As stored, and as requests for corrections name it.
    pub const fn code(self) -> &'static str {
        match self {
            K::AnisCertificate => "anis-certificate",
            K::SelfCertification => "self-certification",
            K::Certificate => "certificate",
            K::CertificateTranslation => "certificate-translation",
            K::Transcript => "transcript",
            K::TranscriptTranslation => "transcript-translation",
            K::Comparability => "comparability",
            K::ResidencePermit => "residence-permit",
        }
    }

    /// The kind of a stored code.
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The key of its name.
    pub fn key(self) -> String {
        format!("paper-{}", self.code())
    }

    /// True when it is signed or issued by hand, so that a photograph of it will do.
    pub const fn may_be_a_scan(self) -> bool {
        matches!(self, K::SelfCertification | K::ResidencePermit)
    }

    /// True when it belongs to a title.
    pub const fn is_of_a_title(self) -> bool {
        !matches!(self, K::ResidencePermit)
    }
}

/// What is known of a title, as far as papers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Awarded outside Italy.
    pub abroad: bool,
    /// Obtained already.
    pub attained: bool,
    /// The day of graduation, once it is known.
    pub graduated_on: Option<Day>,
    /// The person did not find it in the national register.
    pub not_in_register: bool,
}

/// How a title is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing can be said before place and date are known.
    Unknown,
    /// By the certificate of the national register.
    Register,
    /// By a self-certification: the register begins later.
    Declaration,
    /// By a self-certification: the register does not have it.
    DeclarationOutsideRegister,
    /// By the original papers and their translations.
    Abroad,
    /// It is still to be obtained, in Italy.
    StillToCome,
    /// It is still to be obtained, abroad.
    StillToComeAbroad,
}

impl Proof {
    /// All of them.
    pub const ALL: [Proof; 7] = [
        Proof::Unknown,
        Proof::Register,
        Proof::Declaration,
        Proof::DeclarationOutsideRegister,
        Proof::Abroad,
        Proof::StillToCome,
        Proof::StillToComeAbroad,
    ];

    /// The key of the sentence that says why these papers are needed.
    pub const fn why(self) -> &'static str {
        match self {
            Proof::Unknown => "proof-unknown",
            Proof::Register => "proof-register",
            Proof::Declaration => "proof-declaration",
            Proof::DeclarationOutsideRegister => "proof-declaration-outside-register",
            Proof::Abroad => "proof-abroad",
            Proof::StillToCome => "proof-still-to-come",
            Proof::StillToComeAbroad => "proof-still-to-come-abroad",
        }
    }

    /// The papers that prove it.
    pub const fn papers(self) -> &'static [Wanted] {
        match self {
            Proof::Unknown => &[],
            Proof::Register => const { &[must(K::AnisCertificate), may(K::Transcript)] },
            Proof::Declaration | Proof::DeclarationOutsideRegister => {
                const { &[must(K::SelfCertification), may(K::Transcript)] }
            }
            Proof::Abroad => {
                const {
                    &[
                        must(K::Certificate),
                        must(K::CertificateTranslation),
                        must(K::Transcript),
                        must(K::TranscriptTranslation),
                        must(K::Comparability),
                    ]
                }
            }
            Proof::StillToCome => const { &[may(K::Transcript)] },
            Proof::StillToComeAbroad => const { &[must(K::Transcript), must(K::TranscriptTranslation)] },
        }
    }
}

/// A paper that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Which.
    pub kind: Kind,
    /// The application cannot be sent without it.
    pub required: bool,
}

const fn must(kind: Kind) -> Wanted {
    Wanted { kind, required: true }
}

const fn may(kind: Kind) -> Wanted {
    Wanted { kind, required: false }
}

/// How a title is proven. `register_from` is the first year whose Italian titles are in the national register: that
/// year itself belongs to the register.
pub fn proof(title: Facts, register_from: i16) -> Proof {
    match (title.abroad, title.attained, title.graduated_on) {
        (true, false, _) => Proof::StillToComeAbroad,
        (false, false, _) => Proof::StillToCome,
        (true, true, _) => Proof::Abroad,
        (false, true, None) => Proof::Unknown,
        (false, true, Some(day)) if day.year() < register_from => Proof::Declaration,
        (false, true, Some(_)) if title.not_in_register => Proof::DeclarationOutsideRegister,
        (false, true, Some(_)) => Proof::Register,
    }
}

/// Whose citizens need no visa to study in Italy: the Union (D.Lgs. 30/2007), the European Economic Area, Switzerland,
/// San Marino and the Holy See by treaty.
const FREE_TO_STAY: [&str; 33] = [
    "IT", "AT", "BE", "BG", "CY", "HR", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "LV", "LT",
    "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO", "CH", "SM", "VA",
];

/// True when a visa or residence permit is asked for: citizens of other countries (D.Lgs. 286/1998, art. 39), unless
/// the programme is followed from afar.
pub fn needs_permit(citizenship: &str, distance: bool) -> bool {
    !distance && !citizenship.is_empty() && !FREE_TO_STAY.contains(&citizenship)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Day> {
        Day::parse_optional(text).unwrap()
    }

    #[test]
    fn place_date_and_attainment_decide_how_a_title_is_proven() {
        let check = |abroad, attained, date: &str, not_in_register, expected| {
            let facts = Facts { abroad, attained, graduated_on: day(date), not_in_register };
            assert_eq!(proof(facts, 2010), expected, "{facts:?}");
        };
        for missing in [true, false] {
            check(false, true, "31/12/2009", missing, Proof::Declaration);
            check(false, true, "", missing, Proof::Unknown);
            for date in ["", "31/12/2009", "01/01/2010", "05/07/2024"] {
                check(true, true, date, missing, Proof::Abroad);
                check(true, false, date, missing, Proof::StillToComeAbroad);
                check(false, false, date, missing, Proof::StillToCome);
            }
        }
        for date in ["01/01/2010", "05/07/2024"] {
            check(false, true, date, false, Proof::Register);
            check(false, true, date, true, Proof::DeclarationOutsideRegister);
        }
    }

    #[test]
    fn the_first_year_of_the_register_is_a_setting() {
        let facts =
            Facts { abroad: false, attained: true, graduated_on: day("15/06/2010"), not_in_register: false };
        assert_eq!(proof(facts, 2010), Proof::Register);
        assert_eq!(proof(facts, 2011), Proof::Declaration);
    }

    #[test]
    fn each_proof_has_its_papers() {
        let required = |proof: Proof| -> Vec<&str> {
            proof.papers().iter().filter(|wanted| wanted.required).map(|wanted| wanted.kind.code()).collect()
        };
        for proof in Proof::ALL {
            let expected: &[&str] = match proof {
                Proof::Unknown | Proof::StillToCome => &[],
                Proof::Register => &["anis-certificate"],
                Proof::Declaration | Proof::DeclarationOutsideRegister => &["self-certification"],
                Proof::Abroad => &[
                    "certificate",
                    "certificate-translation",
                    "transcript",
                    "transcript-translation",
                    "comparability",
                ],
                Proof::StillToComeAbroad => &["transcript", "transcript-translation"],
            };
            assert_eq!(required(proof), expected, "{proof:?}");
            assert!(proof.papers().iter().all(|wanted| wanted.kind.is_of_a_title()));
        }
    }

    #[test]
    fn codes_are_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::from_code("cv"), None);
    }

    #[test]
    fn a_permit_is_asked_of_who_needs_one_to_come() {
        for (citizenship, distance, expected) in [
            ("IT", false, false),
            ("FR", false, false),
            ("CH", false, false),
            ("SM", false, false),
            ("GB", false, true),
            ("IN", false, true),
            ("IN", true, false),
            ("", false, false),
        ] {
            assert_eq!(needs_permit(citizenship, distance), expected, "{citizenship} {distance}");
        }
    }
}

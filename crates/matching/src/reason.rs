use serde::{Deserialize, Serialize};

/// A field of a declaration that is held against the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Surname.
    Surname,
    /// Name.
    Name,
    /// Date of birth.
    BirthDay,
    /// Place of birth.
    BirthPlace,
    /// Tax code.
    FiscalCode,
    /// Student number.
    StudentNumber,
    /// Type: degree, enrolment or examinations, professional qualification.
    Kind,
    /// Type of study programme.
    Level,
    /// Name of study programme.
    Programme,
    /// Last year of enrolment.
    LastYear,
    /// When the title was awarded.
    Awarded,
    /// The final mark.
    Mark,
    /// The examinations.
    Exams,
}

impl Field {
    /// All of them, in the order of the form.
    pub const ALL: [Field; 13] = [
        Field::Surname,
        Field::Name,
        Field::BirthDay,
        Field::BirthPlace,
        Field::FiscalCode,
        Field::StudentNumber,
        Field::Kind,
        Field::Level,
        Field::Programme,
        Field::LastYear,
        Field::Awarded,
        Field::Mark,
        Field::Exams,
    ];

    /// True when the field says who the person is; the others say what the person achieved.
    pub const fn is_identity(self) -> bool {
        matches!(
            self,
            Field::Surname
                | Field::Name
                | Field::BirthDay
                | Field::BirthPlace
                | Field::FiscalCode
                | Field::StudentNumber
        )
    }
}

/// How a field agrees with the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// Letter by letter.
    Agrees,
    /// The same once written the same way.
    AgreesNormalised,
    /// Not the same, but close enough that it may be meant.
    Near,
    /// Something else.
    Differs,
    /// Nothing was declared.
    NotDeclared,
    /// The registry does not know it.
    NotKnown,
}

impl Agreement {
    /// True for the two ways of being the same.
    pub const fn is_same(self) -> bool {
        matches!(self, Agreement::Agrees | Agreement::AgreesNormalised)
    }
}

/// What was noticed while a field was compared: the officer's "why".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// Name and surname stand in each other's field, or are divided at another place.
    NamesInOtherFields,
    /// A surname or name borne before.
    EarlierName,
    /// A second name or surname is missing on one side.
    PartMissing,
    /// Names that share a part, and have another one each.
    OtherSecondName,
    /// Only a particle (di, de, von …) makes the difference.
    Particle,
    /// One or more letters are typed wrong.
    Slip,
    /// What was typed is a name of its own: it may be a twin or another person.
    AnotherName,
    /// The same consonants: another transliteration, perhaps.
    Transliteration,
    /// Day and month of birth changed places.
    DayAndMonthSwapped,
    /// One digit is different, or two neighbours changed places.
    DigitSlip,
    /// The code cannot be one (check character).
    InvalidCode,
    /// A code given for a time, which tells nothing of the person.
    ProvisionalCode,
    /// The student number of another career of the same person.
    OtherCareer,
    /// Another name of the same programme.
    Synonym,
    /// Abbreviated.
    Abbreviation,
    /// The class of the degree, not the name of the programme.
    Class,
    /// Only a part of the name.
    PartOfName,
    /// It fits another programme of the university as well.
    AmbiguousProgramme,
    /// It is another programme of the university.
    OtherProgramme,
    /// A level that is often taken for the other.
    KindredLevel,
    /// Only the year agrees, which is all that was declared.
    YearOnly,
    /// The honours were not declared.
    HonoursMissing,
}

/// How one field agrees, what was noticed and what it weighs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The field.
    pub field: Field,
    /// How it agrees.
    pub agreement: Agreement,
    /// What was noticed, in order, each once.
    pub notes: Vec<Note>,
    /// Points of doubt it adds.
    pub doubt: u32,
    /// Points of evidence it adds.
    pub evidence: u32,
}

impl Reason {
    pub(crate) fn new(field: Field, agreement: Agreement) -> Self {
        Self { field, agreement, notes: Vec::new(), doubt: 0, evidence: 0 }
    }

    pub(crate) fn note(mut self, note: Note) -> Self {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
        self
    }

    pub(crate) fn notes(self, notes: &[Note]) -> Self {
        notes.iter().fold(self, |reason, note| reason.note(*note))
    }

    pub(crate) fn doubt(mut self, points: u32) -> Self {
        self.doubt = self.doubt.saturating_add(points);
        self
    }

    pub(crate) fn evidence(mut self, points: u32) -> Self {
        self.evidence = self.evidence.saturating_add(points);
        self
    }

    /// The order in which comparisons of the same field are better: differing last, then by doubt.
    pub(crate) fn rank(&self) -> (bool, u32, Agreement) {
        (self.agreement == Agreement::Differs, self.doubt, self.agreement)
    }
}

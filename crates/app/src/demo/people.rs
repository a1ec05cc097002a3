//! The invented people of the demonstration. Nobody of them exists; their credentials are no secret.

use kernel::{Gender, Language};
use platform::web::Role;
use serde::{Deserialize, Serialize};

/// The password of every person of the demonstration.
pub const PERSON_PASSWORD: &str = "montelieto-collina-verde";
/// The password of every member of staff of the demonstration.
pub const STAFF_PASSWORD: &str = "segreteria-portone-azzurro";
/// The secret of every second factor of the demonstration, for an authenticator (base32).
pub const TOTP_SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// How somebody signs in, and what there is to see with them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Card {
    /// Name and surname.
    pub name: String,
    /// Person code or user name.
    pub login: String,
    /// Password.
    pub password: String,
    /// Secret of the second factor (base32), for staff.
    pub totp_secret: Option<String>,
    /// Roles, for staff.
    pub roles: Vec<String>,
    /// What there is to see: the key of a text.
    pub see: String,
    /// The person's address.
    pub email: String,
}

/// How far somebody's application goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// No application yet.
    Nothing,
    /// Admitted by person code: the stamp duty has to be paid.
    Admitted,
    /// Stage 2 is confirmed.
    Draft,
    /// Sent.
    Sent,
    /// Sent back for corrections.
    Reopened,
    /// Enrolled under condition, the university was asked.
    Conditional,
    /// Waiting for payment.
    AwaitingPayment,
    /// Enrolled.
    Confirmed,
    /// Not accepted.
    Rejected,
    /// Cancelled.
    Cancelled,
}

/// Somebody who applies.
pub struct Somebody {
    /// Name.
    pub name: &'static str,
    /// Surname.
    pub surname: &'static str,
    /// Gender.
    pub gender: Gender,
    /// Birth day, ISO.
    pub born: &'static str,
    /// Place: Belfiore code and name in Italy, or country and town.
    pub place: Place,
    /// Language.
    pub language: Language,
    /// How far the application goes.
    pub until: Until,
}

/// Where somebody was born and lives.
pub enum Place {
    /// Municipality: Belfiore code, name, province, postcode.
    Italy(&'static str, &'static str, &'static str, &'static str),
    /// Country and town.
    Abroad(&'static str, &'static str),
}

/// Born and living there.
pub const MILANO: Place = Place::Italy("F205", "Milano", "MI", "20133");
/// Born and living there.
pub const TORINO: Place = Place::Italy("L219", "Torino", "TO", "10121");
/// Born and living there.
pub const NAPOLI: Place = Place::Italy("F839", "Napoli", "NA", "80121");
/// Born and living there.
pub const BARI: Place = Place::Italy("A662", "Bari", "BA", "70121");

/// Somebody made up.
pub const fn somebody(
    name: &'static str,
    surname: &'static str,
    gender: Gender,
    born: &'static str,
    place: Place,
    language: Language,
    until: Until,
) -> Somebody {
    Somebody { name, surname, gender, born, place, language, until }
}

/// The people who apply, one for each status and some more.
pub const PEOPLE: [Somebody; 13] = [
    somebody("Giulia", "Ferraris", Gender::F, "1998-04-12", MILANO, Language::It, Until::Nothing),
    somebody("Marco", "De Santis", Gender::M, "1996-09-30", NAPOLI, Language::It, Until::Draft),
    somebody("Elena", "Brambilla", Gender::F, "1995-01-22", MILANO, Language::It, Until::Sent),
    somebody("Davide", "Rinaldi", Gender::M, "1997-06-03", TORINO, Language::It, Until::Sent),
    somebody("Sara", "Colombo", Gender::F, "1994-11-17", MILANO, Language::It, Until::Reopened),
    somebody("Luca", "Esposito", Gender::M, "1982-02-08", NAPOLI, Language::It, Until::Conditional),
    somebody("Chiara", "Lorusso", Gender::F, "1993-07-25", BARI, Language::It, Until::AwaitingPayment),
    somebody(
        "Amélie",
        "Laurent",
        Gender::F,
        "1996-03-14",
        Place::Abroad("FR", "Lyon"),
        Language::En,
        Until::Nothing,
    ),
    somebody("Francesco", "Gallo", Gender::M, "1991-12-01", TORINO, Language::It, Until::Confirmed),
    somebody("Martina", "Caputo", Gender::F, "1999-05-19", BARI, Language::It, Until::Rejected),
    somebody("Paolo", "Vitale", Gender::M, "1990-08-28", NAPOLI, Language::It, Until::Cancelled),
    somebody(
        "Hannah",
        "Weber",
        Gender::F,
        "1997-10-10",
        Place::Abroad("DE", "Bonn"),
        Language::En,
        Until::Nothing,
    ),
    somebody(
        "Amina",
        "Diallo",
        Gender::F,
        "1995-02-27",
        Place::Abroad("SN", "Dakar"),
        Language::En,
        Until::Admitted,
    ),
];

/// A member of staff: user name, name, surname, role; a programme secretary has the programmes with these numbers.
pub const STAFF: [(&str, &str, &str, Role); 6] = [
    ("segreteria.corso", "Anna", "Moretti", Role::ProgrammeSecretary),
    ("segreteria", "Roberto", "Sala", Role::CentralSecretariat),
    ("assistenza", "Irene", "Conti", Role::AssistanceDesk),
    ("pagamenti", "Giorgio", "Leone", Role::Finance),
    ("amministratore", "Laura", "Ricci", Role::Administrator),
    ("revisore", "Stefano", "Villa", Role::Auditor),
];

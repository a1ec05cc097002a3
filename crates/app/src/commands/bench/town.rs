//! A made-up university, the same for each seed: programmes, people and who is signed in.

use enrolment::programme::{
    self, Bilingual, Details, Document, DocumentKind, Kind, MinimumEntry, Secretariat, State,
};
use kernel::{Cents, Day, Event, FiscalCode, Gender, Language, PersonData};
use people::{NewAddress, NewPerson, PersonRef, PersonalData, Phones, Sample};
use platform::{
    Actor, Dice, House, Stop, Subject, Tx,
    files::Examined,
    web::{Grant, NewSession, Role, Standing, open_session},
};

use super::Failure;

/// So many of a thing in one transaction.
const BATCH: usize = 500;

const WHAT: [(&str, &str); 20] = [
    ("Gestione", "Management"),
    ("Progettazione", "Design"),
    ("Storia", "History"),
    ("Tutela", "Protection"),
    ("Economia", "Economics"),
    ("Diritto", "Law"),
    ("Comunicazione", "Communication"),
    ("Sicurezza", "Safety"),
    ("Analisi", "Analysis"),
    ("Innovazione", "Innovation"),
    ("Pianificazione", "Planning"),
    ("Restauro", "Restoration"),
    ("Didattica", "Teaching"),
    ("Ingegneria", "Engineering"),
    ("Psicologia", "Psychology"),
    ("Filosofia", "Philosophy"),
    ("Tecnologia", "Technology"),
    ("Qualità", "Quality"),
    ("Contabilità", "Accounting"),
    ("Mediazione", "Mediation"),
];
const OF: [(&str, &str); 25] = [
    ("dei Musei", "of Museums"),
    ("dell'Energia", "of Energy"),
    ("delle Acque", "of Waters"),
    ("della Città", "of the City"),
    ("dei Trasporti", "of Transport"),
    ("degli Ospedali", "of Hospitals"),
    ("delle Imprese", "of Companies"),
    ("dell'Agricoltura", "of Agriculture"),
    ("del Paesaggio", "of Landscape"),
    ("della Scuola", "of Schools"),
    ("dei Dati", "of Data"),
    ("del Lavoro", "of Labour"),
    ("dello Sport", "of Sport"),
    ("del Turismo", "of Tourism"),
    ("dell'Ambiente", "of the Environment"),
    ("della Moda", "of Fashion"),
    ("dei Materiali", "of Materials"),
    ("degli Archivi", "of Archives"),
    ("della Salute", "of Health"),
    ("delle Costruzioni", "of Buildings"),
    ("del Vino", "of Wine"),
    ("della Montagna", "of Mountains"),
    ("dei Porti", "of Ports"),
    ("della Musica", "of Music"),
    ("dell'Informatica", "of Computing"),
];
const WHERE: [(&str, &str); 20] = [
    ("in Europa", "in Europe"),
    ("nel Mediterraneo", "in the Mediterranean"),
    ("e Sostenibilità", "and Sustainability"),
    ("per la Pubblica Amministrazione", "for Public Administration"),
    ("nella Società Digitale", "in the Digital Society"),
    ("e Cooperazione", "and Cooperation"),
    ("per Piccole Imprese", "for Small Companies"),
    ("nelle Aree Interne", "in Inner Areas"),
    ("e Intelligenza Artificiale", "and Artificial Intelligence"),
    ("nel Terzo Settore", "in the Third Sector"),
    ("e Accessibilità", "and Accessibility"),
    ("per Giuristi", "for Lawyers"),
    ("per Architetti", "for Architects"),
    ("nell'Emergenza", "in Emergencies"),
    ("e Statistica", "and Statistics"),
    ("per le Professioni Sanitarie", "for Health Professions"),
    ("nel Commercio Estero", "in Foreign Trade"),
    ("e Cambiamento Climatico", "and Climate Change"),
    ("per Educatori", "for Educators"),
    ("nella Ricerca", "in Research"),
];

/// The first number of the catalogue; far from what could be taken for a year.
pub const FIRST: i64 = 20_001;

/// The title of a place in the catalogue: ten thousand of them differ.
pub fn title(place: usize) -> Bilingual {
    let pick = |list: &[(&'static str, &'static str)], at: usize| {
        list.get(at.checked_rem(list.len()).unwrap_or(0)).copied().unwrap_or_default()
    };
    let what = pick(&WHAT, place);
    let of = pick(&OF, place.div_euclid(WHAT.len()));
    let r#where = pick(&WHERE, place.div_euclid(WHAT.len().saturating_mul(OF.len())));
    Bilingual {
        it: format!("{} {} {}", what.0, of.0, r#where.0),
        en: format!("{} {} {}", what.1, of.1, r#where.1),
    }
}

/// Adds programmes that take applications today, and gives their identifiers. Each asks for a first-level title and
/// takes a curriculum.
///
/// # Errors
/// When the database fails.
pub async fn programmes(house: &House, count: usize) -> Result<Vec<String>, Stop> {
    let places: Vec<usize> = (0..count).collect();
    let mut ids = Vec::with_capacity(count);
    for batch in places.chunks(BATCH) {
        let mut tx = operator(house).await?;
        for place in batch {
            let details = details(house, *place)?;
            ids.push(programme::create(&mut tx, State::Published, &details).await?);
        }
        tx.commit().await?;
    }
    Ok(ids)
}

fn details(house: &House, place: usize) -> Result<Details, Stop> {
    let today: Day = house.clock().today().into();
    let later = |days| today.plus_days(days).unwrap_or(today);
    let both = |it: &str, en: &str| Bilingual { it: it.to_owned(), en: en.to_owned() };
    Ok(Details {
        number: FIRST.saturating_add(i64::try_from(place).unwrap_or(0)),
        year: today.year(),
        kind: Kind::FirstLevelMaster,
        title: title(place),
        description: both(
            "Il corso dura un anno, con lezioni nel fine settimana e un lavoro finale presso un ente.",
            "The programme lasts a year, with lessons at weekends and a final project with a local body.",
        ),
        languages: vec![Language::It],
        opens_on: later(-10),
        closes_on: later(40),
        lessons_start_on: later(90),
        final_exam_on: None,
        places: 30,
        minimum_entry: MinimumEntry::FirstLevel,
        documents: vec![Document { kind: DocumentKind::Cv, required: true, note: Bilingual::default() }],
        fee: Cents(300_000),
        instalments: Vec::new(),
        final_fee: Cents(0),
        stamp_duty: true,
        corporate: false,
        distance: false,
        secretariat: Secretariat {
            name: "Segreteria master".to_owned(),
            email: "master@montelieto.example".parse().map_err(Stop::broken)?,
            phone: String::new(),
            hours: Bilingual::default(),
        },
    })
}

const NAMES: [&str; 12] = [
    "Anna", "Bruno", "Carla", "Dario", "Elena", "Fabio", "Giulia", "Ivo", "Lucia", "Marco", "Nadia", "Paolo",
];
const BEGINNINGS: [&str; 40] = [
    "Al", "Bar", "Ben", "Ber", "Bia", "Bon", "Cal", "Can", "Car", "Cas", "Col", "Cor", "Dal", "De", "Fab",
    "Fer", "Fon", "Gal", "Gar", "Gra", "Lam", "Lom", "Mar", "Maz", "Mon", "Mor", "Nar", "Or", "Pal", "Par",
    "Pel", "Ros", "Sal", "San", "Ser", "Tes", "Tor", "Val", "Ver", "Zan",
];
const MIDDLES: [&str; 40] = [
    "ber", "ca", "cel", "chi", "co", "da", "del", "di", "do", "fa", "fel", "fi", "ga", "ghe", "gi", "la",
    "lan", "le", "li", "lo", "ma", "man", "me", "mi", "na", "ne", "ni", "pa", "pe", "ra", "ren", "ri", "sa",
    "se", "so", "ta", "te", "ti", "to", "va",
];
const ENDINGS: [&str; 12] = ["ti", "ni", "no", "ri", "si", "lli", "ssi", "ndi", "tto", "zzi", "sco", "rdi"];

/// A name and a surname, drawn from some twenty thousand.
pub fn name(dice: &Dice) -> (&'static str, String) {
    let pick = |list: &[&'static str]| {
        let at = dice.below(u64::try_from(list.len()).unwrap_or(1));
        list.get(usize::try_from(at).unwrap_or(0)).copied().unwrap_or_default()
    };
    (pick(&NAMES), format!("{}{}{}", pick(&BEGINNINGS), pick(&MIDDLES), pick(&ENDINGS)))
}

/// Registers people whose registration is complete; `from` keeps those of several calls apart.
///
/// # Errors
/// When the database or the file store fails.
pub async fn people(
    house: &House,
    from: usize,
    count: usize,
    dice: &Dice,
) -> Result<Vec<PersonRef>, Failure> {
    let told = |stop: Stop| super::super::explain(house, &stop);
    let scan = super::sheet::scan(1);
    let mut made = Vec::with_capacity(count);
    let places: Vec<usize> = (from..from.saturating_add(count)).collect();
    for batch in places.chunks(50) {
        let mut samples = Vec::with_capacity(batch.len());
        for place in batch {
            samples.push(sample(house, *place, &scan, dice).await.map_err(told)?);
        }
        let mut tx = operator(house).await.map_err(told)?;
        for sample in samples {
            made.push(people::seed(&mut tx, sample).await.map_err(told)?);
        }
        tx.commit().await.map_err(told)?;
    }
    Ok(made)
}

async fn sample(house: &House, place: usize, scan: &[u8], dice: &Dice) -> Result<Sample, Stop> {
    let id = house.dice().id(house.clock().now());
    let today: Day = house.clock().today().into();
    let mut keep = Vec::new();
    for name in ["carta.pdf", "tessera.pdf"] {
        let file = Examined {
            // The identity papers are not what is measured: small ones, kept as they are in life.
            bytes: scan.get(..2048).unwrap_or(scan).to_vec().into(),
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            pages: 1,
        };
        keep.push(house.files().keep(house, &people::owner(&id), file).await?);
    }
    let document = people::sample_document(today, &format!("CA{:05}AA", place.min(99_999)));
    let tax_code_scan = keep.pop();
    Ok(Sample {
        id,
        person: new_person(place, today, dice).map_err(Stop::broken)?,
        document: keep.pop().map(|kept| (document, kept)),
        tax_code_scan,
    })
}

fn new_person(place: usize, today: Day, dice: &Dice) -> Result<NewPerson, kernel::FaultCode> {
    let (given, surname) = name(dice);
    let first = Day::new(1970, 1, 1).ok_or("malformed")?;
    // Each is born on another day, so that fiscal codes differ.
    let birth_day = first.plus_days(i32::try_from(place).unwrap_or(0)).ok_or("malformed")?;
    let data = PersonData {
        name: given,
        surname: &surname,
        gender: Gender::F,
        birth_day,
        place_belfiore: Some("F205"),
    };
    Ok(NewPerson {
        personal: PersonalData {
            surname: surname.parse()?,
            name: given.parse()?,
            gender: Gender::F,
            birth_day,
            birth_country: "IT".to_owned(),
            birth_place: Some("F205".to_owned()),
            birth_place_name: "Milano".to_owned(),
            citizenship: "IT".to_owned(),
            fiscal_code: FiscalCode::compute(&data),
        },
        email: format!("persona{place}@posta.example").parse()?,
        language: Language::It,
        phones: Phones { mobile: Some("+39 333 5550123".parse()?), ..Phones::default() },
        residence: Some(NewAddress {
            country: "IT".to_owned(),
            province: Some("MI".to_owned()),
            town: "Milano".to_owned(),
            town_code: Some("F205".to_owned()),
            postcode: "20133".to_owned(),
            street: "Via dei Glicini".to_owned(),
            number: "12".to_owned(),
            district: None,
            care_of: None,
            from: today.plus_months(-20).unwrap_or(today),
        }),
        contact: None,
    })
}

/// Signs people in; their tokens in the same order.
///
/// # Errors
/// When the database fails.
pub async fn sign_in(house: &House, people: &[PersonRef]) -> Result<Vec<String>, Stop> {
    let mut tokens = Vec::with_capacity(people.len());
    for batch in people.chunks(BATCH) {
        let mut tx = operator(house).await?;
        for person in batch {
            let session = session(&person.id, &person.code.to_string(), Standing::Person, Vec::new());
            tokens.push(open_session(&mut tx, session).await?);
        }
        tx.commit().await?;
    }
    Ok(tokens)
}

/// Signs in an officer: of some programmes, or of all of them when none is named.
///
/// # Errors
/// When the database fails.
pub async fn officer(house: &House, programmes: &[String]) -> Result<String, Stop> {
    let mut tx = operator(house).await?;
    let grants = if programmes.is_empty() {
        vec![Grant { role: Role::CentralSecretariat, programme: None }]
    } else {
        let grant = |id: &String| Grant { role: Role::ProgrammeSecretary, programme: Some(id.clone()) };
        programmes.iter().map(grant).collect()
    };
    let account = tx.new_id();
    let token = open_session(&mut tx, session(&account, "", Standing::Staff, grants)).await?;
    tx.commit().await?;
    Ok(token)
}

fn session(account: &str, code: &str, standing: Standing, grants: Vec<Grant>) -> NewSession {
    NewSession {
        account_id: account.to_owned(),
        person_code: code.to_owned(),
        display_name: "Anna Prova".to_owned(),
        second_factor: standing == Standing::Staff,
        standing,
        grants,
        language: Language::It,
        stay_connected: true,
    }
}

/// A transaction that prepares things, with its event.
///
/// # Errors
/// When the database is busy.
pub async fn operator(house: &House) -> Result<Tx, Stop> {
    let mut tx = house.begin_as(Actor::Operator, "bench").await?;
    tx.journal(&Subject::new("test", "bench"), Event::new("test.prepared")).await?;
    Ok(tx)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ten_thousand_titles_differ_in_both_languages() {
        let titles: Vec<Bilingual> = (0..10_000).map(title).collect();
        assert_eq!(titles.iter().map(|title| &title.it).collect::<BTreeSet<_>>().len(), 10_000);
        assert_eq!(titles.iter().map(|title| &title.en).collect::<BTreeSet<_>>().len(), 10_000);
    }

    #[test]
    fn a_seed_names_the_same_people_each_time() {
        assert_eq!(name(&Dice::seeded(3)), name(&Dice::seeded(3)));
    }
}

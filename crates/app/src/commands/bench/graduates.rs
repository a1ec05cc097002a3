//! People who have studied here and ask for certificates: careers, examinations and awards through the office's own
//! import, requests through the same functions as the pages'.

use std::io::Cursor;

use certificates::{
    catalogue::{Choice, Delivery, Destination, Kind, Purpose, Tongue},
    request::{
        cart::{self, Chosen},
        flow::{Reserve, Started, choose_delivery, reserve, start_payment},
    },
};
use kernel::{Cents, Language};
use people::PersonRef;
use platform::{Dice, House, Stop, Tx};
use registry::import::{Follow, Kind as File, Options, Outcome, RowReport, import};
use sqlx::Row;

use super::{Failure, town};

/// The first student number; far from those that the house gives.
const FIRST: usize = 700_001;

/// Registers people with a career that ended with an award and so many examinations each.
///
/// # Errors
/// When the database or the file store fails, or a row of the record is refused.
pub async fn graduates(house: &House, count: usize, exams: usize) -> Result<Vec<PersonRef>, Failure> {
    let people = town::people(house, 0, count, &Dice::seeded(6)).await?;
    let mut careers = String::from(
        "source_key;person_code;matricola;kind;title_it;title_en;class_code;language;ects;year;status;opened_on\n",
    );
    let mut path = String::from("matricola;code;title_it;title_en;sector;ects;mark;passed_on\n");
    let mut awards = String::from("matricola;title_it;title_en;awarded_on;mark;out_of;honours;thesis\n");
    for (place, person) in people.iter().enumerate() {
        let matricola = FIRST.saturating_add(place);
        let title = town::title(place);
        careers.push_str(&format!(
            "bench-{matricola};{};{matricola};graduate;{};{};LM-4;it;120;2019/20;awarded;01/10/2019\n",
            person.code, title.it, title.en
        ));
        for exam in 0..exams {
            path.push_str(&format!(
                "{matricola};AR{exam:03};Laboratorio di progettazione {exam};Design studio {exam};ICAR/14;6;28;\
                 10/02/2021\n"
            ));
        }
        awards.push_str(&format!(
            "{matricola};Laurea magistrale in {};Master of Science in {};21/04/2022;108;110;no;\n",
            title.it, title.en
        ));
    }
    for (kind, rows) in [(File::Careers, careers), (File::Exams, path), (File::Awards, awards)] {
        let mut refused = Refused(None);
        let told = |stop: Stop| super::super::explain(house, &stop);
        import(house, kind, Cursor::new(rows), Options::default(), &mut refused).await.map_err(told)?;
        if let Some(why) = refused.0 {
            return Err(format!("{}: {why}", kind.code()).into());
        }
    }
    Ok(people)
}

/// The first row that was refused, which none should be.
struct Refused(Option<String>);

impl Follow for Refused {
    fn row(&mut self, row: RowReport) {
        if let Outcome::Refused(faults) = row.outcome {
            self.0.get_or_insert(format!("row {}: {faults:?}", row.row));
        }
    }
    fn progress(&mut self, _: u64, _: u64) {}
}

/// What somebody asked for and has to pay.
#[derive(Clone, Debug)]
pub struct Due {
    /// The request.
    pub request: String,
    /// The notice under which it is paid.
    pub notice: String,
    /// How much.
    pub amount: Cents,
}

/// A person's request for these documents, to be downloaded, up to the start of its payment.
///
/// # Errors
/// When the person has no such document, or the database fails.
pub async fn ask(tx: &mut Tx, person: &PersonRef, kinds: &[Kind]) -> Result<Due, Stop> {
    let career = registry::of_person(tx.conn(), &person.id).await?.pop().ok_or_else(Stop::not_found)?;
    let choice = Choice {
        purpose: Purpose::Stamped,
        tongue: Tongue::Italian,
        residence_permit: false,
        destination: Destination::Italy,
        footnote: String::new(),
        note: String::new(),
        copies: 1,
    };
    for kind in kinds {
        let new = Reserve {
            person_id: &person.id,
            language: Language::It,
            career_id: &career.id,
            kind: *kind,
            choice: &choice,
            duty: None,
        };
        reserve(tx, &new).await?;
    }
    let request = cart::of(tx.conn(), &person.id).await?.pop().ok_or_else(Stop::not_found)?;
    let chosen = Chosen { delivery: Some(Delivery::Download), ..Chosen::default() };
    choose_delivery(tx, &request.id, Some(request.version), &chosen).await?;
    let seen = sqlx::query("select version from certificate_cart where person_id = $1")
        .bind(&person.id)
        .fetch_one(tx.conn())
        .await?
        .try_get(0)?;
    let Started::Pay(charge) = start_payment(tx, &person.id, Some(seen), &[]).await? else {
        return Err(Stop::broken("nothing was to be paid"));
    };
    let charge = payments::find(tx.conn(), charge.as_str()).await?.ok_or_else(Stop::not_found)?;
    Ok(Due { request: request.id, notice: charge.notice.to_string(), amount: charge.amount })
}

/// The requests of several people, of the documents that are asked for in turn.
///
/// # Errors
/// As [`ask`].
pub async fn asked(house: &House, people: &[PersonRef], turns: &[&[Kind]]) -> Result<Vec<Due>, Stop> {
    let mut all = Vec::with_capacity(people.len());
    let mut turns = turns.iter().cycle();
    for batch in people.chunks(50) {
        let mut tx = town::operator(house).await?;
        for person in batch {
            let kinds = turns.next().ok_or_else(|| Stop::broken("nothing was asked for"))?;
            all.push(ask(&mut tx, person, kinds).await?);
        }
        tx.commit().await?;
    }
    Ok(all)
}

//! From what somebody has in hand to the document: by the printed code, by the text of the square code, by the file.

use jiff::Timestamp;
use platform::{Conn, House, Stop, clock};
use printed::NotProven;
use sqlx::Row;

use super::{
    keys::{Published, addresses},
    seals::{self, Sealed},
};
use crate::issue::{IssuedState, code, log, store};

/// A document of the university.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The document.
    pub issued: store::Issued,
    /// Its entry in the log, from 0.
    pub place: u64,
    /// What was brought, against what was issued.
    pub wholeness: Wholeness,
}

/// What was brought, against what was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wholeness {
    /// A code from paper: the paper itself is compared by whoever holds it.
    Paper,
    /// The file, byte for byte.
    Whole,
    /// The file, and so many bytes after it.
    Added(usize),
}

/// Why there is nothing to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No document has this code; or it is no code at all: which of the two is not told.
    Unknown,
    /// Not the text of a square code of this university, or not all of it.
    Unreadable,
    /// The text is not what the university signed.
    Forged,
    /// The key was not the university's at the time.
    WrongTime,
    /// No PDF.
    NotAPdf,
    /// A PDF without a seal.
    Unsealed,
    /// A PDF with a signature that does not fit it.
    Altered,
    /// A PDF that somebody else signed.
    Foreign,
    /// The seal or signature is the university's, and its records do not have the document.
    Unrecorded,
}

impl Refused {
    /// Every reason, for the test that each has its words.
    pub const ALL: [Refused; 9] = [
        Refused::Unknown,
        Refused::Unreadable,
        Refused::Forged,
        Refused::WrongTime,
        Refused::NotAPdf,
        Refused::Unsealed,
        Refused::Altered,
        Refused::Foreign,
        Refused::Unrecorded,
    ];

    /// As in the keys of texts.
    pub const fn code(self) -> &'static str {
        match self {
            Refused::Unknown => "unknown",
            Refused::Unreadable => "unreadable",
            Refused::Forged => "forged",
            Refused::WrongTime => "wrong-time",
            Refused::NotAPdf => "not-a-pdf",
            Refused::Unsealed => "unsealed",
            Refused::Altered => "altered",
            Refused::Foreign => "foreign",
            Refused::Unrecorded => "unrecorded",
        }
    }
}

/// By the code that is printed to be typed.
///
/// # Errors
/// When the database fails.
pub async fn by_code(house: &House, typed: &str) -> Result<Result<Known, Refused>, Stop> {
    // What cannot be a code is looked up too: the answer and its time say nothing about codes.
    let code = code::read(typed).unwrap_or_else(|| "-".to_owned());
    let mut conn = house.db().read().await?;
    let found = store::by_code(&mut conn, &code).await?;
    known(&mut conn, found, Wholeness::Paper, Refused::Unknown).await
}

/// By the text of the square code, as a camera reads it.
///
/// # Errors
/// When the database fails.
pub async fn by_text(house: &House, text: &str) -> Result<Result<Known, Refused>, Stop> {
    let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let published = Published::of(house).await?;
    let addresses = addresses(house);
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let checked = match printed::check(&text, &addresses, &published.printed) {
        Ok(checked) => checked,
        Err(NotProven::NotOurs | NotProven::Damaged) => return Ok(Err(Refused::Unreadable)),
        Err(NotProven::UnknownKey(_) | NotProven::Forged) => return Ok(Err(Refused::Forged)),
        Err(NotProven::WrongTime(_)) => return Ok(Err(Refused::WrongTime)),
    };
    let mut conn = house.db().read().await?;
    let found = at_place(&mut conn, checked.facts.status_index).await?;
    // A thief of a key can sign another document for the same place; the log has only the genuine one.
    let genuine = found.filter(|issued| printed::message(&issued.printed) == printed::message(&text));
    known(&mut conn, genuine, Wholeness::Paper, Refused::Unrecorded).await
}

/// By the file itself, which is read in memory and not kept.
///
/// # Errors
/// When the database fails.
pub async fn by_file(house: &House, bytes: bytes::Bytes) -> Result<Result<Known, Refused>, Stop> {
    if !bytes.starts_with(b"%PDF-") {
        return Ok(Err(Refused::NotAPdf));
    }
    let read = bytes.clone();
    let digests = tokio::task::spawn_blocking(move || digests(&read)).await.map_err(Stop::broken)?;
    let certificates = {
        let mut conn = house.db().read().await?;
        for (digest, added) in digests {
            if let Some(issued) = store::by_digest(&mut conn, &digest).await? {
                let wholeness = if added == 0 { Wholeness::Whole } else { Wholeness::Added(added) };
                return known(&mut conn, Some(issued), wholeness, Refused::Unknown).await;
            }
        }
        seals::published(house, &mut conn).await?
    };
    let now = house.clock().now();
    let Some(seals) = seals::in_use(house) else { return Ok(Err(Refused::Unsealed)) };
    let judged = tokio::task::spawn_blocking(move || seals.judge(&bytes, &certificates, now));
    Ok(Err(match judged.await.map_err(Stop::broken)? {
        Sealed::Ours(_) => Refused::Unrecorded,
        Sealed::Foreign => Refused::Foreign,
        Sealed::Altered => Refused::Altered,
        Sealed::Unsigned => Refused::Unsealed,
    }))
}

async fn known(
    conn: &mut Conn,
    found: Option<store::Issued>,
    wholeness: Wholeness,
    otherwise: Refused,
) -> Result<Result<Known, Refused>, Stop> {
    // What is being made is on nobody's desk yet.
    let Some(issued) = found.filter(|issued| issued.state != IssuedState::Prepared) else {
        return Ok(Err(otherwise));
    };
    let place = log::place_of(conn, &issued.id).await?;
    Ok(Ok(Known { issued, place, wholeness }))
}

async fn at_place(conn: &mut Conn, place: u64) -> Result<Option<store::Issued>, Stop> {
    let Ok(place) = i64::try_from(place) else { return Ok(None) };
    let row = sqlx::query("select issued_id from log_leaf where place = $1")
        .bind(place)
        .fetch_optional(&mut *conn)
        .await?;
    match row {
        Some(row) => store::find(conn, &row.try_get::<String, _>(0)?).await,
        None => Ok(None),
    }
}

/// Ends of the file that are looked at when something was added to it.
const ENDS: usize = 8;

/// The digest of the whole file, then those of its beginnings that could be a file, each with what follows it in bytes.
fn digests(pdf: &[u8]) -> Vec<(String, usize)> {
    const END: &[u8] = b"%%EOF";
    let ends = pdf.windows(END.len()).enumerate().filter(|(_, window)| *window == END);
    let cuts = ends.flat_map(|(at, _)| {
        let end = at.saturating_add(END.len());
        // With the end of the line or without.
        [end, end.saturating_add(1), end.saturating_add(2)]
    });
    let beginnings = cuts.filter(|end| *end < pdf.len()).take(ENDS.saturating_mul(3));
    std::iter::once(pdf.len())
        .chain(beginnings)
        .filter_map(|end| {
            let part = pdf.get(..end)?;
            Some((clock::hex(&clock::sha256(part)), pdf.len().saturating_sub(end)))
        })
        .collect()
}

/// When a document was issued.
pub(super) fn issued_at(issued: &store::Issued) -> Timestamp {
    clock::instant(&issued.issued_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginnings_of_a_file_that_was_added_to_are_looked_at() {
        let pdf = b"%PDF-1.7 first %%EOF\nadded %%EOF\n";
        let found = digests(pdf);
        assert_eq!(found[0], (clock::hex(&clock::sha256(pdf)), 0));
        let first = clock::hex(&clock::sha256(b"%PDF-1.7 first %%EOF\n"));
        assert!(found.contains(&(first, 12)), "{found:?}");
    }

    #[test]
    fn a_file_of_many_ends_costs_no_more_than_one_of_few() {
        assert_eq!(digests(&b"%%EOF ".repeat(1000)).len(), 25);
    }
}

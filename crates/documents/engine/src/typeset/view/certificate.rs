//! Certificates, self-certifications and the supplement: dates, marks and credits in both languages.

use documents::{
    Certificate, Supplement,
    certificate::{Attachment, Award, ExamLine, Holder, Points, Proof, Stamp, Studies, Words},
};
use jiff::civil::Date;
use kernel::Language;
use serde_json::{Value, json};

use crate::typeset::words;

pub(super) fn certificate(it: &Certificate) -> Value {
    let total: i64 = it.exams.iter().fold(0, |sum, exam| sum.saturating_add(exam.ects_tenths));
    json!({
        "tongue": it.tongue.code(),
        "university": it.university,
        "says": it.says,
        "issued": day(words::day_in_rome(it.issued_at)),
        "proof": it.proof.as_ref().map(proof),
        "person": person(&it.person),
        "studies": studies(&it.studies),
        "award": it.award.as_ref().map(award),
        "exams": it.exams.iter().map(exam).collect::<Vec<_>>(),
        "total": credits(total),
        "stamp": it.stamp.as_ref().map(stamp),
        "destination": it.destination,
        "footnote": it.footnote,
        "copies": it.copies,
        "attachments": it.attachments.iter().map(attachment).collect::<Vec<_>>(),
    })
}

pub(super) fn supplement(it: &Supplement) -> Value {
    let mut data = certificate(&it.certificate);
    if let Value::Object(map) = &mut data {
        map.insert("more".into(), it.more.as_str().into());
    }
    data
}

fn proof(it: &Proof) -> Value {
    json!({ "number": it.number, "code": it.code, "address": it.address, "side": it.square.side_mm })
}

fn person(it: &Holder) -> Value {
    json!({
        "name": it.name,
        "surname": it.surname,
        "born-on": day(it.born_on),
        "born-in": it.born_in,
        "fiscal-code": it.fiscal_code,
        "residence": it.residence,
    })
}

fn studies(it: &Studies) -> Value {
    json!({
        "matricola": it.matricola,
        "kind": it.kind,
        "title": it.title,
        "class": it.class,
        "language": it.language,
        "ects": credits(it.ects_tenths),
        "year": it.year,
        "opened": day(it.opened_on),
        "closed": it.closed_on.map(day),
    })
}

fn award(it: &Award) -> Value {
    json!({ "title": it.title, "on": day(it.on), "mark": it.mark.map(mark), "thesis": it.thesis })
}

fn exam(it: &ExamLine) -> Value {
    json!({
        "code": it.code,
        "title": it.title,
        "sector": it.sector,
        "ects": credits(it.ects_tenths),
        "mark": it.mark.map(mark),
        "on": words::short_day(it.passed_on),
    })
}

fn stamp(it: &Stamp) -> Value {
    json!({
        "paid": it.amount.0 > 0,
        "amount": Words::each(|language| it.amount.show(language)),
        "purpose": it.purpose,
        "law": it.law,
    })
}

fn attachment(it: &Attachment) -> Value {
    json!({
        "name": it.name,
        "media-type": it.media_type,
        "description": it.description,
        "relationship": it.relationship,
    })
}

fn day(day: Date) -> Words {
    Words::each(|language| words::day(day, language))
}

/// Empty when none are recorded.
fn credits(tenths: i64) -> Words {
    let (whole, tenth) = (tenths.div_euclid(10), tenths.rem_euclid(10));
    match (whole, tenth) {
        (0, 0) => Words::default(),
        (_, 0) => Words::same(whole.to_string()),
        _ => Words::new(format!("{whole},{tenth}"), format!("{whole}.{tenth}")),
    }
}

fn mark(it: Points) -> Words {
    let honours = |language: Language| if it.honours { language.pick(" e lode", " cum laude") } else { "" };
    Words::each(|language| format!("{}/{}{}", it.points, it.out_of, honours(language)))
}

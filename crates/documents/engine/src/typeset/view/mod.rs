//! What the templates see of a paper: everything already written as it will be read.

mod certificate;
mod delivery;

use documents::{ApplicationReceipt, Document, Line, Mark, PaymentNotice, PaymentReceipt, SelfCertification};
use kernel::{Cents, Language};
use serde_json::{Value, json};

use super::words::{day, day_in_rome, instant, short_day, size};

/// The data of a paper's template.
pub(super) fn of(document: &Document) -> Value {
    let mut data = match document {
        Document::ApplicationReceipt(receipt) => application_receipt(receipt),
        Document::SelfCertification(declaration) => self_certification(declaration),
        Document::PaymentNotice(notice) => payment_notice(notice),
        Document::PaymentReceipt(receipt) => payment_receipt(receipt),
        Document::Certificate(it) | Document::SelfCertificate(it) => certificate::certificate(it),
        Document::Supplement(it) => certificate::supplement(it),
        Document::Delegation(it) => delivery::delegation(it),
        Document::CoverSheet(it) => delivery::cover_sheet(it),
        Document::AddressLabels(it) => delivery::address_labels(it),
    };
    if let Value::Object(map) = &mut data {
        map.insert("kind".into(), document.kind().into());
        map.insert("lang".into(), document.language().code().into());
        map.insert("institution".into(), json!(document.institution()));
    }
    data
}

fn application_receipt(receipt: &ApplicationReceipt) -> Value {
    let language = receipt.language;
    let files: Vec<Value> = receipt
        .files
        .iter()
        .map(|file| {
            json!({
                "paper": file.paper,
                "name": file.name,
                "size": size(file.bytes, language),
                "sha256": file.sha256,
            })
        })
        .collect();
    json!({
        "protocol": receipt.protocol,
        "submitted": instant(receipt.submitted_at, language),
        "programme": receipt.programme,
        "name": receipt.applicant.name,
        "person-code": receipt.applicant.person_code,
        "sections": receipt.sections,
        "files": files,
        "privacy-read": instant(receipt.privacy_read_at, language),
    })
}

fn self_certification(declaration: &SelfCertification) -> Value {
    let (person, degree) = (declaration.declarant(), declaration.degree());
    json!({
        "name": person.name,
        "surname": person.surname,
        "fiscal-code": person.fiscal_code,
        "born-in": person.born_in,
        "born-on": day(person.born_on, Language::It),
        "residence": person.residence,
        "degree-kind": degree.kind,
        "subject": degree.subject,
        "university": degree.university,
        "obtained-on": day(degree.obtained_on, Language::It),
        "mark": degree.mark.map(mark).unwrap_or_default(),
        "prepared": day(day_in_rome(declaration.prepared_at()), declaration.language()),
    })
}

fn mark(mark: Mark) -> String {
    format!("{}/{}{}", mark.points, mark.out_of, if mark.honours { " e lode" } else { "" })
}

fn payment_notice(notice: &PaymentNotice) -> Value {
    json!({
        "code": notice.code(),
        "number": notice.grouped_number(),
        "debtor": notice.debtor,
        "debtor-fiscal-code": notice.debtor_fiscal_code,
        "subject": notice.subject,
        "lines": lines(&notice.lines, notice.language),
        "amount": notice.amount.show(notice.language),
        "due": short_day(notice.due_on),
        "cbill": notice.cbill,
        "issued": day(day_in_rome(notice.issued_at), notice.language),
    })
}

fn payment_receipt(receipt: &PaymentReceipt) -> Value {
    let language = receipt.language;
    json!({
        "receipt-id": receipt.receipt_id,
        "number": receipt.notice_number,
        "payer": receipt.payer.name,
        "payer-fiscal-code": receipt.payer.fiscal_code,
        "service": receipt.service,
        "subject": receipt.subject,
        "lines": lines(&receipt.lines, language),
        "amount": receipt.amount.show(language),
        "paid": instant(receipt.paid_at, language),
        "issued": instant(receipt.issued_at, language),
    })
}

fn lines(lines: &[Line], language: Language) -> Vec<Value> {
    let shown = |amount: Cents| amount.show(language);
    lines.iter().map(|line| json!({ "label": line.label, "amount": shown(line.amount) })).collect()
}

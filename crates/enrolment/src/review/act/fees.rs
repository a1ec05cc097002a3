//! What is asked of an applicant who is approved: the fee or its first part with the stamp duty, to be paid to be
//! enrolled; the further parts of the fee on their own days. A corporate programme asks the duty only.

use kernel::{Cents, Day};
use payments::{Bilingual, Instalment, Line, LineKind, NewCharge, Reason, category};
use platform::{Stop, Tx, config::Terms};

use crate::{
    application::store::Application,
    programme::{Programme, fee_due_on, schedule},
};

/// The reason of what has to be paid to be enrolled.
pub const ENROLMENT: &str = "enrolment-fee";
/// The reason of the further parts of the fee.
pub const INSTALMENT: &str = "enrolment-instalment";
/// The reason of the final examination fee.
pub const FINAL_EXAM: &str = "final-exam-fee";
/// Who is approved late has at least these days to pay.
const LEAST_DAYS: i32 = 3;

/// Something to be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Part of the fee.
    pub fee: Cents,
    /// Stamp duty.
    pub duty: Cents,
    /// Last day to pay.
    pub due_on: Day,
    /// From 1.
    pub number: i64,
    /// How many parts in all.
    pub of: i64,
}

/// What is to be paid, the first part to be enrolled. Empty when there is neither fee nor duty. The second value is
/// true when the regular day of the first part is too near or past, so that it was moved.
pub fn bills(programme: &Programme, terms: &Terms, duty: Cents, today: Day) -> (Vec<Bill>, bool) {
    let regular = fee_due_on(programme, terms);
    let least = today.plus_days(LEAST_DAYS).unwrap_or(today);
    let moved = regular < today;
    let first_due = if moved { least } else { regular };
    let duty = if programme.details.stamp_duty { duty } else { Cents::ZERO };
    let parts = schedule(programme, terms);
    let of = i64::try_from(parts.len().max(1)).unwrap_or(1);
    let first = Bill {
        fee: parts.first().map_or(Cents::ZERO, |part| part.amount),
        duty,
        due_on: first_due,
        number: 1,
        of,
    };
    if first.fee == Cents::ZERO && first.duty == Cents::ZERO {
        return (Vec::new(), moved);
    }
    let further = (2_i64..).zip(parts.iter().skip(1)).map(|(number, part)| Bill {
        fee: part.amount,
        duty: Cents::ZERO,
        due_on: part.due_on.max(first_due),
        number,
        of,
    });
    (std::iter::once(first).chain(further).filter(|bill| bill.fee.0.max(bill.duty.0) > 0).collect(), moved)
}

/// Asks for some bills.
///
/// # Errors
/// When the database fails.
pub async fn ask(
    tx: &mut Tx,
    application: &Application,
    programme: &Programme,
    bills: &[Bill],
) -> Result<(), Stop> {
    for bill in bills {
        let kind = if bill.number == 1 { ENROLMENT } else { INSTALMENT };
        let new = charge_of(application, programme, bill, kind);
        payments::charge(tx, new).await?;
    }
    Ok(())
}

fn charge_of(application: &Application, programme: &Programme, bill: &Bill, kind: &str) -> NewCharge {
    let label = programme.label();
    let title = &programme.details.title;
    let part = if bill.of > 1 { format!(" {}/{}", bill.number, bill.of) } else { String::new() };
    let mut lines = Vec::new();
    if bill.fee > Cents::ZERO {
        lines.push(Line {
            kind: LineKind::Fee,
            text: Bilingual::new(format!("Tassa di iscrizione{part}"), format!("Enrolment fee{part}")),
            amount: bill.fee,
            category: category::ENROLMENT_FEE.to_owned(),
        });
    }
    if bill.duty > Cents::ZERO {
        lines.push(Line {
            kind: LineKind::StampDuty,
            text: Bilingual::new("Imposta di bollo", "Stamp duty"),
            amount: bill.duty,
            category: category::STAMP_DUTY.to_owned(),
        });
    }
    let description = match kind {
        ENROLMENT => Bilingual::new(
            format!("Tassa e bollo di immatricolazione - {label} {}", title.it),
            format!("Enrolment fee and duty - {label} {}", title.en),
        ),
        _ => Bilingual::new(
            format!("Rata{part} della tassa di iscrizione - {label} {}", title.it),
            format!("Instalment{part} of the enrolment fee - {label} {}", title.en),
        ),
    };
    NewCharge {
        reason: Reason::new(kind, &application.id),
        instalment: Instalment { number: bill.number, of: bill.of },
        debtor: application.person_id.clone(),
        description,
        lines,
        due_on: bill.due_on.date(),
        origin: format!("/applications/{}", application.id),
    }
}

/// The final examination fee of a student, if the programme has one and its day is known.
pub fn final_charge(application: &Application, programme: &Programme, due_on: Day) -> Option<NewCharge> {
    let fee = programme.details.final_fee;
    let (label, title) = (programme.label(), &programme.details.title);
    (fee > Cents::ZERO).then(|| NewCharge {
        reason: Reason::new(FINAL_EXAM, &application.id),
        instalment: Instalment::WHOLE,
        debtor: application.person_id.clone(),
        description: Bilingual::new(
            format!("Bollo di prova finale - {label} {}", title.it),
            format!("Final examination fee - {label} {}", title.en),
        ),
        lines: vec![Line {
            kind: LineKind::Fee,
            text: Bilingual::new("Bollo di prova finale", "Final examination fee"),
            amount: fee,
            category: category::EXAMINATION_FEE.to_owned(),
        }],
        due_on: due_on.date(),
        origin: format!("/applications/{}", application.id),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::act::samples::programme;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn check(
        change: impl Fn(&mut crate::programme::Details),
        today: &str,
        expected: &[(i64, i64, &str)],
        late: bool,
    ) {
        let mut programme = programme();
        change(&mut programme.details);
        let (bills, moved) = bills(&programme, &Terms::default(), Cents(1600), day(today));
        let found: Vec<(i64, i64, String)> =
            bills.iter().map(|bill| (bill.fee.0, bill.duty.0, bill.due_on.to_string())).collect();
        let expected: Vec<(i64, i64, String)> =
            expected.iter().map(|(fee, duty, due)| (*fee, *duty, (*due).to_owned())).collect();
        assert_eq!((found, moved), (expected, late));
    }

    #[test]
    fn fee_and_duty_are_due_fifteen_days_before_the_lessons() {
        check(|_| {}, "23/11/2026", &[(500_000, 1600, "17/01/2027")], false);
    }

    #[test]
    fn who_is_approved_late_has_three_days() {
        check(|_| {}, "17/01/2027", &[(500_000, 1600, "17/01/2027")], false);
        check(|_| {}, "18/01/2027", &[(500_000, 1600, "21/01/2027")], true);
    }

    #[test]
    fn a_corporate_programme_asks_the_duty_only() {
        check(|details| details.corporate = true, "23/11/2026", &[(0, 1600, "17/01/2027")], false);
        check(
            |details| {
                details.corporate = true;
                details.stamp_duty = false;
            },
            "23/11/2026",
            &[],
            false,
        );
    }

    #[test]
    fn the_first_part_is_paid_to_enrol_and_no_further_part_comes_due_before_it() {
        use crate::programme::Instalment;
        let parts = |details: &mut crate::programme::Details| {
            details.instalments = vec![
                Instalment { amount: Cents(200_000), due_on: day("01/01/2027") },
                Instalment { amount: Cents(300_000), due_on: day("01/06/2027") },
            ];
        };
        check(parts, "23/11/2026", &[(200_000, 1600, "17/01/2027"), (300_000, 0, "01/06/2027")], false);
        check(parts, "10/06/2027", &[(200_000, 1600, "13/06/2027"), (300_000, 0, "13/06/2027")], true);
    }
}

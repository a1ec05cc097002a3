use jiff::civil::Date;
use kernel::{Cents, Day, FaultCode, Faults, text};
use pagopa::NoticeNumber;
use serde::Deserialize;

use super::exception::Decision;

/// What the office typed about an exception.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct DecisionTyped {
    pub decision: String,
    pub reason: String,
    pub amount: String,
    pub iban: String,
    pub done_on: String,
    pub notice: String,
}

/// A decision, checked; a match names the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decided {
    pub decision: Decision,
    pub notice: Option<NoticeNumber>,
}

impl DecisionTyped {
    /// Checks the form. No more can be given back than was paid, and not on a day that has not come.
    pub fn check(&self, paid: Cents, today: Date) -> Result<Decided, Faults> {
        let mut faults = Faults::new();
        let reason = faults.keep("reason", text::paragraph(&self.reason, 500));
        match self.decision.as_str() {
            "refund" => {
                let amount = faults.keep("amount", refund_amount(&self.amount, paid));
                let iban = faults.keep("iban", iban(&self.iban));
                let on = faults.keep("done_on", done_on(&self.done_on, today));
                if let (Some(reason), Some(amount), Some(iban), Some(on)) = (reason, amount, iban, on) {
                    let decision = Decision::Refund { amount, iban, on, reason };
                    return Ok(Decided { decision, notice: None });
                }
            }
            "match" => {
                let notice = faults.keep("notice", notice(&self.notice));
                if let (Some(reason), Some(notice)) = (reason, notice) {
                    return Ok(Decided { decision: Decision::Match { reason }, notice: Some(notice) });
                }
            }
            "close" => {
                if let Some(reason) = reason {
                    return Ok(Decided { decision: Decision::Close { reason }, notice: None });
                }
            }
            "" => {
                faults.add("decision", "required");
            }
            _ => {
                faults.add("decision", "unknown-choice");
            }
        }
        Err(faults)
    }
}

fn refund_amount(typed: &str, paid: Cents) -> Result<Cents, FaultCode> {
    if typed.trim().is_empty() {
        return Err("required");
    }
    let amount = Cents::from_typed(typed).ok_or("malformed")?;
    match amount {
        Cents(..=0) => Err("malformed"),
        amount if amount > paid => Err("refund-over-paid"),
        amount => Ok(amount),
    }
}

fn done_on(typed: &str, today: Date) -> Result<Date, FaultCode> {
    let day = Day::parse(typed)?.date();
    if day > today { Err("in-the-future") } else { Ok(day) }
}

fn notice(typed: &str) -> Result<NoticeNumber, FaultCode> {
    if typed.trim().is_empty() {
        return Err("required");
    }
    NoticeNumber::parse(typed).map_err(|_| "notice-number")
}

/// ISO 13616: two letters, two check digits, at most thirty more characters; the whole, turned round, is 1 modulo 97.
fn iban(typed: &str) -> Result<String, FaultCode> {
    let iban: String = typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    if iban.is_empty() {
        return Err("required");
    }
    let shaped = (15..=34).contains(&iban.len())
        && iban.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && iban.bytes().skip(2).take(2).all(|b| b.is_ascii_digit())
        && iban.bytes().all(|b| b.is_ascii_alphanumeric())
        && (!iban.starts_with("IT") || iban.len() == 27);
    if !shaped {
        return Err("malformed");
    }
    let (head, tail) = iban.split_at_checked(4).ok_or("malformed")?;
    let rest = tail.chars().chain(head.chars()).filter_map(|c| c.to_digit(36)).fold(0_u32, |rest, digit| {
        let shift = if digit > 9 { 100 } else { 10 };
        rest.wrapping_mul(shift).wrapping_add(digit) % 97
    });
    if rest == 1 { Ok(iban) } else { Err("check-digit") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refund() -> DecisionTyped {
        DecisionTyped {
            decision: "refund".into(),
            reason: "Paid twice".into(),
            amount: "1.216,00".into(),
            iban: "IT60 X054 2811 1010 0000 0123 456".into(),
            done_on: "23/11/2026".into(),
            notice: String::new(),
        }
    }

    #[track_caller]
    fn check(typed: DecisionTyped, expected: &[(&str, &str)]) {
        let faults = typed.check(Cents(121_600), jiff::civil::date(2026, 11, 23)).err().unwrap_or_default();
        let faults: Vec<_> = faults.iter().map(|fault| (fault.field.to_string(), fault.code)).collect();
        let faults: Vec<_> = faults.iter().map(|(field, code)| (field.as_str(), *code)).collect();
        assert_eq!(faults, expected);
    }

    #[test]
    fn a_refund_says_how_much_to_whom_when_and_why() {
        check(refund(), &[]);
        check(DecisionTyped { amount: "1216,01".into(), ..refund() }, &[("amount", "refund-over-paid")]);
        check(DecisionTyped { amount: "0".into(), ..refund() }, &[("amount", "malformed")]);
        check(
            DecisionTyped { iban: "IT60X0542811101000000123457".into(), ..refund() },
            &[("iban", "check-digit")],
        );
        check(DecisionTyped { iban: "DE89 3704 0044 0532 0130 00".into(), ..refund() }, &[]);
        check(DecisionTyped { iban: "IT60X05428111".into(), ..refund() }, &[("iban", "malformed")]);
        check(DecisionTyped { done_on: "24/11/2026".into(), ..refund() }, &[("done_on", "in-the-future")]);
        let empty = DecisionTyped { decision: "refund".into(), ..DecisionTyped::default() };
        check(empty, &["reason", "amount", "iban", "done_on"].map(|field| (field, "required")));
    }

    #[test]
    fn a_match_names_a_notice_and_every_decision_has_a_reason() {
        let of = |decision: &str| DecisionTyped { decision: decision.into(), ..DecisionTyped::default() };
        check(of("match"), &[("reason", "required"), ("notice", "required")]);
        check(of("close"), &[("reason", "required")]);
        check(DecisionTyped { reason: "x".into(), ..of("") }, &[("decision", "required")]);
        check(DecisionTyped { reason: "x".into(), ..of("burn") }, &[("decision", "unknown-choice")]);
        let typed = DecisionTyped { reason: "x".into(), notice: "348175498304559316".into(), ..of("match") };
        check(typed.clone(), &[("notice", "notice-number")]);
        check(DecisionTyped { notice: "3481 7549 8304 5593 15".into(), ..typed }, &[]);
    }
}

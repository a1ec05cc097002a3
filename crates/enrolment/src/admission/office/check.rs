//! What an officer types to open an admission, checked into types: all faults at once, each beside its field.

use kernel::{Day, Faults, PersonCode};
use serde::Deserialize;

use crate::admission::{flow::CannotAdmit, store::Received};

/// Longest list of what was received, in characters.
pub const RECEIVED: usize = 1000;

/// As typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The application that it comes from; empty when it is opened by person code.
    pub application: String,
    /// Person code.
    pub code: String,
    /// Identifier of the edition.
    pub programme: String,
    /// "yes" when the qualification documents were received.
    pub documents: String,
    /// The day on which they were.
    pub received_on: String,
    /// Which they are.
    pub received: String,
    /// "yes" when a copy of the entry visa or residence permit is among them.
    pub permit: String,
}

/// The person code and the edition, as far as they can be read without asking anybody.
///
/// # Errors
/// What is wrong with them.
pub fn who(typed: &Typed) -> Result<(PersonCode, String), Faults> {
    let mut faults = Faults::new();
    let code = faults.keep("code", PersonCode::parse(&typed.code));
    if typed.programme.is_empty() {
        faults.add("programme", "required");
    }
    match code {
        Some(code) if faults.is_empty() => Ok((code, typed.programme.clone())),
        _ => Err(faults),
    }
}

/// What was received, and when: before an admission, and not in the future.
///
/// # Errors
/// What is wrong with it.
pub fn received(typed: &Typed, today: Day) -> Result<Received, Faults> {
    let mut faults = Faults::new();
    if typed.documents != "yes" {
        faults.add("documents", "admission-documents");
    }
    let on = faults.keep("received_on", Day::parse(&typed.received_on));
    if on.is_some_and(|on| on > today) {
        faults.add("received_on", "admission-future");
    }
    let what = match kernel::text::paragraph(&typed.received, RECEIVED) {
        Ok(what) => Some(what),
        Err(code) => {
            faults.add_with("received", code, vec![("max", RECEIVED.to_string())]);
            None
        }
    };
    match (on, what) {
        (Some(on), Some(what)) if faults.is_empty() => {
            Ok(Received { on, what, permit: typed.permit == "yes" })
        }
        _ => Err(faults),
    }
}

/// An obstacle as a fault beside the field that it is about, and the page that tells more of it.
pub fn fault(obstacle: &CannotAdmit) -> (&'static str, &'static str, Option<String>) {
    match obstacle {
        CannotAdmit::There(id) => ("code", "admission-there", Some(format!("/office/admissions/{id}"))),
        CannotAdmit::Applied(id) => ("code", "admission-applied", Some(format!("/office/applications/{id}"))),
        CannotAdmit::NotPublic => ("programme", "admission-not-public", None),
        CannotAdmit::NoDuty => ("programme", "admission-no-duty", None),
        CannotAdmit::FeeToPay => ("programme", "admission-fee-to-pay", None),
        CannotAdmit::NotApproved => ("programme", "admission-not-approved", None),
        CannotAdmit::NotNow | CannotAdmit::OfApplication | CannotAdmit::NoReason => {
            ("programme", "unknown-choice", None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(faults: &Faults) -> Vec<(&str, &str)> {
        faults.iter().map(|fault| (fault.field.as_ref(), fault.code)).collect()
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let nothing = Typed::default();
        assert_eq!(codes(&who(&nothing).unwrap_err()), [("code", "required"), ("programme", "required")]);
        let today = Day::new(2026, 9, 1).unwrap();
        assert_eq!(
            codes(&received(&nothing, today).unwrap_err()),
            [("documents", "admission-documents"), ("received_on", "required"), ("received", "required")]
        );
    }

    #[test]
    fn a_mistyped_code_and_a_day_to_come_are_refused() {
        let good = PersonCode::from_random(7).to_string();
        let typed = |code: &str| Typed { code: code.into(), programme: "p".into(), ..Typed::default() };
        assert_eq!(who(&typed(&good)).unwrap().0.to_string(), good);
        let last = if good.ends_with('0') { "1" } else { "0" };
        let wrong = format!("{}{last}", good.get(..7).unwrap());
        assert_eq!(codes(&who(&typed(&wrong)).unwrap_err()), [("code", "check-digit")]);
        assert_eq!(codes(&who(&typed("1234")).unwrap_err()), [("code", "malformed")]);

        let today = Day::new(2026, 9, 1).unwrap();
        let received_on = |day: &str| Typed {
            documents: "yes".into(),
            received_on: day.into(),
            received: "CIMEA".into(),
            permit: "yes".into(),
            ..Typed::default()
        };
        assert_eq!(
            codes(&received(&received_on("02/09/2026"), today).unwrap_err()),
            [("received_on", "admission-future")]
        );
        let kept = received(&received_on("01/09/2026"), today).unwrap();
        assert_eq!(kept, Received { on: today, what: "CIMEA".into(), permit: true });
    }
}

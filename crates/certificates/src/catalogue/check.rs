//! "Parameter definition", as typed: checked by the rules, every fault beside its field.

use kernel::{Faults, text};
use platform::config::Certificates;
use serde::Deserialize;

use super::{Choice, Destination, FOOTNOTE_MAX, Kind, NOTE_MAX, rules};

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ChoiceTyped {
    /// Who it will be given to: `private` or `public`.
    pub recipient: String,
    /// Use of certificate.
    pub purpose: String,
    /// Certificate language.
    pub tongue: String,
    /// `yes` for the sole request or renewal of a residence permit.
    pub residence_permit: String,
    /// Abroad or Italy.
    pub destination: String,
    /// Additional notes at the bottom.
    pub footnote: String,
    /// Message for the operator.
    pub note: String,
    /// Number of copies.
    pub copies: String,
}

/// What somebody wants who typed no mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The document with these parameters.
    This(Choice),
    /// They cannot use a certificate: a self-certification takes its place (art. 40 DPR 445/2000, art. 15 L. 183/2011).
    SelfCertification(Kind),
}

/// True for documents that not everybody may receive: who it is for is asked first.
pub fn asks_recipient(kind: Kind) -> bool {
    kind.self_certification().is_some_and(|other| other != kind)
}

impl ChoiceTyped {
    /// What the form begins with: what can be chosen only one way is chosen, and what most people choose.
    pub fn first(kind: Kind, config: &Certificates, language: kernel::Language) -> Self {
        let purposes = rules::purposes(kind, config);
        let tongues = rules::tongues(kind);
        let tongue = tongues.iter().find(|tongue| tongue.first() == language).or(tongues.first());
        Self {
            purpose: match purposes.as_slice() {
                [only] => only.code().to_owned(),
                _ => String::new(),
            },
            tongue: tongue.map(|tongue| tongue.code().to_owned()).unwrap_or_default(),
            residence_permit: "no".to_owned(),
            destination: Destination::Italy.code().to_owned(),
            copies: "1".to_owned(),
            ..Self::default()
        }
    }

    /// True when it is for the police station.
    pub fn for_residence_permit(&self) -> bool {
        self.residence_permit == "yes"
    }

    /// After "Update": a choice that no longer fits the one above it is taken back, everything else stays.
    pub fn settled(mut self, kind: Kind) -> Self {
        let allowed = rules::destinations(kind, self.for_residence_permit());
        if Destination::read(&self.destination).is_none_or(|destination| !allowed.contains(&destination)) {
            self.destination = match allowed.as_slice() {
                [only] => only.code().to_owned(),
                _ => String::new(),
            };
        }
        self
    }

    /// Checks the form for a document.
    ///
    /// # Errors
    /// All faults.
    pub fn check(&self, kind: Kind, config: &Certificates) -> Result<Wanted, Faults> {
        let mut faults = Faults::new();
        if asks_recipient(kind) {
            match (self.recipient.as_str(), kind.self_certification()) {
                ("public", Some(other)) if !self.for_residence_permit() => {
                    return Ok(Wanted::SelfCertification(other));
                }
                ("public" | "private", _) => {}
                ("", _) => {
                    faults.add("recipient", "required");
                }
                _ => {
                    faults.add("recipient", "unknown-choice");
                }
            }
        }
        let purposes = rules::purposes(kind, config);
        let purpose = one_of(&mut faults, "purpose", &self.purpose, &purposes, |purpose| purpose.code());
        let tongues = rules::tongues(kind);
        let tongue = one_of(&mut faults, "tongue", &self.tongue, &tongues, |tongue| tongue.code());
        let residence_permit = self.residence(kind, &mut faults);
        let destination = self.destination(kind, residence_permit.unwrap_or_default(), &mut faults);
        let footnote = self.footnote(kind, &mut faults);
        let note = optional(&mut faults, "note", NOTE_MAX, text::paragraph(&self.note, NOTE_MAX));
        let copies = self.copies(kind, &mut faults);
        let choice = || {
            Some(Choice {
                purpose: purpose?,
                tongue: tongue?,
                residence_permit: residence_permit?,
                destination: destination?,
                footnote: footnote?,
                note: note?,
                copies: copies?,
            })
        };
        match choice() {
            Some(choice) if faults.is_empty() => Ok(Wanted::This(choice)),
            _ => Err(faults),
        }
    }

    fn residence(&self, kind: Kind, faults: &mut Faults) -> Option<bool> {
        match self.residence_permit.as_str() {
            "" | "no" => Some(false),
            "yes" if asks_recipient(kind) => Some(true),
            "yes" => {
                faults.add("residence_permit", "certificates-only-certificates");
                None
            }
            _ => {
                faults.add("residence_permit", "unknown-choice");
                None
            }
        }
    }

    fn destination(&self, kind: Kind, residence: bool, faults: &mut Faults) -> Option<Destination> {
        let allowed = rules::destinations(kind, residence);
        let typed = Destination::read(&self.destination);
        let code = match (typed, allowed.as_slice()) {
            (Some(destination), _) if allowed.contains(&destination) => return Some(destination),
            (None, [only]) if self.destination.is_empty() => return Some(*only),
            (Some(_), _) if residence => "certificates-permit-in-italy",
            (Some(_), _) => "certificates-only-in-italy",
            (None, _) if self.destination.is_empty() => "required",
            (None, _) => "unknown-choice",
        };
        faults.add("destination", code);
        None
    }

    fn footnote(&self, kind: Kind, faults: &mut Faults) -> Option<String> {
        let footnote = optional(faults, "footnote", FOOTNOTE_MAX, text::line(&self.footnote, FOOTNOTE_MAX))?;
        if !footnote.is_empty() && !rules::may_have_footnote(kind) {
            faults.add("footnote", "certificates-footnote-own-use");
            return None;
        }
        Some(footnote)
    }

    fn copies(&self, kind: Kind, faults: &mut Faults) -> Option<i64> {
        let max = rules::max_copies(kind);
        let typed = self.copies.trim();
        let copies = if typed.is_empty() { Some(1) } else { typed.parse().ok() };
        let found = copies.filter(|copies| (1..=max).contains(copies));
        if found.is_none() {
            let code = if max == 1 { "certificates-one-copy" } else { "certificates-copies" };
            faults.add_with("copies", code, vec![("max", max.to_string())]);
        }
        found
    }
}

/// A text that may be left empty; `None` when something is wrong with it.
pub(crate) fn optional(
    faults: &mut Faults,
    field: &'static str,
    max: usize,
    parsed: Result<String, kernel::FaultCode>,
) -> Option<String> {
    match parsed {
        Ok(text) => Some(text),
        Err("required") => Some(String::new()),
        Err("too-long") => {
            faults.add_with(field, "too-long", vec![("max", max.to_string())]);
            None
        }
        Err(code) => {
            faults.add(field, code);
            None
        }
    }
}

/// One of what is offered; the only one need not be sent.
fn one_of<T: Clone>(
    faults: &mut Faults,
    field: &'static str,
    typed: &str,
    offered: &[T],
    code: impl Fn(&T) -> &str,
) -> Option<T> {
    let found = match (typed, offered) {
        ("", [only]) => Some(only),
        _ => offered.iter().find(|one| code(one) == typed),
    };
    if found.is_none() {
        faults.add(field, if typed.is_empty() { "required" } else { "unknown-choice" });
    }
    found.cloned()
}

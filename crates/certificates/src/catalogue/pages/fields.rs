//! The fields of "Parameter definition": only what can be chosen is offered, and each choice says what it means.

use kernel::Faults;
use platform::{
    House,
    web::{
        Shell,
        field::{Choice as Option_, Field},
    },
};

use crate::{
    catalogue::{
        ChoiceTyped, Destination, FOOTNOTE_MAX, Kind, NOTE_MAX, Purpose, StampTable, asks_recipient,
        destinations, max_copies, may_have_footnote, purposes, tongues,
    },
    request::pages::words,
};

/// The fields that a document has.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub recipient: Option<Field>,
    pub purpose: Field,
    pub tongue: Field,
    pub residence_permit: Option<Field>,
    pub destination: Field,
    pub footnote: Option<Field>,
    pub copies: Option<Field>,
    pub note: Field,
}

impl Fields {
    /// All that are shown, in the order of the page.
    pub fn all(&self) -> Vec<&Field> {
        self.recipient
            .iter()
            .chain([&self.purpose, &self.tongue])
            .chain(&self.residence_permit)
            .chain([&self.destination])
            .chain(&self.footnote)
            .chain(&self.copies)
            .chain([&self.note])
            .collect()
    }

    /// The fields for a document, with what was typed and what is wrong.
    pub fn new(house: &House, shell: &Shell, kind: Kind, typed: &ChoiceTyped, faults: &Faults) -> Self {
        let draw = Draw { house, shell, kind, typed, faults };
        let certificate = asks_recipient(kind);
        Self {
            recipient: certificate.then(|| draw.recipient()),
            purpose: draw.purpose(),
            tongue: draw.tongue(),
            residence_permit: certificate.then(|| draw.residence_permit()),
            destination: draw.destination(),
            footnote: (may_have_footnote(kind) || faults.of("footnote").is_some()).then(|| draw.footnote()),
            copies: (max_copies(kind) > 1 || faults.of("copies").is_some()).then(|| draw.copies()),
            note: draw.note(),
        }
    }
}

struct Draw<'a> {
    house: &'a House,
    shell: &'a Shell,
    kind: Kind,
    typed: &'a ChoiceTyped,
    faults: &'a Faults,
}

impl Draw<'_> {
    fn field(&self, name: &'static str, value: &str) -> Field {
        let label = self.shell.t(&format!("certificates-field-{}", name.replace('_', "-")));
        Field::new(name, label).value(value).told(self.faults, self.shell.voice())
    }

    fn recipient(&self) -> Field {
        let choice = |code: &str| {
            Option_::new(code, self.shell.t(&format!("certificates-recipient-{code}")))
                .detail(self.shell.t(&format!("certificates-recipient-{code}-help")))
        };
        self.field("recipient", &self.typed.recipient)
            .choices(vec![choice("private"), choice("public")])
            .required()
    }

    /// Each use with what it costs and the law that says so.
    fn purpose(&self) -> Field {
        let config = &self.house.config().certificates;
        let destination = Destination::read(&self.typed.destination).unwrap_or(Destination::Italy);
        let choice = |purpose: Purpose| {
            let stamped = StampTable(config).on_copy(self.kind, &purpose, destination, None);
            let law = match &purpose {
                Purpose::Exempt(code) => config
                    .exemptions
                    .iter()
                    .find(|one| one.code == *code)
                    .map(|one| self.shell.lang.pick(&one.law_it, &one.law_en).to_owned())
                    .unwrap_or_default(),
                Purpose::Stamped => self.shell.lang.pick(&stamped.law.0, &stamped.law.1).to_owned(),
                Purpose::Own => self.shell.t("certificates-purpose-own-law"),
            };
            let cost = words::amount(self.shell.voice(), stamped.amount);
            let detail = match &purpose {
                Purpose::Stamped if stamped.amount.0 > 0 => {
                    self.shell.t2("certificates-purpose-stamped-help", "amount", cost, "law", law)
                }
                _ if law.is_empty() => cost,
                _ => format!("{cost} ({law})"),
            };
            Option_::new(purpose.code(), words::purpose(self.house, self.shell.voice(), &purpose))
                .detail(detail)
        };
        let field = self.field("purpose", &self.typed.purpose).required();
        field.choices(purposes(self.kind, config).into_iter().map(choice).collect())
    }

    fn tongue(&self) -> Field {
        let choice = |tongue: crate::catalogue::Tongue| {
            let code = tongue.code();
            Option_::new(code, self.shell.t(&format!("certificates-tongue-{code}")))
        };
        self.field("tongue", &self.typed.tongue)
            .choices(tongues(self.kind).into_iter().map(choice).collect())
            .required()
    }

    fn residence_permit(&self) -> Field {
        self.field("residence_permit", &self.typed.residence_permit)
            .choices(vec![
                Option_::new("no", self.shell.t("certificates-permit-no")),
                Option_::new("yes", self.shell.t("certificates-permit-yes")),
            ])
            .hint(self.shell.t("certificates-permit-help"))
            .required()
    }

    fn destination(&self) -> Field {
        let choice = |destination: Destination| {
            let code = destination.code();
            Option_::new(code, self.shell.t(&format!("certificates-destination-{code}")))
        };
        let offered = destinations(self.kind, self.typed.for_residence_permit());
        let help = match (offered.len(), self.typed.for_residence_permit()) {
            (1, true) => "certificates-destination-permit",
            (1, false) => "certificates-destination-own",
            _ => "certificates-destination-help",
        };
        self.field("destination", &self.typed.destination)
            .choices(offered.into_iter().map(choice).collect())
            .hint(self.shell.t(help))
            .required()
    }

    fn footnote(&self) -> Field {
        let max = u32::try_from(FOOTNOTE_MAX).unwrap_or(u32::MAX);
        self.field("footnote", &self.typed.footnote)
            .hint(self.shell.t1("certificates-footnote-help", "max", FOOTNOTE_MAX.to_string()))
            .maxlength(max)
            .rows(3)
    }

    fn copies(&self) -> Field {
        let all = (1..=max_copies(self.kind)).map(|n| Option_::new(n.to_string(), n.to_string()));
        self.field("copies", &self.typed.copies)
            .choices(all.collect())
            .hint(self.shell.t("certificates-copies-help"))
            .required()
    }

    fn note(&self) -> Field {
        let max = u32::try_from(NOTE_MAX).unwrap_or(u32::MAX);
        self.field("note", &self.typed.note)
            .hint(self.shell.t("certificates-note-help"))
            .maxlength(max)
            .rows(4)
    }
}

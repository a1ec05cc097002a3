//! Who is to be invoiced ("Dati per la Fatturazione"). Whoever pays is the one whose name is on the invoice, so it is
//! asked before the payment and kept with the charge.

mod debtor;
mod form;
pub(crate) mod pages;
mod store;

pub use debtor::bill_debtor;
pub use store::{of_charge, of_person as billing_of};

pub(crate) use form::BillingTyped;

/// Whose name is on the invoice: the four answers of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A public body.
    PublicBody,
    /// A company, or a professional with a VAT number.
    Company,
    /// The student.
    Student,
    /// Another natural person.
    OtherPerson,
}

impl Holder {
    /// In the order of the form.
    pub const ALL: [Holder; 4] = [Holder::PublicBody, Holder::Company, Holder::Student, Holder::OtherPerson];

    /// As stored and sent by the form.
    pub const fn code(self) -> &'static str {
        match self {
            Holder::PublicBody => "public-body",
            Holder::Company => "company",
            Holder::Student => "student",
            Holder::OtherPerson => "other-person",
        }
    }

    /// Reads a code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|holder| holder.code() == code)
    }

    /// True for who receives electronic invoices through the Exchange System under a code of their own.
    pub const fn may_have_vat(self) -> bool {
        matches!(self, Holder::PublicBody | Holder::Company)
    }
}

/// The billing data of a charge, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Billing {
    /// Whose name is on the invoice.
    pub holder: Holder,
    /// That name.
    pub name: String,
    /// VAT number; empty for persons.
    pub vat_number: String,
    /// Code of the Exchange System (SDI): seven characters, six for a public body; empty when none was given.
    pub recipient_code: String,
    /// Certified e-mail for invoices; empty when none was given.
    pub certified_email: String,
    /// Italian fiscal code; empty for who has none.
    pub fiscal_code: String,
    /// Street and number.
    pub address: String,
    /// Town, with the initials of its province.
    pub city: String,
    /// Postcode.
    pub postcode: String,
    /// Where the invoice is sent.
    pub email: String,
    /// Telephone.
    pub telephone: String,
}

//! The receipt of a payment (`ctReceiptV2`): the only thing that makes a position paid.
//!
//! SANP 3.12, "paSendRTV2": the platform sends a receipt only for a payment that succeeded, and tries again every hour
//! for two days until it is answered. The receipt is read when it comes in and written by the sandbox, which plays
//! the platform.

mod read;
mod write;

use jiff::civil::Date;
use kernel::Cents;

use crate::{EntityCode, Moment, NoticeRef, Station, Subject};

pub(crate) use read::read_request;
pub use read::{read_document, transfers_sum};
pub use write::write_request;

/// The message that brings a receipt (`paSendRTV2Request`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendReceiptRequest {
    /// Whom the platform tells. Receipts for a former station of ours are receipts too.
    pub station: Station,
    /// What was paid.
    pub receipt: Receipt,
}

/// How a payment ended. Receipts are sent for `Ok` alone; a `Ko` pays nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Paid.
    Ok,
    /// Not paid.
    Ko,
}

/// A receipt, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// `receiptId`: the payment token, which reporting flows call IUR. One payment, one id, for ever.
    pub receipt_id: String,
    /// The notice that was paid and the institution that issued it.
    pub notice: NoticeRef,
    /// How it ended.
    pub outcome: Outcome,
    /// `creditorReferenceId`: the IUV as we told it.
    pub creditor_reference_id: String,
    /// Paid, without the fee of the payment service provider.
    pub amount: Cents,
    /// What for; at most 140 characters.
    pub description: String,
    /// The institution.
    pub company_name: String,
    /// Its office.
    pub office_name: Option<String>,
    /// Who owed.
    pub debtor: Subject,
    /// Where the money went: one to five.
    pub transfers: Vec<ReceiptTransfer>,
    /// The payment service provider.
    pub psp: Psp,
    /// Who paid, when told.
    pub payer: Option<Subject>,
    /// How, in the provider's words (`creditCard`, `cash` …).
    pub payment_method: Option<String>,
    /// `paymentNote`: carries the id of our cart back.
    pub payment_note: Option<String>,
    /// What the payer paid to the provider.
    pub fee: Option<Cents>,
    /// What the institution paid of that fee.
    pub primary_ci_incurred_fee: Option<Cents>,
    /// The fee package of the provider.
    pub id_bundle: Option<String>,
    /// The fee package of the institution.
    pub id_ci_bundle: Option<String>,
    /// When the person paid.
    pub payment_date_time: Option<Moment>,
    /// The day the provider applied the payment.
    pub application_date: Option<Date>,
    /// The day the provider sends the money.
    pub transfer_date: Option<Date>,
    /// Keys and values; empty for none.
    pub metadata: Vec<(String, String)>,
    /// True when the platform took the payment while the institution could not be reached (SANP, stand-in).
    pub stand_in: Option<bool>,
}

/// The payment service provider of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Psp {
    /// `idPSP`.
    pub id: String,
    /// Fiscal code.
    pub fiscal_code: Option<String>,
    /// VAT number.
    pub vat_number: Option<String>,
    /// `PSPCompanyName`.
    pub company_name: String,
    /// `idChannel`.
    pub id_channel: String,
    /// `channelDescription`: `app`, `wisp`, `TA` …
    pub channel_description: String,
}

/// One part of the money (`ctTransferPAReceiptV2`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptTransfer {
    /// 1 to 5.
    pub id: u8,
    /// At least one cent.
    pub amount: Cents,
    /// Whose money it is: the institution or another that shares the notice.
    pub entity: EntityCode,
    /// Its name.
    pub company_name: Option<String>,
    /// Where the money went, or the stamp it bought.
    pub settled: Settled,
    /// The text of the bank transfer.
    pub remittance_information: String,
    /// The code of the taxonomy.
    pub category: String,
    /// Keys and values; empty for none.
    pub metadata: Vec<(String, String)>,
}

/// An account, or a digital stamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Credited to this account.
    Iban(String),
    /// `MBDAttachment`: the XML of the digital stamp, whose signature and digest the institution must check.
    Stamp(Vec<u8>),
}

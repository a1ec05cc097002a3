//! What we answer about a notice: how much it is, and where the money goes.

use jiff::civil::Date;
use kernel::Cents;

use crate::{
    EntityCode, FieldFault, Subject,
    facet::{any, base64, boolean, date, some_amount, text, to_base64, transfer_id, two_letters},
    shared::{read_metadata, write_metadata},
    xml::{Fields, Writer},
};

/// A notice that can be paid now (`paVerifyPaymentNoticeRes`). The schema leaves most of it optional, the platform
/// asks for all of it but the office and the due date (SANP, paVerifyPaymentNotice).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payable {
    /// Exactly this much (`options` is `EQ`).
    pub amount: Cents,
    /// Until when.
    pub due_date: Option<Date>,
    /// At most 140 characters.
    pub detail_description: Option<String>,
    /// True when every transfer goes to a postal account.
    pub all_ccp: bool,
    /// What for; at most 140 characters.
    pub description: String,
    /// The institution.
    pub entity: EntityCode,
    /// Its name; at most 140 characters.
    pub company_name: String,
    /// Its office; at most 140 characters.
    pub office_name: Option<String>,
}

/// The payment of a notice (`ctPaymentPAV2`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The IUV.
    pub creditor_reference_id: String,
    /// The sum of the transfers.
    pub amount: Cents,
    /// Until when; the schema wants a day even of a notice that never expires.
    pub due_date: Date,
    /// What for; at most 140 characters.
    pub description: String,
    /// The institution; at most 140 characters.
    pub company_name: String,
    /// Its office; at most 140 characters.
    pub office_name: Option<String>,
    /// Who owes.
    pub debtor: Subject,
    /// Where the money goes: one to five, with different ids.
    pub transfers: Vec<Transfer>,
    /// Keys and values, at most fifteen; empty for none.
    pub metadata: Vec<(String, String)>,
}

/// One part of the money (`ctTransferPAV2`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// 1 to 5.
    pub id: u8,
    /// At least one cent.
    pub amount: Cents,
    /// Whose money it is.
    pub entity: EntityCode,
    /// Its name: optional in the schema, wanted by SANP.
    pub company_name: String,
    /// An account, or a stamp.
    pub destination: Destination,
    /// The text of the bank transfer; at most 140 characters.
    pub remittance_information: String,
    /// The code of the taxonomy, such as `9/0601101TS/`.
    pub category: String,
    /// Keys and values, at most fifteen; empty for none.
    pub metadata: Vec<(String, String)>,
}

/// Where the money of a transfer goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// An account registered with the platform for that institution.
    Iban(String),
    /// A digital stamp, bought by the provider from the Revenue Agency. Only for payments started from our own site.
    Stamp(Stamp),
}

/// The request of a digital stamp of type 01 (`ctRichiestaMarcaDaBollo`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// SHA-256 of the document that the stamp is for; the document cannot change afterwards.
    pub document_hash: [u8; 32],
    /// The province where the buyer lives: two capital letters.
    pub province: String,
}

impl Payable {
    pub(crate) fn read(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let mut list = fields.group("paymentList")?;
        let mut option = list.group("paymentOptionDescription")?;
        list.end()?;
        let amount = option.required("amount", some_amount)?;
        option.required("options", |value| if value == "EQ" { Ok(()) } else { Err("malformed") })?;
        let due_date = option.optional("dueDate", date)?;
        let detail_description = option.optional("detailDescription", text(140))?;
        let all_ccp = option.required("allCCP", boolean)?;
        option.end()?;
        Ok(Payable {
            amount,
            due_date,
            detail_description,
            all_ccp,
            description: fields.required("paymentDescription", text(140))?,
            entity: fields.required("fiscalCodePA", EntityCode::parse)?,
            company_name: fields.required("companyName", text(140))?,
            office_name: fields.optional("officeName", text(140))?,
        })
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        w.group("paymentList", |w| {
            w.group("paymentOptionDescription", |w| {
                w.leaf("amount", self.amount, some_amount);
                w.leaf("options", "EQ", any);
                w.maybe("dueDate", self.due_date, date);
                w.maybe("detailDescription", self.detail_description.as_ref(), text(140));
                w.leaf("allCCP", self.all_ccp, boolean);
            });
        });
        w.leaf("paymentDescription", &self.description, text(140));
        w.leaf("fiscalCodePA", &self.entity, EntityCode::parse);
        w.leaf("companyName", &self.company_name, text(140));
        w.maybe("officeName", self.office_name.as_ref(), text(140));
    }
}

impl Payment {
    pub(crate) fn read(mut fields: Fields<'_>) -> Result<Self, FieldFault> {
        let f = &mut fields;
        let creditor_reference_id = f.required("creditorReferenceId", text(35))?;
        let amount = f.required("paymentAmount", some_amount)?;
        let due_date = f.required("dueDate", date)?;
        for ignored in ["retentionDate", "lastPayment"] {
            f.optional(ignored, any)?;
        }
        let payment = Payment {
            creditor_reference_id,
            amount,
            due_date,
            description: f.required("description", text(140))?,
            company_name: f.required("companyName", text(140))?,
            office_name: f.optional("officeName", text(140))?,
            debtor: Subject::read(f.group("debtor")?)?,
            transfers: read_transfers(f.group("transferList")?)?,
            metadata: read_metadata(f)?,
        };
        payment.check().map_err(|(field, code)| f.fault(field, code))?;
        fields.end()?;
        Ok(payment)
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        if let Err((field, code)) = self.check() {
            w.fault(field, code);
        }
        w.leaf("creditorReferenceId", &self.creditor_reference_id, text(35));
        w.leaf("paymentAmount", self.amount, some_amount);
        w.leaf("dueDate", self.due_date, date);
        w.leaf("description", &self.description, text(140));
        w.leaf("companyName", &self.company_name, text(140));
        w.maybe("officeName", self.office_name.as_ref(), text(140));
        self.debtor.write("debtor", w);
        w.group("transferList", |w| {
            for transfer in &self.transfers {
                w.group("transfer", |w| transfer.write(w));
            }
        });
        write_metadata(&self.metadata, w);
    }

    /// What the platform checks beyond the schema (SANP, paGetPaymentV2).
    fn check(&self) -> Result<(), (&'static str, kernel::FaultCode)> {
        let mut ids: Vec<u8> = self.transfers.iter().map(|transfer| transfer.id).collect();
        ids.sort_unstable();
        ids.dedup();
        if !(1..=5).contains(&self.transfers.len()) {
            return Err(("transferList", "out-of-range"));
        }
        if ids.len() != self.transfers.len() {
            return Err(("transferList", "repeated"));
        }
        if self.transfers.iter().map(|transfer| transfer.amount).sum::<Cents>() != self.amount {
            return Err(("paymentAmount", "sum-differs"));
        }
        Ok(())
    }
}

fn read_transfers(mut list: Fields<'_>) -> Result<Vec<Transfer>, FieldFault> {
    let transfers = list.groups("transfer", 5)?.into_iter().map(Transfer::read).collect();
    list.end()?;
    transfers
}

impl Transfer {
    fn read(mut fields: Fields<'_>) -> Result<Self, FieldFault> {
        let f = &mut fields;
        let transfer = Transfer {
            id: f.required("idTransfer", transfer_id)?,
            amount: f.required("transferAmount", some_amount)?,
            entity: f.required("fiscalCodePA", EntityCode::parse)?,
            company_name: f.required("companyName", text(140))?,
            destination: match f.maybe_group("richiestaMarcaDaBollo")? {
                Some(stamp) => Destination::Stamp(Stamp::read(stamp)?),
                None => Destination::Iban(f.required("IBAN", text(35))?),
            },
            remittance_information: f.required("remittanceInformation", text(140))?,
            category: f.required("transferCategory", text(140))?,
            metadata: read_metadata(f)?,
        };
        fields.end()?;
        Ok(transfer)
    }

    fn write(&self, w: &mut Writer) {
        w.leaf("idTransfer", self.id, transfer_id);
        w.leaf("transferAmount", self.amount, some_amount);
        w.leaf("fiscalCodePA", &self.entity, EntityCode::parse);
        w.leaf("companyName", &self.company_name, text(140));
        match &self.destination {
            Destination::Iban(iban) => w.leaf("IBAN", iban, text(35)),
            Destination::Stamp(stamp) => w.group("richiestaMarcaDaBollo", |w| stamp.write(w)),
        }
        w.leaf("remittanceInformation", &self.remittance_information, text(140));
        w.leaf("transferCategory", &self.category, text(140));
        write_metadata(&self.metadata, w);
    }
}

impl Stamp {
    fn read(mut fields: Fields<'_>) -> Result<Self, FieldFault> {
        let document_hash =
            fields.required("hashDocumento", |value| base64(value)?.try_into().map_err(|_| "malformed"))?;
        fields.required("tipoBollo", |value| if value == "01" { Ok(()) } else { Err("malformed") })?;
        let province = fields.required("provinciaResidenza", two_letters)?;
        fields.end()?;
        Ok(Stamp { document_hash, province })
    }

    fn write(&self, w: &mut Writer) {
        w.leaf("hashDocumento", to_base64(&self.document_hash), base64);
        w.leaf("tipoBollo", "01", any);
        w.leaf("provinciaResidenza", &self.province, two_letters);
    }
}

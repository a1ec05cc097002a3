//! Reads a receipt, field by field in the order of `ctReceiptV2`.

use kernel::{Cents, FaultCode};

use super::{Outcome, Psp, Receipt, ReceiptTransfer, SendReceiptRequest, Settled};
use crate::{
    CannotRead, EntityCode, FieldFault, NoticeRef, Station, Subject,
    facet::{amount, base64, boolean, date, digits, moment, some_amount, text, transfer_id},
    pa_for_node::PA_FOR_NODE,
    shared::read_metadata,
    xml::{Element, Fields, parse},
};

/// Reads a receipt that was fetched rather than delivered: a `paSendRTV2Request` without an envelope (receipt recovery).
///
/// # Errors
/// [`CannotRead`], as for a delivered one.
pub fn read_document(bytes: &[u8]) -> Result<SendReceiptRequest, CannotRead> {
    let root = parse(bytes)?;
    if root.is(PA_FOR_NODE, "paSendRTV2Request") {
        Ok(read_request(&root)?)
    } else {
        Err(CannotRead::Unexpected)
    }
}

/// The sum of the transfers. It should be the amount paid; a receipt where it is not is money all the same, so that
/// this is told, and not refused.
pub fn transfers_sum(receipt: &Receipt) -> Cents {
    receipt.transfers.iter().map(|transfer| transfer.amount).sum()
}

pub(crate) fn read_request(message: &Element) -> Result<SendReceiptRequest, FieldFault> {
    let mut fields = Fields::of(message)?;
    let request = SendReceiptRequest {
        station: Station::read(&mut fields)?,
        receipt: read_receipt(fields.group("receipt")?)?,
    };
    fields.end()?;
    Ok(request)
}

fn read_receipt(mut fields: Fields<'_>) -> Result<Receipt, FieldFault> {
    let f = &mut fields;
    let receipt_id = f.required("receiptId", text(255))?;
    let notice_number = f.required("noticeNumber", digits(18))?;
    let notice = NoticeRef { fiscal_code: f.required("fiscalCode", EntityCode::parse)?, notice_number };
    let receipt = Receipt {
        receipt_id,
        notice,
        outcome: f.required("outcome", Outcome::read)?,
        creditor_reference_id: f.required("creditorReferenceId", text(35))?,
        amount: f.required("paymentAmount", amount)?,
        description: f.required("description", text(140))?,
        company_name: f.required("companyName", text(140))?,
        office_name: f.optional("officeName", text(140))?,
        debtor: Subject::read(f.group("debtor")?)?,
        transfers: read_transfers(f.group("transferList")?)?,
        psp: read_psp(f)?,
        payer: f.maybe_group("payer")?.map(Subject::read).transpose()?,
        payment_method: f.optional("paymentMethod", text(35))?,
        payment_note: f.optional("paymentNote", text(210))?,
        fee: f.optional("fee", amount)?,
        primary_ci_incurred_fee: f.optional("primaryCiIncurredFee", amount)?,
        id_bundle: f.optional("idBundle", text(70))?,
        id_ci_bundle: f.optional("idCiBundle", text(70))?,
        payment_date_time: f.optional("paymentDateTime", moment)?,
        application_date: f.optional("applicationDate", date)?,
        transfer_date: f.optional("transferDate", date)?,
        metadata: read_metadata(f)?,
        stand_in: read_stand_in(f)?,
    };
    fields.end()?;
    Ok(receipt)
}

/// The schema says `standIn`, the examples of SANP `standin`: no receipt is lost for a letter.
fn read_stand_in(fields: &mut Fields<'_>) -> Result<Option<bool>, FieldFault> {
    match fields.optional("standIn", boolean)? {
        None => fields.optional("standin", boolean),
        said => Ok(said),
    }
}

fn read_psp(fields: &mut Fields<'_>) -> Result<Psp, FieldFault> {
    Ok(Psp {
        id: fields.required("idPSP", text(35))?,
        fiscal_code: fields.optional("pspFiscalCode", text(70))?,
        vat_number: fields.optional("pspPartitaIVA", text(20))?,
        company_name: fields.required("PSPCompanyName", text(70))?,
        id_channel: fields.required("idChannel", text(35))?,
        channel_description: fields.required("channelDescription", text(35))?,
    })
}

fn read_transfers(mut list: Fields<'_>) -> Result<Vec<ReceiptTransfer>, FieldFault> {
    let transfers = list.groups("transfer", 5)?.into_iter().map(read_transfer).collect();
    list.end()?;
    transfers
}

fn read_transfer(mut fields: Fields<'_>) -> Result<ReceiptTransfer, FieldFault> {
    let f = &mut fields;
    let transfer = ReceiptTransfer {
        id: f.required("idTransfer", transfer_id)?,
        amount: f.required("transferAmount", some_amount)?,
        entity: f.required("fiscalCodePA", EntityCode::parse)?,
        company_name: f.optional("companyName", text(140))?,
        settled: match f.optional("MBDAttachment", base64)? {
            Some(stamp) => Settled::Stamp(stamp),
            None => Settled::Iban(f.required("IBAN", text(35))?),
        },
        remittance_information: f.required("remittanceInformation", text(140))?,
        category: f.required("transferCategory", text(140))?,
        metadata: read_metadata(f)?,
    };
    fields.end()?;
    Ok(transfer)
}

impl Outcome {
    pub(crate) fn read(value: &str) -> Result<Self, FaultCode> {
        match value {
            "OK" => Ok(Outcome::Ok),
            "KO" => Ok(Outcome::Ko),
            _ => Err("malformed"),
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Outcome::Ok => "OK",
            Outcome::Ko => "KO",
        }
    }
}

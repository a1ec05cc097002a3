//! Writes a receipt as the platform sends it; the sandbox speaks with this voice.

use super::{Outcome, Receipt, ReceiptTransfer, SendReceiptRequest, Settled};
use crate::{
    EntityCode, FieldFault,
    facet::{amount, base64, boolean, date, digits, moment, some_amount, text, to_base64, transfer_id},
    pa_for_node::PA_FOR_NODE,
    shared::write_metadata,
    xml::Writer,
};

/// The whole SOAP message of `paSendRTV2`.
///
/// # Errors
/// [`FieldFault`] when a value does not keep to the schema.
pub fn write_request(request: &SendReceiptRequest) -> Result<String, FieldFault> {
    Writer::soap(PA_FOR_NODE, "paSendRTV2Request", |w| {
        request.station.write(w);
        w.group("receipt", |w| write_receipt(&request.receipt, w));
    })
}

fn write_receipt(receipt: &Receipt, w: &mut Writer) {
    w.leaf("receiptId", &receipt.receipt_id, text(255));
    w.leaf("noticeNumber", &receipt.notice.notice_number, digits(18));
    w.leaf("fiscalCode", &receipt.notice.fiscal_code, EntityCode::parse);
    w.leaf("outcome", receipt.outcome.word(), Outcome::read);
    w.leaf("creditorReferenceId", &receipt.creditor_reference_id, text(35));
    w.leaf("paymentAmount", receipt.amount, amount);
    w.leaf("description", &receipt.description, text(140));
    w.leaf("companyName", &receipt.company_name, text(140));
    w.maybe("officeName", receipt.office_name.as_ref(), text(140));
    receipt.debtor.write("debtor", w);
    if !(1..=5).contains(&receipt.transfers.len()) {
        w.fault("transferList", "out-of-range");
    }
    w.group("transferList", |w| {
        for transfer in &receipt.transfers {
            w.group("transfer", |w| write_transfer(transfer, w));
        }
    });
    w.leaf("idPSP", &receipt.psp.id, text(35));
    w.maybe("pspFiscalCode", receipt.psp.fiscal_code.as_ref(), text(70));
    w.maybe("pspPartitaIVA", receipt.psp.vat_number.as_ref(), text(20));
    w.leaf("PSPCompanyName", &receipt.psp.company_name, text(70));
    w.leaf("idChannel", &receipt.psp.id_channel, text(35));
    w.leaf("channelDescription", &receipt.psp.channel_description, text(35));
    if let Some(payer) = &receipt.payer {
        payer.write("payer", w);
    }
    write_rest(receipt, w);
}

/// The optional end of the sequence.
fn write_rest(receipt: &Receipt, w: &mut Writer) {
    w.maybe("paymentMethod", receipt.payment_method.as_ref(), text(35));
    w.maybe("paymentNote", receipt.payment_note.as_ref(), text(210));
    w.maybe("fee", receipt.fee, amount);
    w.maybe("primaryCiIncurredFee", receipt.primary_ci_incurred_fee, amount);
    w.maybe("idBundle", receipt.id_bundle.as_ref(), text(70));
    w.maybe("idCiBundle", receipt.id_ci_bundle.as_ref(), text(70));
    w.maybe("paymentDateTime", receipt.payment_date_time, moment);
    w.maybe("applicationDate", receipt.application_date, date);
    w.maybe("transferDate", receipt.transfer_date, date);
    write_metadata(&receipt.metadata, w);
    w.maybe("standIn", receipt.stand_in, boolean);
}

fn write_transfer(transfer: &ReceiptTransfer, w: &mut Writer) {
    w.leaf("idTransfer", transfer.id, transfer_id);
    w.leaf("transferAmount", transfer.amount, some_amount);
    w.leaf("fiscalCodePA", &transfer.entity, EntityCode::parse);
    w.maybe("companyName", transfer.company_name.as_ref(), text(140));
    match &transfer.settled {
        Settled::Iban(iban) => w.leaf("IBAN", iban, text(35)),
        Settled::Stamp(stamp) => w.leaf("MBDAttachment", to_base64(stamp), base64),
    }
    w.leaf("remittanceInformation", &transfer.remittance_information, text(140));
    w.leaf("transferCategory", &transfer.category, text(140));
    write_metadata(&transfer.metadata, w);
}

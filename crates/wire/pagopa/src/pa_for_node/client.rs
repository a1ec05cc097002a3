//! The platform's side of `paForNode`: asks a station, reads its answers. The sandbox plays the platform with it.
//!
//! The third message, the receipt, is written by [`crate::receipt::write_request`].

use super::{
    Fault, GetPaymentRequest, Operation, PA_FOR_NODE, Payable, Payment, TransferType, VerifyRequest, payload,
};
use crate::{
    CannotRead, FieldFault,
    facet::{amount, date, text},
    receipt::Outcome,
    xml::{Element, Fields, Writer},
};

/// The message of `paVerifyPaymentNotice`.
///
/// # Errors
/// [`FieldFault`] when a value does not keep to the schema.
pub fn write_verify_request(request: &VerifyRequest) -> Result<String, FieldFault> {
    Writer::soap(PA_FOR_NODE, Operation::VerifyPaymentNotice.request(), |w| {
        request.station.write(w);
        request.notice.write(w);
    })
}

/// The message of `paGetPaymentV2`.
///
/// # Errors
/// [`FieldFault`] when a value does not keep to the schema.
pub fn write_get_payment_request(request: &GetPaymentRequest) -> Result<String, FieldFault> {
    Writer::soap(PA_FOR_NODE, Operation::GetPaymentV2.request(), |w| {
        request.station.write(w);
        request.notice.write(w);
        w.maybe("amount", request.amount, amount);
        w.maybe("paymentNote", request.payment_note.as_ref(), text(210));
        w.maybe("transferType", request.transfer_type.map(TransferType::word), TransferType::read);
        w.maybe("dueDate", request.due_date, date);
    })
}

/// Reads the answer to `paVerifyPaymentNotice`.
///
/// # Errors
/// [`CannotRead`] when it is none.
pub fn read_verify_response(bytes: &[u8]) -> Result<Result<Payable, Fault>, CannotRead> {
    read(bytes, Operation::VerifyPaymentNotice, Payable::read)
}

/// Reads the answer to `paGetPaymentV2`.
///
/// # Errors
/// [`CannotRead`] when it is none.
pub fn read_get_payment_response(bytes: &[u8]) -> Result<Result<Payment, Fault>, CannotRead> {
    read(bytes, Operation::GetPaymentV2, |fields| Payment::read(fields.group("data")?))
}

/// Reads the answer to `paSendRTV2`. Anything but an answer, a SOAP fault included, means: try again later.
///
/// # Errors
/// [`CannotRead`] when it is none.
pub fn read_send_receipt_response(bytes: &[u8]) -> Result<Result<(), Fault>, CannotRead> {
    read(bytes, Operation::SendRtV2, |_| Ok(()))
}

fn read<T>(
    bytes: &[u8],
    operation: Operation,
    rest: impl FnOnce(&mut Fields<'_>) -> Result<T, FieldFault>,
) -> Result<Result<T, Fault>, CannotRead> {
    let message = payload(bytes)?;
    if message.is(super::SOAP, "Fault") {
        return Err(CannotRead::SoapFault(faultstring(&message)));
    }
    if !message.is(PA_FOR_NODE, operation.response()) {
        return Err(CannotRead::Unexpected);
    }
    let mut fields = Fields::of(&message)?;
    let outcome = match fields.required("outcome", Outcome::read)? {
        Outcome::Ok => Ok(rest(&mut fields)?),
        Outcome::Ko => Err(Fault::read(fields.group("fault")?)?),
    };
    fields.end()?;
    Ok(outcome)
}

fn faultstring(fault: &Element) -> String {
    fault
        .children
        .iter()
        .find(|child| child.name == "faultstring")
        .map(|c| c.text.clone())
        .unwrap_or_default()
}

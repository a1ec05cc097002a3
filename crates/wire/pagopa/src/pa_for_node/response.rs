//! Writes the station's answers: children in no namespace, as the schema has it.

use super::{Answer, Fault, Operation, PA_FOR_NODE, Payable, Payment, soap_fault};
use crate::{FieldFault, facet::any, xml::Writer};

/// The answer to `paVerifyPaymentNotice`.
///
/// # Errors
/// [`FieldFault`] when a value does not keep to the schema.
pub fn write_verify_response(outcome: &Result<Payable, Fault>) -> Result<String, FieldFault> {
    respond(Operation::VerifyPaymentNotice, outcome, |payable, w| payable.write(w))
}

/// The answer to `paGetPaymentV2`.
///
/// # Errors
/// [`FieldFault`] when a value does not keep to the schema, or the transfers do not add up.
pub fn write_get_payment_response(outcome: &Result<Payment, Fault>) -> Result<String, FieldFault> {
    respond(Operation::GetPaymentV2, outcome, |payment, w| w.group("data", |w| payment.write(w)))
}

/// The answer to `paSendRTV2`. `Ok` once the receipt is stored; a fault is final, and the platform does not try again.
///
/// # Errors
/// [`FieldFault`] when the fault holds characters that XML cannot.
pub fn write_send_receipt_response(outcome: &Result<(), Fault>) -> Result<String, FieldFault> {
    respond(Operation::SendRtV2, outcome, |(), _| {})
}

/// A `KO` of any operation.
pub(crate) fn refuse(operation: Operation, fault: &Fault) -> Answer {
    match respond::<()>(operation, &Err(fault.clone()), |(), _| {}) {
        Ok(body) => Answer { status: 200, body },
        Err(_) => soap_fault("Server", "fault without text"),
    }
}

fn respond<T>(
    operation: Operation,
    outcome: &Result<T, Fault>,
    fill: impl FnOnce(&T, &mut Writer),
) -> Result<String, FieldFault> {
    Writer::soap(PA_FOR_NODE, operation.response(), |w| match outcome {
        Ok(value) => {
            w.leaf("outcome", "OK", any);
            fill(value, w);
        }
        Err(fault) => {
            w.leaf("outcome", "KO", any);
            fault.write(w);
        }
    })
}

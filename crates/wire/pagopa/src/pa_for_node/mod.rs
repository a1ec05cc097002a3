//! The SOAP 1.1 service that a creditor institution offers to the platform (`paForNode.wsdl`).
//!
//! Three operations are offered: verify a notice, get its payment (version 2), take a receipt (version 2). The other
//! three of the contract are answered with a fault. [`read_request`] and the `write_*_response` functions are the
//! station; [`client`] is the other side, for the sandbox that plays the platform.

pub mod client;
mod envelope;
mod fault;
mod operation;
mod payment;
mod request;
mod response;

pub(crate) use envelope::payload;
pub use envelope::{Answer, soap_fault};
pub use fault::{Fault, PaaCode};
pub use operation::Operation;
pub use payment::{Destination, Payable, Payment, Stamp, Transfer};
pub use request::{GetPaymentRequest, Rejection, Request, TransferType, VerifyRequest, read_request};
pub use response::{write_get_payment_response, write_send_receipt_response, write_verify_response};

/// The namespace of the messages.
pub const PA_FOR_NODE: &str = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd";
/// The namespace of SOAP 1.1.
pub const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

//! Reads what the platform asks, and answers what cannot be read.

use jiff::civil::Date;
use kernel::{Cents, FaultCode};

use super::{
    Answer, Fault, Operation, PA_FOR_NODE, PaaCode, envelope::payload, response::refuse, soap_fault,
};
use crate::{
    CannotRead, EntityCode, FieldFault, NoticeRef, Station,
    facet::{amount, date, text},
    receipt::{SendReceiptRequest, read_request as read_receipt_request},
    xml::{Element, Fields},
};

/// A request of the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// `paVerifyPaymentNotice`.
    Verify(VerifyRequest),
    /// `paGetPaymentV2`.
    GetPayment(GetPaymentRequest),
    /// `paSendRTV2`.
    SendReceipt(Box<SendReceiptRequest>),
}

/// Is this notice payable? (`paVerifyPaymentNoticeReq`)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyRequest {
    /// Whom the platform asks.
    pub station: Station,
    /// About which notice.
    pub notice: NoticeRef,
}

/// Give me the payment of this notice (`paGetPaymentV2Request`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPaymentRequest {
    /// Whom the platform asks.
    pub station: Station,
    /// About which notice.
    pub notice: NoticeRef,
    /// What the payer saw, when told.
    pub amount: Option<Cents>,
    /// `paymentNote`: carries the id of our cart.
    pub payment_note: Option<String>,
    /// On which rails.
    pub transfer_type: Option<TransferType>,
    /// Told by the provider, when told.
    pub due_date: Option<Date>,
}

/// On which rails the payment goes (`stTransferType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferType {
    /// A postal account is wanted.
    Postal,
    /// Any account.
    PagoPa,
}

/// A request that cannot be served, with what it was if that could be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Rejection {
    /// The operation, when its element was recognised.
    pub operation: Option<Operation>,
    /// Why.
    pub reason: CannotRead,
}

/// Reads a request from the body of the HTTP request.
///
/// # Errors
/// A [`Rejection`], whose [`Rejection::answer`] goes back to the platform.
pub fn read_request(bytes: &[u8]) -> Result<Request, Rejection> {
    let message = payload(bytes).map_err(|reason| Rejection { operation: None, reason })?;
    let known = Some(PA_FOR_NODE) == message.space.as_deref();
    let Some(operation) = Operation::of_request(&message.name).filter(|_| known) else {
        return Err(Rejection { operation: None, reason: CannotRead::Unexpected });
    };
    read(operation, &message).map_err(|reason| Rejection { operation: Some(operation), reason })
}

fn read(operation: Operation, message: &Element) -> Result<Request, CannotRead> {
    match operation {
        Operation::VerifyPaymentNotice => Ok(Request::Verify(read_verify(Fields::of(message)?)?)),
        Operation::GetPaymentV2 => Ok(Request::GetPayment(read_get_payment(Fields::of(message)?)?)),
        Operation::SendRtV2 => Ok(Request::SendReceipt(Box::new(read_receipt_request(message)?))),
        Operation::GetPayment | Operation::SendRt | Operation::DemandPaymentNotice => {
            Err(CannotRead::NotOffered)
        }
    }
}

fn read_verify(mut fields: Fields<'_>) -> Result<VerifyRequest, FieldFault> {
    let station = Station::read(&mut fields)?;
    let notice = NoticeRef::read(fields.group("qrCode")?)?;
    fields.end()?;
    Ok(VerifyRequest { station, notice })
}

fn read_get_payment(mut fields: Fields<'_>) -> Result<GetPaymentRequest, FieldFault> {
    let request = GetPaymentRequest {
        station: Station::read(&mut fields)?,
        notice: NoticeRef::read(fields.group("qrCode")?)?,
        amount: fields.optional("amount", amount)?,
        payment_note: fields.optional("paymentNote", text(210))?,
        transfer_type: fields.optional("transferType", TransferType::read)?,
        due_date: fields.optional("dueDate", date)?,
    };
    fields.end()?;
    Ok(request)
}

impl Request {
    /// Its operation.
    pub fn operation(&self) -> Operation {
        match self {
            Request::Verify(_) => Operation::VerifyPaymentNotice,
            Request::GetPayment(_) => Operation::GetPaymentV2,
            Request::SendReceipt(_) => Operation::SendRtV2,
        }
    }

    /// Whom the platform asks.
    pub fn station(&self) -> &Station {
        match self {
            Request::Verify(request) => &request.station,
            Request::GetPayment(request) => &request.station,
            Request::SendReceipt(request) => &request.station,
        }
    }
}

impl TransferType {
    pub(crate) fn read(value: &str) -> Result<Self, FaultCode> {
        match value {
            "POSTAL" => Ok(TransferType::Postal),
            "PAGOPA" => Ok(TransferType::PagoPa),
            _ => Err("malformed"),
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            TransferType::Postal => "POSTAL",
            TransferType::PagoPa => "PAGOPA",
        }
    }
}

impl Rejection {
    /// What goes back: a `KO` in the operation's own response, or a SOAP fault when the message is not even one.
    ///
    /// A receipt that cannot be read is answered with a SOAP fault too: a `KO` is final, and the money has moved. With
    /// a fault the platform tries again for two days, in which the cause can be found.
    pub fn answer(&self, entity: &EntityCode) -> Answer {
        let code = match self.reason {
            CannotRead::NotOffered => PaaCode::Semantica,
            _ => PaaCode::SintassiXsd,
        };
        match self.operation {
            None => soap_fault(self.soap_code(), &self.reason.to_string()),
            Some(Operation::SendRtV2 | Operation::SendRt) => soap_fault("Server", &self.reason.to_string()),
            Some(operation) => refuse(operation, &Fault::of(code, entity).describe(self.reason.to_string())),
        }
    }

    /// SOAP 1.1, section 4.4.1.
    fn soap_code(&self) -> &'static str {
        match self.reason {
            CannotRead::NotSoap("version") => "VersionMismatch",
            CannotRead::MustUnderstand => "MustUnderstand",
            _ => "Client",
        }
    }
}

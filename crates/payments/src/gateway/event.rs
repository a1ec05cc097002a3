use pagopa::{
    pa_for_node::{GetPaymentRequest, VerifyRequest},
    receipt::SendReceiptRequest,
};

/// What the log of events keeps of a request: identifiers, and nobody's name.
pub(super) struct Exchange<'a> {
    pub operation: &'static str,
    pub entity: &'a str,
    pub notice: &'a str,
    pub token: &'a str,
    pub psp: &'a str,
    pub station: &'a str,
}

impl<'a> From<&'a VerifyRequest> for Exchange<'a> {
    fn from(asked: &'a VerifyRequest) -> Self {
        Self {
            operation: "paVerifyPaymentNotice",
            entity: asked.notice.fiscal_code.as_str(),
            notice: &asked.notice.notice_number,
            token: "",
            psp: "",
            station: &asked.station.id_station,
        }
    }
}

impl<'a> From<&'a GetPaymentRequest> for Exchange<'a> {
    fn from(asked: &'a GetPaymentRequest) -> Self {
        Self {
            operation: "paGetPaymentV2",
            entity: asked.notice.fiscal_code.as_str(),
            notice: &asked.notice.notice_number,
            token: "",
            psp: "",
            station: &asked.station.id_station,
        }
    }
}

impl<'a> From<&'a SendReceiptRequest> for Exchange<'a> {
    fn from(sent: &'a SendReceiptRequest) -> Self {
        Self {
            operation: "paSendRTV2",
            entity: sent.receipt.notice.fiscal_code.as_str(),
            notice: &sent.receipt.notice.notice_number,
            token: &sent.receipt.receipt_id,
            psp: &sent.receipt.psp.id,
            station: &sent.station.id_station,
        }
    }
}

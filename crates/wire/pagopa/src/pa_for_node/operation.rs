//! The six operations of the contract and the irregular names of their elements.

/// An operation of `paForNode.wsdl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Is this notice payable, and how much is it?
    VerifyPaymentNotice,
    /// Give me the payment of this notice.
    GetPaymentV2,
    /// This notice was paid.
    SendRtV2,
    /// Version 1, not offered.
    GetPayment,
    /// Version 1, not offered.
    SendRt,
    /// Payments without a notice (car tax and the like), not offered.
    DemandPaymentNotice,
}

impl Operation {
    /// All six.
    pub const ALL: [Operation; 6] = [
        Operation::VerifyPaymentNotice,
        Operation::GetPaymentV2,
        Operation::SendRtV2,
        Operation::GetPayment,
        Operation::SendRt,
        Operation::DemandPaymentNotice,
    ];

    /// `SOAPAction`, request element, response element.
    fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Operation::VerifyPaymentNotice => {
                ("paVerifyPaymentNotice", "paVerifyPaymentNoticeReq", "paVerifyPaymentNoticeRes")
            }
            Operation::GetPaymentV2 => ("paGetPaymentV2", "paGetPaymentV2Request", "paGetPaymentV2Response"),
            Operation::SendRtV2 => ("paSendRTV2", "paSendRTV2Request", "paSendRTV2Response"),
            Operation::GetPayment => ("paGetPayment", "paGetPaymentReq", "paGetPaymentRes"),
            Operation::SendRt => ("paSendRT", "paSendRTReq", "paSendRTRes"),
            Operation::DemandPaymentNotice => {
                ("paDemandPaymentNotice", "paDemandPaymentNoticeRequest", "paDemandPaymentNoticeResponse")
            }
        }
    }

    /// The value of the `SOAPAction` header.
    pub fn action(self) -> &'static str {
        self.names().0
    }

    /// The name of the request's element.
    pub fn request(self) -> &'static str {
        self.names().1
    }

    /// The name of the response's element.
    pub fn response(self) -> &'static str {
        self.names().2
    }

    /// The operation of a request element.
    pub fn of_request(element: &str) -> Option<Operation> {
        Operation::ALL.into_iter().find(|operation| operation.request() == element)
    }
}

//! A small believable payment.

use jiff::civil::date;
use kernel::Cents;
use pagopa::{
    EntityCode, Moment, NoticeNumber, NoticeRef, Receipt, Station, Subject,
    pa_for_node::{
        Destination, GetPaymentRequest, Payable, Payment, Stamp, Transfer, TransferType, VerifyRequest,
    },
    receipt::{Outcome, Psp, ReceiptTransfer, SendReceiptRequest, Settled},
};

pub const VERIFY: &str = include_str!("../../samples/verify-request.xml");
pub const GET: &str = include_str!("../../samples/get-payment-request.xml");
pub const RECEIPT: &str = include_str!("../../samples/send-receipt-request.xml");

pub fn entity() -> EntityCode {
    EntityCode::parse("80213750583").unwrap()
}

pub fn station() -> Station {
    Station {
        id_pa: "80213750583".into(),
        id_broker_pa: "80213750583".into(),
        id_station: "80213750583_01".into(),
    }
}

pub fn notice() -> NoticeRef {
    let number = NoticeNumber::build(48, 1_754_983_045_593).unwrap();
    NoticeRef { fiscal_code: entity(), notice_number: number.to_string() }
}

pub fn verify() -> VerifyRequest {
    VerifyRequest { station: station(), notice: notice() }
}

pub fn get() -> GetPaymentRequest {
    GetPaymentRequest {
        station: station(),
        notice: notice(),
        amount: Some(Cents(17_200)),
        payment_note: Some("CART-01 & more".into()),
        transfer_type: Some(TransferType::PagoPa),
        due_date: Some(date(2026, 12, 31)),
    }
}

pub fn payable() -> Payable {
    Payable {
        amount: Cents(17_200),
        due_date: Some(date(2026, 12, 31)),
        detail_description: Some("Prima rata".into()),
        all_ccp: false,
        description: "Prima rata 2026/27 <&>".into(),
        entity: entity(),
        company_name: "Università di Prova".into(),
        office_name: Some("Segreteria studenti".into()),
    }
}

pub fn debtor() -> Subject {
    Subject {
        street: Some("Via delle Prove".into()),
        civic_number: Some("1".into()),
        postal_code: Some("00100".into()),
        city: Some("Roma".into()),
        province: Some("RM".into()),
        country: Some("IT".into()),
        email: Some("anna.rossi@example.org".into()),
        ..Subject::person(Some("RSSNNA02A41H501Q"), "Anna Rossi")
    }
}

pub fn payment() -> Payment {
    let transfer = |id, cents, destination| Transfer {
        id,
        amount: Cents(cents),
        entity: entity(),
        company_name: "Università di Prova".into(),
        destination,
        remittance_information: "Contributo annuale".into(),
        category: "9/0601101TS/".into(),
        metadata: vec![("position".into(), "1".into())],
    };
    Payment {
        creditor_reference_id: "48175498304559315".into(),
        amount: Cents(17_200),
        due_date: date(2026, 12, 31),
        description: "Prima rata 2026/27".into(),
        company_name: "Università di Prova".into(),
        office_name: None,
        debtor: debtor(),
        transfers: vec![
            transfer(1, 15_600, Destination::Iban("IT60X0542811101000000123456".into())),
            transfer(2, 1_600, Destination::Stamp(Stamp { document_hash: [7; 32], province: "RM".into() })),
        ],
        metadata: vec![("year".into(), "2026/27".into())],
    }
}

/// The same as the sample file.
pub fn receipt() -> SendReceiptRequest {
    let first = ReceiptTransfer {
        id: 1,
        amount: Cents(15_600),
        entity: entity(),
        company_name: Some("Università di Prova".into()),
        settled: Settled::Iban("IT60X0542811101000000123456".into()),
        remittance_information: "Contributo annuale <2026/27>".into(),
        category: "9/0601101TS/".into(),
        metadata: vec![("position".into(), "01930000-0000-7000-8000-000000000001".into())],
    };
    let second = ReceiptTransfer {
        id: 2,
        amount: Cents(1_600),
        entity: entity(),
        company_name: None,
        settled: Settled::Stamp(b"<marcaDaBollo/>".to_vec()),
        remittance_information: "Imposta di bollo".into(),
        category: "9/0601126IM/".into(),
        metadata: Vec::new(),
    };
    let receipt = Receipt {
        receipt_id: "c110729d258c4ab1b765fe902aae41d6".into(),
        notice: notice(),
        outcome: Outcome::Ok,
        creditor_reference_id: "48175498304559315".into(),
        amount: Cents(17_200),
        description: "Prima rata 2026/27".into(),
        company_name: "Università di Prova".into(),
        office_name: Some("Segreteria studenti".into()),
        debtor: debtor(),
        transfers: vec![first, second],
        psp: Psp {
            id: "PSP_DI_PROVA".into(),
            fiscal_code: Some("12345678903".into()),
            vat_number: Some("12345678903".into()),
            company_name: "Banca di Prova".into(),
            id_channel: "12345678903_01".into(),
            channel_description: "app".into(),
        },
        payer: Some(Subject {
            kind: pagopa::PersonKind::Legal,
            ..Subject::person(Some("12345678903"), "Ditta Rossi S.r.l.")
        }),
        payment_method: Some("creditCard".into()),
        payment_note: Some("CART-01".into()),
        fee: Some(Cents(150)),
        primary_ci_incurred_fee: Some(Cents(0)),
        id_bundle: Some("bundle-1".into()),
        id_ci_bundle: Some("bundle-2".into()),
        payment_date_time: Some(Moment {
            local: date(2026, 11, 23).at(10, 15, 0, 250_000_000),
            offset: Some(jiff::tz::offset(1)),
        }),
        application_date: Some(date(2026, 11, 23)),
        transfer_date: Some(date(2026, 11, 24)),
        metadata: vec![("channel".into(), "web".into())],
        stand_in: Some(false),
    };
    SendReceiptRequest { station: station(), receipt }
}

//! The faults of a creditor institution (SANP, "Gestione degli errori", domain EC).

use crate::{
    EntityCode, FieldFault,
    facet::any,
    xml::{Fields, Writer},
};

/// The codes that a creditor institution may answer with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaaCode {
    /// Unknown notice; also a draft, or one that is not payable yet.
    PagamentoSconosciuto,
    /// Expired, and not payable after that.
    PagamentoScaduto,
    /// Withdrawn by the institution.
    PagamentoAnnullato,
    /// Paid already: people read "already paid".
    PagamentoDuplicato,
    /// Running. Never used by us: the platform itself locks a notice while a payment token lives.
    PagamentoInCorso,
    /// The institution is not this one.
    IdDominioErrato,
    /// The intermediary is not ours.
    IdIntermediarioErrato,
    /// The station is not ours. Not for receipts: those of a former station are taken too.
    StazioneIntErrata,
    /// The message does not keep to the schema.
    SintassiXsd,
    /// The message breaks a rule beyond the schema.
    SintassiExtraxsd,
    /// The message makes no sense here.
    Semantica,
    /// Our failure.
    SystemError,
    /// Another receipt of the same payment is held.
    ReceiptDuplicata,
}

impl PaaCode {
    /// All of them.
    pub const ALL: [PaaCode; 13] = [
        PaaCode::PagamentoSconosciuto,
        PaaCode::PagamentoScaduto,
        PaaCode::PagamentoAnnullato,
        PaaCode::PagamentoDuplicato,
        PaaCode::PagamentoInCorso,
        PaaCode::IdDominioErrato,
        PaaCode::IdIntermediarioErrato,
        PaaCode::StazioneIntErrata,
        PaaCode::SintassiXsd,
        PaaCode::SintassiExtraxsd,
        PaaCode::Semantica,
        PaaCode::SystemError,
        PaaCode::ReceiptDuplicata,
    ];

    /// As written in `faultCode`.
    pub fn as_str(self) -> &'static str {
        match self {
            PaaCode::PagamentoSconosciuto => "PAA_PAGAMENTO_SCONOSCIUTO",
            PaaCode::PagamentoScaduto => "PAA_PAGAMENTO_SCADUTO",
            PaaCode::PagamentoAnnullato => "PAA_PAGAMENTO_ANNULLATO",
            PaaCode::PagamentoDuplicato => "PAA_PAGAMENTO_DUPLICATO",
            PaaCode::PagamentoInCorso => "PAA_PAGAMENTO_IN_CORSO",
            PaaCode::IdDominioErrato => "PAA_ID_DOMINIO_ERRATO",
            PaaCode::IdIntermediarioErrato => "PAA_ID_INTERMEDIARIO_ERRATO",
            PaaCode::StazioneIntErrata => "PAA_STAZIONE_INT_ERRATA",
            PaaCode::SintassiXsd => "PAA_SINTASSI_XSD",
            PaaCode::SintassiExtraxsd => "PAA_SINTASSI_EXTRAXSD",
            PaaCode::Semantica => "PAA_SEMANTICA",
            PaaCode::SystemError => "PAA_SYSTEM_ERROR",
            PaaCode::ReceiptDuplicata => "PAA_RECEIPT_DUPLICATA",
        }
    }

    /// The sentence of `faultString`, for the operators who read logs on the other side.
    pub fn sentence(self) -> &'static str {
        match self {
            PaaCode::PagamentoSconosciuto => "Avviso sconosciuto all'ente creditore",
            PaaCode::PagamentoScaduto => "Avviso scaduto",
            PaaCode::PagamentoAnnullato => "Avviso annullato dall'ente creditore",
            PaaCode::PagamentoDuplicato => "Avviso già pagato",
            PaaCode::PagamentoInCorso => "Pagamento in corso",
            PaaCode::IdDominioErrato => "Ente creditore errato",
            PaaCode::IdIntermediarioErrato => "Intermediario errato",
            PaaCode::StazioneIntErrata => "Stazione errata",
            PaaCode::SintassiXsd => "Messaggio non conforme allo schema",
            PaaCode::SintassiExtraxsd => "Messaggio non conforme alle regole oltre lo schema",
            PaaCode::Semantica => "Messaggio privo di senso per questa stazione",
            PaaCode::SystemError => "Errore dell'ente creditore",
            PaaCode::ReceiptDuplicata => "Ricevuta di un pagamento già noto",
        }
    }
}

/// A fault (`ctFaultBean`), as written or as received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The code; one of [`PaaCode`] when it is ours.
    pub code: String,
    /// A sentence.
    pub text: String,
    /// Who says it: the fiscal code of the institution.
    pub id: String,
    /// More for operators; never personal data.
    pub description: Option<String>,
}

impl Fault {
    /// A fault of ours.
    pub fn of(code: PaaCode, entity: &EntityCode) -> Fault {
        Fault {
            code: code.as_str().to_owned(),
            text: code.sentence().to_owned(),
            id: entity.to_string(),
            description: None,
        }
    }

    /// With more for operators.
    #[must_use]
    pub fn describe(mut self, description: impl Into<String>) -> Fault {
        self.description = Some(description.into());
        self
    }

    /// The code, if it is one of a creditor institution.
    pub fn paa(&self) -> Option<PaaCode> {
        PaaCode::ALL.into_iter().find(|code| code.as_str() == self.code)
    }

    pub(crate) fn read(mut fields: Fields<'_>) -> Result<Self, FieldFault> {
        let fault = Fault {
            code: fields.required("faultCode", any)?,
            text: fields.required("faultString", any)?,
            id: fields.required("id", any)?,
            description: fields.optional("description", any)?,
        };
        for ignored in ["serial", "originalFaultCode", "originalFaultString", "originalDescription"] {
            fields.optional(ignored, any)?;
        }
        fields.end()?;
        Ok(fault)
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.group("fault", |w| {
            w.leaf("faultCode", &self.code, any);
            w.leaf("faultString", &self.text, any);
            w.leaf("id", &self.id, any);
            w.maybe("description", self.description.as_ref(), any);
        });
    }
}

//! Stamp duty as a table: document × use × destination × delivery. The rows are configuration, each with its law, so
//! that the practice of any university fits; the first row that fits decides.

use kernel::Cents;
use platform::config::{Certificates, StampRule};

use super::{Delivery, Destination, Kind, Purpose};

/// The duty on one copy of a document, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamped {
    /// How much; zero when exempt.
    pub amount: Cents,
    /// The law, as people read it, in Italian and English.
    pub law: (String, String),
}

/// The table of a university.
#[derive(Clone, Copy, Debug)]
pub struct StampTable<'a>(pub &'a Certificates);

impl StampTable<'_> {
    /// The duty on each copy of a document. Without a row that fits nothing is due.
    pub fn on_copy(
        self,
        kind: Kind,
        purpose: &Purpose,
        destination: Destination,
        delivery: Option<Delivery>,
    ) -> Stamped {
        let fits = |wanted: &str, is: &str| wanted == "*" || wanted == is;
        let row = self.0.stamp.iter().find(|row: &&StampRule| {
            fits(&row.document, kind.code())
                && fits(&row.purpose, purpose.code())
                && fits(&row.destination, destination.code())
                && delivery.is_none_or(|delivery| fits(&row.delivery, delivery.code()))
        });
        row.map_or_else(
            || Stamped { amount: Cents::ZERO, law: (String::new(), String::new()) },
            |row| Stamped { amount: Cents(row.cents), law: (row.law_it.clone(), row.law_en.clone()) },
        )
    }
}

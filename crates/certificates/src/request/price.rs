//! What a request costs: stamp duty by the table, post by the country.

use kernel::Cents;
use platform::config::Certificates;

use crate::catalogue::{Choice, Delivery, Kind, StampTable};

/// What all copies of a document cost when it is delivered in a way; before one is chosen, what they cost at least as
/// far as the table can say.
pub fn of_document(kind: Kind, choice: &Choice, delivery: Option<Delivery>, config: &Certificates) -> Cents {
    let each = StampTable(config).on_copy(kind, &choice.purpose, choice.destination, delivery).amount;
    Cents(each.0.saturating_mul(choice.copies))
}

/// What registered mail to a country costs.
pub fn of_post(country: &str, config: &Certificates) -> Cents {
    Cents(if country == "IT" { config.post_cents } else { config.post_abroad_cents }.max(0))
}

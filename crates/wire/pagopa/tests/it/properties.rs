//! What holds for any receipt and any bytes.

use kernel::Cents;
use pagopa::{
    Moment,
    pa_for_node::read_request,
    receipt::{Settled, write_request},
};
use proptest::prelude::*;

use crate::{
    receipts::read,
    world::{self, VERIFY},
};

proptest! {
    #[test]
    fn any_receipt_survives_the_journey(
        text in "[^\\p{C}]{1,140}",
        odd in "[\\t\\n\\r <>&'\"a-z\\]]{1,140}",
        cents in 1_i64..=99_999_999_999,
        stamp in proptest::collection::vec(any::<u8>(), 0..300),
        seconds in 0_i64..4_000_000_000,
        hours in proptest::option::of(-12_i8..=12),
    ) {
        let mut request = world::receipt();
        let receipt = &mut request.receipt;
        receipt.description = text.clone();
        receipt.company_name = odd;
        receipt.amount = Cents(cents);
        receipt.transfers[1].settled = Settled::Stamp(stamp);
        receipt.metadata = vec![(text.clone(), text)];
        let at = jiff::Timestamp::from_second(seconds).unwrap();
        let offset = hours.map(jiff::tz::offset);
        receipt.payment_date_time = Some(Moment { local: Moment::utc(at).local, offset });
        prop_assert_eq!(read(&write_request(&request).unwrap()), request);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), text in "[<>/a-z&;#x0-9=' \\n!\\[\\]-]{0,300}") {
        let _ = read_request(&bytes);
        let _ = read_request(text.as_bytes());
        let inside = VERIFY.replace("80213750583_01", &text);
        let _ = read_request(inside.as_bytes());
    }
}

//! One way to write, and no other is read.

use keys::cbor::Value;
use proptest::prelude::*;

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// From appendix A of RFC 8949.
#[test]
fn the_examples_of_the_rfc_come_out_and_are_read() {
    let text = |text: &str| Value::Text(text.to_owned());
    let list = |numbers: &[i64]| Value::List(numbers.iter().copied().map(Value::Int).collect());
    let check = |value: Value, expected: &str| {
        assert_eq!(value.encode(), hex(expected), "{value:?}");
        assert_eq!(Value::decode(&hex(expected)), Ok(value));
    };
    check(Value::Int(0), "00");
    check(Value::Int(23), "17");
    check(Value::Int(24), "1818");
    check(Value::Int(1000), "1903e8");
    check(Value::Int(1_000_000), "1a000f4240");
    check(Value::Int(1_000_000_000_000), "1b000000e8d4a51000");
    check(Value::Int(-1), "20");
    check(Value::Int(-1000), "3903e7");
    check(Value::Bytes(vec![1, 2, 3, 4]), "4401020304");
    check(text("\u{fc}"), "62c3bc");
    check(text("\u{10151}"), "64f0908591");
    check(list(&[1, 2, 3]), "83010203");
    check(Value::Map(vec![]), "a0");
    check(Value::Map(vec![(text("a"), Value::Int(1)), (text("b"), list(&[2, 3]))]), "a26161016162820203");
}

#[test]
fn other_ways_to_write_the_same_are_refused() {
    let refused = |bytes: &str| assert!(Value::decode(&hex(bytes)).is_err(), "{bytes}");
    for longer in ["1817", "190017", "1900ff", "1a0000ffff", "1b00000000ffffffff", "3817"] {
        refused(longer);
    }
    for streamed in ["5f42010243030405ff", "7f61616161ff", "9f010203ff", "bf616101ff"] {
        refused(streamed);
    }
    refused("a2616201616102");
    refused("a2616101616102");
    for other in ["f4", "f6", "f90000", "c100", "1c", "ff", "", "83", "8301", "62c3", "62c328", "0000"] {
        refused(other);
    }
    refused(&"81".repeat(100_000));
    refused("5bffffffffffffffff");
    refused("9bffffffffffffffff");
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(Value::Int),
        prop::collection::vec(any::<u8>(), 0..300).prop_map(Value::Bytes),
        "\\PC{0,40}".prop_map(Value::Text),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..30).prop_map(Value::List),
            prop::collection::btree_map(any::<i64>(), inner, 0..6).prop_map(|map| {
                let mut entries: Vec<_> =
                    map.into_iter().map(|(key, item)| (Value::Int(key), item)).collect();
                entries.sort_by_key(|(key, _)| key.encode());
                Value::Map(entries)
            }),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(value in value()) {
        prop_assert_eq!(Value::decode(&value.encode()), Ok(value));
    }

    #[test]
    fn what_is_read_is_written_the_same(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        if let Ok(value) = Value::decode(&bytes) {
            prop_assert_eq!(value.encode(), bytes);
        }
    }
}

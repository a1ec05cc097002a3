//! What sealing and verifying cost, printed for whoever looks; only an absurd figure fails.

use std::time::{Duration, Instant};

use pades_wire::verify;

use crate::world::{ALGORITHMS, LEVELS, now, own_seal, sealed};

#[test]
fn sealing_and_verifying_take_milliseconds() {
    for algorithm in ALGORITHMS {
        for level in LEVELS {
            let (_, seal) = own_seal(algorithm, level);
            let pdf = sealed(&seal);
            let best = |work: &dyn Fn()| {
                let once = |_| {
                    let begun = Instant::now();
                    work();
                    begun.elapsed()
                };
                (0..20).map(once).min().unwrap()
            };
            let sealing = best(&|| drop(sealed(&seal)));
            let verifying = best(&|| assert!(verify(&pdf, seal.trust(now())).is_sound()));
            println!(
                "{algorithm:?} {}: sealed in {sealing:.2?}, verified in {verifying:.2?}, {} bytes more",
                level.name(),
                pdf.len() - crate::world::SAMPLE.len()
            );
            assert!(sealing < Duration::from_secs(1) && verifying < Duration::from_secs(1));
        }
    }
}

//! The whole house: who may use which route, what the documentation says, which texts there must be.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod docs;
mod editions;
mod issue;
mod kill;
mod matrix;
mod tidy;

use std::sync::Arc;

use documents::{Renderer, testing::PlainRenderer};
use platform::{Capability, Config, Ports, testing::World};

/// Every room, as the program assembles them, the demonstration's too.
fn rooms() -> Vec<Capability> {
    ateneo::assembly::rooms(&Config { demo: true, ..Config::default() })
}

async fn world() -> World {
    let renderer: Arc<dyn Renderer> = Arc::new(PlainRenderer);
    World::with(rooms, ateneo::assembly::ports(Ports::default().with(renderer)), |_| {}).await
}

//! What a page is made of, as values that the macros of `fields.html` draw: fields with what was typed and what is
//! wrong with it, badges, steps, tables, pagers, charts. Texts arrive here in the person's language already.

mod chart;
mod control;
mod pager;
mod piece;
mod table;

pub use chart::{Bar, Chart};
pub use control::{Choice, CurrentFile, Field, FieldFault};
pub use pager::Pager;
pub use piece::{Badge, Fact, Moment, Step, Tile, Tone};
pub use table::{Action, Cell, Head, Table};

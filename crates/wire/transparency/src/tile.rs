//! The log as files of at most 256 hashes each (C2SP `tlog-tiles`): a full tile never changes and may be cached for ever.

use crate::tree::Node;

/// Hashes of a full tile.
pub const WIDTH: u64 = 256;

/// One tile: `width` hashes side by side, of nodes at eight times the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// 0 holds leaves, 1 roots of 256 leaves, and so on.
    pub level: u8,
    /// Place among the tiles of its level, from 0.
    pub index: u64,
    /// How many hashes: 256, or fewer at the growing edge.
    pub width: u64,
}

impl Tile {
    /// The tile's path below the log's address.
    pub fn path(&self) -> String {
        let partial = if self.width < WIDTH { format!(".p/{}", self.width) } else { String::new() };
        format!("tile/{}/{}{partial}", self.level, number(self.index))
    }

    /// Reads [`Tile::path`].
    pub fn parse(path: &str) -> Option<Tile> {
        let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let (place, width) = match rest.split_once(".p/") {
            Some((place, width)) => (place, width.parse().ok()?),
            None => (rest, WIDTH),
        };
        let index = place.split('/').try_fold(0u64, |sum, part| {
            let digits: u64 = part.strip_prefix('x').unwrap_or(part).parse().ok()?;
            sum.checked_mul(1000)?.checked_add(digits)
        })?;
        let tile = Tile { level: level.parse().ok()?, index, width };
        // One path for one tile, and no tile without hashes.
        (tile.level <= 7 && tile.width > 0 && tile.path() == path).then_some(tile)
    }

    /// The nodes whose hashes are the tile's content, if a log of `size` entries has them all.
    pub fn nodes(&self, size: u64) -> Option<Vec<Node>> {
        let level = self.level.checked_mul(8)?;
        let first = self.index.checked_mul(WIDTH)?;
        let end = first.checked_add(self.width)?;
        (end <= size.checked_shr(level.into())?)
            .then(|| (first..end).map(|index| Node { level, index }).collect())
    }
}

/// Groups of three digits, all but the last marked with an x.
fn number(index: u64) -> String {
    let last = format!("{:03}", index % 1000);
    match index / 1000 {
        0 => last,
        above => format!("{}/{last}", number(above).split('/').map(marked).collect::<Vec<_>>().join("/")),
    }
}

fn marked(part: &str) -> String {
    if part.starts_with('x') { part.to_owned() } else { format!("x{part}") }
}

use super::Badge;

/// A table: its name, its columns, its rows.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What the table is of; read out first.
    pub caption: String,
    /// The columns.
    pub heads: Vec<Head>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Its words.
    pub label: String,
    /// Where it sorts the list.
    pub href: Option<String>,
    /// `ascending` or `descending` when the list is sorted by it.
    pub sorted: Option<&'static str>,
    /// Numbers stand to the right.
    pub numeric: bool,
}

/// What stands in a cell.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A code, in letters of one width.
    Code(String),
    /// Words and where they lead.
    Link(String, String),
    /// A state.
    State(Badge),
    /// What can be done with the row.
    Actions(Vec<Action>),
}

/// Something that can be done with a row.
#[derive(Clone, Debug)]
pub struct Action {
    /// Its word: "Select", "Open".
    pub label: String,
    /// Which row, for who hears only the buttons.
    pub of: String,
    /// Where it leads.
    pub href: String,
    /// It changes something, so it is posted.
    pub post: bool,
}

impl Table {
    /// An empty table with its columns.
    pub fn new(caption: impl Into<String>, heads: Vec<Head>) -> Self {
        Self { caption: caption.into(), heads, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(mut self, cells: Vec<Cell>) -> Self {
        self.rows.push(cells);
        self
    }

    /// Adds rows.
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// The cells of a row with the head of each.
    pub fn labelled<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = (&'a Head, &'a Cell)> {
        self.heads.iter().zip(row)
    }
}

impl Head {
    /// A column.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    /// A column of numbers.
    pub fn number(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: true, ..Self::default() }
    }

    /// The column can sort the list; `sorted` says how it does now.
    pub fn sort(mut self, href: impl Into<String>, sorted: Option<&'static str>) -> Self {
        self.href = Some(href.into());
        self.sorted = sorted;
        self
    }
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    /// A code.
    pub fn code(text: impl Into<String>) -> Self {
        Cell::Code(text.into())
    }

    /// Words and where they lead.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Cell::Link(text.into(), href.into())
    }
}

impl Action {
    /// Opens a page about `of`.
    pub fn link(label: impl Into<String>, of: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), of: of.into(), href: href.into(), post: false }
    }

    /// Does something to `of`.
    pub fn post(label: impl Into<String>, of: impl Into<String>, href: impl Into<String>) -> Self {
        Self { post: true, ..Self::link(label, of, href) }
    }
}

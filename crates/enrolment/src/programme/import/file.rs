//! A CSV file as offices make them: UTF-8 or what a spreadsheet of Western Europe writes, commas or semicolons.

use kernel::Problem;
use platform::{Explain, Stop};

use super::line::COLUMNS;

/// Why a file could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotImport {
    /// Reading it failed.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// There is no first row.
    #[error("the file is empty")]
    Empty,
    /// Columns that have to be there are not.
    #[error("columns are missing: {0}")]
    Missing(String),
    /// Columns whose name is not known: a slip in a name would lose what stands under it.
    #[error("columns are not known: {0}")]
    Unknown(String),
}

impl Explain for CannotImport {
    fn explain(&self) -> Problem {
        match self {
            CannotImport::Unreadable(why) => {
                Problem::new(422, "programme-import-unreadable").with("why", why.clone())
            }
            CannotImport::Empty => Problem::new(422, "programme-import-empty"),
            CannotImport::Missing(columns) => {
                Problem::new(422, "programme-import-columns").with("columns", columns.clone())
            }
            CannotImport::Unknown(columns) => {
                Problem::new(422, "programme-import-unknown").with("columns", columns.clone())
            }
        }
    }
}

/// A file's columns and rows; a row has the number of the line where it begins (the header is on line 1).
pub struct File {
    /// Names of the columns, lower case.
    pub columns: Vec<String>,
    /// The rows with their numbers.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Reads a whole file. Empty rows are left out.
pub fn read(reader: &mut impl std::io::Read) -> Result<File, Stop> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|error| CannotImport::Unreadable(error.to_string()))?;
    let text = decode(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let mut records = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records();
    let header = match records.next() {
        Some(Ok(header)) if header.iter().any(|name| !name.trim().is_empty()) => header,
        Some(Err(error)) => return Err(CannotImport::Unreadable(error.to_string()).into()),
        _ => return Err(CannotImport::Empty.into()),
    };
    let columns: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
    check_columns(&columns)?;
    let mut rows = Vec::new();
    for record in records {
        let record = record.map_err(|error| CannotImport::Unreadable(error.to_string()))?;
        if record.iter().any(|value| !value.trim().is_empty()) {
            let line = record.position().map_or(0, |start| line_of(text, start));
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
    }
    Ok(File { columns, rows })
}

/// The line on which a row begins: the reader counts from before the empty lines that it skips.
fn line_of(text: &str, start: &csv::Position) -> u64 {
    let rest = usize::try_from(start.byte()).ok().and_then(|at| text.as_bytes().get(at..)).unwrap_or(&[]);
    let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    start.line().saturating_add(empty.count().try_into().unwrap_or(0))
}

fn check_columns(columns: &[String]) -> Result<(), CannotImport> {
    let missing: Vec<&str> = COLUMNS
        .iter()
        .filter(|(name, required, _)| *required && !columns.iter().any(|column| column == name))
        .map(|(name, ..)| *name)
        .collect();
    if !missing.is_empty() {
        return Err(CannotImport::Missing(missing.join(", ")));
    }
    let twice = |at: usize, column: &String| columns.iter().take(at).any(|before| before == column);
    let unknown: Vec<&str> = columns
        .iter()
        .enumerate()
        .filter(|(at, column)| !COLUMNS.iter().any(|(name, ..)| name == column) || twice(*at, column))
        .map(|(_, column)| column.as_str())
        .collect();
    if unknown.is_empty() { Ok(()) } else { Err(CannotImport::Unknown(unknown.join(", "))) }
}

/// The sign that the first line has more of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or("");
    let count = |sign: char| first.matches(sign).count();
    if count(';') > count(',') { b';' } else { b',' }
}

/// UTF-8, or else Windows-1252, of which Latin-1 is the part that text uses.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
    }
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x82 => '‚',
        0x84 => '„',
        0x85 => '…',
        0x8a => 'Š',
        0x8c => 'Œ',
        0x8e => 'Ž',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        0x99 => '™',
        0x9a => 'š',
        0x9c => 'œ',
        0x9e => 'ž',
        0x9f => 'Ÿ',
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> String {
        COLUMNS.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(";")
    }

    #[test]
    fn both_encodings_and_both_signs_are_read() {
        let text = format!("\u{feff}{}\n\n1;2026;Città – è\n", header().to_uppercase());
        let latin: Vec<u8> = format!("{}\n;\n1;2026;Citt", header())
            .bytes()
            .chain([0xe0, b' ', 0x96, b' ', 0xe8, b'\n'])
            .collect();
        for bytes in [text.into_bytes(), latin] {
            let file = read(&mut bytes.as_slice()).unwrap();
            let (line, row) = file.rows.first().unwrap();
            assert_eq!((*line, row[2].as_str()), (3, "Città – è"));
            assert_eq!(file.rows.len(), 1);
        }
        let commas = header().replace(';', ",");
        assert_eq!(read(&mut commas.as_bytes()).unwrap().columns.len(), COLUMNS.len());
    }

    #[test]
    fn a_file_without_its_columns_or_with_others_is_refused_whole() {
        let problem = |text: &str| read(&mut text.as_bytes()).err().unwrap().problem().unwrap().clone();
        assert_eq!(problem("").code, "programme-import-empty");
        assert_eq!(problem("number;year\n").code, "programme-import-columns");
        let unknown = problem(&format!("{};fees\n", header()));
        assert_eq!((unknown.code, unknown.args[0].1.as_str()), ("programme-import-unknown", "fees"));
        assert_eq!(problem(&format!("{};number\n", header())).args[0].1, "number");
    }
}

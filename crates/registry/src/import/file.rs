//! A CSV file as offices make them, however large: UTF-8 or what a spreadsheet of Western Europe writes, commas or
//! semicolons. It is gone through twice, once to count and once to read, and never held whole in memory.

use std::io::{BufRead, BufReader, Read, Seek};

use kernel::Problem;
use platform::{Explain, Stop};

/// A column: name, whether the file must have it, what it holds.
pub type Column = (&'static str, bool, &'static str);

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
    /// A row that is no row: a quotation mark that is never closed.
    #[error("the row that begins on line {0} does not end")]
    Endless(u64),
}

impl Explain for CannotImport {
    fn explain(&self) -> Problem {
        match self {
            CannotImport::Unreadable(why) => {
                Problem::new(422, "registry-import-unreadable").with("why", why.clone())
            }
            CannotImport::Empty => Problem::new(422, "registry-import-empty"),
            CannotImport::Missing(columns) => {
                Problem::new(422, "registry-import-columns").with("columns", columns.clone())
            }
            CannotImport::Unknown(columns) => {
                Problem::new(422, "registry-import-unknown").with("columns", columns.clone())
            }
            CannotImport::Endless(row) => {
                Problem::new(422, "registry-import-endless").with("row", row.to_string())
            }
        }
    }
}

/// The longest row, in bytes.
const LONGEST: usize = 1024 * 1024;

/// A row with the number of the line where it begins; the header is on line 1.
pub struct Row {
    pub line: u64,
    pub values: Vec<String>,
}

/// A file's columns and what is still to be read of it.
pub struct File<R> {
    pub columns: Vec<String>,
    /// Rows in all, without the header.
    pub total: u64,
    lines: Lines<R>,
    utf8: bool,
    delimiter: u8,
}

impl<R: Read + Seek> File<R> {
    /// Goes through the whole file once and reads its header.
    ///
    /// # Errors
    /// [`CannotImport`].
    pub fn open(mut reader: R, known: &[Column]) -> Result<Self, Stop> {
        let delimiter = delimiter(&mut reader)?;
        let mut lines = Lines::new(reader, delimiter);
        let (mut utf8, mut rows, mut bytes) = (true, 0_u64, Vec::new());
        while lines.next(&mut bytes)?.is_some() {
            utf8 &= std::str::from_utf8(&bytes).is_ok();
            rows = rows.saturating_add(1);
        }
        let mut reader = lines.reader.into_inner();
        reader.rewind().map_err(unreadable)?;
        let mut file = Self {
            columns: Vec::new(),
            total: rows.saturating_sub(1),
            lines: Lines::new(reader, delimiter),
            utf8,
            delimiter,
        };
        let header = file.row()?.ok_or(CannotImport::Empty)?.values;
        file.columns = header.iter().map(|name| name.trim().to_lowercase()).collect();
        check_columns(&file.columns, known)?;
        Ok(file)
    }

    /// The next rows, at most `count`; none at the end.
    ///
    /// # Errors
    /// [`CannotImport`].
    pub fn rows(&mut self, count: usize) -> Result<Vec<Row>, Stop> {
        let mut rows = Vec::with_capacity(count);
        while rows.len() < count {
            match self.row()? {
                Some(row) => rows.push(row),
                None => break,
            }
        }
        Ok(rows)
    }

    fn row(&mut self) -> Result<Option<Row>, Stop> {
        let mut bytes = Vec::new();
        let Some(line) = self.lines.next(&mut bytes)? else { return Ok(None) };
        let text = if self.utf8 {
            String::from_utf8(bytes).map_err(unreadable)?
        } else {
            bytes.iter().map(|byte| windows_1252(*byte)).collect()
        };
        let text = text.trim_start_matches('\u{feff}');
        Ok(Some(Row { line, values: fields(text, char::from(self.delimiter)) }))
    }
}

/// The fields of one row (RFC 4180): quoted ones may hold the sign, line ends and doubled quotation marks.
fn fields(row: &str, sign: char) -> Vec<String> {
    let (mut fields, mut field, mut open, mut fresh) = (Vec::new(), String::new(), false, true);
    let mut signs = row.chars().peekable();
    while let Some(c) = signs.next() {
        match c {
            '"' if open && signs.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if open => open = false,
            '"' if fresh => open = true,
            c if c == sign && !open => {
                fields.push(std::mem::take(&mut field));
                fresh = true;
                continue;
            }
            c => field.push(c),
        }
        fresh = false;
    }
    fields.push(field);
    fields
}

/// Rows as bytes, line ends within quotation marks included, empty ones left out.
struct Lines<R> {
    reader: BufReader<R>,
    delimiter: u8,
    line: u64,
}

impl<R: Read> Lines<R> {
    fn new(reader: R, delimiter: u8) -> Self {
        Self { reader: BufReader::with_capacity(64 * 1024, reader), delimiter, line: 0 }
    }

    /// Reads the next row into `bytes` and says on which line it begins.
    fn next(&mut self, bytes: &mut Vec<u8>) -> Result<Option<u64>, Stop> {
        loop {
            bytes.clear();
            let begins = self.line.saturating_add(1);
            let mut open = false;
            loop {
                let from = bytes.len();
                let room = u64::try_from(LONGEST.saturating_sub(from)).unwrap_or(0);
                let read = (&mut self.reader).take(room).read_until(b'\n', bytes).map_err(unreadable)?;
                if read == 0 && from == 0 {
                    return Ok(None);
                }
                if bytes.len() >= LONGEST {
                    return Err(CannotImport::Endless(begins).into());
                }
                self.line = self.line.saturating_add(u64::from(read > 0));
                open = ends_open(bytes.get(from..).unwrap_or_default(), open, self.delimiter);
                if !open {
                    break;
                }
                if read == 0 {
                    return Err(CannotImport::Endless(begins).into());
                }
            }
            while matches!(bytes.last(), Some(b'\n' | b'\r')) {
                bytes.pop();
            }
            let empty = [b' ', b'\t', b'"', self.delimiter];
            if !bytes.iter().all(|byte| empty.contains(byte)) {
                return Ok(Some(begins));
            }
        }
    }
}

/// Whether a quotation mark is open at the end of a line. One opens only at the beginning of a field.
fn ends_open(line: &[u8], mut open: bool, delimiter: u8) -> bool {
    let mut before = if open { 0 } else { delimiter };
    for byte in line {
        if *byte == b'"' {
            open = !open && (before == delimiter || before == b'"' || before == 0xbf);
        }
        before = *byte;
    }
    open
}

/// The sign that the first line has more of.
fn delimiter<R: Read + Seek>(reader: &mut R) -> Result<u8, Stop> {
    let mut first = Vec::new();
    let mut start = BufReader::new(reader.by_ref().take(LONGEST as u64));
    start.read_until(b'\n', &mut first).map_err(unreadable)?;
    reader.rewind().map_err(unreadable)?;
    let count = |sign: u8| first.iter().filter(|byte| **byte == sign).count();
    Ok(if count(b';') > count(b',') { b';' } else { b',' })
}

fn unreadable(error: impl std::fmt::Display) -> Stop {
    CannotImport::Unreadable(error.to_string()).into()
}

fn check_columns(columns: &[String], known: &[Column]) -> Result<(), CannotImport> {
    let missing: Vec<&str> = known
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
        .filter(|(at, column)| !known.iter().any(|(name, ..)| name == column) || twice(*at, column))
        .map(|(_, column)| column.as_str())
        .collect();
    if unknown.is_empty() { Ok(()) } else { Err(CannotImport::Unknown(unknown.join(", "))) }
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
    use std::io::Cursor;

    use super::*;

    const KNOWN: &[Column] = &[("code", true, ""), ("title", true, ""), ("note", false, "")];

    fn read(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
        let mut file = File::open(Cursor::new(bytes), KNOWN).unwrap();
        let rows = file.rows(100).unwrap();
        assert_eq!(rows.len() as u64, file.total);
        rows.into_iter().map(|row| (row.line, row.values)).collect()
    }

    #[test]
    fn both_encodings_both_signs_and_both_line_ends_are_read() {
        let utf8 = "\u{feff}CODE;Title\r\n\r\n1;Città – è\r\n;\r\n2;\"uno; due\"\r\n";
        let latin = b"code,title\n\n1,Citt\xe0 \x96 \xe8\n,\n2,\"uno; due\"";
        for bytes in [utf8.as_bytes(), latin] {
            let rows = read(bytes);
            assert_eq!(rows[0], (3, vec!["1".into(), "Città – è".into()]));
            assert_eq!(rows[1], (5, vec!["2".into(), "uno; due".into()]));
        }
    }

    #[test]
    fn quotation_marks_hold_lines_together_and_stray_ones_do_not() {
        let rows = read(b"code,title\n1,\"two\nlines \"\"said\"\"\"\n2,dell\"Acqua\n3,plain\n");
        let titles: Vec<_> = rows.iter().map(|(line, row)| (*line, row[1].as_str())).collect();
        assert_eq!(titles, [(2, "two\nlines \"said\""), (4, "dell\"Acqua"), (5, "plain")]);
    }

    #[test]
    fn a_file_without_its_columns_or_with_others_is_refused_whole() {
        let code = |bytes: &'static [u8]| {
            let stop = match File::open(Cursor::new(bytes), KNOWN) {
                Err(stop) => stop,
                Ok(mut file) => file.rows(9).err().unwrap(),
            };
            stop.problem().unwrap().code
        };
        assert_eq!(code(b""), "registry-import-empty");
        assert_eq!(code(b"code;year\n"), "registry-import-columns");
        assert_eq!(code(b"code;title;fees\n"), "registry-import-unknown");
        assert_eq!(code(b"code;title;code\n"), "registry-import-unknown");
        assert_eq!(code(b"code;title\n1;\"never closed\n2;x\n"), "registry-import-endless");
    }
}

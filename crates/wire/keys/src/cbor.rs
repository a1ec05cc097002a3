//! The part of CBOR that claims need, written and read in the one deterministic way (RFC 8949 section 4.2.1): shortest
//! numbers, definite lengths, maps in the order of their keys' bytes, no key twice.

/// Deeper than any claim of ours; a hostile text must not exhaust the stack.
const DEPTH: usize = 8;

/// One data item. Floats, tags and simple values have no use in our claims, so they are not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A whole number.
    Int(i64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Text in UTF-8.
    Text(String),
    /// Items in their order.
    List(Vec<Value>),
    /// Keys with their items; the order is found when it is written.
    Map(Vec<(Value, Value)>),
}

/// The bytes are no CBOR, or not in the one way they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not deterministic CBOR")]
pub struct NotCbor;

impl Value {
    /// Writes the item.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    /// Reads exactly one item, with nothing after it.
    ///
    /// # Errors
    /// Also for CBOR that others could write but [`Value::encode`] would not.
    pub fn decode(bytes: &[u8]) -> Result<Value, NotCbor> {
        let mut reader = Reader::new(bytes);
        let value = reader.value(DEPTH)?;
        reader.end()?;
        Ok(value)
    }

    /// The number, if it is one.
    pub fn int(&self) -> Option<i64> {
        if let Value::Int(number) = self { Some(*number) } else { None }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    /// The bytes, if they are.
    pub fn bytes(&self) -> Option<&[u8]> {
        if let Value::Bytes(bytes) = self { Some(bytes) } else { None }
    }

    /// The items, if it is a list.
    pub fn list(&self) -> Option<&[Value]> {
        if let Value::List(items) = self { Some(items) } else { None }
    }

    /// The item of a map under a number.
    pub fn at(&self, key: i64) -> Option<&Value> {
        self.under(&Value::Int(key))
    }

    /// The item of a map under a word.
    pub fn named(&self, key: &str) -> Option<&Value> {
        self.under(&Value::Text(key.to_owned()))
    }

    fn under(&self, key: &Value) -> Option<&Value> {
        let Value::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, item)| item)
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Value::Int(number) if *number >= 0 => head(out, 0, number.unsigned_abs()),
            // -1 - n is the bitwise complement.
            Value::Int(number) => head(out, 1, (!*number).unsigned_abs()),
            Value::Bytes(bytes) => write_bytes(out, bytes),
            Value::Text(text) => {
                head(out, 3, length(text.len()));
                out.extend_from_slice(text.as_bytes());
            }
            Value::List(items) => {
                head(out, 4, length(items.len()));
                items.iter().for_each(|item| item.write(out));
            }
            Value::Map(entries) => {
                let mut sorted: Vec<(Vec<u8>, &Value)> =
                    entries.iter().map(|(key, item)| (key.encode(), item)).collect();
                sorted.sort_by(|left, right| left.0.cmp(&right.0));
                head(out, 5, length(sorted.len()));
                for (key, item) in sorted {
                    out.extend_from_slice(&key);
                    item.write(out);
                }
            }
        }
    }
}

/// A key that is a number.
pub fn entry(key: i64, item: Value) -> (Value, Value) {
    (Value::Int(key), item)
}

/// A key that is a word.
pub fn named(key: &str, item: Value) -> (Value, Value) {
    (Value::Text(key.to_owned()), item)
}

/// Text as an item.
pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

pub(crate) fn write_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    head(out, 2, length(bytes.len()));
    out.extend_from_slice(bytes);
}

pub(crate) fn head(out: &mut Vec<u8>, major: u8, argument: u64) {
    let first = major << 5;
    if let Ok(small) = u8::try_from(argument) {
        if small < 24 {
            out.push(first | small);
        } else {
            out.extend_from_slice(&[first | 24, small]);
        }
    } else if let Ok(short) = u16::try_from(argument) {
        out.push(first | 25);
        out.extend_from_slice(&short.to_be_bytes());
    } else if let Ok(word) = u32::try_from(argument) {
        out.push(first | 26);
        out.extend_from_slice(&word.to_be_bytes());
    } else {
        out.push(first | 27);
        out.extend_from_slice(&argument.to_be_bytes());
    }
}

/// Reads item after item.
pub(crate) struct Reader<'a> {
    left: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { left: bytes }
    }

    pub(crate) fn end(&self) -> Result<(), NotCbor> {
        if self.left.is_empty() { Ok(()) } else { Err(NotCbor) }
    }

    /// Takes one byte that has to be this one.
    pub(crate) fn exactly(&mut self, byte: u8) -> Result<(), NotCbor> {
        if self.take(1)? == [byte] { Ok(()) } else { Err(NotCbor) }
    }

    /// Takes a byte string.
    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], NotCbor> {
        let (major, argument) = self.head()?;
        if major == 2 { self.take(argument) } else { Err(NotCbor) }
    }

    fn take(&mut self, count: impl TryInto<usize>) -> Result<&'a [u8], NotCbor> {
        let count = count.try_into().map_err(|_| NotCbor)?;
        let (taken, left) = self.left.split_at_checked(count).ok_or(NotCbor)?;
        self.left = left;
        Ok(taken)
    }

    fn head(&mut self) -> Result<(u8, u64), NotCbor> {
        let first = *self.take(1)?.first().ok_or(NotCbor)?;
        let (major, info) = (first >> 5, first & 31);
        let (argument, least) = match info {
            0..24 => return Ok((major, u64::from(info))),
            24 => (self.number(1)?, 24),
            25 => (self.number(2)?, 1 << 8),
            26 => (self.number(4)?, 1 << 16),
            27 => (self.number(8)?, 1 << 32),
            _ => return Err(NotCbor),
        };
        // A longer form of a number that fits a shorter one would be a second way to say the same.
        if argument < least { Err(NotCbor) } else { Ok((major, argument)) }
    }

    fn number(&mut self, width: usize) -> Result<u64, NotCbor> {
        Ok(self.take(width)?.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)))
    }

    fn value(&mut self, depth: usize) -> Result<Value, NotCbor> {
        let depth = depth.checked_sub(1).ok_or(NotCbor)?;
        let (major, argument) = self.head()?;
        match major {
            0 => i64::try_from(argument).map(Value::Int).map_err(|_| NotCbor),
            1 => i64::try_from(argument).map(|number| Value::Int(!number)).map_err(|_| NotCbor),
            2 => Ok(Value::Bytes(self.take(argument)?.to_vec())),
            3 => Ok(Value::Text(str::from_utf8(self.take(argument)?).map_err(|_| NotCbor)?.to_owned())),
            4 => (0..argument).map(|_| self.value(depth)).collect::<Result<_, _>>().map(Value::List),
            5 => self.map(argument, depth),
            _ => Err(NotCbor),
        }
    }

    fn map(&mut self, count: u64, depth: usize) -> Result<Value, NotCbor> {
        let mut entries = Vec::new();
        let mut before: Option<&[u8]> = None;
        for _ in 0..count {
            let start = self.left;
            let key = self.value(depth)?;
            let used = start.len().saturating_sub(self.left.len());
            let written = start.get(..used).ok_or(NotCbor)?;
            if before.is_some_and(|last| last >= written) {
                return Err(NotCbor);
            }
            before = Some(written);
            entries.push((key, self.value(depth)?));
        }
        Ok(Value::Map(entries))
    }
}

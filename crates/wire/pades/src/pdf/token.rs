//! One object of a PDF, skipped or taken apart without changing a byte (ISO 32000-1, 7.3). What our typesetter does not
//! write, comments for example, is not read.

/// Deeper nesting than this is refused.
const DEEPEST: usize = 24;

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Reads forward over bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scan<'a> {
    bytes: &'a [u8],
    pub at: usize,
}

impl<'a> Scan<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Scan { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    pub fn spaces(&mut self) {
        while self.peek().is_some_and(is_space) {
            self.step();
        }
    }

    /// Takes these very bytes.
    pub fn word(&mut self, word: &[u8]) -> Option<()> {
        let end = self.at.checked_add(word.len())?;
        if self.bytes.get(self.at..end)? != word {
            return None;
        }
        self.at = end;
        Some(())
    }

    /// A whole number of at most ten digits.
    pub fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.step();
        }
        let digits = self.bytes.get(start..self.at).filter(|digits| digits.len() <= 10)?;
        std::str::from_utf8(digits).ok()?.parse().ok()
    }

    /// The bytes of the value that begins here.
    pub fn value(&mut self, depth: usize) -> Option<&'a [u8]> {
        let depth = depth.checked_add(1).filter(|&depth| depth <= DEEPEST)?;
        let start = self.at;
        match self.peek()? {
            b'<' if self.bytes.get(self.at.checked_add(1)?) == Some(&b'<') => {
                self.dictionary(depth, |_, _| Some(()))?;
            }
            b'<' => {
                self.step();
                while self.peek()? != b'>' {
                    if !self.peek()?.is_ascii_hexdigit() {
                        return None;
                    }
                    self.step();
                }
                self.step();
            }
            b'[' => {
                self.step();
                self.spaces();
                while self.peek()? != b']' {
                    self.value(depth)?;
                    self.spaces();
                }
                self.step();
            }
            b'(' => self.string()?,
            b'/' => {
                self.step();
                self.regular();
            }
            byte if byte.is_ascii_digit() && self.reference().is_some() => {}
            byte if is_delimiter(byte) => return None,
            _ => {
                self.regular();
            }
        }
        self.bytes.get(start..self.at).filter(|value| !value.is_empty())
    }

    fn regular(&mut self) {
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.step();
        }
    }

    fn string(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.peek()? {
                b'\\' => self.step(),
                b'(' => open = open.checked_add(1)?,
                b')' => open = open.checked_sub(1)?,
                _ => {}
            }
            self.step();
            if open == 0 {
                return Some(());
            }
        }
    }

    /// `12 0 R`, and the number of the object that it means; moves only if it is one.
    pub fn reference(&mut self) -> Option<usize> {
        let mut ahead = *self;
        let number = ahead.number()?;
        ahead.word(b" 0 R")?;
        if ahead.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            return None;
        }
        *self = ahead;
        Some(number)
    }

    /// A dictionary, each key with the bytes of its value and where they begin.
    pub fn dictionary(
        &mut self,
        depth: usize,
        mut each: impl FnMut(&'a [u8], (usize, &'a [u8])) -> Option<()>,
    ) -> Option<()> {
        self.word(b"<<")?;
        self.spaces();
        while self.peek()? != b'>' {
            let start = self.at;
            self.word(b"/")?;
            self.regular();
            let key = self.bytes.get(start..self.at)?;
            self.spaces();
            let begins = self.at;
            each(key, (begins, self.value(depth)?))?;
            self.spaces();
        }
        self.word(b">>")
    }
}

/// A dictionary taken apart; keys with their slash, values byte for byte.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dictionary<'a> {
    entries: Vec<(&'a [u8], usize, &'a [u8])>,
}

impl<'a> Dictionary<'a> {
    /// Reads one where the scan stands; a key that stands twice is refused.
    pub fn read(scan: &mut Scan<'a>) -> Option<Self> {
        let mut entries: Vec<(&'a [u8], usize, &'a [u8])> = Vec::new();
        scan.dictionary(0, |key, (at, value)| {
            if entries.iter().any(|(known, _, _)| *known == key) {
                return None;
            }
            entries.push((key, at, value));
            Some(())
        })?;
        Some(Dictionary { entries })
    }

    /// Reads bytes that are one dictionary and nothing else.
    #[cfg(test)]
    pub fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut scan = Scan::new(bytes, 0);
        let dictionary = Self::read(&mut scan)?;
        (scan.at == bytes.len()).then_some(dictionary)
    }

    pub fn get(&self, key: &str) -> Option<&'a [u8]> {
        self.located(key).map(|(_, value)| value)
    }

    /// The value and where it begins.
    pub fn located(&self, key: &str) -> Option<(usize, &'a [u8])> {
        self.entries.iter().find(|(known, _, _)| *known == key.as_bytes()).map(|&(_, at, value)| (at, value))
    }

    /// The number of the object that the value refers to.
    pub fn reference(&self, key: &str) -> Option<usize> {
        let value = self.get(key)?;
        let mut scan = Scan::new(value, 0);
        let number = scan.reference()?;
        (scan.at == value.len()).then_some(number)
    }

    pub fn number(&self, key: &str) -> Option<usize> {
        let value = self.get(key)?;
        let mut scan = Scan::new(value, 0);
        let number = scan.number()?;
        (scan.at == value.len()).then_some(number)
    }

    /// The dictionary again, byte for byte, with these keys replaced or added.
    pub fn with(&self, changes: &[(&str, &[u8])]) -> Vec<u8> {
        let mut out = b"<<".to_vec();
        let replaced = |key: &[u8]| changes.iter().any(|(changed, _)| changed.as_bytes() == key);
        let kept =
            self.entries.iter().filter(|(key, _, _)| !replaced(key)).map(|&(key, _, value)| (key, value));
        for (key, value) in kept.chain(changes.iter().map(|(key, value)| (key.as_bytes(), *value))) {
            out.extend_from_slice(key);
            // A value that does not begin with a delimiter would join its key.
            if !value.first().is_some_and(|&byte| is_delimiter(byte)) {
                out.push(b' ');
            }
            out.extend_from_slice(value);
        }
        out.extend_from_slice(b">>");
        out
    }
}

/// The numbers of the objects that an array of references refers to.
pub(crate) fn references(array: &[u8]) -> Option<Vec<usize>> {
    let mut scan = Scan::new(array, 0);
    scan.word(b"[")?;
    let mut found = Vec::new();
    scan.spaces();
    while scan.peek()? != b']' {
        found.push(scan.reference()?);
        scan.spaces();
    }
    scan.step();
    (scan.at == array.len()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_is_copied_byte_for_byte() {
        let text = br"<</A(b\)(c))/D<</E[1 2 0 R<0f>]>>/F 3 0 R/G true/H/I>>";
        let read = Dictionary::of(text).unwrap();
        assert_eq!(read.with(&[]), text);
        assert_eq!(read.reference("/F"), Some(3));
        assert_eq!(read.get("/A"), Some(&br"(b\)(c))"[..]));
        assert_eq!(
            read.with(&[("/F", b"[9]"), ("/J", b"4 0 R")]),
            br"<</A(b\)(c))/D<</E[1 2 0 R<0f>]>>/G true/H/I/F[9]/J 4 0 R>>"
        );
    }

    #[test]
    fn what_the_typesetter_does_not_write_is_refused() {
        let deep = format!("<</A{}{}>>", "[".repeat(40), "]".repeat(40));
        for bad in
            ["<</A 1/A 2>>", "<</A(>>", "<</A<0g>>>", "<</A 1", "<<A 1>>", "<</A>>", "<</A%c\n1>>", &deep]
        {
            assert!(Dictionary::of(bad.as_bytes()).is_none(), "{bad}");
        }
        assert_eq!(references(b"[1 0 R 2 0 R]"), Some(vec![1, 2]));
        assert_eq!(references(b"[1 0 R 2]"), None);
    }
}

//! Text as people type it: cleaned at the door, folded for searching.

use crate::FaultCode;

/// Accepts one line of text: trimmed, inner white space collapsed, without control or direction-changing characters,
/// between one and `max` characters.
///
/// # Errors
/// `required` when nothing is left, `too-long` over `max` characters, `forbidden-characters` for control characters,
/// bidirectional overrides and other invisible ones.
pub fn line(typed: &str, max: usize) -> Result<String, FaultCode> {
    let cleaned = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    check(&cleaned, max)?;
    Ok(cleaned)
}

/// Accepts a line that may be left empty.
///
/// # Errors
/// As [`line`], except `required`.
pub fn optional_line(typed: &str, max: usize) -> Result<Option<String>, FaultCode> {
    match line(typed, max) {
        Ok(text) => Ok(Some(text)),
        Err("required") => Ok(None),
        Err(code) => Err(code),
    }
}

/// Accepts a text of several lines: line ends made `\n`, trimmed.
///
/// # Errors
/// As [`line`].
pub fn paragraph(typed: &str, max: usize) -> Result<String, FaultCode> {
    let cleaned = typed.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    check(&cleaned.replace(['\n', '\t'], " "), max)?;
    Ok(cleaned)
}

fn check(text: &str, max: usize) -> Result<(), FaultCode> {
    if text.is_empty() {
        return Err("required");
    }
    if text.chars().count() > max {
        return Err("too-long");
    }
    if text.chars().any(is_forbidden) {
        return Err("forbidden-characters");
    }
    Ok(())
}

/// Control characters, and the invisible ones that change how the rest is read (Unicode TR 36).
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}' | '\u{fff9}'..='\u{fffb}')
}

/// Folds a text for comparing and searching: lower case, Latin letters without their accents, anything else than
/// letters and digits one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => folded.push('c'),
            'ď' | 'đ' | 'ð' => folded.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => folded.push('g'),
            'ĥ' | 'ħ' => folded.push('h'),
            'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => folded.push('i'),
            'ĵ' => folded.push('j'),
            'ķ' => folded.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => folded.push('o'),
            'ŕ' | 'ŗ' | 'ř' => folded.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => folded.push('s'),
            'ţ' | 'ť' | 'ŧ' | 'ț' => folded.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => folded.push('u'),
            'ŵ' => folded.push('w'),
            'ý' | 'ÿ' | 'ŷ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            '\u{300}'..='\u{36f}' => {}
            c if c.is_alphanumeric() => folded.push(c),
            _ if !folded.ends_with(' ') => folded.push(' '),
            _ => {}
        }
    }
    folded.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cleaned_and_bounded() {
        assert_eq!(line("  Anna \t Maria ", 20), Ok("Anna Maria".to_owned()));
        assert_eq!(line(" \n ", 20), Err("required"));
        assert_eq!(line("123456", 5), Err("too-long"));
        assert_eq!(line("a\u{202e}b", 5), Err("forbidden-characters"));
        assert_eq!(line("a\u{0}b", 5), Err("forbidden-characters"));
        assert_eq!(line("王小明 😀", 9), Ok("王小明 😀".to_owned()));
        assert_eq!(optional_line("", 5), Ok(None));
        assert_eq!(paragraph("a\r\nb\r", 9), Ok("a\nb".to_owned()));
    }

    #[test]
    fn folding_forgives_case_accents_and_punctuation() {
        assert_eq!(fold("Università  dell'Aquila"), "universita dell aquila");
        assert_eq!(fold("Łódź"), "lodz");
        assert_eq!(fold("CITTA\u{300}"), "citta");
        assert_eq!(fold("--"), "");
    }
}

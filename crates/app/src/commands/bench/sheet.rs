//! A page as a scanner makes it: one picture, not compressed, in a PDF of about 200 kB.

const SIDE: usize = 256;

/// The file. Each seed is another picture, so that no two are the same.
pub fn scan(seed: u64) -> Vec<u8> {
    let mut pixels = Vec::with_capacity(SIDE.saturating_mul(SIDE).saturating_mul(3));
    let mut state = seed | 1;
    while pixels.len() < SIDE.saturating_mul(SIDE).saturating_mul(3) {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        pixels.extend_from_slice(&state.to_le_bytes());
    }
    pixels.truncate(SIDE.saturating_mul(SIDE).saturating_mul(3));
    let content = b"q 500 0 0 500 47 200 cm /I Do Q".to_vec();
    let objects: [(String, Vec<u8>); 5] = [
        ("<< /Type /Catalog /Pages 2 0 R >>".to_owned(), Vec::new()),
        ("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(), Vec::new()),
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
             /Resources << /XObject << /I 5 0 R >> >> >>"
                .to_owned(),
            Vec::new(),
        ),
        (format!("<< /Length {} >>", content.len()), content),
        (
            format!(
                "<< /Type /XObject /Subtype /Image /Width {SIDE} /Height {SIDE} /ColorSpace /DeviceRGB \
                 /BitsPerComponent 8 /Length {} >>",
                pixels.len()
            ),
            pixels,
        ),
    ];
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (number, (head, stream)) in (1..).zip(&objects) {
        places.push(file.len());
        file.extend_from_slice(format!("{number} 0 obj\n{head}\n").as_bytes());
        if !stream.is_empty() {
            file.extend_from_slice(b"stream\n");
            file.extend_from_slice(stream);
            file.extend_from_slice(b"\nendstream\n");
        }
        file.extend_from_slice(b"endobj\n");
    }
    let table = file.len();
    file.extend_from_slice(b"xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        file.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    file.extend_from_slice(
        format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").as_bytes(),
    );
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_is_of_about_200_kb_and_another_for_each_seed() {
        assert!((190_000..210_000).contains(&scan(1).len()));
        assert_ne!(scan(1), scan(3));
    }
}

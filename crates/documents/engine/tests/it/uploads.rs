use std::io::Cursor;

use documents::{
    Document, Examined,
    MediaType::{self, Jpeg, Pdf, Png},
    RefusedFile::{
        self, ActiveContent, Damaged, Encrypted, NotAPdf, NotAPicture, TooLargePicture, TooManyPages,
    },
    Verdict,
};
use documents_engine::{Press, examine, pages};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use kernel::Language;

/// A small PDF by hand: the catalogue's and the page's extra entries, extra objects from number 5 on, number of pages.
pub(crate) fn pdf(catalogue: &str, page: &str, extra: &[&str], pages: usize) -> Vec<u8> {
    let content = "0 0 1 rg 100 100 300 500 re f";
    let first_page = 5 + extra.len();
    let kids: String = (0..pages).map(|index| format!("{} 0 R ", first_page + index)).collect();
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalogue}>>"),
        format!("<</Type/Pages/Kids[{kids}]/Count {pages}>>"),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Producer(by hand)>>".to_owned(),
    ];
    objects.extend(extra.iter().map(ToString::to_string));
    objects.extend(std::iter::repeat_n(
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<<>>{page}>>"),
        pages,
    ));
    whole(&objects, "")
}

/// The objects with header, table of references and trailer.
pub(crate) fn whole(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = String::new();
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file += &format!("xref\n0 {size}\n0000000000 65535 f \n{table}");
    file += &format!("trailer\n<</Size {size}/Root 1 0 R/Info 4 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

/// A picture with a colour that changes over its area.
pub(crate) fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let shade = |x: u32, y: u32| Rgb([(x % 256) as u8, (y % 256) as u8, 90]);
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::from_fn(width, height, shade)).write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn refused(file: &[u8], declared: MediaType, why: RefusedFile) {
    let start = String::from_utf8_lossy(&file[..file.len().min(300)]).into_owned();
    assert_eq!(examine(file.to_vec(), declared), Examined::Refused(why), "{start}");
}

fn accepted(file: Vec<u8>, declared: MediaType) -> Verdict {
    match examine(file, declared) {
        Examined::Accepted(verdict) => verdict,
        Examined::Refused(why) => panic!("refused as {}", why.code()),
    }
}

#[test]
fn an_honest_pdf_is_accepted_with_its_pages() {
    for count in [1, 3, 200] {
        let verdict = accepted(pdf("", "", &[], count), Pdf);
        assert_eq!(verdict, Verdict { media_type: Pdf, pages: u32::try_from(count).unwrap(), pixels: None });
    }
    // Certificates carry files, which do nothing.
    for document in Document::samples(Language::En) {
        let kind = document.kind();
        let ours = Press::new().set(&document).unwrap().bytes;
        assert!(accepted(ours, Pdf).pages >= 1, "{kind}");
    }
    let links = "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://www.example)>>>>]";
    assert_eq!(accepted(pdf("/OpenAction[5 0 R/Fit]", links, &[], 1), Pdf).pages, 1);
}

#[test]
fn a_pdf_that_does_things_is_refused() {
    let script = "<</S/JavaScript/JS(app.alert\\(1\\))>>";
    for active in [
        pdf(&format!("/OpenAction{script}"), "", &[], 1),
        pdf("/OpenAction 5 0 R", "", &[script], 1),
        pdf("/Names<</JavaScript<</Names[(a) 5 0 R]>>>>", "", &["<</S/Named/N/Print>>"], 1),
        pdf("/OpenAction<</S/J#61vaScript/J#53(x)>>", "", &[], 1),
        pdf("", "/AA<</O<</S/Launch/F(cmd.exe)>>>>", &[], 1),
        pdf("", "/AA<</O<</S/L#61unch/F(cmd.exe)>>>>", &[], 1),
        pdf("/Names<</EmbeddedFiles<</Names[(a) 5 0 R]>>>>", "", &["<</Type/Filespec/F(a.exe)>>"], 1),
        pdf("", "/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]>>]", &[], 1),
        pdf("", "/Annots[<</Type/Annot/Subtype/Link/A<</S/SubmitForm/F(http://x)>>>>]", &[], 1),
        pdf("/AcroForm<</XFA[(template) 5 0 R]/Fields[]>>", "", &["<<>>"], 1),
    ] {
        refused(&active, Pdf, ActiveContent);
    }
}

/// A PDF that carries one file, as object 6.
fn carrying(name: &str, contents: &str) -> Vec<u8> {
    named(&format!("/F({name})/UF({name})/EF<</F 6 0 R/UF 6 0 R>>"), contents)
}

/// The same with the entries of the object that names the file.
fn named(entries: &str, contents: &str) -> Vec<u8> {
    let stream = format!("<</Type/EmbeddedFile/Length {}>>stream\n{contents}\nendstream", contents.len());
    let named = format!("<</Type/Filespec/AFRelationship/Data{entries}>>");
    pdf("/AF[5 0 R]/Names<</EmbeddedFiles<</Names[(a) 5 0 R]>>>>", "", &[&named, &stream], 1)
}

#[test]
fn a_pdf_that_carries_data_and_pictures_is_accepted() {
    let inner = String::from_utf8(pdf("", "", &[], 1)).unwrap();
    for (name, contents) in [
        ("codes.txt", "UC1:ABC\n"),
        ("record.json", "{\"a\": [1, \"città\"]}"),
        ("credential.JSONLD", "[]"),
        ("credential.jwt", "eyJh.eyJi.c2ln"),
        ("elmo.xml", "<?xml version=\"1.0\"?><elmo xmlns=\"urn:x\">&amp;</elmo>"),
        ("exams.csv", "a;b\n1;2\n"),
        ("copy.pdf", inner.as_str()),
    ] {
        assert_eq!(accepted(carrying(name, contents), Pdf).pages, 1, "{name}");
    }
    let photo = picture(8, 8, ImageFormat::Png);
    let mut file = carrying("photo.png", &"@".repeat(photo.len()));
    let at = file.windows(photo.len()).position(|part| part.iter().all(|byte| *byte == b'@')).unwrap();
    file[at..at + photo.len()].copy_from_slice(&photo);
    assert_eq!(accepted(file, Pdf).pages, 1, "a picture");
}

#[test]
fn a_pdf_that_carries_anything_else_is_refused() {
    let script = String::from_utf8(pdf("", "/AA<</O<</S/SubmitForm/F(x)>>>>", &[], 1));
    let inner = String::from_utf8(carrying("inner.txt", "text")).unwrap();
    for (name, contents) in [
        ("a.exe", "MZ"),
        ("a.js", "app.alert(1)"),
        ("a.html", "<html></html>"),
        ("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("a.docm", "text"),
        ("a.xml.bat", "text"),
        ("a.txt.", "text"),
        ("a:b.txt", "text"),
        ("noending", "text"),
        ("a.txt", "#!/bin/sh\nrm -rf /"),
        ("a.txt", "MZ\u{1}\u{2}"),
        ("a.json", "alert(1)"),
        ("a.png", "text"),
        ("a.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"),
        ("a.xml", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><script/></html>"),
        ("a.xml", "<html xmlns=\"http://www.w3.org/1999/&#120;html\"><script/></html>"),
        ("a.xml", "<?xml-stylesheet href=\"a.xsl\"?><a/>"),
        ("a.pdf", "text"),
        ("a.pdf", script.unwrap().as_str()),
        ("a.pdf", inner.as_str()),
    ] {
        refused(&carrying(name, contents), Pdf, ActiveContent);
    }
    for entries in [
        // Two names, the second of which another system would take.
        "/F(a.txt)/UF(a.exe)/EF<</F 6 0 R>>",
        "/F(a.txt)/UF<feff0061002e006500780065>/EF<</F 6 0 R>>",
        // A name that is turned around when it is shown.
        "/F<feff0061202e006500780065002e007400780074>/EF<</F 6 0 R>>",
        // No name at all; contents that nothing names; contents for no system that we know.
        "/EF<</F 6 0 R>>",
        "/F(a.txt)",
        "/F(a.txt)/EF<</Movie 6 0 R>>",
        "/F(a.txt)/EF<</F 99 0 R>>",
        "/F(a.txt)/EF 6 0 R",
    ] {
        refused(&named(entries, "text"), Pdf, ActiveContent);
    }
    // One that our reader does not find, and another might.
    let hidden = pdf("", "", &["(9 0 obj<</Type/EmbeddedFile>>)"], 1);
    refused(&hidden, Pdf, ActiveContent);
}

#[test]
fn an_encrypted_pdf_is_refused() {
    let filter = "<</Filter/Standard/V 1/R 2/O(01234567890123456789012345678901)/U(01234567890123456789012345678901)/P -4>>";
    let plain = pdf("", "", &[filter], 1);
    let text = String::from_utf8(plain).unwrap();
    refused(text.replace("/Info 4 0 R", "/Encrypt 5 0 R/ID[(a)(b)]").as_bytes(), Pdf, Encrypted);
}

#[test]
fn a_pdf_that_is_cut_broken_or_something_else_is_refused() {
    let honest = pdf("", "", &[], 2);
    for length in [0, 4] {
        refused(&honest[..length], Pdf, NotAPdf);
    }
    for length in [9, 60, honest.len() / 2, honest.len() - 10] {
        refused(&honest[..length], Pdf, Damaged);
    }
    refused(b"%PDF-1.7\nnothing at all\n%%EOF", Pdf, Damaged);
    refused(&[b"GIF89a".as_slice(), &honest].concat(), Pdf, NotAPdf);
    refused(b"MZ\x90\0 a program", Pdf, NotAPdf);
    refused(&picture(8, 8, ImageFormat::Png), Pdf, NotAPdf);
    refused(&[honest.as_slice(), b"<script>alert(1)</script>"].concat(), Pdf, Damaged);
    let archive = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    refused(&[honest.as_slice(), archive].concat(), Pdf, NotAPdf);
    let text = String::from_utf8(honest).unwrap();
    refused(text.replace("/Count 2", "/Count 9").as_bytes(), Pdf, Damaged);
    refused(&pdf("", "", &[], 201), Pdf, TooManyPages);
}

#[test]
fn garbage_is_refused_and_never_breaks_the_reader() {
    // A small generator with a fixed start: the same garbage every time.
    let mut state = 88_172_645_463_325_252_u64;
    let mut byte = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 24) as u8
    };
    let honest = [
        pdf("", "", &["[1 2 (a) <</B/C>>]"], 2),
        picture(40, 30, ImageFormat::Png),
        picture(40, 30, ImageFormat::Jpeg),
    ];
    for (file, declared) in honest.iter().zip([Pdf, Png, Jpeg]) {
        for _ in 0..300 {
            let mut broken = file.clone();
            for _ in 0..=(byte() % 8) {
                let at = (usize::from(byte()) << 8 | usize::from(byte())) % broken.len();
                broken[at] = byte();
            }
            let _ = examine(broken, declared);
        }
        let noise: Vec<u8> = file.iter().take(8).copied().chain((0..5000).map(|_| byte())).collect();
        assert!(matches!(examine(noise, declared), Examined::Refused(_)));
    }
}

#[test]
fn honest_pictures_are_accepted_with_their_size() {
    for (format, media_type) in [(ImageFormat::Png, Png), (ImageFormat::Jpeg, Jpeg)] {
        for declared in [Png, Jpeg] {
            let verdict = accepted(picture(70, 50, format), declared);
            assert_eq!(verdict, Verdict { media_type, pages: 1, pixels: Some((70, 50)) });
        }
    }
    let photo = picture(70, 50, ImageFormat::Jpeg);
    assert_eq!(
        accepted([photo.as_slice(), &photo, &[0; 16]].concat(), Jpeg).pages,
        1,
        "telephones add a smaller copy"
    );
}

#[test]
fn broken_double_and_huge_pictures_are_refused() {
    for (format, declared) in [(ImageFormat::Png, Png), (ImageFormat::Jpeg, Jpeg)] {
        let honest = picture(70, 50, format);
        refused(&honest[..honest.len() - 3], declared, Damaged);
        refused(&honest[..honest.len() / 2], declared, Damaged);
        refused(&[honest.as_slice(), b"<script>alert(1)</script>"].concat(), declared, Damaged);
        let archive = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02\0hi";
        refused(&[honest.as_slice(), archive].concat(), declared, NotAPicture);
    }
    let photo = picture(70, 50, ImageFormat::Jpeg);
    let double = [&photo[..2], b"\xff\xfe\0\x0a%PDF-1.4", &photo[2..]].concat();
    refused(&double, Jpeg, NotAPicture);
    refused(b"GIF89a", Png, NotAPicture);
    refused(&pdf("", "", &[], 1), Jpeg, NotAPicture);
    refused(&picture(12_001, 1, ImageFormat::Png), Png, TooLargePicture);
    refused(&claiming(12_000, 12_000), Png, TooLargePicture);
    refused(&claiming(u32::MAX / 2, 9), Png, TooLargePicture);
}

/// A PNG of a few bytes that says it is large.
pub(crate) fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut file = picture(1, 1, ImageFormat::Png);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let mut sum = !0_u32;
    for byte in &file[12..29] {
        sum ^= u32::from(*byte);
        (0..8).for_each(|_| sum = if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 });
    }
    file[29..33].copy_from_slice(&(!sum).to_be_bytes());
    file
}

#[test]
fn pages_are_drawn_again_as_pictures() {
    let drawn = pages(pdf("", "", &[], 4), Pdf, 2, 300).unwrap();
    assert_eq!(drawn.iter().map(|page| page.width).collect::<Vec<_>>(), [300, 300]);
    let page = image::load_from_memory(&drawn[0].bytes).unwrap().into_rgb8();
    assert_eq!((page.width(), page.height()), (drawn[0].width, drawn[0].height));
    assert_eq!(page.get_pixel(150, 250), &Rgb([0, 0, 255]), "the blue field");
    assert_eq!(page.get_pixel(5, 5), &Rgb([255, 255, 255]), "white paper");

    let photo = pages(picture(900, 300, ImageFormat::Jpeg), Jpeg, 1, 300).unwrap();
    assert_eq!((photo[0].width, photo[0].height), (300, 100));
    let small = pages(picture(90, 30, ImageFormat::Png), Png, 1, 300).unwrap();
    assert_eq!((small[0].width, small[0].height), (90, 30));
    assert!(pages(b"%PDF-nothing".to_vec(), Pdf, 1, 300).is_err());
    assert!(pages(b"nothing".to_vec(), Png, 1, 300).is_err());
}

#[test]
fn a_very_long_page_is_drawn_narrower() {
    let long = String::from_utf8(pdf("", "", &[], 1)).unwrap().replace("0 0 595 842", "0 0 10 9999");
    let drawn = pages(long.into_bytes(), Pdf, 1, 400).unwrap();
    assert!(drawn[0].height <= 1200, "{:?}", drawn[0]);
}

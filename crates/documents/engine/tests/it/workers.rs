//! The real worker in its own process, fed by the real pool.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use documents::{
    CannotRender, Document, Examined, MediaType, RefusedFile, Renderer, Settings, Workers, protocol::Job,
};
use image::ImageFormat;
use kernel::Language;

use crate::uploads::{claiming, pdf, picture, whole};

/// One worker, and patience enough for a busy machine: processor time is limited by the worker itself.
fn settings() -> Settings {
    let mut settings = Settings::of(env!("CARGO_BIN_EXE_typeset-worker"), [""; 0], 1);
    settings.patience = Duration::from_secs(90);
    settings
}

fn pool() -> Workers {
    Workers::new(settings())
}

async fn still_works(workers: &Workers) {
    let paper = Document::samples(Language::It).remove(0);
    assert!(workers.render(paper).await.unwrap().bytes.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn papers_pages_and_verdicts_come_from_one_process() {
    let workers = pool();
    for language in Language::ALL {
        for document in Document::samples(language) {
            let pdf = workers.render(document.clone()).await.unwrap();
            assert!(
                pdf.bytes == documents_engine::Press::new().set(&document).unwrap().bytes,
                "{}",
                document.kind()
            );
            let examined = workers.examine(&pdf.bytes, MediaType::Pdf).await.unwrap();
            // Our own certificates carry files, which do nothing.
            assert!(matches!(examined, Examined::Accepted(_)), "{}: {examined:?}", document.kind());
            let pages = workers.pages(&pdf.bytes, MediaType::Pdf, 2, 200).await.unwrap();
            assert!(
                pages.iter().all(|page| page.width.abs_diff(200) <= 1 && page.bytes.starts_with(b"\x89PNG"))
            );
        }
    }
    assert_eq!(workers.idle(), 1);
}

#[tokio::test]
async fn two_workers_serve_many_jobs_at_once() {
    let mut two = settings();
    two.workers = 2;
    two.jobs_per_worker = 3;
    let workers = Workers::new(two);
    let paper = Document::samples(Language::En).remove(2);
    let jobs = (0..10).map(|_| {
        let (workers, paper) = (workers.clone(), paper.clone());
        tokio::spawn(async move { workers.render(paper).await.unwrap().bytes })
    });
    let mut papers = Vec::new();
    for job in jobs.collect::<Vec<_>>() {
        papers.push(job.await.unwrap());
    }
    assert!(papers.iter().all(|paper| paper == &papers[0]));
}

#[tokio::test]
async fn an_endless_layout_is_stopped_and_the_next_job_works() {
    let mut impatient = settings();
    impatient.patience = Duration::from_secs(2);
    let workers = Workers::new(impatient);
    let endless = "#let n = 0\n#for i in range(100000000) { for j in range(1000) { n += 1 } }".to_owned();
    let start = Instant::now();
    let outcome = workers.ask(&Job::Template { source: endless }, &[]).await;
    assert!(matches!(outcome, Err(CannotRender::TimedOut | CannotRender::Crashed)), "{outcome:?}");
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
    still_works(&pool()).await;
}

#[tokio::test]
async fn a_layout_that_eats_memory_ends_its_worker_alone() {
    let workers = pool();
    let hungry = "#let all = \"a\" * 4000000000\n#all.len()".to_owned();
    let outcome = workers.ask(&Job::Template { source: hungry }, &[]).await;
    assert!(matches!(outcome, Err(CannotRender::Crashed)), "{outcome:?}");
    still_works(&workers).await;
}

#[tokio::test]
async fn a_template_sees_no_file_of_the_machine() {
    let workers = pool();
    for source in
        ["#read(\"/etc/hostname\")", "#read(\"../../etc/hostname\")", "#import \"@preview/x:1.0.0\": *"]
    {
        let (answer, body) = workers.ask(&Job::Template { source: source.into() }, &[]).await.unwrap();
        assert!(matches!(answer, documents::protocol::Answer::Failed { .. }), "{source}: {answer:?}");
        assert!(body.is_empty());
    }
}

#[tokio::test]
async fn a_worker_can_open_nothing_and_has_no_environment() {
    let mut child = tokio::process::Command::new(env!("CARGO_BIN_EXE_typeset-worker"))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let limits = format!("/proc/{}/limits", child.id().unwrap());
    if !Path::new(&limits).exists() {
        eprintln!("skipped: this system has no /proc");
        return;
    }
    let start = Instant::now();
    let row = |name: &str| {
        let text = std::fs::read_to_string(&limits).unwrap();
        text.lines()
            .find(|line| line.starts_with(name))
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    while !row("Max open files").contains(" 3 3 ") && start.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(row("Max open files").contains(" 3 3 "));
    assert!(row("Max core file size").contains(" 0 0 ") && row("Max file size").contains(" 0 0 "));
    assert!(row("Max address space").contains(" 1073741824 1073741824 "));
    child.kill().await.unwrap();
}

#[tokio::test]
async fn hostile_uploads_harm_nobody() {
    let workers = pool();
    for (bomb, name) in
        [(packed_zeros(1_500), "contents"), (nested(200_000), "nesting"), (circle(), "circle")]
    {
        let examined = workers.examine(&bomb, MediaType::Pdf).await.unwrap();
        assert!(matches!(examined, Examined::Refused(_)), "{name}: {examined:?}");
        let _ = workers.pages(&bomb, MediaType::Pdf, 1, 800).await;
    }
    let examined = workers.examine(&claiming(12_000, 12_000), MediaType::Png).await.unwrap();
    assert_eq!(examined, Examined::Refused(RefusedFile::TooLargePicture));
    assert!(workers.pages(&claiming(12_000, 12_000), MediaType::Png, 1, 800).await.is_err());
    assert!(workers.pages(b"garbage", MediaType::Pdf, 1, 800).await.is_err());
    let photo = picture(640, 480, ImageFormat::Jpeg);
    assert!(matches!(workers.examine(&photo, MediaType::Jpeg).await.unwrap(), Examined::Accepted(_)));
    still_works(&workers).await;
}

/// A page whose contents unpack to so many megabytes, from a thousandth of that.
fn packed_zeros(megabytes: usize) -> Vec<u8> {
    // Stored once and repeated: a run of zeros is packed as itself, copied from just before (RFC 1951).
    let mut bits = Bits::default();
    bits.push(0b1, 1);
    bits.push(0b01, 2);
    bits.push_code(0x30, 8);
    for _ in 0..megabytes * 4065 {
        // Length 258, distance 1: the longest copy there is.
        bits.push_code(0b1100_0101, 8);
        bits.push_code(0, 5);
    }
    bits.push_code(0, 7);
    let mut packed = vec![0x78, 0x9c];
    packed.extend(bits.bytes);
    packed.extend([0; 4]);
    let hexadecimal: String = packed.iter().map(|byte| format!("{byte:02x}")).collect();
    let content = format!(
        "<</Length {}/Filter[/ASCIIHexDecode/FlateDecode]>>stream\n{hexadecimal}>\nendstream",
        hexadecimal.len() + 1
    );
    whole(
        &[
            "<</Type/Catalog/Pages 2 0 R>>".into(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R>>".into(),
            "<<>>".into(),
            content,
        ],
        "",
    )
}

/// Bits as RFC 1951 packs them.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    fn push(&mut self, value: u32, count: usize) {
        for index in 0..count {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            *self.bytes.last_mut().unwrap() |= (((value >> index) & 1) as u8) << (self.used % 8);
            self.used += 1;
        }
    }

    /// Codes go with their highest bit first.
    fn push_code(&mut self, value: u32, count: usize) {
        (0..count).rev().for_each(|index| self.push((value >> index) & 1, 1));
    }
}

/// Arrays in arrays.
fn nested(deep: usize) -> Vec<u8> {
    pdf(&format!("/X{}{}", "[".repeat(deep), "]".repeat(deep)), "", &[], 1)
}

/// A tree of pages that holds itself.
fn circle() -> Vec<u8> {
    whole(
        &[
            "<</Type/Catalog/Pages 2 0 R>>".into(),
            "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>".into(),
            "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>".into(),
            "<<>>".into(),
        ],
        "",
    )
}

#[tokio::test]
async fn a_hostile_template_of_a_university_costs_one_document_its_turn() {
    let folder = std::env::temp_dir().join(format!("ateneo-templates-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut own = settings();
    own.templates = Some(folder.clone());
    own.patience = Duration::from_secs(20);
    let workers = Workers::new(own);
    let certificate = || {
        let samples = Document::samples(Language::It);
        samples.into_iter().find(|document| document.kind() == "certificate").unwrap()
    };
    let write = |source: &str| std::fs::write(folder.join("certificate.typ"), source).unwrap();

    write("#let n = 0\n#for i in range(100000000) { for j in range(1000) { n += 1 } }");
    let endless = workers.render(certificate()).await;
    assert!(matches!(endless, Err(CannotRender::TimedOut | CannotRender::Crashed)), "{endless:?}");
    // Other papers are not touched by it, and a mended template is taken without a restart.
    still_works(&workers).await;
    write("= A\n#nothing");
    let broken = workers.render(certificate()).await;
    assert!(
        matches!(&broken, Err(CannotRender::Failed { reason }) if reason.starts_with("certificate.typ, line 2: unknown variable")),
        "{broken:?}"
    );
    write("#set document(title: \"Own\")\n= Own");
    assert!(workers.render(certificate()).await.unwrap().bytes.starts_with(b"%PDF-"));
    std::fs::remove_dir_all(&folder).unwrap();
    let gone = workers.render(certificate()).await;
    assert!(
        matches!(&gone, Err(CannotRender::Failed { reason }) if reason.contains("cannot be read")),
        "{gone:?}"
    );
}

//! The pool of workers with programs that are no typesetters, and the plain renderer.

use std::time::{Duration, Instant};

use documents::{
    CannotRender, Document, Examined, MediaType, RefusedFile, Renderer, Settings, Workers,
    testing::PlainRenderer,
};
use kernel::Language;

/// A pool of one worker that is a shell script, with a quarter of a second of patience.
fn pool(script: &str) -> Workers {
    let mut settings = Settings::of("/bin/sh", ["-c", script], 1);
    settings.patience = Duration::from_millis(250);
    settings.queue = 1;
    Workers::new(settings)
}

fn paper() -> Document {
    Document::samples(Language::It).remove(0)
}

/// A script that swallows the question and answers with the given header, without body.
fn answering(header: &str) -> String {
    let length = header.len();
    assert!(length < 64);
    format!("printf '\\000\\000\\000\\{length:o}\\000\\000\\000\\000{header}'; exec cat >/dev/null")
}

#[tokio::test]
async fn an_answer_comes_through_and_the_worker_is_kept() {
    let workers = pool(&answering(r#"{"answer":"pdf","replaced":"x"}"#));
    let pdf = workers.render(paper()).await.unwrap();
    assert_eq!((pdf.replaced.as_str(), pdf.bytes.len()), ("x", 0));
    assert_eq!(workers.idle(), 1);
}

#[tokio::test]
async fn a_worker_that_is_silent_is_killed_in_time() {
    let workers = pool("exec sleep 60");
    let start = Instant::now();
    assert!(matches!(workers.render(paper()).await, Err(CannotRender::TimedOut)));
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(workers.idle(), 1, "a new worker stands ready");
}

#[tokio::test]
async fn a_worker_that_dies_or_talks_nonsense_is_an_error_and_a_file_that_does_it_is_damaged() {
    for script in ["exit 3", "echo this is no frame at all; exec cat >/dev/null"] {
        let workers = pool(script);
        assert!(matches!(workers.render(paper()).await, Err(CannotRender::Crashed)), "{script}");
        let examined = workers.examine(b"%PDF-", MediaType::Pdf).await.unwrap();
        assert_eq!(examined, Examined::Refused(RefusedFile::Damaged), "{script}");
    }
}

#[tokio::test]
async fn a_program_that_is_not_there_is_told() {
    let workers = Workers::new(Settings::of("/nowhere/at/all", ["x"], 1));
    assert!(matches!(workers.render(paper()).await, Err(CannotRender::NoWorker(_))));
}

#[tokio::test]
async fn a_full_queue_answers_at_once_that_it_is_busy() {
    let workers = pool("exec sleep 60");
    let (first, second, third) =
        tokio::join!(workers.render(paper()), workers.render(paper()), workers.render(paper()));
    assert!(matches!(first, Err(CannotRender::TimedOut)));
    assert!(matches!(second, Err(CannotRender::TimedOut)));
    assert!(matches!(third, Err(CannotRender::Busy)));
}

#[tokio::test]
async fn an_idle_worker_is_let_go() {
    let mut settings = Settings::of("/bin/cat", [""; 0], 1);
    settings.idle = Duration::from_millis(100);
    let workers = Workers::new(settings);
    workers.warm().unwrap();
    workers.warm().unwrap();
    assert_eq!(workers.idle(), 1);
    let start = Instant::now();
    while workers.idle() > 0 && start.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(workers.idle(), 0);
}

#[tokio::test]
async fn the_plain_renderer_shows_what_the_paper_says() {
    for language in Language::ALL {
        for document in Document::samples(language) {
            let kind = document.kind();
            let pdf = PlainRenderer.render(document).await.unwrap();
            let text = String::from_utf8(pdf.bytes).unwrap();
            assert!(text.starts_with("%PDF-1.7") && text.contains("Borgo San Luca") && text.contains(kind));
        }
    }
    let seen = PlainRenderer.examine(b"\xff\xd8\xff\xe0", MediaType::Png).await.unwrap();
    assert!(matches!(seen, Examined::Accepted(verdict) if verdict.media_type == MediaType::Jpeg));
    let pages = PlainRenderer.pages(b"%PDF-1.4", MediaType::Pdf, 1, 100).await.unwrap();
    assert_eq!(pages.len(), 1);
}

#[test]
fn every_refusal_and_problem_has_its_text_in_both_languages() {
    for language in Language::ALL {
        let texts = documents::texts(language);
        for problem in ["documents-busy", "documents-unavailable", "file-unreadable"] {
            assert!(texts.contains(&format!("problem-{problem} = ")), "{problem}");
        }
    }
}

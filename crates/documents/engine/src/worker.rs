use std::{
    io::{Read, Write, stdin, stdout},
    process::ExitCode,
};

use documents::protocol::{Answer, Job, PageSize, lengths, opening};

use crate::{CannotSet, CannotShow, Press, Set, examine, limits, pages};

/// Works until standard input ends: one frame in, one frame out (see `documents::protocol`). To be called before
/// anything else is started, and never to be given outside templates.
pub fn worker_main() -> ExitCode {
    work(false)
}

/// As [`worker_main`], but sets bare templates too. For tests of what a hostile layout can do.
pub fn trusting_worker_main() -> ExitCode {
    work(true)
}

fn work(trusting: bool) -> ExitCode {
    // A panic's text may quote a document.
    std::panic::set_hook(Box::new(|_| ()));
    if limits::give_up().is_err() {
        return ExitCode::FAILURE;
    }
    let mut press = None;
    let (mut from, mut to) = (stdin().lock(), stdout().lock());
    loop {
        let mut prefix = [0; 8];
        if from.read_exact(&mut prefix).is_err() {
            return ExitCode::SUCCESS;
        }
        if limits::grant_time().is_err() || serve(prefix, &mut from, &mut to, &mut press, trusting).is_none()
        {
            return ExitCode::FAILURE;
        }
    }
}

/// One job; `None` when the other side is gone or talks nonsense.
fn serve(
    prefix: [u8; 8],
    from: &mut impl Read,
    to: &mut impl Write,
    press: &mut Option<Press>,
    trusting: bool,
) -> Option<()> {
    let (header, body) = lengths(prefix)?;
    let header = take(from, header)?;
    let body = take(from, body)?;
    let job: Job = serde_json::from_slice(&header).ok()?;
    let (answer, body) = answer(job, body, press, trusting);
    to.write_all(&opening(&answer, body.len())?).ok()?;
    to.write_all(&body).ok()?;
    to.flush().ok()
}

fn take(from: &mut impl Read, length: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = from.take(u64::try_from(length).ok()?).read_to_end(&mut bytes).ok()?;
    (read == length).then_some(bytes)
}

fn answer(job: Job, body: Vec<u8>, press: &mut Option<Press>, trusting: bool) -> (Answer, Vec<u8>) {
    match job {
        Job::Render { document, templates } => {
            printed(press.get_or_insert_with(Press::new).set_with(&document, &templates))
        }
        Job::Template { source } if trusting => {
            printed(press.get_or_insert_with(Press::new).set_template(&source))
        }
        Job::Template { .. } => {
            (Answer::Failed { reason: "bare templates are not set here".into() }, Vec::new())
        }
        Job::Examine { declared } => (Answer::Examined { examined: examine(body, declared) }, Vec::new()),
        Job::Pages { media_type, max_pages, width_px } => {
            match pages(body, media_type, max_pages, width_px) {
                Ok(pages) => {
                    let size = |page: &documents::Png| PageSize {
                        bytes: u32::try_from(page.bytes.len()).unwrap_or(u32::MAX),
                        width: page.width,
                        height: page.height,
                    };
                    let sizes = pages.iter().map(size).collect();
                    (Answer::Pages { sizes }, pages.into_iter().flat_map(|page| page.bytes).collect())
                }
                Err(CannotShow) => (Answer::Unreadable, Vec::new()),
            }
        }
    }
}

fn printed(set: Result<Set, CannotSet>) -> (Answer, Vec<u8>) {
    match set {
        Ok(set) => (Answer::Pdf { replaced: set.replaced }, set.bytes),
        Err(CannotSet { reason }) => (Answer::Failed { reason }, Vec::new()),
    }
}

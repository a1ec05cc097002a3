//! From a request that is paid to documents in the person's hands.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use certificates::{
    catalogue::{Choice, Destination, Kind, Purpose, Tongue},
    issue::{self, CannotSeal, IssuedState, SealWords, Sealed, Sealer, store::Issued},
    testing::PlainSealer,
};
use documents::{CannotRender, Document, Examined, MediaType, Pdf, Png, Renderer, testing::PlainRenderer};
use jiff::{SignedDuration, Timestamp};
use kernel::{Event, Language};
use platform::{Actor, Capability, Ports, Subject, jobs::Job, testing::World};

pub fn rooms() -> Vec<Capability> {
    vec![people::capability(), registry::capability(), certificates::capability()]
}

/// Fails, or hangs, so many times; then does as the plain one.
#[derive(Clone, Default)]
struct Moody {
    fails: Arc<AtomicUsize>,
    hangs: Arc<AtomicUsize>,
    asked: Arc<AtomicUsize>,
}

fn takes(count: &AtomicUsize) -> bool {
    count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
}

impl Moody {
    fn fails(times: usize) -> Self {
        Self { fails: Arc::new(AtomicUsize::new(times)), ..Self::default() }
    }

    fn hangs(times: usize) -> Self {
        Self { hangs: Arc::new(AtomicUsize::new(times)), ..Self::default() }
    }

    async fn mood(&self) -> bool {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if takes(&self.hangs) {
            std::future::pending::<()>().await;
        }
        takes(&self.fails)
    }
}

#[async_trait]
impl Renderer for Moody {
    async fn render(&self, document: Document) -> Result<Pdf, CannotRender> {
        if self.mood().await {
            return Err(CannotRender::Failed { reason: "certificate.typ, line 3: unknown variable".into() });
        }
        PlainRenderer.render(document).await
    }

    async fn pages(
        &self,
        file: &[u8],
        kind: MediaType,
        most: u32,
        width: u32,
    ) -> Result<Vec<Png>, CannotRender> {
        PlainRenderer.pages(file, kind, most, width).await
    }

    async fn examine(&self, file: &[u8], declared: MediaType) -> Result<Examined, CannotRender> {
        PlainRenderer.examine(file, declared).await
    }
}

#[async_trait]
impl Sealer for Moody {
    async fn seal(&self, pdf: Vec<u8>, at: Timestamp, words: SealWords) -> Result<Sealed, CannotSeal> {
        if self.mood().await {
            return Err(CannotSeal::Waits("the time-stamp authority does not answer".into()));
        }
        PlainSealer.seal(pdf, at, words).await
    }
}

fn ports(renderer: impl Renderer + 'static, sealer: impl Sealer + 'static) -> Ports {
    let (renderer, sealer): (Arc<dyn Renderer>, Arc<dyn Sealer>) = (Arc::new(renderer), Arc::new(sealer));
    Ports::default().with(renderer).with(sealer)
}

pub async fn world(renderer: impl Renderer + 'static, sealer: impl Sealer + 'static) -> World {
    World::with(rooms, ports(renderer, sealer), |_| {}).await
}

pub async fn run(world: &World, statements: &[String]) {
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    for statement in statements {
        sqlx::query(sqlx::AssertSqlSafe(statement.clone())).execute(tx.conn()).await.unwrap();
    }
    tx.journal(&Subject::new("test", "rows"), Event::new("test.rows")).await.unwrap();
    tx.commit().await.unwrap();
}

/// A graduate with a path of so many examinations, and a request that begins to be issued.
pub async fn paid(world: &World, name: (&str, &str), exams: usize, items: &[(&str, &str)]) {
    let anna =
        people::testing::person(world).id("anna").named(name.0, name.1).speaks(Language::It).create().await;
    let mut rows = vec![format!(
        "insert into career (id, person_id, matricola, kind, title_it, title_en, year, status, opened_on, closed_on, \
         class_code, language, ects_tenths, version) values ('c1', '{}', '975765', 'master', \
         'Gestione del patrimonio', 'Heritage Management', '2024/25', 'awarded', '2024-10-01', '2026-01-30', '', 'it', \
         600, 1)",
        anna.id
    )];
    rows.push(
        "insert into award (career_id, title_it, title_en, awarded_on, points, out_of, honours, thesis, version) \
         values ('c1', 'Master in Gestione del patrimonio', 'Master in Heritage Management', '2026-01-30', 110, 110, \
         1, 'Il museo', 1)"
            .into(),
    );
    for exam in 0..exams {
        rows.push(format!(
            "insert into exam (id, career_id, code, title_it, title_en, sector, ects_tenths, points, out_of, honours, \
             passed_on, version) values ('e{exam}', 'c1', '09720{exam}', 'Esame {exam}', 'Exam {exam}', 'ICAR/18', 60, \
             30, 30, 0, '2025-02-11', 1)"
        ));
    }
    rows.push(
        "insert into counter (series, value) values ('certificate-request', 1) on conflict do nothing".into(),
    );
    rows.push(format!(
        "insert into certificate_request (id, number, person_id, career_id, language, state, communications, delivery, \
         created_at, expires_at, version) values ('r1', 1, '{}', 'c1', 'it', 'issuing', '', 'download', \
         '2026-11-23T09:00:00.000000Z', '2026-12-23T09:00:00.000000Z', 1)",
        anna.id
    ));
    rows.push("insert into certificate_tally (state, n) values ('issuing', 1)".into());
    for (place, (id, kind)) in items.iter().enumerate() {
        rows.push(format!(
            "insert into certificate_item (id, request_id, position, kind, purpose, tongue, residence_permit, \
             destination, footnote, footnote_state, note, copies, amount, reserved_at) values ('{id}', 'r1', {place}, \
             '{kind}', '{}', 'it', 0, 'italy', 'Nota mai approvata', 'refused', '', 1, 1600, \
             '2026-11-23T09:00:00.000000Z')",
            if kind.starts_with("self") { "own" } else { "stamped" }
        ));
    }
    run(world, &rows).await;
    begin(world, items).await;
}

async fn begin(world: &World, items: &[(&str, &str)]) {
    let mut tx = world.house.begin_as(Actor::System, "test").await.unwrap();
    for (id, _) in items {
        tx.enqueue(Job::new(issue::JOB, id).unwrap().once(format!("certificates-issue-{id}"))).await.unwrap();
    }
    tx.journal(&Subject::new("test", "rows"), Event::new("test.paid")).await.unwrap();
    tx.commit().await.unwrap();
}

pub async fn of_item(world: &World, item: &str) -> Option<Issued> {
    let mut conn = world.house.db().read().await.unwrap();
    issue::store::of_item(&mut conn, item).await.unwrap()
}

async fn request_state(world: &World) -> String {
    use sqlx::Row;
    let mut conn = world.house.db().read().await.unwrap();
    let row =
        sqlx::query("select state from certificate_request where id = 'r1'").fetch_one(&mut *conn).await;
    row.unwrap().try_get(0).unwrap()
}

const AWARD: &[(&str, &str)] = &[("i1", "award")];

/// The printed code is genuine, the log has it, and the file says all of it.
async fn proven(world: &World, issued: &Issued) -> String {
    let mut conn = world.house.db().read().await.unwrap();
    let keys = issue::keys::printed_keys(&mut conn).await.unwrap();
    let address = issue::camera_address(&world.house);
    let checked = printed::check(&issued.printed, &[&address], &keys).unwrap();
    assert_eq!(checked.standing, keys::Standing::Good);
    assert_eq!(checked.facts.number, issued.number.to_string());
    let place = issue::log::place_of(&mut conn, &issued.id).await.unwrap();
    assert_eq!(checked.facts.status_index, place);

    let size = issue::log::size(&mut conn).await.unwrap();
    let verifier = issue::keys::log_verifier(&world.house).unwrap();
    let leaf = transparency::leaf_hash(&printed::message(&issued.printed).unwrap());
    for size in [place + 1, size] {
        let note = issue::log::checkpoint(&mut conn, size).await.unwrap();
        let origin = issue::keys::origin(&world.house);
        let head = transparency::checkpoint::Checkpoint::open(&note, &origin, &verifier).unwrap();
        assert_eq!(head.size, size);
        let proof = issue::log::inclusion(&mut conn, place, size).await.unwrap();
        transparency::verify_inclusion(place, size, &leaf, &proof, &head.root).unwrap();
    }
    drop(conn);
    let (row, bytes) = issue::file(&world.house, issued).await.unwrap();
    assert_eq!(Some(row.sha256), issued.sha256);
    assert_eq!(bytes, issue::file(&world.house, issued).await.unwrap().1, "the same bytes each time");
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains(&issue::code::show(&issued.code)) && text.contains("% sealed by"), "{text}");
    text
}

#[tokio::test]
async fn a_paid_request_becomes_a_signed_document_and_one_mail() {
    let world = world(PlainRenderer, PlainSealer).await;
    paid(&world, ("Anna", "Rossi"), 0, AWARD).await;
    world.settle().await;
    let issued = of_item(&world, "i1").await.unwrap();
    assert_eq!(
        (issued.state, issued.number, issued.signature_level.as_deref()),
        (IssuedState::Issued, 1, Some("B-B"))
    );
    let text = proven(&world, &issued).await;
    assert!(text.contains("Master in Gestione del patrimonio") && text.contains("110"), "{text}");
    assert!(!text.contains("Nota mai approvata"), "a refused footnote is not printed");
    assert_eq!(request_state(&world).await, "ready");
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].subject.contains("pronto"), "in the person's language: {}", mails[0].subject);
    assert!(mails[0].links[0].ends_with("/certificates/requests/r1"));
    for secret in ["975765", "110", "Master", issued.code.as_str()] {
        assert!(!mails[0].text.contains(secret), "{secret} in the mail");
    }
    assert_eq!(
        world.history("issued-document", &issued.id).await,
        ["certificates.prepared", "certificates.issued"]
    );
    // Asked again, nothing is made again.
    begin(&world, AWARD).await;
    world.settle().await;
    assert_eq!(world.count("select count(*) from issued").await, 1);
    assert_eq!(world.mails().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn a_request_of_several_documents_is_ready_with_the_last_one_and_tells_it_once() {
    let world = world(PlainRenderer, PlainSealer).await;
    let items =
        [("i1", "award"), ("i2", "path"), ("i3", "self-award"), ("i4", "self-path"), ("i5", "supplement")];
    paid(&world, ("Anna", "Rossi"), 40, &items).await;
    world.settle().await;
    assert_eq!(request_state(&world).await, "ready");
    assert_eq!(world.mails().await.len(), 1);
    let mut numbers = Vec::new();
    for (item, _) in items {
        let issued = of_item(&world, item).await.unwrap();
        proven(&world, &issued).await;
        numbers.push(issued.number);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    world.finish().await;
}

/// Cuts the work off after a while, as a kill would, and lets the next process begin at once.
async fn killed(world: &World) {
    let work = tokio::spawn({
        let house = world.house.clone();
        async move { house.settle().await }
    });
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    work.abort();
    let _ = work.await;
    run(world, &["update job set lease_until = null".to_owned()]).await;
}

#[tokio::test]
async fn a_kill_while_setting_or_sealing_makes_the_same_document_once() {
    for (renderer, sealer) in [(Moody::hangs(1), Moody::default()), (Moody::default(), Moody::hangs(1))] {
        let (asked_renderer, asked_sealer) = (renderer.asked.clone(), sealer.asked.clone());
        let world = world(renderer, sealer).await;
        paid(&world, ("Anna", "Rossi"), 3, AWARD).await;
        let mut tries = 0;
        while asked_renderer.load(Ordering::SeqCst) + asked_sealer.load(Ordering::SeqCst) == 0 && tries < 20 {
            killed(&world).await;
            tries += 1;
        }
        let before = of_item(&world, "i1").await.unwrap();
        assert_eq!(before.state, IssuedState::Prepared);
        world.settle().await;
        let after = of_item(&world, "i1").await.unwrap();
        assert_eq!(
            (before.id, before.number, before.code, before.printed, before.facts, before.issued_at),
            (
                after.id.clone(),
                after.number,
                after.code.clone(),
                after.printed.clone(),
                after.facts.clone(),
                after.issued_at.clone()
            )
        );
        proven(&world, &after).await;
        assert_eq!(world.count("select count(*) from issued").await, 1);
        assert_eq!(world.mails().await.len(), 1);
        world.finish().await;
    }
}

#[tokio::test]
async fn whatever_step_the_work_stops_after_exactly_one_document_comes_of_it() {
    let world = world(PlainRenderer, PlainSealer).await;
    paid(&world, ("Anna", "Rossi"), 0, AWARD).await;
    // Prepared, and gone.
    let first = issue::prepare(&world.house, "i1", "test").await.unwrap().unwrap();
    // Prepared again, set, sealed and kept, and gone: the kept file has no row.
    let second = issue::prepare(&world.house, "i1", "test").await.unwrap().unwrap();
    assert_eq!(first, second);
    let orphan = issue::make(&world.house, &second).await.unwrap();
    // Finished, but not committed.
    let mut tx = world.house.begin_as(Actor::System, "test").await.unwrap();
    issue::finish(&mut tx, &second, &orphan).await.unwrap();
    drop(tx);
    assert_eq!(of_item(&world, "i1").await.unwrap().state, IssuedState::Prepared);
    assert_eq!(request_state(&world).await, "issuing");
    world.settle().await;
    let issued = of_item(&world, "i1").await.unwrap();
    assert_eq!((issued.id.as_str(), issued.state), (first.id.as_str(), IssuedState::Issued));
    assert_eq!((&issued.code, &issued.printed), (&first.code, &first.printed));
    // One that comes late changes nothing.
    let late = issue::make(&world.house, &second).await.unwrap();
    let mut tx = world.house.begin_as(Actor::System, "test").await.unwrap();
    assert!(issue::finish(&mut tx, &second, &late).await.is_err());
    drop(tx);
    assert_eq!(of_item(&world, "i1").await.unwrap(), issued);
    assert_eq!(world.mails().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn a_document_waits_for_an_authority_that_is_away_however_long_it_takes() {
    let sealer = Moody::fails(30);
    let asked = sealer.asked.clone();
    let world = world(PlainRenderer, sealer).await;
    paid(&world, ("Anna", "Rossi"), 0, AWARD).await;
    world.settle().await;
    let waiting = of_item(&world, "i1").await.unwrap();
    assert_eq!(waiting.state, IssuedState::Prepared);
    assert!(
        world.history("issued-document", &waiting.id).await.contains(&"certificates.seal-waits".to_owned())
    );
    assert_eq!(world.count("select count(*) from job where dead_at is not null").await, 0);
    let soon = asked.load(Ordering::SeqCst);
    world.pass(SignedDuration::from_secs(5)).await;
    assert_eq!(asked.load(Ordering::SeqCst), soon, "it waits before it asks again");
    for _ in 0..40 {
        world.pass(SignedDuration::from_mins(61)).await;
    }
    let issued = of_item(&world, "i1").await.unwrap();
    assert_eq!((issued.state, issued.number, &issued.code), (IssuedState::Issued, 1, &waiting.code));
    assert_eq!(request_state(&world).await, "ready");
    assert_eq!(world.mails().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn a_broken_template_is_told_and_costs_no_second_number() {
    let world = world(Moody::fails(2), PlainSealer).await;
    paid(&world, ("Anna", "Rossi"), 0, AWARD).await;
    world.settle().await;
    let mut conn = world.house.db().read().await.unwrap();
    let troubled = platform::jobs::troubled(&mut conn).await.unwrap();
    drop(conn);
    assert!(troubled[0].last_error.contains("certificate.typ, line 3"), "{}", troubled[0].last_error);
    world.pass(SignedDuration::from_mins(5)).await;
    world.pass(SignedDuration::from_mins(5)).await;
    let issued = of_item(&world, "i1").await.unwrap();
    assert_eq!((issued.state, issued.number), (IssuedState::Issued, 1));
    world.finish().await;
}

#[tokio::test]
async fn a_correction_takes_the_place_and_a_revocation_withdraws() {
    let world = world(PlainRenderer, PlainSealer).await;
    paid(&world, ("Anna", "Rossi"), 0, AWARD).await;
    world.settle().await;
    let old = of_item(&world, "i1").await.unwrap();
    run(&world, &["update award set points = 108, honours = 0".to_owned()]).await;

    let mut tx = world.house.begin_as(Actor::Account("officer".into()), "test").await.unwrap();
    assert!(issue::supersede(&mut tx, &old, "  ").await.is_err(), "a reason is wanted");
    let new = issue::supersede(&mut tx, &old, "The mark was wrong").await.unwrap();
    tx.commit().await.unwrap();
    world.settle().await;
    let mut conn = world.house.db().read().await.unwrap();
    let was = issue::store::find(&mut conn, &old.id).await.unwrap().unwrap();
    drop(conn);
    assert_eq!((was.state, was.superseded_by.as_deref()), (IssuedState::Superseded, Some(new.id.as_str())));
    assert_eq!(was.sha256, old.sha256, "what was issued is kept as it was");
    let stands = of_item(&world, "i1").await.unwrap();
    assert_eq!((stands.id.as_str(), stands.state, stands.number), (new.id.as_str(), IssuedState::Issued, 2));
    assert_ne!(stands.code, old.code);
    assert!(proven(&world, &stands).await.contains("108"));
    assert_eq!(request_state(&world).await, "ready");
    assert_eq!(world.mails().await.len(), 2, "ready, corrected");

    let mut tx = world.house.begin_as(Actor::Account("officer".into()), "test").await.unwrap();
    assert!(issue::revoke(&mut tx, &old, "again").await.is_err(), "it is superseded already");
    issue::revoke(&mut tx, &stands, "Issued to the wrong person").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(of_item(&world, "i1").await.unwrap().state, IssuedState::Revoked);
    assert_eq!(world.mails().await.len(), 3);
    world.finish().await;
}

#[tokio::test]
async fn what_the_record_does_not_have_is_not_certified() {
    let world = world(PlainRenderer, PlainSealer).await;
    paid(&world, ("Anna", "Rossi"), 0, &[("i1", "enrolment")]).await;
    world.settle().await;
    assert_eq!(of_item(&world, "i1").await, None);
    assert_eq!(world.count("select count(*) from counter where series = 'certificate'").await, 0);
    assert_eq!(world.count("select count(*) from job where last_error is not null").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn a_preview_has_neither_number_nor_code_and_leaves_nothing() {
    let world = world(PlainRenderer, PlainSealer).await;
    paid(&world, ("Anna", "Rossi"), 2, &[]).await;
    let mut conn = world.house.db().read().await.unwrap();
    let career = registry::find(&mut conn, "c1").await.unwrap().unwrap();
    let record = registry::Record::of(&mut conn, career).await.unwrap();
    drop(conn);
    let choice = Choice {
        purpose: Purpose::Exempt("study".into()),
        tongue: Tongue::Bilingual,
        residence_permit: false,
        destination: Destination::Abroad,
        footnote: String::new(),
        note: String::new(),
        copies: 1,
    };
    let pdf = issue::preview(&world.house, &record, Kind::Path, &choice).await.unwrap();
    let text = String::from_utf8(pdf.bytes).unwrap();
    assert!(
        text.contains("\"proof\": null") && text.contains("abroad") && text.contains("tabella B"),
        "{text}"
    );
    assert_eq!(world.count("select count(*) from issued").await, 0);
    run(
        &world,
        &[
            "delete from certificate_request".into(),
            "delete from certificate_tally".into(),
            "delete from counter".into(),
        ],
    )
    .await;
    world.finish().await;
}

#[tokio::test]
async fn names_of_any_kind_are_sealed_into_the_code() {
    let world = world(PlainRenderer, PlainSealer).await;
    paid(&world, ("Łucja Ngọc", "D’Àngelo-Nguyễn Škoda"), 40, &[("i1", "path")]).await;
    world.settle().await;
    let issued = of_item(&world, "i1").await.unwrap();
    proven(&world, &issued).await;
    world.finish().await;
}

#[test]
fn both_languages_say_the_same_keys() {
    for (italian, english) in certificates::TEXTS {
        assert_eq!(platform::texts::keys(italian), platform::texts::keys(english));
    }
}

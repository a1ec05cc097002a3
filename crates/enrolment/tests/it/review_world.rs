//! A house with programmes, people and applications that were sent, for the stories of the secretariat.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test stops where it fails")]

use std::sync::Arc;

use documents::{Renderer, testing::PlainRenderer};
use enrolment::{
    application::{rules::State, store::count},
    programme::{self, Bilingual, Details, Instalment, Kind, MinimumEntry, Secretariat},
};
use kernel::{Cents, Day, Email, Event, Language};
use platform::{
    Actor, Capability, Config, Ports, Subject, Tx,
    files::{self, Examined},
    testing::{Browser, World},
    web::Role,
};

pub fn rooms() -> Vec<Capability> {
    vec![
        people::capability(),
        payments::capability(&Config::default()),
        registry::capability(),
        enrolment::capability(),
    ]
}

pub async fn world() -> World {
    let renderer: Arc<dyn Renderer> = Arc::new(PlainRenderer);
    World::with(rooms, Ports::default().with(renderer), |_| {}).await
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn details(number: i64) -> Details {
    let both = |it: &str, en: &str| Bilingual { it: it.into(), en: en.into() };
    Details {
        number,
        year: 2026,
        kind: Kind::FirstLevelMaster,
        title: both("Gestione dei musei", "Museum management"),
        description: both("", ""),
        languages: vec![Language::En],
        opens_on: day("01/09/2026"),
        closes_on: day("15/01/2027"),
        lessons_start_on: day("01/02/2027"),
        final_exam_on: Some(day("15/12/2027")),
        places: 30,
        minimum_entry: MinimumEntry::FirstLevel,
        documents: Vec::new(),
        fee: Cents(500_000),
        instalments: vec![
            Instalment { amount: Cents(200_000), due_on: day("01/02/2027") },
            Instalment { amount: Cents(300_000), due_on: day("01/06/2027") },
        ],
        final_fee: Cents(10_000),
        stamp_duty: true,
        corporate: false,
        distance: false,
        secretariat: Secretariat {
            name: "Segreteria master".into(),
            email: Email::parse("master@montelieto.example").unwrap(),
            phone: String::new(),
            hours: both("", ""),
        },
    }
}

pub async fn begin(world: &World) -> Tx {
    world.house.begin_as(Actor::Operator, "test").await.unwrap()
}

/// A published programme; its identifier.
pub async fn programme(world: &World, details: &Details) -> String {
    let mut tx = begin(world).await;
    let id = programme::create(&mut tx, programme::State::Published, details).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// An application in a state, as its applicant left it.
pub struct Sent {
    pub id: String,
    pub title: String,
    pub paper: String,
    pub person: String,
}

impl Sent {
    pub fn path(&self, end: &str) -> String {
        if end.is_empty() {
            format!("/office/applications/{}", self.id)
        } else {
            format!("/office/applications/{}/{end}", self.id)
        }
    }
}

/// Sends an application of a new person for a programme.
pub async fn sent(world: &World, programme: &str, surname: &str) -> Sent {
    let person = people::testing::person(world).named("Anna", surname).create().await;
    let profile = {
        let mut conn = world.house.db().read().await.unwrap();
        people::profile(&mut conn, &person.id).await.unwrap().unwrap()
    };
    let upload = Examined {
        bytes: people::testing::PDF.into(),
        name: "certificate.pdf".into(),
        media_type: "application/pdf".into(),
        pages: 1,
    };
    let kept = world.house.files().keep(&world.house, "application:test", upload).await.unwrap();
    let mut tx = begin(world).await;
    let sent = Sent { id: tx.new_id(), title: tx.new_id(), paper: tx.new_id(), person: person.id.clone() };
    files::name(&mut tx, &kept).await.unwrap();
    let (now, name) = (tx.stamp(), profile.person.full_name());
    sqlx::query(
        "insert into application (id, person_id, programme_id, state, version, language, started_at, submitted_at, \
         protocol, snapshot, applicant_name, applicant_folded, applicant_code) \
         values ($1, $2, $3, 'submitted', 1, 'en', $4, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&sent.id)
    .bind(&sent.person)
    .bind(programme)
    .bind(&now)
    .bind(format!("2026/{}", &sent.id[30..]))
    .bind(serde_json::json!({ "profile": profile }).to_string())
    .bind(&name)
    .bind(kernel::text::fold(&name))
    .bind(person.code.to_string())
    .execute(tx.conn())
    .await
    .unwrap();
    title(&mut tx, &sent).await;
    sqlx::query(
        "insert into paper (id, application_id, qualification_id, kind, file_id, uploaded_at) \
         values ($1, $2, $3, 'anis-certificate', $4, $5)",
    )
    .bind(&sent.paper)
    .bind(&sent.id)
    .bind(&sent.title)
    .bind(kept.id())
    .bind(&now)
    .execute(tx.conn())
    .await
    .unwrap();
    count(&mut tx, programme, State::Submitted, 1).await.unwrap();
    tx.journal(&Subject::new("application", &sent.id), Event::new("enrolment.submitted")).await.unwrap();
    tx.commit().await.unwrap();
    sent
}

async fn title(tx: &mut Tx, sent: &Sent) {
    sqlx::query(
        "insert into qualification (id, application_id, position, country, university_name, university_town, level, \
         course_name, attained, academic_year, graduated_on, mark) \
         values ($1, $2, 1, 'IT', 'Università di Montelieto', 'Montelieto', 'first', 'Storia dell''arte', 1, \
         '2023/2024', '2024-07-05', '110/110')",
    )
    .bind(&sent.title)
    .bind(&sent.id)
    .execute(tx.conn())
    .await
    .unwrap();
}

pub async fn secretary(world: &World, account: &str, programme: &str) -> Browser {
    world.officer(account, &[(Role::ProgrammeSecretary, Some(programme))]).await
}

pub async fn central(world: &World) -> Browser {
    world.officer("central", &[(Role::CentralSecretariat, None)]).await
}

/// Presses a button of an application's page.
pub async fn press(browser: &mut Browser, sent: &Sent, end: &str) -> platform::testing::Answer {
    let page = browser.get(&sent.path("")).await;
    let version = page.input("version").unwrap_or_default();
    browser.post(&sent.path(end), &[("version", &version)]).await
}

/// Confirms the title by its certificate.
pub async fn confirm_title(browser: &mut Browser, sent: &Sent) {
    let path = sent.path(&format!("titles/{}/decide", sent.title));
    let page = browser.get(&path).await.expect_status(200);
    let version = page.input("version").unwrap();
    let fields = [("version", version.as_str()), ("decision", "confirm"), ("note", "ANIS certificate")];
    browser.post(&path, &fields).await.expect_status(303);
}

/// The state of an application.
pub async fn state(world: &World, sent: &Sent) -> String {
    text(world, &format!("select state from application where id = '{}'", sent.id)).await
}

/// One text from the database.
pub async fn text(world: &World, sql: &str) -> String {
    use sqlx::Row;
    let mut conn = world.house.db().read().await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()))
        .fetch_one(&mut *conn)
        .await
        .unwrap()
        .try_get::<Option<String>, _>(0)
        .unwrap()
        .unwrap_or_default()
}

/// Puts an application where everything that a step may need is met: the data accepted, the title confirmed.
pub async fn put(world: &World, sent: &Sent, programme: &str, to: State) {
    let mut tx = begin(world).await;
    let now = tx.stamp();
    sqlx::query("update application set state = $1, data_accepted_at = $2, matricola = $3 where id = $4")
        .bind(to.code())
        .bind(&now)
        .bind((to == State::Confirmed).then(|| sent.id.clone()))
        .bind(&sent.id)
        .execute(tx.conn())
        .await
        .unwrap();
    sqlx::query(
        "insert into qualification_check (qualification_id, application_id, state, version, decided_at, decision_note) \
         values ($1, $2, 'confirmed', 1, $3, 'seen')",
    )
    .bind(&sent.title)
    .bind(&sent.id)
    .bind(&now)
    .execute(tx.conn())
    .await
    .unwrap();
    if to == State::Reopened {
        let id = tx.new_id();
        sqlx::query(
            "insert into correction (id, application_id, officer, message, due_on, requested_at) \
             values ($1, $2, 'anna', 'm', '2026-12-01', $3)",
        )
        .bind(id)
        .bind(&sent.id)
        .bind(&now)
        .execute(tx.conn())
        .await
        .unwrap();
    }
    count(&mut tx, programme, State::Submitted, -1).await.unwrap();
    count(&mut tx, programme, to, 1).await.unwrap();
    tx.journal(&Subject::new("application", &sent.id), Event::new("test.put")).await.unwrap();
    tx.commit().await.unwrap();
}

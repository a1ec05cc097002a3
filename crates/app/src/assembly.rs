//! Which rooms there are, and who answers for the outside world.

use std::sync::Arc;

use async_trait::async_trait;
use certificates::{
    catalogue::{Duties, Duty},
    issue::Sealer,
};
use documents::{Examined, MediaType, Renderer, Settings, Workers};
use enrolment::review::officers::{Address, Addresses};
use kernel::Language;
use platform::{
    Capability, Clock, Config, Conn, Db, Dice, House, Keys, Plan, Ports, Stop,
    files::{Examiner, Finding},
    mail::Post,
};

use crate::{pages, seal};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Every room of the house.
pub fn rooms(config: &Config) -> Vec<Capability> {
    let mut rooms = vec![
        pages::capability(),
        people::capability(),
        identity::capability(),
        registry::capability(),
        payments::capability(config),
        enrolment::capability(),
        certificates::capability(),
    ];
    if config.demo {
        rooms.push(crate::demo::capability());
    }
    rooms
}

/// Builds the house from its configuration.
///
/// # Errors
/// When the database, the keys or the file store cannot be opened.
pub async fn house(config: Config, clock: Clock) -> Result<House, Failure> {
    let dice = Dice::system();
    let db = Db::open(&config.database, true).await?;
    let keys = Keys::open(&config.data, &dice)?;
    let templates = config.certificates.templates.clone();
    let workers = Workers::new(Settings { queue: 1024, templates, ..Settings::of_this_program(2)? });
    let (sealer, seals) = seal::sealer(&config, &dice, clock.now())?;
    let renderer: Arc<dyn Renderer> = Arc::new(workers);
    let examiner: Arc<dyn Examiner> = Arc::new(InABox(renderer.clone()));
    let post = if config.demo { Post::Mailbox } else { Post::open(&config)? };
    let mut brought = Ports::default().with(renderer).with(examiner).with(sealer);
    if let Some(seals) = seals {
        brought = brought.with(seals);
    }
    let ports = ports(brought);
    let rooms = rooms(&config);
    House::build(Plan { config, db, clock, dice, keys, post, ports }, &rooms).await
}

/// What rooms need of each other across the arrows, and the outside world's usual answers.
pub fn ports(ports: Ports) -> Ports {
    let programmes: Arc<dyn identity::ProgrammeNames> = Arc::new(Catalogue);
    let officers: Arc<dyn Addresses> = Arc::new(Staff);
    let sealer: Arc<dyn Sealer> = Arc::new(seal::NoSeal);
    let duties: Arc<dyn Duties> = Arc::new(Admissions);
    let ports = ports.with_default(programmes).with_default(officers).with_default(sealer);
    identity::with_ports(ports.with_default(duties))
}

/// Where officers are written to: the addresses of their accounts.
struct Staff;

#[async_trait]
impl Addresses for Staff {
    async fn of(&self, conn: &mut Conn, account_id: &str) -> Result<Option<Address>, Stop> {
        let member = identity::staff::store::find(conn, account_id).await?;
        let member = member.filter(|member| member.disabled_at.is_none());
        Ok(member.map(|member| Address { name: member.name, email: member.email, language: member.language }))
    }
}

/// Whose stamp duty is open: the admissions of enrolment.
struct Admissions;

#[async_trait]
impl Duties for Admissions {
    async fn of_person(&self, house: &House, person_id: &str) -> Result<Vec<Duty>, Stop> {
        let mut conn = house.db().read().await?;
        let due = enrolment::admission::due_of(&mut conn, person_id).await?;
        let duty = |(admission, programme): (enrolment::admission::store::Admission, _)| {
            let career = enrolment::programme::career(&programme, &admission.id, &admission.person_id);
            Duty {
                id: admission.id,
                kind: career.kind,
                title_it: career.title_it,
                title_en: career.title_en,
                year: career.year,
                cents: None,
            }
        };
        Ok(due.into_iter().map(duty).collect())
    }
}

/// The catalogue's titles, for roles that are for one programme.
struct Catalogue;

#[async_trait]
impl identity::ProgrammeNames for Catalogue {
    async fn title(&self, house: &House, id: &str) -> Result<Option<String>, Stop> {
        let mut conn = house.db().read().await?;
        let programme = enrolment::programme::find(&mut conn, id).await?;
        Ok(programme.map(|programme| programme.full_title(Language::It)))
    }

    async fn search(&self, house: &House, typed: &str) -> Result<Vec<(String, String)>, Stop> {
        let query = enrolment::programme::ListQuery { q: typed.to_owned(), ..Default::default() };
        let mut conn = house.db().read().await?;
        let list = enrolment::programme::choose_list(house, &mut conn, Language::It, &query, "").await?;
        Ok(list.rows.into_iter().map(|row| (row.id, format!("{} {}", row.label, row.title))).collect())
    }
}

/// Uploads are read in the documents' workers, away from this process.
struct InABox(Arc<dyn Renderer>);

#[async_trait]
impl Examiner for InABox {
    async fn examine(&self, bytes: bytes::Bytes) -> Result<Result<Finding, kernel::FaultCode>, Stop> {
        // What it claims to be by its first bytes; the worker then decodes it whole as that.
        let declared = if bytes.starts_with(b"\xff\xd8") {
            MediaType::Jpeg
        } else if bytes.starts_with(b"\x89PNG") {
            MediaType::Png
        } else {
            MediaType::Pdf
        };
        match self.0.examine(&bytes, declared).await {
            Ok(Examined::Accepted(verdict)) => Ok(Ok(Finding {
                media_type: verdict.media_type.as_str().to_owned(),
                pages: i64::from(verdict.pages),
            })),
            Ok(Examined::Refused(why)) => Ok(Err(why.code())),
            Err(error) => Err(error.problem().into()),
        }
    }
}

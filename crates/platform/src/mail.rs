//! Mail leaves after the commit, from a job, with a Message-ID that stays the same when it is sent again. A mail
//! says that something happened and where to read it; what is personal stays behind the sign-in.

use std::time::Duration;

use futures::future::BoxFuture;
use kernel::{Event, Language};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    message::{Mailbox, MultiPart, header::MessageId},
    transport::smtp::authentication::Credentials,
};
use serde::{Deserialize, Serialize};

use crate::{
    config::Config,
    house::House,
    jobs::{Claimed, Job},
    journal::Subject,
    stop::Stop,
    texts::own_args,
};

/// The kind of mail jobs.
pub const JOB: &str = "mail";

/// A mail to one person. Its texts are `mail-<key>-subject` and `mail-<key>-body` (paragraphs parted by empty
/// lines), and `mail-<key>-link` for the label of the link.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mail {
    /// Address.
    pub to: String,
    /// The person's language.
    pub language: Language,
    /// Which mail.
    pub key: String,
    /// Values for the texts.
    pub args: Vec<(String, String)>,
    /// Path of the page that says the same, such as `/applications/…`.
    pub link: Option<String>,
    /// What the mail is about, for its history: `application:…`.
    pub about: Option<String>,
}

impl Mail {
    /// A mail with a key to an address.
    pub fn new(to: impl Into<String>, language: Language, key: &str) -> Self {
        Self { to: to.into(), language, key: key.to_owned(), args: Vec::new(), link: None, about: None }
    }

    /// Adds a value for the texts.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.args.push((name.to_owned(), value.into()));
        self
    }

    /// Adds the page that says the same.
    pub fn link(mut self, path: impl Into<String>) -> Self {
        self.link = Some(path.into());
        self
    }

    /// Says what it is about, so that its sending is told in that subject's history.
    pub fn about(mut self, subject: &Subject) -> Self {
        self.about = Some(subject.as_str().to_owned());
        self
    }

    pub(crate) fn into_job(self) -> Result<Job, Stop> {
        Job::new(JOB, &self)
    }
}

/// How mail leaves.
#[derive(Clone)]
pub enum Post {
    /// Into the demo's mailbox.
    Mailbox,
    /// By SMTP.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

impl Post {
    /// By SMTP when configured, else into the demo's mailbox.
    ///
    /// # Errors
    /// When the address of the server or the credentials cannot be read.
    pub fn open(config: &Config) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        if config.mail.smtp.is_empty() {
            return Ok(Post::Mailbox);
        }
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.mail.smtp)?
            .timeout(Some(Duration::from_secs(20)));
        if let Some(file) = &config.mail.credentials_file {
            let text = std::fs::read_to_string(file)?;
            let (user, password) =
                text.trim().split_once(':').ok_or("the credentials file must hold user:password")?;
            builder = builder.credentials(Credentials::new(user.to_owned(), password.to_owned()));
        }
        Ok(Post::Smtp(Box::new(builder.build())))
    }
}

struct Letter {
    subject: String,
    text: String,
    html: String,
    links: Vec<String>,
}

/// Sends a mail and tells the journal.
pub fn deliver(house: House, job: Claimed) -> BoxFuture<'static, Result<(), Stop>> {
    Box::pin(async move {
        let mail: Mail = job.read()?;
        let letter = write(&house, &mail);
        if let Post::Smtp(transport) = house.post() {
            send(&house, transport, &mail, &letter, &job.id).await?;
        }
        let mut tx = job.begin(&house).await?;
        if matches!(house.post(), Post::Mailbox) {
            let (id, at) = (job.id.clone(), tx.stamp());
            sqlx::query(
                "insert into demo_mail (id, at, recipient, subject, body_text, body_html, links) \
                 values ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(id)
            .bind(at)
            .bind(&mail.to)
            .bind(&letter.subject)
            .bind(&letter.text)
            .bind(&letter.html)
            .bind(serde_json::to_string(&letter.links)?)
            .execute(tx.conn())
            .await?;
        }
        let about = mail.about.clone().unwrap_or_else(|| format!("mail:{}", job.id));
        let (kind, id) = about.split_once(':').unwrap_or(("mail", &about));
        tx.journal(&Subject::new(kind, id), Event::new("platform.mail-sent").with("mail", mail.key.clone()))
            .await?;
        tx.commit().await
    })
}

async fn send(
    house: &House,
    transport: &AsyncSmtpTransport<Tokio1Executor>,
    mail: &Mail,
    letter: &Letter,
    id: &str,
) -> Result<(), Stop> {
    let institution = &house.config().institution;
    let from = if house.config().mail.from.is_empty() {
        &institution.contact_email
    } else {
        &house.config().mail.from
    };
    let domain = from.rsplit('@').next().unwrap_or("localhost");
    let message = lettre::Message::builder()
        .from(Mailbox::new(
            Some(institution.name(mail.language).to_owned()),
            from.parse().map_err(Stop::broken)?,
        ))
        .to(Mailbox::new(None, mail.to.parse().map_err(Stop::broken)?))
        .subject(&letter.subject)
        .header(MessageId::from(format!("<{id}@{domain}>")))
        .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
        .map_err(Stop::broken)?;
    transport.send(message).await.map_err(Stop::broken)?;
    Ok(())
}

fn write(house: &House, mail: &Mail) -> Letter {
    let voice = house.texts().voice(mail.language);
    let mut args = own_args(&mail.args);
    let institution = house.config().institution.name(mail.language);
    args.push(("institution", institution.into()));
    let subject = voice.with(&format!("mail-{}-subject", mail.key), &args);
    let body = voice.with(&format!("mail-{}-body", mail.key), &args);
    let link = mail.link.as_ref().map(|path| format!("{}{path}", house.config().base_url));
    let label = voice.find(&format!("mail-{}-link", mail.key)).unwrap_or_else(|| voice.say("mail-link"));
    let footer = voice.with("mail-footer", &[("institution", institution.into())]);

    let mut text = body.clone();
    if let Some(link) = &link {
        text.push_str(&format!("\n\n{label}:\n{link}"));
    }
    text.push_str(&format!("\n\n-- \n{footer}\n"));

    let mut html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"font-family:sans-serif;max-width:40em\">",
        mail.language,
        escape(&subject)
    );
    for paragraph in body.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        html.push_str(&format!("<p>{}</p>", escape(paragraph.trim()).replace('\n', "<br>")));
    }
    if let Some(link) = &link {
        html.push_str(&format!("<p><a href=\"{}\">{}</a></p>", escape(link), escape(&label)));
    }
    html.push_str(&format!("<hr><p><small>{}</small></p></body></html>", escape(&footer)));
    Letter { subject, text, html, links: link.into_iter().collect() }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A mail in the demo's mailbox.
#[derive(Debug, Serialize)]
pub struct Received {
    /// Identifier.
    pub id: String,
    /// When.
    pub at: String,
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Text part.
    pub text: String,
    /// HTML part.
    pub html: String,
    /// Links in it.
    pub links: Vec<String>,
}

/// The demo's mailbox, newest first.
///
/// # Errors
/// When the database fails.
pub async fn mailbox(house: &House, limit: i64) -> Result<Vec<Received>, Stop> {
    use sqlx::Row;
    let mut conn = house.db().read().await?;
    let rows = sqlx::query(
        "select id, at, recipient, subject, body_text, body_html, links from demo_mail order by at desc, id desc limit $1",
    )
    .bind(limit)
    .fetch_all(&mut *conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Received {
                id: row.try_get(0)?,
                at: row.try_get(1)?,
                to: row.try_get(2)?,
                subject: row.try_get(3)?,
                text: row.try_get(4)?,
                html: row.try_get(5)?,
                links: serde_json::from_str(&row.try_get::<String, _>(6)?)?,
            })
        })
        .collect()
}

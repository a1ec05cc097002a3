//! Everything about one application, read together: what pages show and what decisions look at.

use kernel::{Day, Problem};
use people::Profile;
use platform::{
    Conn, Explain, House, Stop, Tx,
    web::{Owned, Params},
};

use super::{
    correction::{Correction, open_correction},
    items::{Part, is_editable},
    paper::{Paper, papers},
    papers::{Kind, needs_permit},
    store::{self, Application},
    title::{Title, titles},
};
use crate::programme::{self, Programme};

/// An application with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The application.
    pub application: Application,
    /// The edition it is for.
    pub programme: Programme,
    /// Who applies, as known today.
    pub profile: Profile,
    /// The titles.
    pub titles: Vec<Title>,
    /// The papers that were not replaced.
    pub papers: Vec<Paper>,
    /// The open request for corrections.
    pub correction: Option<Correction>,
}

/// The part cannot be changed now: the application was sent, or the office asked for other things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the application cannot be changed now")]
pub struct NotEditable;

impl Explain for NotEditable {
    fn explain(&self) -> Problem {
        Problem::conflict("application-locked")
    }
}

impl Dossier {
    /// Reads it all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(conn: &mut Conn, application: Application) -> Result<Dossier, Stop> {
        let programme = programme::find(&mut *conn, &application.programme_id)
            .await?
            .ok_or_else(|| Stop::broken("an application without its programme"))?;
        let profile = people::profile(&mut *conn, &application.person_id)
            .await?
            .ok_or_else(|| Stop::broken("an application without its person"))?;
        let titles = titles(&mut *conn, &application.id).await?;
        let papers = papers(&mut *conn, &application.id).await?;
        let correction = open_correction(&mut *conn, &application.id).await?;
        Ok(Dossier { application, programme, profile, titles, papers, correction })
    }

    /// Reads it all anew inside a transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reload(tx: &mut Tx, id: &str) -> Result<Dossier, Stop> {
        let application = store::find(tx.conn(), id).await?.ok_or_else(Stop::not_found)?;
        Dossier::load(tx.conn(), application).await
    }

    /// Reads anew, inside a transaction, what another window may have changed of the application. The edition and the
    /// person stay as this request read them a moment ago: saving one part asks nothing of them, submitting does and
    /// uses [`Dossier::reload`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn again(&self, tx: &mut Tx) -> Result<Dossier, Stop> {
        let id = &self.application.id;
        let application = store::find(tx.conn(), id).await?.ok_or_else(Stop::not_found)?;
        let titles = titles(tx.conn(), id).await?;
        let papers = papers(tx.conn(), id).await?;
        let correction = open_correction(tx.conn(), id).await?;
        Ok(Dossier { application, titles, papers, correction, ..self.clone() })
    }

    /// The path of a page of the application.
    pub fn path(&self, page: &str) -> String {
        path(&self.application.id, page)
    }

    /// A title of the application.
    pub fn title(&self, id: &str) -> Option<&Title> {
        self.titles.iter().find(|title| title.id == id)
    }

    /// The paper of a kind, of a title if it belongs to one.
    pub fn paper(&self, kind: Kind, title: Option<&str>) -> Option<&Paper> {
        self.papers
            .iter()
            .find(|paper| paper.kind == kind.code() && paper.qualification_id.as_deref() == title)
    }

    /// True when a visa or residence permit is asked for.
    pub fn needs_permit(&self) -> bool {
        needs_permit(&self.profile.person.citizenship, self.programme.details.distance)
    }

    /// True when the part can be changed now.
    pub fn may_edit(&self, part: &Part<'_>) -> bool {
        let items = self.correction.iter().flat_map(|correction| &correction.items);
        is_editable(self.application.state, items.map(|item| item.code.as_str()), part)
    }

    /// Stops unless the part can be changed now.
    ///
    /// # Errors
    /// [`NotEditable`].
    pub fn edit(&self, part: &Part<'_>) -> Result<(), NotEditable> {
        if self.may_edit(part) { Ok(()) } else { Err(NotEditable) }
    }
}

/// The path of a page of an application.
pub fn path(id: &str, page: &str) -> String {
    if page.is_empty() { format!("/applications/{id}") } else { format!("/applications/{id}/{page}") }
}

impl Owned for Dossier {
    const OBJECT: &'static str = "application";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let Some(application) = store::find(&mut conn, params.get("id")).await? else { return Ok(None) };
        if application.person_id != account_id {
            return Ok(None);
        }
        Dossier::load(&mut conn, application).await.map(Some)
    }
}

/// An application of mine and a title of it, or a title that is about to be added (`new`).
#[derive(Clone, Debug)]
pub struct OwnTitle {
    /// The application.
    pub dossier: Dossier,
    /// The title; none for a new one.
    pub title: Option<Title>,
}

impl OwnTitle {
    /// What the path calls it.
    pub fn key(&self) -> &str {
        self.title.as_ref().map_or("new", |title| title.id.as_str())
    }

    /// The path of one of its pages.
    pub fn path(&self, page: &str) -> String {
        let key = self.key();
        self.dossier.path(&if page.is_empty() {
            format!("qualification/{key}")
        } else {
            format!("qualification/{key}/{page}")
        })
    }

    /// The title, which pages of a title that is there need.
    ///
    /// # Errors
    /// 404 for a new one.
    pub fn present(&self) -> Result<&Title, Stop> {
        self.title.as_ref().ok_or_else(Stop::not_found)
    }

    /// What has to be open to change it.
    pub fn part(&self) -> Part<'_> {
        self.title.as_ref().map_or(Part::Titles, |title| Part::Title(&title.id))
    }
}

impl Owned for OwnTitle {
    const OBJECT: &'static str = "qualification";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let Some(dossier) = <Dossier as Owned>::load(house, params, account_id).await? else {
            return Ok(None);
        };
        let key = params.get("title");
        let title = dossier.title(key).cloned();
        Ok((title.is_some() || key == "new").then_some(OwnTitle { dossier, title }))
    }
}

/// An application of mine and a paper of it.
#[derive(Clone, Debug)]
pub struct OwnPaper {
    /// The application.
    pub dossier: Dossier,
    /// The paper.
    pub paper: Paper,
}

impl Owned for OwnPaper {
    const OBJECT: &'static str = "paper";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let Some(dossier) = <Dossier as Owned>::load(house, params, account_id).await? else {
            return Ok(None);
        };
        let paper = dossier.papers.iter().find(|paper| paper.id == params.get("paper")).cloned();
        Ok(paper.map(|paper| OwnPaper { dossier, paper }))
    }
}

/// Today as a day of the calendar.
pub fn today(house: &House) -> Day {
    house.clock().today().into()
}

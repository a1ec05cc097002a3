//! Pages and other answers.

use askama::Template;
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::Language;

use super::{form::FormKey, session::Standing, visitor::Visitor};
use crate::{
    house::House,
    texts::{Arg, Voice},
};

/// A step of the way from the home page.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// What it says.
    pub label: String,
    /// Where it leads; empty for the page itself.
    pub href: String,
}

/// An entry of the "Functions" menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// It leads to this page.
    pub current: bool,
}

/// What just happened, at the top of the page that follows.
#[derive(Clone, Debug)]
pub struct Notice {
    /// `success`, `info`, `warning` or `danger`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// The person at the top of the page.
#[derive(Clone, Debug)]
pub struct ShellPerson {
    /// Name.
    pub name: String,
    /// Person code.
    pub code: String,
}

/// What every page has around its content. In a template it is `shell`.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Language of the page.
    pub lang: Language,
    /// Title.
    pub title: String,
    /// The institution's name.
    pub institution: String,
    /// Path and query of the page: the language switch comes back to it.
    pub path: String,
    /// The way from the home page.
    pub crumbs: Vec<Crumb>,
    /// Who is signed in.
    pub person: Option<ShellPerson>,
    /// Staff see the office's menu.
    pub staff: bool,
    /// The "Functions" menu.
    pub menu: Vec<MenuItem>,
    /// What just happened.
    pub notice: Option<Notice>,
    /// The demo's banner.
    pub banner: Option<String>,
    /// The product's version.
    pub version: &'static str,
    voice: Voice,
    key: String,
}

impl Shell {
    /// The frame of a page whose title is the text `title_key`.
    pub fn new(house: &House, visitor: &Visitor, title_key: &str) -> Self {
        let voice = visitor.voice(house);
        let title = voice.say(title_key);
        Self::titled(house, visitor, title)
    }

    /// The frame of a page with a title of its own (a programme's name).
    pub fn titled(house: &House, visitor: &Visitor, title: String) -> Self {
        let voice = visitor.voice(house);
        let person = visitor.session.as_ref().map(|session| ShellPerson {
            name: session.display_name.clone(),
            code: session.person_code.clone(),
        });
        let path = visitor.path.split_once('?').map_or(visitor.path.as_str(), |(path, _)| path);
        let menu = menu(visitor, path)
            .into_iter()
            .map(|(key, href)| MenuItem {
                label: voice.say(key),
                current: path.starts_with(href),
                href: href.to_owned(),
            })
            .collect();
        Self {
            lang: visitor.language,
            title,
            institution: house.config().institution.name(visitor.language).to_owned(),
            path: visitor.path.clone(),
            crumbs: Vec::new(),
            person,
            staff: visitor.session.as_ref().is_some_and(|session| session.standing == Standing::Staff),
            menu,
            notice: notice(&voice, &visitor.path),
            banner: house.config().demo.then(|| voice.say("shell-demo-banner")),
            version: env!("CARGO_PKG_VERSION"),
            key: FormKey::mint(house, visitor),
            voice,
        }
    }

    /// Adds a step to the way from the home page, by its text key.
    pub fn crumb(self, key: &str, href: &str) -> Self {
        let label = self.voice.say(key);
        self.crumb_titled(label, href)
    }

    /// Adds a step with words of its own. Every way begins at the online services, said or not.
    pub fn crumb_titled(mut self, label: impl Into<String>, href: &str) -> Self {
        if self.crumbs.is_empty() && href != "/" {
            self.crumbs.push(Crumb { label: self.voice.say("shell-services"), href: "/".to_owned() });
        }
        self.crumbs.push(Crumb { label: label.into(), href: href.to_owned() });
        self
    }

    /// The whole way: from the services' home page, under one name everywhere, to the page itself.
    pub fn way(&self) -> Vec<Crumb> {
        let Some(last) = self.crumbs.last() else { return Vec::new() };
        let crumb = |label: String, href: &str| Crumb { label, href: href.to_owned() };
        let mut way = Vec::new();
        if self.person.is_some() || self.crumbs.iter().any(|crumb| crumb.href == "/") {
            way.push(crumb(self.voice.say("shell-services"), "/"));
        }
        way.extend(self.crumbs.iter().filter(|crumb| crumb.href != "/").cloned());
        if !last.href.is_empty() {
            way.push(crumb(self.title.clone(), ""));
        }
        way
    }

    /// The page above this one.
    pub fn above(&self) -> Option<String> {
        self.way().into_iter().rev().map(|crumb| crumb.href).find(|href| !href.is_empty())
    }

    /// A text in the page's language.
    pub fn t(&self, key: &str) -> String {
        self.voice.say(key)
    }

    /// A text with one value.
    pub fn t1(&self, key: &str, name: &str, value: impl Into<Arg>) -> String {
        self.voice.with(key, &[(name, value.into())])
    }

    /// A text with two values.
    pub fn t2(
        &self,
        key: &str,
        name: &str,
        value: impl Into<Arg>,
        name2: &str,
        value2: impl Into<Arg>,
    ) -> String {
        self.voice.with(key, &[(name, value.into()), (name2, value2.into())])
    }

    /// The texts, for code that prepares a page.
    pub fn voice(&self) -> &Voice {
        &self.voice
    }

    /// The hidden key of the page's forms.
    pub fn form_key(&self) -> String {
        self.key.clone()
    }
}

/// The menu by who asks. A page that a role cannot use is not offered to it.
fn menu(visitor: &Visitor, _path: &str) -> Vec<(&'static str, &'static str)> {
    use super::session::Role;
    let Some(session) = &visitor.session else {
        return vec![("menu-programmes", "/programmes"), ("menu-assistance", "/assistance")];
    };
    if session.standing != Standing::Staff {
        return vec![
            ("menu-applications", "/applications"),
            ("menu-payments", "/payments"),
            ("menu-careers", "/careers"),
            ("menu-certificates", "/certificates"),
            ("menu-programmes", "/programmes"),
            ("menu-profile", "/profile"),
            ("menu-security", "/security"),
            ("menu-assistance", "/assistance"),
        ];
    }
    let has = |roles: &[Role]| session.grants.iter().any(|grant| roles.contains(&grant.role));
    let mut menu = Vec::new();
    if has(&[Role::ProgrammeSecretary, Role::CentralSecretariat]) {
        menu.push(("menu-office-applications", "/office/applications"));
        menu.push(("menu-office-admissions", "/office/admissions"));
        menu.push(("menu-office-certificates", "/office/certificates"));
    }
    if has(&[Role::ProgrammeSecretary, Role::CentralSecretariat, Role::Administrator]) {
        menu.push(("menu-office-programmes", "/office/programmes"));
    }
    if has(&[Role::CentralSecretariat]) {
        menu.push(("menu-office-careers", "/office/careers"));
    }
    if has(&[Role::AssistanceDesk, Role::Administrator]) {
        menu.push(("menu-office-assistance", "/office/assistance"));
    }
    if has(&[Role::Finance]) {
        menu.push(("menu-office-payments", "/office/payments"));
    }
    if has(&[Role::Administrator]) {
        menu.push(("menu-office-staff", "/office/staff"));
        menu.push(("menu-office-jobs", "/office/jobs"));
    }
    if has(&[Role::Auditor, Role::Administrator]) {
        menu.push(("menu-office-journal", "/office/journal"));
    }
    menu.push(("menu-security", "/security"));
    menu
}

/// `?done=saved` shows the text `done-saved`; a code without a text shows nothing.
fn notice(voice: &Voice, path: &str) -> Option<Notice> {
    let (_, query) = path.split_once('?')?;
    let code =
        form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done").map(|(_, value)| value)?;
    let known =
        !code.is_empty() && code.len() < 60 && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let text = known.then(|| voice.find(&format!("done-{code}"))).flatten()?;
    Some(Notice { kind: "success", text })
}

/// A page.
#[derive(Debug)]
pub struct Page<T> {
    template: T,
    status: StatusCode,
}

impl<T: Template> Page<T> {
    /// A page as asked for.
    pub fn ok(template: T) -> Self {
        Self { template, status: StatusCode::OK }
    }

    /// The form again, with what is wrong beside each field (422).
    pub fn again(template: T) -> Self {
        Self { template, status: StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// A page with a status of its own.
    pub fn status(template: T, status: u16) -> Self {
        Self { template, status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR) }
    }
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.template.render() {
            Ok(html) => {
                let mut response = (self.status, html).into_response();
                response
                    .headers_mut()
                    .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
                response
            }
            Err(error) => crate::stop::Stop::broken(error).into_response(),
        }
    }
}

/// Sends the person on after an action (303), so that refresh and back repeat nothing.
#[derive(Clone, Debug)]
pub struct Go {
    to: String,
    cookies: Vec<String>,
}

impl Go {
    /// To a path of ours.
    pub fn to(path: impl Into<String>) -> Self {
        Self { to: path.into(), cookies: Vec::new() }
    }

    /// With a cookie.
    pub fn cookie(mut self, cookie: String) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// Where it leads.
    pub fn target(&self) -> &str {
        &self.to
    }
}

impl IntoResponse for Go {
    fn into_response(self) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        // The script that saves while a person types reads JSON: an answer to a save is its version.
        if let Ok(location) = HeaderValue::from_str(&self.to) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        for cookie in self.cookies {
            if let Ok(value) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
        }
        response
    }
}

/// A file to look at or to keep.
#[derive(Debug)]
pub struct File {
    /// Bytes.
    pub bytes: Vec<u8>,
    /// What it is.
    pub media_type: String,
    /// The name to keep it under.
    pub name: String,
    /// Shown in the page (a picture that we made ourselves) and not offered for keeping.
    pub inline: bool,
}

impl IntoResponse for File {
    fn into_response(self) -> Response {
        let how = if self.inline { "inline" } else { "attachment" };
        let plain: String = self
            .name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
            .collect();
        let disposition =
            format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", urlencoding::encode(&self.name));
        Response::builder()
            .header(header::CONTENT_TYPE, self.media_type)
            .header(header::CONTENT_DISPOSITION, disposition)
            .body(Body::from(self.bytes))
            .unwrap_or_else(|error| crate::stop::Stop::broken(error).into_response())
    }
}

//! Walks through the doors of the service as a person without scripts would: opens pages, fills their forms, sends
//! them. The demonstration is filled in this way, and the benchmark measures it.

use std::future::Future;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What came back.
pub struct Reply {
    /// Status.
    pub status: u16,
    /// Where it leads.
    pub location: Option<String>,
    /// The page.
    pub body: String,
}

/// A file to upload: its name and bytes.
pub type Sheet<'a> = (&'a str, &'a [u8]);

/// Something that pages can be asked of.
pub trait Door: Send {
    /// Opens a page.
    fn get(&mut self, path: &str) -> impl Future<Output = Result<Reply, Failure>> + Send;
    /// Sends a form.
    fn post(
        &mut self,
        path: &str,
        fields: &[(String, String)],
    ) -> impl Future<Output = Result<Reply, Failure>> + Send;
    /// Sends a form with a file in its field `file`.
    fn upload(
        &mut self,
        path: &str,
        fields: &[(String, String)],
        file: Sheet<'_>,
    ) -> impl Future<Output = Result<Reply, Failure>> + Send;
}

impl Door for platform::testing::Browser {
    async fn get(&mut self, path: &str) -> Result<Reply, Failure> {
        Ok(reply(platform::testing::Browser::get(self, path).await))
    }

    async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Result<Reply, Failure> {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Ok(reply(platform::testing::Browser::post(self, path, &fields).await))
    }

    async fn upload(
        &mut self,
        path: &str,
        fields: &[(String, String)],
        file: Sheet<'_>,
    ) -> Result<Reply, Failure> {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let (name, bytes) = file;
        Ok(reply(platform::testing::Browser::upload(self, path, &fields, &[("file", name, bytes)]).await))
    }
}

fn reply(answer: platform::testing::Answer) -> Reply {
    Reply { status: answer.status, location: answer.location, body: answer.body }
}

/// A form of a page: where it goes and what it already holds.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// Hidden fields.
    pub fields: Vec<(String, String)>,
    html: String,
}

impl Form {
    /// Sets a field.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(key, _)| key != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The first value offered for a radio button or an entry of a list by this name.
    pub fn first(&self, name: &str) -> Option<String> {
        tags(&self.html, "input")
            .find(|tag| attribute(tag, "name").as_deref() == Some(name))
            .and_then(|tag| attribute(tag, "value"))
    }

    /// It has a field of this name.
    pub fn has(&self, name: &str) -> bool {
        self.html.contains(&format!("name=\"{name}\""))
    }
}

/// The forms of a page that post.
pub fn forms(page: &str) -> Vec<Form> {
    page.split("<form")
        .skip(1)
        .filter_map(|rest| {
            let html = rest.split("</form>").next().unwrap_or(rest);
            let head = html.split('>').next().unwrap_or("");
            if !head.contains("method=\"post\"") {
                return None;
            }
            let fields = tags(html, "input")
                .filter(|tag| attribute(tag, "type").as_deref() == Some("hidden"))
                .filter_map(|tag| {
                    Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default()))
                })
                .collect();
            Some(Form { action: attribute(head, "action")?, fields, html: html.to_owned() })
        })
        .collect()
}

/// The form of a page that goes to an address with this ending.
///
/// # Errors
/// When there is none: the page is not the one that was expected.
pub fn form(page: &str, ending: &str) -> Result<Form, Failure> {
    forms(page)
        .into_iter()
        .find(|form| form.action.split('?').next().unwrap_or("").ends_with(ending))
        .ok_or_else(|| format!("no form to …{ending} on: {}", heading(page)).into())
}

/// What a page says it is, for messages.
fn heading(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap_or(page);
    let mut words = String::new();
    let mut inside = false;
    for c in main.chars().take(6000) {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                words.push(' ');
            }
            c if !inside => words.push(c),
            _ => {}
        }
    }
    words.split_whitespace().take(80).collect::<Vec<_>>().join(" ")
}

fn tags<'a>(html: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    html.split('<').filter(move |tag| tag.starts_with(name)).map(|tag| tag.split('>').next().unwrap_or(tag))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    Some(
        value
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#38;", "&")
            .replace("&amp;", "&"),
    )
}

/// Opens a page that must be there.
///
/// # Errors
/// When it is not.
pub async fn open(door: &mut impl Door, path: &str) -> Result<String, Failure> {
    let reply = door.get(path).await?;
    if reply.status == 200 {
        return Ok(reply.body);
    }
    Err(format!("{path} answered {} {:?}: {}", reply.status, reply.location, heading(&reply.body)).into())
}

/// Sends a form and says where it leads.
///
/// # Errors
/// When it is not taken.
pub async fn send(door: &mut impl Door, form: &Form) -> Result<String, Failure> {
    let reply = door.post(&form.action, &form.fields).await?;
    led(&form.action, reply)
}

/// Sends a form with a file and says where it leads.
///
/// # Errors
/// When it is not taken.
pub async fn send_file(door: &mut impl Door, form: &Form, file: Sheet<'_>) -> Result<String, Failure> {
    let reply = door.upload(&form.action, &form.fields, file).await?;
    led(&form.action, reply)
}

fn led(action: &str, reply: Reply) -> Result<String, Failure> {
    match (reply.status, reply.location) {
        (303, Some(to)) if !to.starts_with("/sign-in") => Ok(to),
        (status, to) => Err(format!("{action} answered {status} {to:?}: {}", heading(&reply.body)).into()),
    }
}

/// What somebody applies with.
#[derive(Clone, Debug)]
pub struct Apply<'a> {
    /// The programme's identifier.
    pub programme: &'a str,
    /// Words to look for it.
    pub search: &'a str,
    /// The country of the university, and a part of its name.
    pub university: (&'a str, &'a str),
    /// A part of the course's name.
    pub course: &'a str,
    /// Day of graduation, dd/mm/yyyy; empty when it is still to come.
    pub graduated_on: &'a str,
    /// Academic year, 2018/2019.
    pub academic_year: &'a str,
    /// Marks.
    pub mark: &'a str,
    /// The file that is uploaded wherever one is asked for.
    pub sheet: Sheet<'a>,
    /// Stops before it is sent.
    pub leave_as_draft: bool,
}

/// Goes through stages 1 to 4 and sends the application. Returns its identifier.
///
/// # Errors
/// When a page or a form is not as expected.
pub async fn apply(door: &mut impl Door, with: &Apply<'_>) -> Result<String, Failure> {
    // Stage 1: look for the programme and select it.
    let page = open(door, &format!("/applications/new?q={}", with.search.replace(' ', "+"))).await?;
    let select = forms(&page)
        .into_iter()
        .find(|form| form.fields.iter().any(|(name, value)| name == "programme" && value == with.programme))
        .ok_or_else(|| format!("the programme is not in the list: {}", heading(&page)))?;
    let personal = send(door, &select).await?;
    let base = personal.rsplit_once('/').map_or(personal.as_str(), |(base, _)| base).to_owned();
    let id = base.rsplit('/').next().unwrap_or_default().to_owned();
    // Stage 2: the personal data are there from the registration.
    let page = open(door, &personal).await?;
    send(door, &form(&page, "/personal")?).await?;
    if with.leave_as_draft {
        return Ok(id);
    }
    title(door, &base, with).await?;
    let page = open(door, &format!("{base}/qualification")).await?;
    let next = send(door, &form(&page, "/qualification")?).await?;
    // Stage 4: a curriculum, the privacy flag, and off.
    let page = open(door, &next).await?;
    let add = form(&page, "/upload/add")?.with("kind", "cv");
    let next = send_file(door, &add, with.sheet).await?;
    let page = open(door, &next).await?;
    let next = send(door, &form(&page, "/upload")?.with("policy", "yes")).await?;
    let page = open(door, &next).await?;
    let receipt = send(door, &form(&page, "/submit")?).await?;
    open(door, &receipt).await?;
    Ok(id)
}

/// Stage 3: the university, the course, the details and the papers that they ask for.
async fn title(door: &mut impl Door, base: &str, with: &Apply<'_>) -> Result<(), Failure> {
    let (country, name) = with.university;
    let search = format!(
        "{base}/qualification/new/university?country={country}&name={}&search=yes",
        name.replace(' ', "+")
    );
    let page = open(door, &search).await?;
    let select = forms(&page)
        .into_iter()
        .find(|form| form.has("university"))
        .ok_or_else(|| format!("no university was found: {}", heading(&page)))?;
    let university = select.first("university").unwrap_or_default();
    let course = send(door, &select.with("university", &university)).await?;
    let mark = if course.contains('?') { '&' } else { '?' };
    let page =
        open(door, &format!("{course}{mark}name={}&search=yes", with.course.replace(' ', "+"))).await?;
    let select = forms(&page)
        .into_iter()
        .find(|form| form.has("course"))
        .ok_or_else(|| format!("no course was found: {}", heading(&page)))?;
    let course = select.first("course").unwrap_or_default();
    let details = send(door, &select.with("course", &course)).await?;
    let page = open(door, &details).await?;
    let save = forms(&page)
        .into_iter()
        .find(|form| form.has("graduated_on"))
        .ok_or_else(|| format!("no details to fill in: {}", heading(&page)))?;
    let mut save = save.with("academic_year", with.academic_year);
    if !with.graduated_on.is_empty() {
        save = save.with("attained", "yes").with("graduated_on", with.graduated_on).with("mark", with.mark);
    }
    send(door, &save).await?;
    let page = open(door, details.split('?').next().unwrap_or(&details)).await?;
    for slot in forms(&page).into_iter().filter(|form| form.action.ends_with("/papers") && form.has("file")) {
        send_file(door, &slot, with.sheet).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_with_their_hidden_fields() {
        let page = r#"<main><h1>T</h1><form method="get" action="/s"></form>
            <form method="post" action="/a/b?x=1" novalidate><input type="hidden" name="form_key" value="k&amp;1">
            <input class="c" type="radio" name="university" value="u1"><input type="radio" name="university" value="u2"></form>"#;
        let form = form(page, "/b").unwrap();
        assert_eq!(form.action, "/a/b?x=1");
        assert_eq!(form.fields, [("form_key".to_owned(), "k&1".to_owned())]);
        assert_eq!(form.first("university").as_deref(), Some("u1"));
        assert!(super::form(page, "/c").unwrap_err().to_string().contains("T"));
    }
}

//! What people send: forms, searches and files. Whatever bytes come, the answer is a page that says what to do.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Multipart, Request},
    http::{StatusCode, request::Parts},
};
use kernel::Problem;
use serde::de::DeserializeOwned;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::visitor::Visitor;
use crate::{
    clock::{hex, sha256},
    house::House,
    stop::Stop,
};

/// Largest form without files.
const FORM_BYTES: usize = 512 * 1024;

/// What makes a repeated request the same: who asked, and the form's key with everything that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// Session, or nobody.
    pub principal: String,
    /// Digest of key and content.
    pub request: String,
}

/// The hidden key of a form: minted with the page, bound to the session. It makes a double click one action, and a
/// form that another site made up is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormKey;

impl FormKey {
    /// The name of the hidden field.
    pub const FIELD: &'static str = "form_key";

    /// A new key for a page.
    pub fn mint(house: &House, visitor: &Visitor) -> String {
        let nonce = house.dice().uuid().simple().to_string();
        let mac = Self::mac(house, visitor.principal(), &nonce);
        format!("{nonce}.{mac}")
    }

    fn mac(house: &House, principal: &str, nonce: &str) -> String {
        let mut mac = house.keys().mac("form-key", &format!("{principal} {nonce}"));
        mac.truncate(32);
        mac
    }

    fn check(house: &House, visitor: &Visitor, key: &str) -> Result<(), Stop> {
        Self::check_for(house, visitor.principal(), key)
    }

    /// The same for a session that is over.
    pub(super) fn check_for(house: &House, principal: &str, key: &str) -> Result<(), Stop> {
        use subtle::ConstantTimeEq;
        let (nonce, mac) = key.split_once('.').unwrap_or(("", ""));
        let right = Self::mac(house, principal, nonce);
        if nonce.len() == 32 && bool::from(right.as_bytes().ct_eq(mac.as_bytes())) {
            Ok(())
        } else {
            Err(Problem::new(403, "form-expired").into())
        }
    }
}

/// A form without files. `F` is a struct of what was typed: text fields with `#[serde(default)]`.
#[derive(Clone, Debug)]
pub struct Posted<F> {
    /// What was typed.
    pub typed: F,
    /// What makes a repetition the same.
    pub once: Once,
    /// The version of the object that the page showed.
    pub version: Option<i64>,
}

impl<F: DeserializeOwned> FromRequest<House> for Posted<F> {
    type Rejection = Stop;
    async fn from_request(request: Request, house: &House) -> Result<Self, Stop> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, house).await?;
        let is_form = parts
            .headers
            .get("content-type")
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(Problem::new(415, "unsupported-form").into());
        }
        let bytes = axum::body::to_bytes(body, FORM_BYTES)
            .await
            .map_err(|_| Stop::Problem(Problem::new(413, "form-too-large")))?;
        let pairs: Vec<(String, String)> =
            form_urlencoded::parse(&bytes).map(|(name, value)| (name.into_owned(), clean(&value))).collect();
        assemble(house, &visitor, pairs, &[])
    }
}

/// A file that came with a form.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The form's field.
    pub field: String,
    /// The name it came with.
    pub name: String,
    /// The bytes.
    pub bytes: Bytes,
}

/// A form with files.
#[derive(Clone, Debug)]
pub struct Uploaded<F> {
    /// The form.
    pub form: Posted<F>,
    /// The files that were chosen; a file field left empty is not here.
    pub files: Vec<Upload>,
    /// Kept as long as the bytes are: while they are examined, stored and named.
    _slot: Arc<SemaphorePermit<'static>>,
}

impl<F> Uploaded<F> {
    /// The file of a field, if one was chosen.
    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files.iter().find(|upload| upload.field == field)
    }
}

/// Uploads that are held in memory at the same time; the others wait.
static IN_MEMORY: Semaphore = Semaphore::const_new(16);

impl<F: DeserializeOwned> FromRequest<House> for Uploaded<F> {
    type Rejection = Stop;
    async fn from_request(request: Request, house: &House) -> Result<Self, Stop> {
        let visitor = request
            .extensions()
            .get::<Visitor>()
            .cloned()
            .ok_or_else(|| Stop::broken("a request without its visitor"))?;
        let slot = Arc::new(IN_MEMORY.acquire().await.map_err(Stop::broken)?);
        let mut multipart = Multipart::from_request(request, house)
            .await
            .map_err(|_| Stop::Problem(Problem::new(415, "unsupported-form")))?;
        let (mut pairs, mut files) = (Vec::new(), Vec::new());
        loop {
            let field = match multipart.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => break,
                Err(error) => return Err(refused(&error)),
            };
            if pairs.len().saturating_add(files.len()) > 200 {
                return Err(Problem::new(413, "form-too-large").into());
            }
            let name = field.name().unwrap_or("").to_owned();
            match field.file_name().map(str::to_owned) {
                Some(file_name) => {
                    let bytes = field.bytes().await.map_err(|error| refused(&error))?;
                    if !(file_name.is_empty() && bytes.is_empty()) {
                        files.push(Upload { field: name, name: clean(&file_name), bytes });
                    }
                }
                None => {
                    let bytes = field.bytes().await.map_err(|error| refused(&error))?;
                    pairs.push((name, clean(&String::from_utf8_lossy(&bytes))));
                }
            }
        }
        let form = assemble(house, &visitor, pairs, &files)?;
        Ok(Self { form, files, _slot: slot })
    }
}

fn refused(error: &axum::extract::multipart::MultipartError) -> Stop {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(413, "upload-too-large").into()
    } else {
        Problem::new(400, "broken-upload").into()
    }
}

fn assemble<F: DeserializeOwned>(
    house: &House,
    visitor: &Visitor,
    mut pairs: Vec<(String, String)>,
    files: &[Upload],
) -> Result<Posted<F>, Stop> {
    let mut take = |name: &str| {
        let value = pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        pairs.retain(|(key, _)| key != name);
        value
    };
    let key = take(FormKey::FIELD).unwrap_or_default();
    FormKey::check(house, visitor, &key)?;
    let version = take("version").and_then(|value| value.parse().ok());
    let mut content = key;
    for (name, value) in &pairs {
        content.push_str(&format!("\n{}:{name}={}:{value}", name.len(), value.len()));
    }
    for upload in files {
        content.push_str(&format!("\n{}:{}", upload.field, hex(&sha256(&upload.bytes))));
    }
    let once = Once {
        principal: visitor.principal().to_owned(),
        request: hex(&sha256(format!("{}\n{content}", visitor.path).as_bytes())),
    };
    let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let typed =
        serde_html_form::from_str(&encoded).map_err(|_| Stop::Problem(Problem::new(400, "broken-form")))?;
    Ok(Posted { typed, once, version })
}

/// NUL cannot be stored by PostgreSQL; the fields' rules refuse what replaces it.
fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// The query of a page: a search, a filter, a page number. What cannot be read is as if it were not there.
#[derive(Clone, Debug)]
pub struct Queried<Q>(pub Q);

impl<Q: DeserializeOwned + Default> FromRequestParts<House> for Queried<Q> {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, _: &House) -> Result<Self, Stop> {
        let query = parts.uri.query().unwrap_or("");
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .map(|(name, value)| (name.into_owned(), clean(&value)))
            .collect();
        let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        Ok(Self(serde_html_form::from_str(&encoded).unwrap_or_default()))
    }
}

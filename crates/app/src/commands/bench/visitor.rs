//! Somebody who is signed in and walks through the doors over HTTP, with a watch in the hand.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use platform::Dice;
use reqwest::{Client, RequestBuilder, header};

use super::{Failure, figures::Times};
use crate::walk::{Door, Reply, Sheet};

/// A visitor.
pub struct Visitor {
    client: Client,
    base: String,
    cookie: String,
    /// Milliseconds between two pages at most; the half of it at least. None: no pause.
    pause: Option<(Dice, u64)>,
    /// Times by page.
    pub times: BTreeMap<String, Times>,
    /// Files that were sent.
    pub uploads: usize,
}

impl Visitor {
    /// Somebody with a session.
    pub fn new(client: &Client, base: &str, token: &str) -> Self {
        Self {
            client: client.clone(),
            base: base.to_owned(),
            cookie: format!("session={token}; language=it"),
            pause: None,
            times: BTreeMap::new(),
            uploads: 0,
        }
    }

    /// Looks at each page for between the half of this time and the whole of it.
    pub fn pausing(mut self, most: Duration, dice: Dice) -> Self {
        self.pause = Some((dice, u64::try_from(most.as_millis()).unwrap_or(u64::MAX)));
        self
    }

    async fn send(&mut self, label: String, request: RequestBuilder) -> Result<Reply, Failure> {
        if let Some((dice, most)) = &self.pause {
            let half = most.div_euclid(2);
            tokio::time::sleep(Duration::from_millis(half.saturating_add(dice.below(half.max(1))))).await;
        }
        let begun = Instant::now();
        let answer = request.header(header::COOKIE, &self.cookie).send().await?;
        let status = answer.status().as_u16();
        let location =
            answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let bytes = answer.bytes().await?;
        self.times.entry(label).or_default().add(begun.elapsed());
        Ok(Reply { status, location, body: String::from_utf8_lossy(&bytes).into_owned() })
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

impl Door for Visitor {
    async fn get(&mut self, path: &str) -> Result<Reply, Failure> {
        let request = self.client.get(self.address(path));
        self.send(label("GET", path), request).await
    }

    async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Result<Reply, Failure> {
        let mut body = String::new();
        for (name, value) in fields {
            if !body.is_empty() {
                body.push('&');
            }
            body.push_str(&format!("{}={}", escape(name), escape(value)));
        }
        let request = self
            .client
            .post(self.address(path))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        self.send(label("POST", path), request).await
    }

    async fn upload(
        &mut self,
        path: &str,
        fields: &[(String, String)],
        (name, bytes): Sheet<'_>,
    ) -> Result<Reply, Failure> {
        const MARK: &str = "----ateneo-bench-boundary";
        let mut body = Vec::with_capacity(bytes.len().saturating_add(2048));
        for (field, value) in fields {
            let part =
                format!("--{MARK}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{MARK}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: application/pdf\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{MARK}--\r\n").as_bytes());
        self.uploads = self.uploads.saturating_add(1);
        let request = self
            .client
            .post(self.address(path))
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={MARK}"))
            .body(body);
        self.send(label("POST", path), request).await
    }
}

/// A page without what differs from person to person.
fn label(method: &str, path: &str) -> String {
    let path = path.split('?').next().unwrap_or(path);
    let parts = path.split('/').map(|part| if part.len() == 36 { "{id}" } else { part });
    format!("{method} {}", parts.collect::<Vec<_>>().join("/"))
}

/// Percent-encoding of everything but letters and digits.
pub fn escape(text: &str) -> String {
    enrolment::review::queue::filter::escape(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_names_the_page_and_nobody() {
        let path = "/applications/019a0000-0000-7000-8000-000000000000/personal?done=saved";
        assert_eq!(label("GET", path), "GET /applications/{id}/personal");
    }
}

use std::collections::BTreeMap;

use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use kernel::Language;
use tower::ServiceExt;

/// A browser without scripts: cookies, forms with their hidden fields, redirects followed when asked.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// The page that was last shown.
    pub last: String,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Where it sends the browser.
    pub location: Option<String>,
    /// Text of the body.
    pub body: String,
    /// Bytes of the body.
    pub bytes: Vec<u8>,
    /// Headers.
    pub headers: axum::http::HeaderMap,
}

impl Answer {
    /// Stops the test unless the status is as expected; gives the answer back.
    #[track_caller]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "location {:?}, body:\n{}", self.location, self.body);
        self
    }

    /// Stops the test unless the page says this.
    #[track_caller]
    pub fn expect_text(self, text: &str) -> Self {
        assert!(self.body.contains(text), "the page does not say {text:?}:\n{}", self.body);
        self
    }

    /// The value of an input of the page.
    pub fn input(&self, name: &str) -> Option<String> {
        input_value(&self.body, name)
    }
}

impl Browser {
    /// A browser in front of these routes, reading this language.
    pub fn new(router: Router, language: Language) -> Self {
        let mut browser = Self { router, cookies: BTreeMap::new(), last: String::new() };
        browser.set_cookie("language", language.code());
        browser
    }

    /// Sets a cookie.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// A cookie, such as the session's token.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Reads pages in this language from now on.
    pub fn speaks(mut self, language: Language) -> Self {
        self.set_cookie("language", language.code());
        self
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let answer = self.send(request).await;
        self.last = answer.body.clone();
        answer
    }

    /// Follows where an answer sends the browser, until a page is shown.
    pub async fn follow(&mut self, answer: Answer) -> Answer {
        let mut answer = answer;
        for _ in 0..10 {
            let Some(location) = answer.location.clone() else { return answer };
            answer = self.get(&location).await;
        }
        panic!("too many redirects");
    }

    /// Sends a form of the page that was last shown, with its hidden key.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = self.encode(fields);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        self.send(request).await
    }

    fn encode(&self, fields: &[(&str, &str)]) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        if !fields.iter().any(|(name, _)| *name == "form_key") {
            pairs.append_pair("form_key", &input_value(&self.last, "form_key").unwrap_or_default());
        }
        pairs.extend_pairs(fields);
        pairs.finish()
    }

    /// Opens a page and sends its form: the usual two steps.
    pub async fn fill(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.get(page).await;
        self.post(path, fields).await
    }

    /// Sends a form with files: (field, file name, bytes).
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        const MARK: &str = "----ateneo-test-boundary";
        let mut body = Vec::new();
        let key = input_value(&self.last, "form_key").unwrap_or_default();
        let has_key = fields.iter().any(|(name, _)| *name == "form_key");
        for (name, value) in [("form_key", key.as_str())].iter().filter(|_| !has_key).chain(fields) {
            body.extend_from_slice(
                format!("--{MARK}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .as_bytes(),
            );
        }
        for (field, name, bytes) in files {
            body.extend_from_slice(
                format!(
                    "--{MARK}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                     content-type: application/octet-stream\r\n\r\n"
                )
                .as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{MARK}--\r\n").as_bytes());
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={MARK}"))
            .body(Body::from(body))
            .expect("a request");
        self.send(request).await
    }

    /// Sends any request with the browser's cookies.
    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if let Ok(value) = cookies.join("; ").parse() {
            request.headers_mut().insert(header::COOKIE, value);
        }
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap_or("");
            if let Some((name, value)) = text.split(';').next().and_then(|pair| pair.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let location = headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body").to_vec();
        Answer { status, location, body: String::from_utf8_lossy(&bytes).into_owned(), bytes, headers }
    }
}

/// The value of an `<input name="…" value="…">`, whatever the order of its attributes.
fn input_value(html: &str, name: &str) -> Option<String> {
    let wanted = format!("name=\"{name}\"");
    let tag = html.split('<').find(|tag| tag.starts_with("input") && tag.contains(&wanted))?;
    let (_, rest) = tag.split_once("value=\"")?;
    let (value, _) = rest.split_once('"')?;
    Some(
        value
            .replace("&#34;", "\"")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#38;", "&")
            .replace("&amp;", "&"),
    )
}

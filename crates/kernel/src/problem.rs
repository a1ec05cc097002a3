use crate::Faults;

/// Why something could not be done, as a person or a program is told: a status, a stable code whose text is
/// `problem-<code>`, and what is wrong with which field. (RFC 9457 carries it over the API.)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// HTTP status: 404, 409, 422, 429 …
    pub status: u16,
    /// Stable code, such as `window-closed`.
    pub code: &'static str,
    /// Values for the text.
    pub args: Vec<(&'static str, String)>,
    /// What is wrong with which field, if it is about a form.
    pub faults: Faults,
}

impl Problem {
    /// A problem with a status and a code.
    pub fn new(status: u16, code: &'static str) -> Self {
        Self { status, code, ..Self::default() }
    }

    /// There is no such thing, or not for this person: the two are never told apart.
    pub fn not_found() -> Self {
        Self::new(404, "not-found")
    }

    /// What was asked does not fit the state that the thing is in.
    pub fn conflict(code: &'static str) -> Self {
        Self::new(409, code)
    }

    /// Adds a value for the text.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

impl From<Faults> for Problem {
    fn from(faults: Faults) -> Self {
        Self { status: 422, code: "invalid-form", args: Vec::new(), faults }
    }
}

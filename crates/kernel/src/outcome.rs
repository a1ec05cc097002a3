/// What happened, as the journal keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Stable kind, `room.thing-happened`: `enrolment.submitted`. Its sentence in the timeline is `event-<kind>`
    /// with the dot written as a dash.
    pub kind: &'static str,
    /// The facts of the event as `(name, value)`; identifiers and facts of the office, never personal data.
    pub facts: Vec<(&'static str, String)>,
}

impl Event {
    /// An event of a kind, without facts.
    pub fn new(kind: &'static str) -> Self {
        Self { kind, facts: Vec::new() }
    }

    /// Adds a fact.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.facts.push((name, value.into()));
        self
    }
}

/// What a rule decides: the state that was read, the state to write, and the event that tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<State> {
    /// The state the row must still be in.
    pub before: State,
    /// The state it goes to.
    pub after: State,
    /// What the journal will say.
    pub event: Event,
}

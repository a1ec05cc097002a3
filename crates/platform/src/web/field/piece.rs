use std::fmt;

/// What a colour means. Never the only sign: an icon and words stand beside it (WCAG 1.4.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do, nothing happened.
    #[default]
    Neutral,
    /// Under way, or good to know.
    Info,
    /// Done well.
    Success,
    /// The person has something to do.
    Warning,
    /// Refused, failed, expired.
    Danger,
    /// The yellow stamp: it holds under a condition.
    Stamp,
    /// Something has to be paid.
    Due,
}

impl Tone {
    /// The tone of a word such as the kind of a notice; an unknown word is information.
    pub fn of(word: impl fmt::Display) -> Self {
        match word.to_string().to_ascii_lowercase().as_str() {
            "neutral" => Tone::Neutral,
            "success" => Tone::Success,
            "warning" => Tone::Warning,
            "danger" | "error" => Tone::Danger,
            "stamp" => Tone::Stamp,
            "due" => Tone::Due,
            _ => Tone::Info,
        }
    }

    /// Its icon.
    pub fn icon(self) -> &'static str {
        match self {
            Tone::Neutral => "less-circle",
            Tone::Info => "info-circle",
            Tone::Success => "check-circle",
            Tone::Warning => "warning-circle",
            Tone::Danger => "error",
            Tone::Stamp => "sign",
            Tone::Due => "card",
        }
    }

    /// How a screen reader is told: bad news at once, the rest when it is quiet.
    pub fn role(self) -> &'static str {
        match self {
            Tone::Danger | Tone::Warning => "alert",
            Tone::Neutral | Tone::Info | Tone::Success | Tone::Stamp | Tone::Due => "status",
        }
    }
}

impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tone::Neutral => "neutral",
            Tone::Info => "info",
            Tone::Success => "success",
            Tone::Warning => "warning",
            Tone::Danger => "danger",
            Tone::Stamp => "stamp",
            Tone::Due => "due",
        })
    }
}

/// A state as people see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Badge {
    /// Its colour.
    pub tone: Tone,
    /// Its icon.
    pub icon: &'static str,
    /// Its words.
    pub text: String,
}

impl Badge {
    /// A badge with the icon of its tone.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, icon: tone.icon(), text: text.into() }
    }

    /// A badge with an icon of its own.
    pub fn icon(mut self, icon: &'static str) -> Self {
        self.icon = icon;
        self
    }
}

/// A stage of a form that is filled in stage by stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its words.
    pub label: String,
    /// Where it can be opened from here, if it can.
    pub href: Option<String>,
    /// The one being shown.
    pub current: bool,
    /// Filled in.
    pub done: bool,
}

impl Step {
    /// A stage that is still to come.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    /// It can be opened from here.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Whether it is the one being shown.
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// Whether it is filled in.
    pub fn done(mut self, done: bool) -> Self {
        self.done = done;
        self
    }
}

/// A name and its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// The name.
    pub label: String,
    /// The value; an empty one is shown as "none".
    pub value: String,
    /// Where the value leads.
    pub href: Option<String>,
    /// A state instead of a text.
    pub badge: Option<Badge>,
}

impl Fact {
    /// A name and its value.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), ..Self::default() }
    }

    /// A name and a state.
    pub fn state(label: impl Into<String>, badge: Badge) -> Self {
        Self { label: label.into(), badge: Some(badge), ..Self::default() }
    }

    /// The value leads somewhere.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// A link to a service on a home page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tile {
    /// Its icon.
    pub icon: &'static str,
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// What it is for.
    pub text: String,
}

impl Tile {
    /// A tile.
    pub fn new(
        icon: &'static str,
        label: impl Into<String>,
        href: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        Self { icon, label: label.into(), href: href.into(), text: text.into() }
    }
}

/// Something that happened, in a timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Its colour and icon.
    pub tone: Tone,
    /// When, for machines: RFC 3339.
    pub instant: String,
    /// When, for people.
    pub when: String,
    /// What.
    pub what: String,
    /// Who did it; may be empty.
    pub who: String,
    /// More; may be empty.
    pub detail: String,
}

impl Moment {
    /// Something that happened at an instant.
    pub fn new(
        tone: Tone,
        instant: impl Into<String>,
        when: impl Into<String>,
        what: impl Into<String>,
    ) -> Self {
        Self { tone, instant: instant.into(), when: when.into(), what: what.into(), ..Self::default() }
    }

    /// Who did it.
    pub fn who(mut self, who: impl Into<String>) -> Self {
        self.who = who.into();
        self
    }

    /// More about it.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

use askama::Template;
use kernel::Faults;
use platform::{
    House,
    web::{
        Shell, Visitor,
        field::{Field, FieldFault},
    },
};

use crate::{office::path, request::Request};

/// One question of a page.
pub(super) enum Control {
    /// A text of several lines.
    Area(Field),
    /// One line.
    Line(Field),
    /// One of a few.
    Radios(Field),
    /// One of a list.
    Select(Field),
    /// Yes, or not said.
    Check(Field),
}

impl Control {
    fn field(&self) -> &Field {
        match self {
            Control::Area(field)
            | Control::Line(field)
            | Control::Radios(field)
            | Control::Select(field)
            | Control::Check(field) => field,
        }
    }
}

/// The page of an action: what it means, what it asks for, one button.
#[derive(Template)]
#[template(path = "office/act/ask.html")]
pub(in crate::office) struct Ask {
    shell: Shell,
    action: String,
    base: String,
    version: i64,
    help: Vec<String>,
    confirm: String,
    faults: Vec<FieldFault>,
    controls: Vec<Control>,
}

/// What a page of an action is made of.
pub(super) struct Asked<'a> {
    pub house: &'a House,
    pub visitor: &'a Visitor,
    pub request: &'a Request,
    /// What the address ends with, below the request's.
    pub end: &'a str,
    /// How its texts are called.
    pub key: &'a str,
    /// The version that is sent with the form.
    pub version: i64,
}

impl Asked<'_> {
    /// A field with its label, its hint where there is one, and its fault.
    pub fn field(&self, name: &str, key: &str, faults: &Faults) -> Field {
        let voice = self.visitor.voice(self.house);
        let field = Field::new(name, voice.say(&format!("office-certificates-field-{key}")));
        let field = match voice.find(&format!("office-certificates-field-{key}-help")) {
            Some(hint) => field.hint(hint),
            None => field,
        };
        field.told(faults, &voice)
    }

    /// The page. `more` is said below what the action means.
    pub fn page(&self, more: Vec<String>, controls: Vec<Control>) -> Ask {
        let key = format!("office-certificates-do-{}", self.key);
        let title = "certificates-request-title";
        let base = path(self.request);
        let shell = Shell::new(self.house, self.visitor, &key)
            .crumb("menu-office-certificates", "/office/certificates");
        let request = shell.t1(title, "number", self.request.number.to_string());
        let shell = shell.crumb_titled(request, &base).crumb(&key, "");
        let mut help = vec![shell.t(&format!("{key}-help"))];
        help.extend(more);
        let fields: Vec<&Field> = controls.iter().map(Control::field).collect();
        Ask {
            action: format!("{base}/{}", self.end),
            version: self.version,
            confirm: shell.t(&key),
            faults: Field::summary_of(&fields),
            help,
            base,
            controls,
            shell,
        }
    }
}

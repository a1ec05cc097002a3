//! What people read, in Italian and English, beside the feature that says it. Keys are named by meaning; a missing
//! key is shown as itself and fails a test.

use std::{collections::BTreeSet, sync::Arc};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use kernel::{Fault, Language, Problem};

/// The platform's own texts: what surrounds every page, and why something could not be done.
pub const OWN: [(&str, &str); 2] = [
    (include_str!("web/texts.it.ftl"), include_str!("web/texts.en.ftl")),
    (include_str!("web/stops.it.ftl"), include_str!("web/stops.en.ftl")),
];

/// All texts in both languages.
#[derive(Clone)]
pub struct Texts(Arc<[FluentBundle<Arc<FluentResource>>; 2]>);

/// A value in a text.
#[derive(Clone, Debug)]
pub enum Arg {
    /// Text as it is.
    Text(String),
    /// A number, which chooses the plural.
    Number(i64),
}

macro_rules! arg_from {
    ($($from:ty => |$value:ident| $make:expr),* $(,)?) => {
        $(impl From<$from> for Arg { fn from($value: $from) -> Self { $make } })*
    };
}
arg_from! {
    &str => |value| Arg::Text(value.to_owned()),
    &&str => |value| Arg::Text((*value).to_owned()),
    String => |value| Arg::Text(value),
    &String => |value| Arg::Text(value.clone()),
    i64 => |value| Arg::Number(value),
    &i64 => |value| Arg::Number(*value),
    i32 => |value| Arg::Number(i64::from(value)),
    u32 => |value| Arg::Number(i64::from(value)),
    usize => |value| Arg::Number(i64::try_from(value).unwrap_or(i64::MAX)),
    &usize => |value| Arg::Number(i64::try_from(*value).unwrap_or(i64::MAX)),
}

impl Texts {
    /// Reads the platform's texts and those of the rooms, as (Italian, English).
    ///
    /// # Errors
    /// When a source is not Fluent, or a key is said twice.
    pub fn read<'a>(sources: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Self, String> {
        let mut bundles = [bundle("it")?, bundle("en")?];
        for (italian, english) in OWN.into_iter().chain(sources) {
            for (bundle, source) in bundles.iter_mut().zip([italian, english]) {
                let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
                    format!(
                        "a text source cannot be read: {errors:?}: {}",
                        source.chars().take(80).collect::<String>()
                    )
                })?;
                bundle
                    .add_resource(Arc::new(resource))
                    .map_err(|errors| format!("texts said twice: {errors:?}"))?;
            }
        }
        Ok(Self(Arc::new(bundles)))
    }

    /// The texts in a language.
    pub fn voice(&self, language: Language) -> Voice {
        Voice { texts: self.clone(), language }
    }

    fn find(&self, language: Language, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        let [italian, english] = &*self.0;
        let bundle = match language {
            Language::It => italian,
            Language::En => english,
        };
        let pattern = bundle.get_message(key)?.value()?;
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                Arg::Text(text) => values.set(*name, FluentValue::from(text.clone())),
                Arg::Number(number) => values.set(*name, FluentValue::from(*number)),
            }
        }
        let mut errors = Vec::new();
        Some(bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned())
    }
}

fn bundle(language: &str) -> Result<FluentBundle<Arc<FluentResource>>, String> {
    let mut bundle = FluentBundle::new_concurrent(vec![language.parse().map_err(|e| format!("{e:?}"))?]);
    // The isolation marks that Fluent puts around values show up in mails and tests.
    bundle.set_use_isolating(false);
    Ok(bundle)
}

/// The texts in one language.
#[derive(Clone)]
pub struct Voice {
    texts: Texts,
    /// The language.
    pub language: Language,
}

impl std::fmt::Debug for Voice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Voice({})", self.language)
    }
}

impl Voice {
    /// A text by its key; the key itself when it is missing.
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A text with values.
    pub fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.texts.find(self.language, key, args).unwrap_or_else(|| {
            tracing::warn!(key, language = %self.language, "a text is missing");
            key.to_owned()
        })
    }

    /// A text by its key, if there is one.
    pub fn find(&self, key: &str) -> Option<String> {
        self.texts.find(self.language, key, &[])
    }

    /// What is wrong with a field: `fault-<code>`.
    pub fn fault(&self, fault: &Fault) -> String {
        self.with(&format!("fault-{}", fault.code), &own_args(&fault.args))
    }

    /// Why something could not be done: `problem-<code>`.
    pub fn problem(&self, problem: &Problem) -> String {
        self.with(&format!("problem-{}", problem.code), &own_args(&problem.args))
    }
}

/// Facts of an event or a fault as values of a text; whole numbers choose plurals.
pub fn own_args<'a, S: AsRef<str> + 'a>(args: &'a [(S, String)]) -> Vec<(&'a str, Arg)> {
    args.iter()
        .map(|(name, value)| {
            let arg = match value.parse::<i64>() {
                Ok(number) if value.len() < 7 && !value.starts_with('0') => Arg::Number(number),
                _ => Arg::Text(value.clone()),
            };
            (name.as_ref(), arg)
        })
        .collect()
}

/// The keys of a Fluent source: a test compares the two languages.
pub fn keys(source: &str) -> BTreeSet<String> {
    use fluent_syntax::ast::Entry;
    let resource = match fluent_syntax::parser::parse(source) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    resource
        .body
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        })
        .collect()
}

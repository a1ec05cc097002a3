use std::borrow::Cow;

/// A stable code for what is wrong with a field: scripts read the code, people read the text `fault-<code>`.
pub type FaultCode = &'static str;

/// What is wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field's name as the form sends it.
    pub field: Cow<'static, str>,
    /// Stable code, such as `required`, `too-long`, `malformed`.
    pub code: FaultCode,
    /// Values for the text, such as `("max", "100")`.
    pub args: Vec<(&'static str, String)>,
}

/// Everything that is wrong with a form: a person who corrects it should not have to come back twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// No faults yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a fault of a field.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, code: FaultCode) -> &mut Self {
        self.0.push(Fault { field: field.into(), code, args: Vec::new() });
        self
    }

    /// Notes a fault whose text needs a value (`{ $max }`).
    pub fn add_with(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        code: FaultCode,
        args: Vec<(&'static str, String)>,
    ) -> &mut Self {
        self.0.push(Fault { field: field.into(), code, args });
        self
    }

    /// Notes the fault of a parsed field and goes on: `let name = faults.keep("name", PersonName::parse(&typed));`
    pub fn keep<T>(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        parsed: Result<T, FaultCode>,
    ) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(code) => {
                self.add(field, code);
                None
            }
        }
    }

    /// The first fault of a field, which the page shows beside it.
    pub fn of(&self, field: &str) -> Option<&Fault> {
        self.0.iter().find(|fault| fault.field == field)
    }

    /// True when nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All faults, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }

    /// `Ok(())` when nothing is wrong.
    pub fn into_result(self) -> Result<(), Faults> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faults_are_gathered_and_found_by_field() {
        let mut faults = Faults::new();
        assert_eq!(faults.keep("name", Ok::<_, FaultCode>(3)), Some(3));
        assert_eq!(faults.keep::<i32>("surname", Err("required")), None);
        faults.add_with("note", "too-long", vec![("max", "10".into())]);
        assert_eq!(faults.of("surname").unwrap().code, "required");
        assert!(faults.of("name").is_none());
        assert_eq!(faults.into_result().unwrap_err().iter().count(), 2);
    }
}

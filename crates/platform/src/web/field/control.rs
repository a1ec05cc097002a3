/// One field of a form: its words, what was typed, what is wrong with it. Built where the page is built:
/// `Field::new("surname", shell.t("person-surname")).value(&typed.surname).required().fault(fault)`.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Name under which the form sends it.
    pub name: String,
    /// Identity in the page: the name, unless the page shows two fields of one name.
    pub id: String,
    /// The words beside it.
    pub label: String,
    /// What was typed, or what is stored.
    pub value: String,
    /// What is wrong with it, in words.
    pub fault: Option<String>,
    /// Help shown before the box.
    pub hint: Option<String>,
    /// Marked with an asterisk and told to screen readers; the server checks it.
    pub required: bool,
    /// Shown but not to be changed; it is still sent.
    pub readonly: bool,
    /// Shown but neither changed nor sent.
    pub disabled: bool,
    /// Ticked, for a checkbox.
    pub checked: bool,
    /// What the browser may fill in: a token of HTML, such as `family-name` (WCAG 1.3.5).
    pub autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows: `numeric`, `decimal`, `email`, `tel`.
    pub inputmode: Option<&'static str>,
    /// Most characters.
    pub maxlength: Option<u32>,
    /// Lines of a textarea.
    pub rows: u32,
    /// What can be chosen, for selects, radios and checks.
    pub choices: Vec<Choice>,
    /// The file that is there already.
    pub current: Option<CurrentFile>,
    /// Types a file box offers: `application/pdf,image/jpeg`.
    pub accept: Option<String>,
    /// Most bytes of a file, told before it is sent.
    pub max_bytes: Option<u64>,
    /// Several files at once.
    pub multiple: bool,
    /// Name and value of the hidden input behind a combo box.
    pub chosen: Option<(String, String)>,
}

/// One thing that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Chosen already.
    pub selected: bool,
    /// A second line that helps to choose.
    pub detail: Option<String>,
}

/// A file that was uploaded before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CurrentFile {
    /// Where it opens.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Such as its size and day.
    pub detail: Option<String>,
}

/// A line of the summary of faults at the top of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// Identity of the control, for the link.
    pub id: String,
    /// The field's words.
    pub label: String,
    /// What is wrong with it.
    pub text: String,
}

impl Choice {
    /// A choice with a value and its words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    /// Adds a second line.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

impl Field {
    /// A field with a name and its words.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        let name = name.into();
        Self { id: name.clone(), name, label: label.into(), rows: 5, ..Self::default() }
    }

    /// What was typed; for a field with choices, also marks the one with this value. Set the choices first or last.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self.mark_chosen();
        self
    }

    /// What can be chosen; the one that equals the value is marked.
    pub fn choices(mut self, choices: Vec<Choice>) -> Self {
        self.choices = choices;
        self.mark_chosen();
        self
    }

    /// Several chosen values, for a group of checkboxes.
    pub fn values<S: AsRef<str>>(mut self, values: &[S]) -> Self {
        for choice in &mut self.choices {
            choice.selected = values.iter().any(|value| value.as_ref() == choice.value);
        }
        self
    }

    /// What is wrong, if anything: `.fault(shell.fault(&faults, "surname"))`.
    pub fn fault(mut self, fault: Option<impl Into<String>>) -> Self {
        self.fault = fault.map(Into::into);
        self
    }

    /// What is wrong with it among the faults of the form, in words: the field is found by its name.
    pub fn told(self, faults: &kernel::Faults, voice: &crate::texts::Voice) -> Self {
        let fault = faults.of(&self.name).map(|fault| voice.fault(fault));
        self.fault(fault)
    }

    /// Help before the box.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Has to be filled in.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Shown, sent, not changed.
    pub fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }

    /// Shown, not sent.
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// Ticked or not.
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }

    /// Another identity than the name, where two fields of one page share it.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// What the browser may fill in.
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// Which keyboard a phone shows.
    pub fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = Some(mode);
        self
    }

    /// Most characters.
    pub fn maxlength(mut self, max: u32) -> Self {
        self.maxlength = Some(max);
        self
    }

    /// Lines of a textarea.
    pub fn rows(mut self, rows: u32) -> Self {
        self.rows = rows;
        self
    }

    /// The file that is there already: where it opens, its name, and such as its size and day.
    pub fn current(mut self, current: Option<CurrentFile>) -> Self {
        self.current = current;
        self
    }

    /// Types that a file box offers and the most bytes it takes.
    pub fn accept(mut self, types: impl Into<String>, max_bytes: u64) -> Self {
        self.accept = Some(types.into());
        self.max_bytes = Some(max_bytes);
        self
    }

    /// Takes several files at once.
    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// The hidden input behind a combo box: its name and present value.
    pub fn chosen(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.chosen = Some((name.into(), value.into()));
        self
    }

    /// True when a hint or a fault describes it.
    pub fn is_described(&self) -> bool {
        self.hint.is_some() || self.fault.is_some()
    }

    /// Identities of hint and fault, for `aria-describedby`.
    pub fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let fault = self.fault.as_ref().map(|_| format!("{}-fault", self.id));
        hint.into_iter().chain(fault).collect::<Vec<_>>().join(" ")
    }

    /// A select begins with "Select an entry" unless its first choice is an empty one of its own.
    pub fn wants_empty_choice(&self) -> bool {
        self.choices.first().is_none_or(|choice| !choice.value.is_empty())
    }

    /// Its line in the summary of faults, if something is wrong with it.
    pub fn summary(&self) -> Option<FieldFault> {
        let text = self.fault.clone()?;
        Some(FieldFault { id: self.id.clone(), label: self.label.clone(), text })
    }

    /// The summary for the top of a form: `Field::summary_of(&[&self.name, &self.surname])`.
    pub fn summary_of(fields: &[&Field]) -> Vec<FieldFault> {
        fields.iter().filter_map(|field| field.summary()).collect()
    }

    fn mark_chosen(&mut self) {
        for choice in &mut self.choices {
            choice.selected |= !self.value.is_empty() && choice.value == self.value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_marks_its_chosen_value_in_either_order() {
        let choices = || vec![Choice::new("it", "Italia"), Choice::new("fr", "Francia")];
        for field in [
            Field::new("country", "Stato").value("fr").choices(choices()),
            Field::new("country", "Stato").choices(choices()).value("fr"),
        ] {
            assert_eq!(field.choices.iter().map(|c| c.selected).collect::<Vec<_>>(), [false, true]);
        }
    }

    #[test]
    fn hint_and_fault_describe_a_field_in_reading_order() {
        let field = Field::new("postcode", "CAP").hint("Cinque cifre").fault(Some("Manca"));
        assert_eq!(field.described_by(), "postcode-hint postcode-fault");
        assert!(!Field::new("postcode", "CAP").fault(None::<String>).is_described());
    }

    #[test]
    fn only_fields_with_a_fault_reach_the_summary() {
        let good = Field::new("name", "Nome");
        let bad = Field::new("surname", "Cognome").fault(Some("Manca"));
        let summary = Field::summary_of(&[&good, &bad]);
        assert_eq!(
            summary,
            [FieldFault { id: "surname".into(), label: "Cognome".into(), text: "Manca".into() }]
        );
    }
}

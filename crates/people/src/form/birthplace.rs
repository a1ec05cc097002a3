use kernel::{Day, FaultCode, FiscalCode, text::fold};
use reference::Birthplace;

/// Why a municipality of birth was not found.
pub(super) enum NoPlace {
    /// There is none of that name.
    Unknown,
    /// There are several: they are named with their provinces.
    Several(String),
}

impl NoPlace {
    pub(super) fn code(&self) -> FaultCode {
        match self {
            NoPlace::Unknown => "unknown-place",
            NoPlace::Several(_) => "ambiguous-place",
        }
    }
}

/// The Italian municipality of a typed name, as it was on the day of birth or else as it is today; `Castro (LE)` says
/// which of several. Among several the fiscal code decides, when it names one of them.
pub(super) fn municipality(
    typed: &str,
    born: Day,
    today: Day,
    code: Option<&FiscalCode>,
) -> Result<Birthplace, NoPlace> {
    let (name, province) = split(typed);
    let mut found = named(&name, province.as_deref(), born);
    if found.is_empty() {
        found = named(&name, province.as_deref(), today);
    }
    let coded = code.and_then(FiscalCode::decode).map(|decoded| decoded.birthplace);
    match found.as_slice() {
        [] => Err(NoPlace::Unknown),
        [place] => Ok(*place),
        several => {
            let chosen = several.iter().find(|place| Some(place.belfiore) == coded.as_deref());
            chosen
                .copied()
                .ok_or_else(|| NoPlace::Several(several.iter().map(label).collect::<Vec<_>>().join(", ")))
        }
    }
}

/// `Milano (MI)`.
pub(crate) fn label(place: &Birthplace) -> String {
    let name = place.name(kernel::Language::It);
    place.province.map_or_else(|| name.to_owned(), |province| format!("{name} ({province})"))
}

fn split(typed: &str) -> (String, Option<String>) {
    match typed.trim().strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((name, province)) => (name.trim().to_owned(), Some(province.trim().to_uppercase())),
        None => (typed.trim().to_owned(), None),
    }
}

fn named(name: &str, province: Option<&str>, day: Day) -> Vec<Birthplace> {
    let wanted = fold(name);
    let mut found: Vec<Birthplace> = reference::search_birthplace(name, day, 30)
        .into_iter()
        .filter(|place| !place.is_abroad() && is_called(place, &wanted))
        .filter(|place| province.is_none_or(|province| place.province == Some(province)))
        .collect();
    found.sort_by_key(|place| place.belfiore);
    found.dedup_by_key(|place| place.belfiore);
    found
}

fn is_called(place: &Birthplace, wanted: &str) -> bool {
    let other = || reference::municipality(place.belfiore).and_then(|place| place.other_name);
    fold(place.name(kernel::Language::It)) == wanted || other().is_some_and(|name| fold(name) == wanted)
}

/// Whether a fiscal code's place of birth can be the one that was typed. Codes keep the place as it was when they
/// were given: a state that no longer exists, or a municipality under a former code.
pub(super) fn agrees(coded: &str, place: Option<&Birthplace>, country: &str, born: Day) -> bool {
    if coded.starts_with('Z') {
        let state = reference::birthplace(coded, born);
        let today = reference::country(country).and_then(|country| country.belfiore);
        return country != "IT"
            && (today.is_none() || today == Some(coded) || state.is_some_and(|state| !state.is_active));
    }
    let Some(place) = place else { return country == "IT" };
    let name = fold(place.name(kernel::Language::It));
    place.belfiore == coded
        || reference::birthplace(coded, born)
            .is_some_and(|coded| fold(coded.name(kernel::Language::It)) == name)
}

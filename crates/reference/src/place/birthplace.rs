use super::{
    Day, Language, LazyLock, Municipality, Search, best, matching, municipality, municipality_at, rows, some,
    spaced,
};

/// Where a person can have been born: a municipality or a foreign state, of today or of then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Birthplace {
    /// Belfiore code, as the fiscal code carries it; `Z…` abroad.
    pub belfiore: &'static str,
    italian: &'static str,
    english: &'static str,
    /// The letters of the province; none abroad.
    pub province: Option<&'static str>,
    /// ISO 3166-1 code of the country: `IT`, or the foreign one if it exists today.
    pub country: Option<&'static str>,
    /// True when it exists today.
    pub is_active: bool,
}

impl Birthplace {
    /// Its name in a language; a municipality has the one of its country.
    pub fn name(&self, language: Language) -> &'static str {
        language.pick(self.italian, self.english)
    }

    /// True for a foreign state.
    pub fn is_abroad(&self) -> bool {
        self.province.is_none()
    }
}

impl From<&Municipality> for Birthplace {
    fn from(place: &Municipality) -> Self {
        Self {
            belfiore: place.belfiore,
            italian: place.name,
            english: place.name,
            province: Some(place.province),
            country: Some("IT"),
            is_active: place.is_active(),
        }
    }
}

struct Abroad {
    place: Birthplace,
    from: Option<Day>,
    until: Option<Day>,
    spaced: String,
}

static ABROAD: LazyLock<Vec<Abroad>> = LazyLock::new(|| {
    rows(include_str!("../../data/foreign_places.tsv"))
        .map(|[belfiore, italian, english, country, from, until]| Abroad {
            place: Birthplace {
                belfiore,
                italian,
                english,
                province: None,
                country: some(country),
                is_active: until.is_empty(),
            },
            from: from.parse().ok(),
            until: until.parse().ok(),
            spaced: spaced(&format!("{italian} {english}")),
        })
        .collect()
});

/// The birthplaces that existed on a day and answer what was typed, best first; municipalities before states of the
/// same name.
pub fn search_birthplace(typed: &str, day: Day, limit: usize) -> Vec<Birthplace> {
    let search = Search::new(typed);
    if search.is_empty() {
        return Vec::new();
    }
    let existed = |state: &&Abroad| {
        state.from.is_none_or(|from| from <= day) && state.until.is_none_or(|until| day <= until)
    };
    let abroad =
        ABROAD.iter().filter(existed).filter_map(|state| Some((search.rank(&state.spaced)?, state.place)));
    let home = matching(typed, limit, |place| place.existed_on(day)).into_iter().map(Birthplace::from);
    let home = home.map(|place| (search.rank(&spaced(place.italian)).unwrap_or(3), place));
    let order = |a: &Birthplace, b: &Birthplace| {
        (a.is_abroad(), a.italian, a.belfiore).cmp(&(b.is_abroad(), b.italian, b.belfiore))
    };
    best(home.chain(abroad), order, limit)
}

/// The birthplace with a Belfiore code as it was on a day, or else as it is today: people born shortly before a change
/// have the new place in their papers.
pub fn birthplace(belfiore: &str, day: Day) -> Option<Birthplace> {
    if let Some(place) = municipality_at(belfiore, day).or_else(|| municipality(belfiore)) {
        return Some(place.into());
    }
    ABROAD.iter().find(|state| state.place.belfiore == belfiore).map(|state| state.place)
}

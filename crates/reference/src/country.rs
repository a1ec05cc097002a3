use std::{collections::HashMap, sync::LazyLock};

use kernel::{Language, text::fold};

use crate::table::{rows, some};

/// A country or territory of ISO 3166-1 (and Kosovo, `XK`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code, upper case.
    pub code: &'static str,
    italian: &'static str,
    english: &'static str,
    others: &'static str,
    /// Belfiore code (`Z…`), which fiscal codes of people born there carry; Italy and some territories have none.
    pub belfiore: Option<&'static str>,
    /// True when it is a state, whose citizenship a person can have; false for territories of another state.
    pub citizenship: bool,
}

impl Country {
    /// Its name in a language.
    pub fn name(&self, language: Language) -> &'static str {
        language.pick(self.italian, self.english)
    }

    /// Other names in use, in either language.
    pub fn other_names(&self) -> impl Iterator<Item = &'static str> {
        self.others.split("; ").filter(|name| !name.is_empty())
    }

    /// True for Italy.
    pub fn is_italy(&self) -> bool {
        self.code == "IT"
    }
}

struct Countries {
    all: Vec<Country>,
    by_code: HashMap<&'static str, usize>,
    /// Positions in the order of the names, Italian and English.
    sorted: [Vec<usize>; 2],
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let all: Vec<Country> = rows(include_str!("../data/countries.tsv"))
        .map(|[code, italian, english, others, belfiore, citizenship]| Country {
            code,
            italian,
            english,
            others,
            belfiore: some(belfiore),
            citizenship: citizenship == "1",
        })
        .collect();
    let by_code = all.iter().enumerate().map(|(at, country)| (country.code, at)).collect();
    let sorted = Language::ALL.map(|language| {
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_cached_key(|at| all.get(*at).map(|country| fold(country.name(language))));
        order
    });
    Countries { all, by_code, sorted }
});

/// All countries in the order of their names in a language, Italy first: it is what most people choose.
pub fn countries(language: Language) -> Vec<&'static Country> {
    let [italian, english] = &COUNTRIES.sorted;
    let order = match language {
        Language::It => italian,
        Language::En => english,
    };
    let mut countries: Vec<_> = order.iter().filter_map(|at| COUNTRIES.all.get(*at)).collect();
    countries.sort_by_key(|country| !country.is_italy());
    countries
}

/// The country with an ISO 3166-1 alpha-2 code, upper case.
pub fn country(code: &str) -> Option<&'static Country> {
    COUNTRIES.all.get(*COUNTRIES.by_code.get(code)?)
}

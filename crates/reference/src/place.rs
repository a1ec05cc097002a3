use std::{collections::HashMap, sync::LazyLock};

use kernel::{Day, Language};

use crate::table::{Search, best, rows, some, spaced};

mod birthplace;

pub use birthplace::{Birthplace, birthplace, search_birthplace};

/// A province or metropolitan city of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Province {
    /// Its letters, as on number plates: `MI`.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The region it is in.
    pub region: &'static str,
}

/// A municipality as it was called, and in the province where it was, during a period. One code can have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// Belfiore code (of the land registry), a letter and three digits; fiscal codes carry it.
    pub belfiore: &'static str,
    /// Its Italian name.
    pub name: &'static str,
    /// Its name in another language of the place, such as German.
    pub other_name: Option<&'static str>,
    /// The letters of its province; of an abolished one too.
    pub province: &'static str,
    /// ISTAT code, six digits; of today's municipalities, except one just formed.
    pub istat: Option<&'static str>,
    /// The first day of the period.
    pub from: Day,
    /// The last day of the period; none today.
    pub until: Option<Day>,
}

impl Municipality {
    /// True when it exists today under this name.
    pub fn is_active(&self) -> bool {
        self.until.is_none()
    }

    /// True when it existed on a day under this name.
    pub fn existed_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

struct Places {
    provinces: Vec<Province>,
    municipalities: Vec<Municipality>,
    /// Spaced names, both languages, in the order of `municipalities`.
    folded: Vec<String>,
    by_belfiore: HashMap<&'static str, Vec<usize>>,
    by_province: HashMap<&'static str, Vec<usize>>,
    postcodes: HashMap<&'static str, Vec<&'static str>>,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let municipalities: Vec<Municipality> = rows(include_str!("../data/municipalities.tsv"))
        .filter_map(|[belfiore, name, other_name, province, istat, from, until]| {
            let until = if until.is_empty() { None } else { Some(until.parse().ok()?) };
            let from = from.parse().ok()?;
            Some(Municipality {
                belfiore,
                name,
                other_name: some(other_name),
                province,
                istat: some(istat),
                from,
                until,
            })
        })
        .collect();
    let folded: Vec<String> = municipalities
        .iter()
        .map(|place| spaced(&format!("{} {}", place.name, place.other_name.unwrap_or_default())))
        .collect();
    let mut by_belfiore: HashMap<_, Vec<usize>> = HashMap::new();
    let mut by_province: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, place) in municipalities.iter().enumerate() {
        by_belfiore.entry(place.belfiore).or_default().push(at);
        if place.is_active() {
            by_province.entry(place.province).or_default().push(at);
        }
    }
    for places in by_province.values_mut() {
        places.sort_by_key(|at| folded.get(*at));
    }
    let provinces = rows(include_str!("../data/provinces.tsv"))
        .map(|[code, name, region]| Province { code, name, region })
        .collect();
    let postcodes = rows(include_str!("../data/postcodes.tsv"))
        .map(|[istat, postcodes]| (istat, postcodes.split(' ').collect()))
        .collect();
    Places { provinces, municipalities, folded, by_belfiore, by_province, postcodes }
});

impl Places {
    fn at(&'static self, places: &'static [usize]) -> impl DoubleEndedIterator<Item = &'static Municipality> {
        places.iter().filter_map(|at| self.municipalities.get(*at))
    }

    fn with_code(&'static self, belfiore: &str) -> impl DoubleEndedIterator<Item = &'static Municipality> {
        self.at(self.by_belfiore.get(belfiore).map(Vec::as_slice).unwrap_or_default())
    }
}

/// Today's provinces, in the order of their names.
pub fn provinces() -> &'static [Province] {
    &PLACES.provinces
}

/// The province of today with these letters.
pub fn province(code: &str) -> Option<&'static Province> {
    PLACES.provinces.iter().find(|province| province.code == code)
}

/// Today's municipalities of a province, in the order of their names.
pub fn municipalities_of(province: &str) -> Vec<&'static Municipality> {
    PLACES.at(PLACES.by_province.get(province).map(Vec::as_slice).unwrap_or_default()).collect()
}

/// The municipality with a Belfiore code as it is today, or as it was last.
pub fn municipality(belfiore: &str) -> Option<&'static Municipality> {
    PLACES.with_code(belfiore).max_by_key(|place| (place.is_active(), place.until))
}

/// The municipality with a Belfiore code as it was on a day.
pub fn municipality_at(belfiore: &str, day: Day) -> Option<&'static Municipality> {
    PLACES.with_code(belfiore).find(|place| place.existed_on(day))
}

/// Today's municipalities whose name, in either language, answers what was typed; best first.
pub fn search_municipality(typed: &str, limit: usize) -> Vec<&'static Municipality> {
    matching(typed, limit, |place| place.is_active())
}

fn matching(typed: &str, limit: usize, wanted: impl Fn(&Municipality) -> bool) -> Vec<&'static Municipality> {
    let search = Search::new(typed);
    if search.is_empty() {
        return Vec::new();
    }
    let found = PLACES
        .municipalities
        .iter()
        .zip(&PLACES.folded)
        .filter(|(place, _)| wanted(place))
        .filter_map(|(place, folded)| Some((search.rank(folded)?, (folded, place))));
    let order = |a: &(&String, &Municipality), b: &(&String, &Municipality)| {
        (a.0, a.1.belfiore).cmp(&(b.0, b.1.belfiore))
    };
    best(found, order, limit).into_iter().map(|(_, place)| place).collect()
}

/// The postcodes of a municipality, by its ISTAT code (six digits) or its Belfiore code; empty when not known.
pub fn postcodes_of(istat_or_belfiore: &str) -> &'static [&'static str] {
    let istat = municipality(istat_or_belfiore).and_then(|place| place.istat).unwrap_or(istat_or_belfiore);
    PLACES.postcodes.get(istat).map(Vec::as_slice).unwrap_or_default()
}

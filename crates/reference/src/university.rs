use std::{collections::HashMap, sync::LazyLock};

use crate::{
    municipality,
    table::{Search, best, rows, some, spaced},
};

/// A university or another institution that awards degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct University {
    /// Stable identifier: the domain by which it is known, such as `polimi.it`.
    pub id: &'static str,
    /// Its official name; Italian ones in capitals, as the ministry's systems write them.
    pub name: &'static str,
    others: &'static str,
    /// ISO 3166-1 code of its country, if known.
    pub country: Option<&'static str>,
    /// Belfiore code of the municipality of its seat; Italian ones.
    pub municipality: Option<&'static str>,
    /// Street and number of its seat, if known.
    pub address: Option<&'static str>,
}

impl University {
    /// Other names it has or had, such as the English one.
    pub fn other_names(&self) -> impl Iterator<Item = &'static str> {
        self.others.split("; ").filter(|name| !name.is_empty())
    }

    /// The name of the municipality of its seat.
    pub fn municipality_name(&self) -> Option<&'static str> {
        self.municipality.and_then(municipality).map(|place| place.name)
    }
}

/// What a person looks for: at least one of these; the rest empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UniversityQuery<'a> {
    /// ISO 3166-1 code.
    pub country: &'a str,
    /// Name of the municipality, as typed, or its Belfiore code.
    pub municipality: &'a str,
    /// Name of the university, as typed: any of its words, or its domain.
    pub name: &'a str,
    /// Address, as typed.
    pub address: &'a str,
}

struct Entry {
    university: University,
    position: usize,
    /// Name, other names and place one behind the other, for words that are in different ones; spaced.
    all: Box<str>,
    /// Where the other names begin, and where the place does.
    others: usize,
    place: usize,
    address: Box<str>,
}

struct Universities {
    all: Vec<Entry>,
    by_id: HashMap<&'static str, usize>,
}

static UNIVERSITIES: LazyLock<Universities> = LazyLock::new(|| {
    let italian =
        rows(include_str!("../data/italian_universities.tsv")).map(|[id, name, place, address, others]| {
            University {
                id,
                name,
                others,
                country: Some("IT"),
                municipality: some(place),
                address: some(address),
            }
        });
    let world = rows(include_str!("../data/universities.tsv")).map(|[id, name, country, others]| {
        University { id, name, others, country: some(country), municipality: None, address: None }
    });
    let all: Vec<Entry> =
        italian.chain(world).enumerate().map(|(at, university)| Entry::new(at, university)).collect();
    let by_id = all.iter().enumerate().map(|(at, entry)| (entry.university.id, at)).collect();
    Universities { all, by_id }
});

impl Entry {
    fn new(position: usize, university: University) -> Self {
        let mut all = spaced(university.name);
        let others = all.len();
        all.push_str(&spaced(&format!("{} {}", university.others, university.id)));
        let place = all.len();
        all.push_str(&university.municipality_name().map(spaced).unwrap_or_default());
        let address = university.address.map(spaced).unwrap_or_default().into();
        Self { university, position, all: all.into(), others, place, address }
    }

    fn name(&self) -> &str {
        self.all.get(..self.others).unwrap_or_default()
    }

    fn other_names(&self) -> &str {
        self.all.get(self.others..self.place).unwrap_or_default()
    }

    fn place_name(&self) -> &str {
        self.all.get(self.place..).unwrap_or_default()
    }

    /// Among equals: Italian ones first, in the order of their table (universities before other schools), those whose
    /// country is not known last; when a name was typed, the shorter, which has more of it, before the longer.
    fn order(&self, by_length: bool) -> (bool, bool, usize, usize, &str) {
        let country = self.university.country;
        let italian = country == Some("IT");
        let position = if italian { self.position } else { 0 };
        (!italian, country.is_none(), position, if by_length { self.others } else { 0 }, self.name())
    }

    /// How well it answers; `None` when something that was asked for is not so.
    fn rank(
        &self,
        query: &UniversityQuery<'_>,
        name: &Search,
        place: &Search,
        address: &Search,
    ) -> Option<u8> {
        let elsewhere: u8 = match self.university.country {
            _ if query.country.is_empty() => 0,
            Some(country) if country == query.country => 0,
            // One whose country is not known is found by its name only, after the others.
            None if !name.is_empty() => 10,
            _ => return None,
        };
        if !place.is_empty() && self.university.municipality != Some(query.municipality.trim()) {
            place.rank(self.place_name())?;
        }
        if !address.is_empty() {
            address.rank(&self.address)?;
        }
        if name.is_empty() {
            return Some(elsewhere);
        }
        if !name.is_in(&self.all) {
            return None;
        }
        let by_others = || name.rank(self.other_names()).map(|rank| rank.saturating_add(1));
        let rank = name.rank(self.name()).or_else(by_others).unwrap_or(5);
        Some(rank.saturating_add(elsewhere))
    }
}

/// The universities that answer a query, best first; none when nothing is asked.
pub fn universities(query: UniversityQuery<'_>, limit: usize) -> Vec<&'static University> {
    let (name, place) = (Search::new(query.name), Search::new(query.municipality));
    let address = Search::new(query.address);
    if name.is_empty() && place.is_empty() && address.is_empty() && query.country.trim().is_empty() {
        return Vec::new();
    }
    let query = UniversityQuery { country: query.country.trim(), ..query };
    let found = UNIVERSITIES
        .all
        .iter()
        .filter_map(|entry| Some((entry.rank(&query, &name, &place, &address)?, entry)));
    let order = |a: &&Entry, b: &&Entry| a.order(!name.is_empty()).cmp(&b.order(!name.is_empty()));
    best(found, order, limit).into_iter().map(|entry| &entry.university).collect()
}

/// The university with an identifier.
pub fn university(id: &str) -> Option<&'static University> {
    UNIVERSITIES.by_id.get(id).and_then(|at| UNIVERSITIES.all.get(*at)).map(|entry| &entry.university)
}

//! Words that are something of their own. A slip of typing makes `Mraco` of Marco; `Mario` is somebody else, perhaps the
//! twin. The same holds for programmes: `elettrica` is no slip of `elettronica`.

use std::{collections::HashSet, sync::LazyLock};

use reference::CourseQuery;

use crate::{programme::Title, words::words};

/// Given names of the world, folded (`data/README.md`).
static GIVEN_NAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../data/given_names.txt").lines().collect());

/// Words of the official classes of degrees.
static CLASS_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    reference::degree_courses(CourseQuery::default(), usize::MAX)
        .into_iter()
        .flat_map(|course| words(course.name))
        .collect()
});

/// What the registry knows of names and programmes. Names need not be loaded as a whole: it is enough to add those of a
/// declaration's words ([`Lexicon::questions`]) that somebody in the registry bears. The programmes are few and stay.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    names: HashSet<String>,
    surnames: HashSet<String>,
    programmes: Vec<Title>,
    programme_keys: HashSet<String>,
    programme_words: HashSet<String>,
}

impl Lexicon {
    /// Knows the names that ship with the crate and these programmes: every title and synonym of every programme.
    pub fn new<T: AsRef<str>>(programmes: impl IntoIterator<Item = T>) -> Self {
        let programmes: Vec<Title> = programmes
            .into_iter()
            .map(|name| Title::read(name.as_ref()))
            .filter(|title| !title.words.is_empty())
            .collect();
        let programme_words = programmes.iter().flat_map(|title| title.words.iter().cloned()).collect();
        let programme_keys = programmes.iter().map(Title::key).collect();
        Self { programmes, programme_keys, programme_words, ..Self::default() }
    }

    /// The words of a name or surname as the lexicon keeps them: what a room looks up in its registry.
    pub fn questions(name: &str) -> Vec<String> {
        words(name)
    }

    /// Adds a name that somebody bears.
    pub fn add_name(&mut self, name: &str) {
        self.names.extend(words(name));
    }

    /// Adds a surname that somebody bears.
    pub fn add_surname(&mut self, surname: &str) {
        self.surnames.extend(words(surname));
    }

    /// True when the folded word is a given name.
    pub(crate) fn is_name(&self, word: &str) -> bool {
        GIVEN_NAMES.contains(word) || self.names.contains(word)
    }

    /// True when the folded word is among the names that ship with the crate: of its like, others are known as well.
    pub(crate) fn is_common_name(&self, word: &str) -> bool {
        GIVEN_NAMES.contains(word)
    }

    pub(crate) fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(word)
    }

    pub(crate) fn is_programme_word(&self, word: &str) -> bool {
        self.programme_words.contains(word) || CLASS_WORDS.contains(word)
    }

    /// True when it names a programme of the university.
    pub(crate) fn is_programme(&self, title: &Title) -> bool {
        self.programme_keys.contains(&title.key())
    }

    pub(crate) fn programmes(&self) -> &[Title] {
        &self.programmes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words_of_programmes_are_known() {
        let mut lexicon = Lexicon::new(["Ingegneria Elettrica"]);
        lexicon.add_surname("De Rossi");
        lexicon.add_name("Xyzina");
        assert!(lexicon.is_name("mario") && lexicon.is_name("xyzina") && !lexicon.is_name("mraco"));
        assert!(!lexicon.is_common_name("xyzina"));
        assert!(lexicon.is_surname("rossi") && !lexicon.is_surname("rosi"));
        assert!(lexicon.is_programme_word("elettrica") && lexicon.is_programme_word("filosofia"));
        assert!(!lexicon.is_programme_word("elettrrica"));
    }
}

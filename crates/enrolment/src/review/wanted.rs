//! The papers that an application needs, as the office sees them: which, why, and whether each is there. The rules are
//! the applicant's own ([`crate::application::papers`]), read over what was declared.

use crate::{
    application::{
        papers::{self, Kind, Proof, needs_permit},
        title::Title,
    },
    programme::{Document, DocumentKind},
};

/// How a wanted paper stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was uploaded.
    There,
    /// It is needed and was not uploaded.
    Missing,
    /// It may be uploaded.
    Optional,
    /// It is not there and is not needed: the qualification is confirmed without it, or the programme is followed from
    /// afar.
    Waived,
}

impl Standing {
    /// The key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Standing::There => "review-wanted-there",
            Standing::Missing => "review-wanted-missing",
            Standing::Optional => "review-wanted-optional",
            Standing::Waived => "review-wanted-waived",
        }
    }
}

/// Why papers are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// They prove a title.
    Proof(Proof),
    /// The citizenship needs leave to study in Italy.
    Citizenship,
    /// It would, if the programme were not followed from afar.
    Distance,
    /// The programme asks for them.
    Programme,
    /// The secretariat has asked for them.
    Asked,
}

impl Why {
    /// The key of the sentence that says so to the office.
    pub fn key(self) -> String {
        match self {
            Why::Proof(proof) => format!("review-{}", proof.why()),
            Why::Citizenship => "review-why-citizenship".to_owned(),
            Why::Distance => "review-why-distance".to_owned(),
            Why::Programme => "review-why-programme".to_owned(),
            Why::Asked => "review-why-asked".to_owned(),
        }
    }
}

/// A wanted paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Code of what it is.
    pub kind: String,
    /// How it stands.
    pub standing: Standing,
    /// The paper that is there.
    pub paper: Option<String>,
}

/// Papers that are wanted for one reason, of one title if they belong to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The title.
    pub title: Option<String>,
    /// The reason.
    pub why: Why,
    /// The papers.
    pub papers: Vec<Wanted>,
}

/// A paper that is there: identifier, kind, title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct There {
    /// Identifier.
    pub id: String,
    /// Code of what it is.
    pub kind: String,
    /// The title that it belongs to.
    pub title: Option<String>,
}

/// What the rules look at.
pub struct Declared<'a> {
    /// The titles; true when the office has confirmed one.
    pub titles: &'a [(Title, bool)],
    /// The papers that are there.
    pub papers: &'a [There],
    /// Code of the country of citizenship.
    pub citizenship: &'a str,
    /// The programme is followed from afar.
    pub distance: bool,
    /// What the programme asks for.
    pub documents: &'a [Document],
    /// Items of the open request for corrections.
    pub asked: &'a [String],
    /// First year of the national register of titles.
    pub register_from: i16,
}

impl Declared<'_> {
    fn there(&self, kind: &str, title: Option<&str>) -> Option<String> {
        let found = self.papers.iter().find(|paper| paper.kind == kind && paper.title.as_deref() == title);
        found.map(|paper| paper.id.clone())
    }

    fn paper(&self, kind: &str, title: Option<&str>, absent: Standing) -> Wanted {
        let paper = self.there(kind, title);
        let standing = if paper.is_some() { Standing::There } else { absent };
        Wanted { kind: kind.to_owned(), standing, paper }
    }

    fn asks(&self, kind: &str, title: Option<&str>) -> bool {
        self.asked.contains(&item(kind, title))
    }
}

/// The code of a paper in a request for corrections.
pub fn item(kind: &str, title: Option<&str>) -> String {
    title.map_or_else(|| format!("paper:{kind}"), |title| format!("paper:{kind}:{title}"))
}

/// Every paper that the application needs or may bring, by reason.
pub fn wanted(of: &Declared<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut add = |title: Option<&str>, why: Why, papers: Vec<Wanted>| {
        if !papers.is_empty() || matches!(why, Why::Proof(_)) {
            groups.push(Group { title: title.map(str::to_owned), why, papers });
        }
    };
    for (title, confirmed) in of.titles {
        let (id, proof) = (Some(title.id.as_str()), title.proof(of.register_from));
        let absent = |one: &papers::Wanted| match (one.required, confirmed) {
            _ if of.asks(one.kind.code(), id) => Standing::Missing,
            (true, false) => Standing::Missing,
            (true, true) => Standing::Waived,
            (false, _) => Standing::Optional,
        };
        let named = proof.papers();
        let papers = named.iter().map(|one| of.paper(one.kind.code(), id, absent(one)));
        add(id, Why::Proof(proof), papers.collect());
        let asked = Kind::ALL.into_iter().filter(|kind| !named.iter().any(|one| one.kind == *kind));
        let asked = asked.filter(|kind| of.asks(kind.code(), id));
        add(id, Why::Asked, asked.map(|kind| of.paper(kind.code(), id, Standing::Missing)).collect());
    }
    let permit = Kind::ResidencePermit.code();
    if needs_permit(of.citizenship, of.distance) {
        add(None, Why::Citizenship, vec![of.paper(permit, None, Standing::Missing)]);
    } else if of.asks(permit, None) {
        add(None, Why::Asked, vec![of.paper(permit, None, Standing::Missing)]);
    } else if needs_permit(of.citizenship, false) {
        add(None, Why::Distance, vec![of.paper(permit, None, Standing::Waived)]);
    }
    let absent = |one: &Document| match one.required || of.asks(one.kind.code(), None) {
        true => Standing::Missing,
        false => Standing::Optional,
    };
    let documents = of.documents.iter().map(|one| of.paper(one.kind.code(), None, absent(one)));
    add(None, Why::Programme, documents.collect());
    let extra = DocumentKind::ALL.iter().filter(|kind| !of.documents.iter().any(|one| one.kind == **kind));
    let extra = extra.filter(|kind| of.asks(kind.code(), None));
    add(None, Why::Asked, extra.map(|kind| of.paper(kind.code(), None, Standing::Missing)).collect());
    groups
}

/// Papers that can be asked for, there or not: each kind with its title. Those of a title are the ones that can prove
/// it where it was awarded; the permit is for citizens who may need one; a document of another kind than these comes
/// with the attached files.
pub fn askable(of: &Declared<'_>) -> Vec<(String, Option<String>)> {
    let mut list: Vec<(String, Option<String>)> = Vec::new();
    let mut add = |kind: &str, title: Option<&str>| {
        let one = (kind.to_owned(), title.map(str::to_owned));
        if !list.contains(&one) {
            list.push(one);
        }
    };
    for (title, _) in of.titles {
        let id = Some(title.id.as_str());
        let proven = title.proof(of.register_from).papers().iter().map(|one| one.kind);
        for kind in proven.chain(of_place(title.country != "IT").iter().copied()) {
            add(kind.code(), id);
        }
        for paper in of.papers.iter().filter(|paper| paper.title.as_deref() == id) {
            if Kind::from_code(&paper.kind).is_some() {
                add(&paper.kind, id);
            }
        }
    }
    let permit = Kind::ResidencePermit.code();
    if needs_permit(of.citizenship, false) || of.there(permit, None).is_some() {
        add(permit, None);
    }
    for kind in DocumentKind::ALL.iter().filter(|kind| **kind != DocumentKind::Other) {
        add(kind.code(), None);
    }
    list
}

/// What a title can be proven with, by where it was awarded.
const fn of_place(abroad: bool) -> &'static [Kind] {
    if abroad {
        &[
            Kind::Certificate,
            Kind::CertificateTranslation,
            Kind::Transcript,
            Kind::TranscriptTranslation,
            Kind::Comparability,
        ]
    } else {
        &[Kind::AnisCertificate, Kind::SelfCertification, Kind::Transcript]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::Bilingual;

    fn title(country: &str) -> Title {
        Title {
            id: "t1".into(),
            country: country.into(),
            university_name: "U".into(),
            level: "first".into(),
            course_name: "C".into(),
            attained: true,
            graduated_on: kernel::Day::parse_optional("05/07/2024").unwrap(),
            mark: Some("110".into()),
            ..Title::default()
        }
    }

    fn there(kind: &str, title: Option<&str>) -> There {
        There { id: format!("p-{kind}"), kind: kind.into(), title: title.map(str::to_owned) }
    }

    fn of<'a>(titles: &'a [(Title, bool)], papers: &'a [There]) -> Declared<'a> {
        Declared {
            titles,
            papers,
            citizenship: "IT",
            distance: false,
            documents: &[],
            asked: &[],
            register_from: 2010,
        }
    }

    fn lines(groups: &[Group]) -> Vec<(&str, Standing)> {
        groups.iter().flat_map(|group| &group.papers).map(|one| (one.kind.as_str(), one.standing)).collect()
    }

    #[test]
    fn each_paper_is_there_missing_optional_or_waived() {
        let (titles, papers) = ([(title("IT"), false)], [there("anis-certificate", Some("t1"))]);
        let groups = wanted(&of(&titles, &papers));
        assert_eq!(groups[0].why, Why::Proof(Proof::Register));
        assert_eq!(groups[0].papers[0].paper.as_deref(), Some("p-anis-certificate"));
        assert_eq!(
            lines(&groups),
            [("anis-certificate", Standing::There), ("transcript", Standing::Optional)]
        );
        assert_eq!(lines(&wanted(&of(&titles, &[])))[0].1, Standing::Missing);
        let confirmed = [(title("IT"), true)];
        assert_eq!(lines(&wanted(&of(&confirmed, &[])))[0].1, Standing::Waived);
    }

    #[test]
    fn the_permit_follows_citizenship_and_distance() {
        let check = |citizenship, distance, expected: Option<(Why, Standing)>| {
            let groups = wanted(&Declared { citizenship, distance, ..of(&[], &[]) });
            let found = groups.first().map(|group| (group.why, group.papers[0].standing));
            assert_eq!(found, expected, "{citizenship} {distance}");
        };
        check("IT", false, None);
        check("FR", true, None);
        check("IN", false, Some((Why::Citizenship, Standing::Missing)));
        check("IN", true, Some((Why::Distance, Standing::Waived)));
    }

    #[test]
    fn the_programmes_documents_and_what_was_asked_for_are_listed() {
        let note = Bilingual::default();
        let documents = [Document { kind: DocumentKind::Cv, required: true, note }];
        let titles = [(title("IT"), false)];
        let asked = ["paper:portfolio".to_owned(), "paper:comparability:t1".to_owned()];
        let groups = wanted(&Declared { documents: &documents, asked: &asked, ..of(&titles, &[]) });
        let whys: Vec<Why> = groups.iter().map(|group| group.why).collect();
        assert_eq!(whys, [Why::Proof(Proof::Register), Why::Asked, Why::Programme, Why::Asked]);
        assert!(lines(&groups).contains(&("comparability", Standing::Missing)));
        assert!(lines(&groups).contains(&("cv", Standing::Missing)));
        assert!(lines(&groups).contains(&("portfolio", Standing::Missing)));
    }

    #[test]
    fn papers_that_were_never_uploaded_can_be_asked_for() {
        let kinds = |titles: &[(Title, bool)], citizenship| -> Vec<String> {
            let list = askable(&Declared { citizenship, ..of(titles, &[]) });
            list.iter().map(|(kind, title)| item(kind, title.as_deref())).collect()
        };
        let abroad = kinds(&[(title("FR"), false)], "IN");
        for wanted in ["paper:certificate:t1", "paper:comparability:t1", "paper:residence-permit", "paper:cv"]
        {
            assert!(abroad.iter().any(|code| code == wanted), "{wanted}: {abroad:?}");
        }
        let home = kinds(&[(title("IT"), false)], "IT");
        assert!(home.iter().any(|code| code == "paper:self-certification:t1"), "{home:?}");
        assert!(
            !home.iter().any(|code| code.contains("permit") || code.contains("comparability")),
            "{home:?}"
        );
    }
}

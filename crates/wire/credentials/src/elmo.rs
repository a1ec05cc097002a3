//! ELMO 1.7: what EMREX and the systems of other universities read. One report of the university, with the programme and
//! the examinations as its parts; a diploma supplement's own sections where the document is one.

use std::io;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use crate::{Certifies, Credential, Exam, Words, credential::decimal};

const SPACE: &str = "https://github.com/emrex-eu/elmo-schemas/tree/v1";

/// The XML was not written.
#[derive(Debug, thiserror::Error)]
#[error("the XML was not written")]
pub struct CannotWrite(#[from] io::Error);

/// The credential as XML.
///
/// # Errors
/// When memory is exhausted.
pub fn elmo(it: &Credential) -> Result<String, CannotWrite> {
    let mut paper = Paper(Writer::new(Vec::new()));
    paper.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    paper.group("elmo", &[("xmlns", SPACE)], |paper| {
        paper.leaf("generatedDate", &[], &it.issued())?;
        paper.group("learner", &[], |paper| learner(paper, it))?;
        paper.group("report", &[], |paper| report(paper, it))
    })?;
    String::from_utf8(paper.0.into_inner()).map_err(|error| CannotWrite(io::Error::other(error)))
}

type Written = Result<(), CannotWrite>;

fn learner(paper: &mut Paper, it: &Credential) -> Written {
    let holder = &it.holder;
    if !holder.fiscal_code.trim().is_empty() {
        paper.leaf("identifier", &[("type", "nationalIdentifier")], &holder.fiscal_code)?;
    }
    paper.leaf("identifier", &[("type", "localIdentifier")], &holder.matricola)?;
    paper.leaf("givenNames", &[], &holder.given_names)?;
    paper.leaf("familyName", &[], &holder.family_name)?;
    paper.leaf("bday", &[], &holder.born_on.to_string())?;
    if holder.born_in.trim().is_empty() { Ok(()) } else { paper.leaf("placeOfBirth", &[], &holder.born_in) }
}

fn report(paper: &mut Paper, it: &Credential) -> Written {
    paper.group("issuer", &[], |paper| {
        paper.leaf("country", &[], "IT")?;
        paper.leaf("identifier", &[("type", "x-it-codice-fiscale")], &it.issuer.fiscal_code)?;
        paper.words("title", &it.issuer.name)?;
        paper.leaf("url", &[], &it.addresses.home)
    })?;
    paper.group("learningOpportunitySpecification", &[], |paper| programme(paper, it))?;
    paper.leaf("issueDate", &[], &it.issued())?;
    scheme(
        paper,
        "final",
        "Voto finale; la lode distingue il massimo.",
        "Final mark; cum laude distinguishes the highest.",
    )?;
    scheme(paper, "exam", "Voto d’esame, sufficiente da 18/30.", "Examination mark, a pass from 18/30.")
}

fn scheme(paper: &mut Paper, id: &str, it: &str, en: &str) -> Written {
    paper.group("gradingScheme", &[("localId", id)], |paper| paper.words("description", &Words::new(it, en)))
}

fn programme(paper: &mut Paper, it: &Credential) -> Written {
    let programme = &it.programme;
    paper.words("title", it.title())?;
    paper.leaf("type", &[], "Degree Programme")?;
    if !programme.class.trim().is_empty() {
        paper.leaf("subjectArea", &[], &programme.class)?;
    }
    paper.words("description", &programme.title)?;
    paper.group("specifies", &[], |paper| {
        paper.group("learningOpportunityInstance", &[], |paper| career(paper, it))
    })?;
    for exam in &it.exams {
        paper.group("hasPart", &[], |paper| {
            paper.group("learningOpportunitySpecification", &[], |paper| course(paper, it, exam))
        })?;
    }
    Ok(())
}

fn career(paper: &mut Paper, it: &Credential) -> Written {
    let programme = &it.programme;
    paper.leaf("identifier", &[("type", "x-certificate-number")], &it.number)?;
    paper.leaf("start", &[], &programme.opened_on.to_string())?;
    if let Some(on) = it.award.as_ref().map(|award| award.on).or(programme.closed_on) {
        paper.leaf("date", &[], &on.to_string())?;
    }
    match (&it.award, programme.closed_on) {
        (Some(_), _) => paper.leaf("status", &[], "passed")?,
        (None, None) => paper.leaf("status", &[], "in-progress")?,
        // Ended without a title: none of the three words says it.
        (None, Some(_)) => {}
    }
    if let Some(mark) = it.award.as_ref().and_then(|award| award.mark) {
        paper.leaf("gradingSchemeLocalId", &[], "final")?;
        paper.leaf("resultLabel", &[], it.say(&mark.show()))?;
    }
    let credits = if it.award.is_some() { programme.ects_tenths } else { it.earned_tenths() };
    credit(paper, credits)?;
    if let Some(level) = programme.level {
        paper.group("level", &[], |paper| {
            paper.leaf("type", &[], "EQF")?;
            paper.leaf("value", &[], &level.eqf().to_string())
        })?;
    }
    if !programme.language.trim().is_empty() {
        paper.leaf("languageOfInstruction", &[], &programme.language)?;
    }
    if it.certifies == Certifies::Supplement {
        let language = it.pick("it", "en");
        paper.group("diplomaSupplement", &[("xml:lang", language)], |paper| supplement(paper, it))?;
    }
    Ok(())
}

fn course(paper: &mut Paper, it: &Credential, exam: &Exam) -> Written {
    paper.leaf("identifier", &[("type", "local")], &exam.code)?;
    paper.words("title", &exam.title)?;
    paper.leaf("type", &[], "Course")?;
    if !exam.sector.trim().is_empty() {
        paper.leaf("subjectArea", &[], &exam.sector)?;
    }
    paper.group("specifies", &[], |paper| {
        paper.group("learningOpportunityInstance", &[], |paper| {
            paper.leaf("date", &[], &exam.passed_on.to_string())?;
            paper.leaf("status", &[], "passed")?;
            if let Some(mark) = exam.mark {
                paper.leaf("gradingSchemeLocalId", &[], "exam")?;
                paper.leaf("resultLabel", &[], it.say(&mark.show()))?;
            }
            credit(paper, exam.ects_tenths)
        })
    })
}

fn credit(paper: &mut Paper, tenths: i64) -> Written {
    if tenths <= 0 {
        return Ok(());
    }
    paper.group("credit", &[], |paper| {
        paper.leaf("scheme", &[], "ects")?;
        paper.leaf("value", &[], &decimal(tenths))
    })
}

/// Number and title of a section, and of what is inside it with its text.
type Section<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str, &'a str)]);

/// The eight sections of the European model, as far as the record holds them.
fn supplement(paper: &mut Paper, it: &Credential) -> Written {
    let (holder, programme) = (&it.holder, &it.programme);
    let introduction = it.pick(
        "Supplemento al diploma secondo il modello della Commissione europea, del Consiglio d’Europa e dell’UNESCO/CEPES.",
        "Diploma supplement after the model of the European Commission, the Council of Europe and UNESCO/CEPES.",
    );
    let level = programme.level.map(|level| format!("EQF {}", level.eqf())).unwrap_or_default();
    let credits = if programme.ects_tenths > 0 {
        format!("{} ECTS", decimal(programme.ects_tenths))
    } else {
        String::new()
    };
    let mark = it
        .award
        .as_ref()
        .and_then(|award| award.mark)
        .map(|mark| it.say(&mark.show()).to_owned())
        .unwrap_or_default();
    let thesis = it.award.as_ref().map(|award| award.thesis.clone()).unwrap_or_default();
    let issued = it.issued().chars().take(10).collect::<String>();
    let born = holder.born_on.to_string();
    let sections: [Section<'_>; 8] = [
        (
            "1",
            it.pick("Dati anagrafici", "Information identifying the holder of the qualification"),
            &[
                ("1.1", it.pick("Cognome", "Family name"), &holder.family_name),
                ("1.2", it.pick("Nome", "Given names"), &holder.given_names),
                ("1.3", it.pick("Data di nascita", "Date of birth"), &born),
                ("1.4", it.pick("Matricola", "Student number"), &holder.matricola),
            ],
        ),
        (
            "2",
            it.pick("Informazioni sul titolo di studio", "Information identifying the qualification"),
            &[
                ("2.1", it.pick("Titolo", "Name of qualification"), it.say(it.title())),
                ("2.2", it.pick("Corso", "Main field of study"), it.say(&programme.title)),
                ("2.3", it.pick("Istituzione", "Awarding institution"), it.say(&it.issuer.name)),
                ("2.5", it.pick("Lingua di insegnamento", "Language of instruction"), &programme.language),
            ],
        ),
        (
            "3",
            it.pick("Livello e durata", "Information on the level and duration of the qualification"),
            &[
                ("3.1", it.pick("Livello", "Level of the qualification"), &level),
                ("3.2", it.pick("Crediti", "Credits"), &credits),
            ],
        ),
        (
            "4",
            it.pick(
                "Contenuti e risultati",
                "Information on the programme completed and the results obtained",
            ),
            &[
                ("4.3", it.pick("Prova finale", "Final work"), &thesis),
                ("4.5", it.pick("Voto finale", "Overall classification"), &mark),
            ],
        ),
        ("5", it.pick("Funzione del titolo", "Information on the function of the qualification"), &[]),
        (
            "6",
            it.pick("Informazioni aggiuntive", "Additional information"),
            &[("6.2", it.pick("Altre fonti", "Further information sources"), &it.addresses.home)],
        ),
        (
            "7",
            it.pick("Certificazione", "Certification of the supplement"),
            &[("7.1", it.pick("Data", "Date"), &issued), ("7.2", it.pick("Numero", "Number"), &it.number)],
        ),
        ("8", it.pick("Sistema nazionale", "Information on the national higher education system"), &[]),
    ];
    paper.leaf("version", &[], "2018")?;
    paper.leaf("issueDate", &[], &issued)?;
    paper.leaf("introduction", &[], introduction)?;
    for (number, title, inside) in sections {
        paper.group("section", &[("number", number)], |paper| {
            paper.leaf("title", &[], title)?;
            for (number, title, content) in inside.iter().filter(|(_, _, content)| !content.trim().is_empty())
            {
                paper.group("section", &[("number", number)], |paper| {
                    paper.leaf("title", &[], title)?;
                    paper.leaf("content", &[("type", "text/plain")], content)
                })?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// XML while it is written.
struct Paper(Writer<Vec<u8>>);

impl Paper {
    fn group(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Paper) -> Written,
    ) -> Written {
        self.0
            .write_event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())))?;
        inside(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))?;
        Ok(())
    }

    fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> Written {
        self.group(name, attributes, |paper| {
            paper.0.write_event(Event::Text(BytesText::new(&printable(text))))?;
            Ok(())
        })
    }

    fn words(&mut self, name: &str, words: &Words) -> Written {
        words
            .each()
            .into_iter()
            .try_for_each(|(language, text)| self.leaf(name, &[("xml:lang", language)], text))
    }
}

/// The text without what XML 1.0 cannot hold (section 2.2), white space as single spaces: `xs:token` has no other.
pub(crate) fn printable(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

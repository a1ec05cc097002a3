//! The same papers by the usual pair of libraries, WeasyPrint and pyHanko, in the same run: a Python that has them is
//! named by `ATENEO_TEST_PYTHON`.

use std::{
    ffi::OsString,
    io::Write,
    process::{Command, Stdio},
};

use documents::certificate::{Certificate, Points};
use kernel::Language;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{Failure, site::Site};

const SCRIPT: &str = include_str!("pair.py");

/// What it says of its work.
#[derive(Debug, Deserialize)]
pub struct Worked {
    /// Seconds that passed.
    pub took: f64,
    /// Seconds of the processor.
    pub worked: f64,
    /// Pages of one document.
    pub pages: usize,
}

/// The Python with both libraries, if there is one.
pub fn python() -> Option<OsString> {
    let python = std::env::var_os("ATENEO_TEST_PYTHON").filter(|python| !python.is_empty())?;
    let asked = Command::new(&python)
        .args(["-c", "import weasyprint, pyhanko, zxingcpp"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    asked.is_ok_and(|status| status.success()).then_some(python)
}

/// Lets it make so many of a paper, sealed with the site's key, one after the other in one process.
pub fn run(
    python: &OsString,
    site: &Site,
    paper: &Certificate,
    code: &str,
    count: usize,
) -> Result<Worked, Failure> {
    let folder = tempfile::tempdir()?;
    let script = folder.path().join("pair.py");
    std::fs::write(&script, SCRIPT)?;
    let keys = site.folder().join("keys").join("seal");
    let attachments: Vec<Value> = paper
        .attachments
        .iter()
        .map(|file| json!([file.name, String::from_utf8_lossy(&file.bytes)]))
        .collect();
    let order = json!({
        "paper": said(paper, code),
        "attachments": attachments,
        "count": count,
        "key": keys.join("sealing.key.pem"),
        "chain": keys.join("sealing.pem"),
        "root": keys.join("root.pem"),
        "folder": folder.path(),
    });
    let mut child = Command::new(python)
        .arg(&script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(order.to_string().as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("WeasyPrint and pyHanko: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// What the Italian paper says, in words.
fn said(paper: &Certificate, code: &str) -> Value {
    let day = |day: jiff::civil::Date| day.strftime("%d/%m/%Y").to_string();
    let mark = |points: Points| {
        let honours = if points.honours { " e lode" } else { "" };
        format!("{}/{}{honours}", points.points, points.out_of)
    };
    let (person, studies) = (&paper.person, &paper.studies);
    let credits = |tenths: i64| tenths.div_euclid(10).to_string();
    let mut facts = Vec::new();
    if let Some(award) = &paper.award {
        facts.push(json!(["In data", day(award.on)]));
        facts.push(json!(["Con la votazione finale di", award.mark.map(mark)]));
        facts.push(json!(["Titolo della prova finale", award.thesis]));
    }
    facts.push(json!(["Classe", studies.class]));
    facts.push(json!(["Anno accademico di immatricolazione", studies.year]));
    facts.push(json!(["Inizio della carriera", day(studies.opened_on)]));
    facts.push(json!(["Crediti del corso (CFU)", credits(studies.ects_tenths)]));
    let exams: Vec<Value> = paper
        .exams
        .iter()
        .map(|exam| {
            let mark = exam.mark.map_or_else(|| "idoneità".to_owned(), mark);
            let (ects, on) = (credits(exam.ects_tenths), day(exam.passed_on));
            json!([exam.code, exam.title.it, exam.sector, ects, mark, on])
        })
        .collect();
    let stamp = paper.stamp.as_ref().map_or_else(String::new, |stamp| {
        let amount = stamp.amount.show(Language::It);
        format!("Imposta di bollo di {amount} ({}) assolta in modo virtuale.", stamp.law.it)
    });
    let proof = paper.proof.as_ref();
    json!({
        "institution": paper.university.it,
        "heading": if paper.exams.is_empty() { "Certificato di conseguimento del titolo" } else { "Certificato con percorso formativo e CFU" },
        "number": [["Numero", proof.map(|proof| &proof.number)], ["Data", paper.issued_at.strftime("%d/%m/%Y").to_string()]],
        "name": format!("{} {}", person.name, person.surname),
        "person": [["Data di nascita", day(person.born_on)], ["Luogo di nascita", person.born_in], ["Codice fiscale", person.fiscal_code], ["Matricola", studies.matricola]],
        "title": paper.award.as_ref().map_or(&studies.title.it, |award| &award.title.it),
        "studies": facts,
        "exam_heads": ["Codice", "Insegnamento", "SSD", "CFU", "Voto", "Data"],
        "exams": exams,
        "laws": [
            "Il presente certificato non può essere prodotto agli organi della pubblica amministrazione o ai privati gestori di pubblici servizi (art. 40, comma 02, DPR 28 dicembre 2000, n. 445).",
            stamp,
            "Documento informatico con sigillo elettronico dell’università (PAdES). La copia stampata si verifica con il codice in calce a ogni pagina.",
        ],
        "foot": [
            "Questa pagina si prova da sola, anche stampata: inquadrare il codice, oppure digitare il codice di verifica all’indirizzo indicato.".to_owned(),
            format!("Codice di verifica: {}", proof.map_or("", |proof| &proof.code)),
            format!("Indirizzo: {}", proof.map_or("", |proof| &proof.address)),
            paper.institution.address.clone(),
        ],
        "code": code,
    })
}

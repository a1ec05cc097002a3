//! What students see of their record, and how the office corrects it.

use std::io::Cursor;

use kernel::Language;
use platform::{
    Capability,
    testing::{Browser, World},
    web::Role,
};
use registry::{
    Record,
    import::{Follow, Kind, Options, RowReport, import},
};

fn rooms() -> Vec<Capability> {
    vec![people::capability(), registry::capability()]
}

struct Nobody;

impl Follow for Nobody {
    fn row(&mut self, _: RowReport) {}
    fn progress(&mut self, _: u64, _: u64) {}
}

/// The demonstration's own files, whose people are made first; the identifiers of Beatrice and Nicola.
async fn demo(world: &World) -> [String; 2] {
    let mut careers = include_str!("../../data/demo-careers.csv").replace(";NO;", ";IT;");
    let mut ids = Vec::new();
    for (name, surname, born) in [
        ("Beatrice", "Marchetti", "11/02/1996"),
        ("Nicola", "Serra", "09/12/1994"),
        ("Simone", "Pagani", "05/08/2001"),
        ("Valentina", "Orlando", "21/10/1988"),
        ("Ingrid", "Larsen", "18/06/1993"),
    ] {
        let person = people::testing::person(world).named(name, surname).create().await;
        let mut conn = world.house.db().read().await.unwrap();
        let known = people::find(&mut conn, &person.id).await.unwrap().unwrap();
        careers = careers.replace(born, &known.birth_day.to_string());
        ids.push(person.id);
    }
    let exams = include_str!("../../data/demo-exams.csv").to_owned();
    let awards = include_str!("../../data/demo-awards.csv").to_owned();
    for (kind, csv, rows) in
        [(Kind::Careers, careers, 6), (Kind::Exams, exams, 47), (Kind::Awards, awards, 5)]
    {
        let read = Cursor::new(csv.into_bytes());
        let counts = import(&world.house, kind, read, Options::default(), &mut Nobody).await.unwrap();
        assert_eq!((counts.created, counts.refused), (rows, 0), "{kind:?}");
    }
    [ids.remove(0), ids.remove(0)]
}

async fn record(world: &World, matricola: &str) -> Record {
    let mut conn = world.house.db().read().await.unwrap();
    let career = registry::by_matricola(&mut conn, matricola).await.unwrap().unwrap();
    Record::of(&mut conn, career).await.unwrap()
}

async fn secretariat(world: &World) -> Browser {
    world.officer("s1", &[(Role::CentralSecretariat, None)]).await
}

#[tokio::test]
async fn a_student_sees_exams_totals_and_award_in_their_language() {
    let world = World::new(rooms).await;
    let [beatrice, _] = demo(&world).await;
    let record = record(&world, "801234").await;
    assert_eq!(record.earned(), record.career.ects, "the demonstration's graduate has all the credits");
    let mut browser = world.person(&beatrice).await;
    let list = browser.get("/careers").await.expect_status(200).expect_text("TITLE AWARDED");
    let path = format!("/careers/{}", record.career.id);
    assert!(list.body.contains(&format!("href=\"{path}\"")));
    let page = browser.get(&path).await.expect_status(200);
    for words in [
        "Architecture and Urban Design",
        "110/110 with honours",
        "30/30 with honours",
        "ICAR/14",
        "120 of 120",
        "Weighted average",
        "Examinations by mark",
        "passed",
    ] {
        page.clone().expect_text(words);
    }
    let mut italian = browser.clone().speaks(Language::It);
    let page = italian.get(&path).await.expect_status(200);
    page.expect_text("110/110 e lode")
        .expect_text("Laboratorio di progettazione urbana")
        .expect_text("Media ponderata")
        .expect_text("120 di 120");
    world.finish().await;
}

#[tokio::test]
async fn a_career_of_somebody_else_is_as_absent_as_none() {
    let world = World::new(rooms).await;
    let [_, nicola] = demo(&world).await;
    let path = format!("/careers/{}", record(&world, "801234").await.career.id);
    world.person(&nicola).await.get(&path).await.expect_status(404);
    world.guest().get(&path).await.expect_status(303);
    let mut nicola = world.person(&nicola).await;
    let list = nicola.get("/careers").await.expect_status(200);
    list.expect_text("765432").expect_text("827640");
    world.finish().await;
}

#[tokio::test]
async fn the_average_weighs_marks_by_credits() {
    let world = World::new(rooms).await;
    demo(&world).await;
    let record = record(&world, "801234").await;
    let (mut points, mut weight) = (0.0_f64, 0.0_f64);
    for exam in &record.exams {
        if let Some(mark) = exam.mark {
            points += f64::from(i32::try_from(mark.points * exam.ects.0).unwrap());
            weight += f64::from(i32::try_from(exam.ects.0).unwrap());
        }
    }
    let average = f64::from(i32::try_from(record.average().unwrap()).unwrap()) / 100.0;
    assert!((average - points / weight).abs() <= 0.005, "{average} {}", points / weight);
    world.finish().await;
}

#[tokio::test]
async fn the_office_finds_careers_by_number_code_and_name() {
    let world = World::new(rooms).await;
    let [_, nicola] = demo(&world).await;
    let code = {
        let mut conn = world.house.db().read().await.unwrap();
        people::find(&mut conn, &nicola).await.unwrap().unwrap().code.to_string()
    };
    let mut office = secretariat(&world).await;
    office.get("/office/careers").await.expect_status(200).expect_text("Search for a career");
    for q in ["827640", code.as_str(), "serra", "Nicola%20Serra"] {
        let page = office.get(&format!("/office/careers?q={q}")).await.expect_status(200);
        page.expect_text("827640").expect_text("Nicola Serra");
    }
    office.get("/office/careers?q=%25%27%3B--").await.expect_status(200).expect_text("No career was found");
    office.get("/office/careers?q=%00").await.expect_status(200);
    let mut other = world.officer("s2", &[(Role::ProgrammeSecretary, Some("p1"))]).await;
    other.get("/office/careers").await.expect_status(403);
    let mut narrow = world.officer("s3", &[(Role::CentralSecretariat, Some("p1"))]).await;
    let page = narrow.get("/office/careers?q=827640").await.expect_status(200);
    assert!(!page.body.contains("Nicola Serra"), "imported careers are of no programme of ours");
    world.finish().await;
}

/// Where the form of an examination is.
fn exam_path(page: &str, career: &str) -> String {
    let start = format!("/office/careers/{career}/exams/");
    let rest = page.split(&start).nth(1).unwrap();
    format!("{start}{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn a_correction_needs_a_reason_keeps_what_was_there_and_is_told() {
    let world = World::new(rooms).await;
    demo(&world).await;
    let before = record(&world, "801234").await;
    let career = before.career.id.clone();
    let mut office = secretariat(&world).await;
    let page = office.get(&format!("/office/careers/{career}")).await.expect_status(200);
    let path = exam_path(&page.body, &career);
    let form = office.get(&path).await.expect_status(200);
    let version = form.input("version").unwrap();
    let wrong =
        [("version", version.as_str()), ("ects", "0"), ("day", "31/02/2020"), ("mark", "31"), ("reason", "")];
    let answer = office.fill(&path, &path, &wrong).await.expect_status(422);
    for words in ["Write the credits", "dd/mm/yyyy", "Write a mark from 18 to 30", "This field is mandatory"]
    {
        answer.clone().expect_text(words);
    }
    let first = &before.exams[0];
    let day = kernel::Day::from(first.passed_on).to_string();
    let credits = first.ects.show(Language::It);
    let mark = first.mark.unwrap().points.to_string();
    let same =
        [("version", version.as_str()), ("ects", &credits), ("day", &day), ("mark", &mark), ("reason", "x")];
    office.fill(&path, &path, &same).await.expect_status(422).expect_text("Nothing was changed");
    let right = [
        ("version", version.as_str()),
        ("ects", &credits),
        ("day", &day),
        ("mark", "30L"),
        ("reason", "Verbale 12 del 2020"),
    ];
    let answer = office.fill(&path, &path, &right).await.expect_status(303);
    let shown = office.follow(answer).await.expect_status(200);
    shown.expect_text("The record was corrected.").expect_text("Verbale 12 del 2020");
    let after = record(&world, "801234").await;
    assert!(after.exams.iter().any(|exam| exam.code == first.code && exam.mark.unwrap().honours));
    let kept = "select count(*) from record_correction where before like '%\"points\":28%' and after like '%\"honours\":true%'";
    assert_eq!(world.count(kept).await, 1);
    let told = world.history("career", &career).await;
    assert_eq!(told.iter().filter(|kind| *kind == "registry.record-corrected").count(), 1);
    assert_eq!(world.count("select count(*) from event where facts like '%Verbale%'").await, 0);
    // The same form again, from a page that shows what was there before.
    let stale = [
        ("version", version.as_str()),
        ("ects", &credits),
        ("day", &day),
        ("mark", "18"),
        ("reason", "Verbale 13"),
    ];
    office.fill(&path, &path, &stale).await.expect_status(422).expect_text("30L");
    assert_eq!(world.count("select count(*) from record_correction").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn an_award_is_corrected_with_the_last_day_of_its_career() {
    let world = World::new(rooms).await;
    demo(&world).await;
    let career = record(&world, "827640").await.career.id;
    let mut office = secretariat(&world).await;
    let path = format!("/office/careers/{career}/award");
    let form = office.get(&path).await.expect_status(200);
    let version = form.input("version").unwrap();
    let with = |mark: &'static str, honours: &'static str, day: &'static str| {
        [
            ("version", version.clone()),
            ("day", day.to_owned()),
            ("mark", mark.to_owned()),
            ("out_of", "110".to_owned()),
            ("honours", honours.to_owned()),
            ("thesis", "Prevedere la domanda".to_owned()),
            ("reason", "Decreto 7".to_owned()),
        ]
    };
    let wrong = with("109", "yes", "01/01/1999");
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = office.fill(&path, &path, &wrong).await.expect_status(422);
    answer.expect_text("Honours stand only").expect_text("before the first day");
    let right = with("110", "yes", "26/11/2022");
    let right: Vec<(&str, &str)> = right.iter().map(|(name, value)| (*name, value.as_str())).collect();
    office.fill(&path, &path, &right).await.expect_status(303);
    let after = record(&world, "827640").await;
    let award = after.award.unwrap();
    assert!(award.mark.unwrap().honours);
    assert_eq!(after.career.closed_on, Some(award.awarded_on));
    assert_eq!(award.awarded_on.to_string(), "2022-11-26");
    let page = office.clone().speaks(Language::It).get(&path).await.expect_status(200);
    page.expect_text("Motivo della correzione");
    world.finish().await;
}

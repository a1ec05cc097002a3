//! Careers, examinations and awards from files.

use std::{fmt::Write, io::Cursor};

use kernel::Language;
use platform::{Capability, testing::World};
use registry::{
    CareerStatus, Ects, Mark, Record,
    import::{Counts, Follow, Kind, Options, Outcome, RowReport, import},
};

fn rooms() -> Vec<Capability> {
    vec![people::capability(), registry::capability()]
}

#[derive(Default)]
struct Told {
    rows: Vec<RowReport>,
    steps: Vec<(u64, u64)>,
}

impl Follow for Told {
    fn row(&mut self, row: RowReport) {
        self.rows.push(row);
    }
    fn progress(&mut self, done: u64, total: u64) {
        self.steps.push((done, total));
    }
}

async fn run(world: &World, kind: Kind, csv: &str, dry_run: bool) -> (Counts, Told) {
    let mut told = Told::default();
    let options = Options { dry_run, ..Options::default() };
    let counts = import(&world.house, kind, Cursor::new(csv.as_bytes()), options, &mut told).await;
    match counts {
        Ok(counts) => (counts, told),
        Err(stop) => panic!("{stop:?}"),
    }
}

async fn write(world: &World, kind: Kind, csv: &str) -> [u64; 4] {
    numbers(run(world, kind, csv, false).await.0)
}

fn numbers(counts: Counts) -> [u64; 4] {
    [counts.created, counts.updated, counts.unchanged, counts.refused]
}

/// The faults of the rows, as `row field code`.
fn faults(told: &Told) -> Vec<String> {
    let mut all = Vec::new();
    for row in &told.rows {
        if let Outcome::Refused(faults) = &row.outcome {
            all.extend(faults.iter().map(|fault| format!("{} {} {}", row.row, fault.field, fault.code)));
        }
    }
    all
}

const CAREERS: &str = "source_key;fiscal_code;surname;name;birth_day;birth_country;birth_place;citizenship;email;\
matricola;kind;title_it;title_en;class_code;language;ects;year;status;opened_on;closed_on\n";
const EXAMS: &str = "matricola,code,title_it,title_en,sector,ects,mark,passed_on\n";
const AWARDS: &str = "matricola,title_it,title_en,awarded_on,mark,out_of,honours,thesis\n";

/// A career of somebody born in Lyon, by number.
fn career(key: &str, person: usize, matricola: &str, ending: &str) -> String {
    let letter = char::from(b'a' + u8::try_from(person % 26).unwrap());
    format!(
        "{key};;Martin{letter};Zoé;12/05/1990;FR;Lyon;;m{person}@posta.example;{matricola};graduate;\
         Architettura;Architecture;LM-4;it;120;2020/21;{ending}\n"
    )
}

async fn record(world: &World, matricola: &str) -> Record {
    let mut conn = world.house.db().read().await.unwrap();
    let career = registry::by_matricola(&mut conn, matricola).await.unwrap().unwrap();
    Record::of(&mut conn, career).await.unwrap()
}

#[tokio::test]
async fn a_record_is_imported_once_and_again_without_a_change() {
    let world = World::new(rooms).await;
    let careers = format!(
        "{CAREERS}{}{}",
        career("k1", 0, "801234", "awarded;2020-10-01;"),
        career("k2", 0, "701234", "closed;01/10/2015;30/09/2017")
    );
    let exams = format!(
        "{EXAMS}801234,A1,Composizione,Architectural Design,ICAR/14,12,30L,2021-02-01\n\
         801234,A2,Tirocinio,Internship,,\"7,5\",,15/06/2021\n"
    );
    let awards = format!(
        "{AWARDS}801234,Laurea magistrale in Architettura,Master of Science in Architecture,20/07/2022,110,110,sì,\"La casa, oggi\"\n"
    );
    for (kind, csv, expected) in [
        (Kind::Careers, &careers, [2, 0, 0, 0]),
        (Kind::Exams, &exams, [2, 0, 0, 0]),
        (Kind::Awards, &awards, [1, 0, 0, 0]),
    ] {
        assert_eq!(numbers(run(&world, kind, csv, true).await.0), expected, "dry run of {kind:?}");
        assert_eq!(write(&world, kind, csv).await, expected, "{kind:?}");
    }
    let events = world.count("select count(*) from event").await;
    for (kind, csv, count) in
        [(Kind::Careers, &careers, 2), (Kind::Exams, &exams, 2), (Kind::Awards, &awards, 1)]
    {
        assert_eq!(write(&world, kind, csv).await, [0, 0, count, 0], "{kind:?} again");
    }
    assert_eq!(world.count("select count(*) from event").await, events, "nothing happened twice");
    assert_eq!(world.count("select count(*) from person").await, 1, "two careers of one person");

    let record = record(&world, "801234").await;
    assert_eq!(record.career.status, CareerStatus::Awarded);
    assert_eq!(record.career.closed_on, record.award.as_ref().map(|award| award.awarded_on));
    assert_eq!(record.earned(), Ects(195));
    assert_eq!(record.exams[0].mark, Some(Mark { points: 30, out_of: 30, honours: true }));
    assert_eq!(record.exams[1].mark, None);
    assert_eq!(record.award.unwrap().thesis, "La casa, oggi");
    world.finish().await;
}

#[tokio::test]
async fn what_changed_in_the_file_changes_here_and_is_told() {
    let world = World::new(rooms).await;
    let line = career("k1", 0, "801234", "active;2020-10-01;");
    write(&world, Kind::Careers, &format!("{CAREERS}{line}")).await;
    let exam = |mark: &str| format!("{EXAMS}801234,A1,Composizione,Design,ICAR/14,12,{mark},2021-02-01\n");
    write(&world, Kind::Exams, &exam("27")).await;
    assert_eq!(write(&world, Kind::Exams, &exam("28")).await, [0, 1, 0, 0]);
    assert_eq!(record(&world, "801234").await.exams[0].mark.unwrap().points, 28);
    let renamed = line.replace("Architecture", "Architecture and Cities");
    assert_eq!(write(&world, Kind::Careers, &format!("{CAREERS}{renamed}")).await, [0, 1, 0, 0]);
    let closed = renamed.replace("active;2020-10-01;", "closed;2020-10-01;2022-01-31");
    assert_eq!(write(&world, Kind::Careers, &format!("{CAREERS}{closed}")).await, [0, 1, 0, 0]);
    let record = record(&world, "801234").await;
    assert_eq!(record.career.status, CareerStatus::Closed);
    assert_eq!(record.career.title(Language::En), "Architecture and Cities");
    let history = world.history("career", &record.career.id).await;
    assert_eq!(
        history,
        [
            "registry.career-imported",
            "registry.exams-imported",
            "registry.exams-imported",
            "registry.career-changed",
            "registry.career-changed",
            "registry.career-closed"
        ]
    );
    let (_, told) = run(&world, Kind::Careers, &format!("{CAREERS}{renamed}"), false).await;
    assert_eq!(faults(&told), ["2 status registry-status-ended"]);
    let award = format!("{AWARDS}801234,Laurea,Degree,2022-01-31,,,,\n");
    let (_, told) = run(&world, Kind::Awards, &award, false).await;
    assert_eq!(faults(&told), ["2 matricola registry-career-closed"]);
    world.finish().await;
}

#[tokio::test]
async fn every_fault_of_a_row_is_told_and_the_other_rows_go_in() {
    let world = World::new(rooms).await;
    let anna = people::testing::person(&world).named("Anna", "Bianchi").create().await;
    let code = {
        let mut conn = world.house.db().read().await.unwrap();
        let anna = people::find(&mut conn, &anna.id).await.unwrap().unwrap();
        anna.fiscal_code.clone().unwrap().as_str().to_owned()
    };
    let careers = format!(
        "{CAREERS}k0;{code};;;;;;;;800000;master;Uno;One;;;;2025/26;;2025-10-01;\n\
         ;;;;;;;;;900002;phd;Due;;;;-3;2025/27;open;2031-10-01;\n\
         k2;;Verdi;Ugo;12/05/1990;IT;Atlantide;;;800002;master;Due;Two;;;;2025/26;active;2025-10-01;2025-11-01\n\
         k0;{code};;;;;;;;800003;master;Tre;Three;;;;2025/26;;2025-10-01;\n\
         k4;{code};;;;;;;;800000;master;Quattro;Four;;;;2025/26;;2025-10-01;\n\
         k5;{code};;;;;;;;900005;master;Cinque;Five;;;;2025/26;;2025-10-01;\n"
    );
    let (counts, dry) = run(&world, Kind::Careers, &careers, true).await;
    assert_eq!(numbers(counts), [1, 0, 0, 5]);
    let (counts, told) = run(&world, Kind::Careers, &careers, false).await;
    assert_eq!(numbers(counts), [1, 0, 0, 5]);
    assert_eq!(faults(&dry), faults(&told), "a dry run says what would happen");
    assert_eq!(
        faults(&told),
        [
            "3 source_key required",
            "3 person_code registry-person-who",
            "3 kind unknown-choice",
            "3 title_en required",
            "3 ects registry-ects",
            "3 year registry-year",
            "3 status unknown-choice",
            "3 opened_on in-the-future",
            "4 closed_on registry-closed-on",
            "5 source_key registry-repeated-row",
            "6 matricola registry-matricola-taken",
            "7 matricola registry-matricola-series",
        ]
    );
    let new = format!(
        "{CAREERS}k2;;Verdi;Ugo;12/05/1990;IT;Atlantide;;;800002;master;Due;Two;;;;2025/26;;2025-10-01;\n"
    );
    let (_, told) = run(&world, Kind::Careers, &new, false).await;
    assert_eq!(
        faults(&told),
        ["2 fiscal_code fiscal-code-italian", "2 birth_place unknown-place", "2 email registry-email-of-new"]
    );
    let exams = format!(
        "{EXAMS}800000,A1,Uno,One,ICAR14,0,17,2031-01-01\n\
         899999,A1,Uno,One,,6,30,2026-01-01\n\
         800000,A2,Due,Two,,6,30,2026-01-01,and more\n\
         800000,A3,Tre,Three,INF/01,6,30L,2026-01-01\n"
    );
    let (counts, told) = run(&world, Kind::Exams, &exams, false).await;
    assert_eq!(numbers(counts), [1, 0, 0, 3]);
    assert_eq!(
        faults(&told),
        [
            "2 sector registry-sector",
            "2 ects registry-ects",
            "2 mark registry-mark",
            "2 passed_on in-the-future",
            "3 matricola registry-matricola-unknown",
            "4 row registry-row-columns",
        ]
    );
    let voices = [Language::It, Language::En].map(|language| world.house.texts().voice(language));
    for row in told.rows.iter().chain(&dry.rows) {
        if let Outcome::Refused(faults) = &row.outcome {
            for (fault, voice) in
                faults.iter().flat_map(|fault| voices.iter().map(move |voice| (fault, voice)))
            {
                let text = voice.fault(fault);
                assert!(!text.is_empty() && !text.contains(fault.code), "{text}");
            }
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn people_are_recognised_and_never_made_twice() {
    let world = World::new(rooms).await;
    let anna = people::testing::person(&world).named("Anna", "D’Amico").create().await;
    let (born, code) = {
        let mut conn = world.house.db().read().await.unwrap();
        let anna = people::find(&mut conn, &anna.id).await.unwrap().unwrap();
        (anna.birth_day.iso(), anna.code.to_string())
    };
    let line =
        |key: usize, person: &str| format!("k{key},{person},80000{key},master,Uno,One,2025/26,2025-10-01\n");
    let csv = format!(
        "source_key,person_code,surname,name,birth_day,birth_country,email,matricola,kind,title_it,title_en,year,opened_on\n{}{}{}{}",
        line(1, &format!("{code},,,,,")),
        line(2, &format!(",D'AMICO,anna,{born},IT,")),
        line(3, "10000000,,,,,"),
        line(4, ",Damico,Anna,1970-01-01,FR,")
    );
    let (counts, told) = run(&world, Kind::Careers, &csv, false).await;
    assert_eq!(numbers(counts), [2, 0, 0, 2], "{:?}", faults(&told));
    let mut conn = world.house.db().read().await.unwrap();
    assert_eq!(registry::of_person(&mut conn, &anna.id).await.unwrap().len(), 2);
    drop(conn);
    assert_eq!(world.count("select count(*) from person").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn an_import_that_was_interrupted_goes_on_from_there() {
    let world = World::new(rooms).await;
    let mut careers = CAREERS.to_owned();
    for index in 0..600 {
        careers.push_str(&career(
            &format!("k{index}"),
            index,
            &format!("{}", 100_000 + index),
            "active;2020-10-01;",
        ));
    }
    // The row after the first batch never ends: what was committed before stays.
    let broken = careers.replace("k510;;", "k510;\"");
    let mut told = Told::default();
    let stop =
        import(&world.house, Kind::Careers, Cursor::new(broken.as_bytes()), Options::default(), &mut told)
            .await;
    assert_eq!(stop.err().unwrap().problem().unwrap().code, "registry-import-endless");
    let (counts, told) = run(&world, Kind::Careers, &careers, false).await;
    assert_eq!(counts.rows(), 600);
    assert_eq!(told.steps, [(0, 600), (500, 600), (600, 600)]);
    assert_eq!(world.count("select count(*) from career").await, 600);
    assert_eq!(world.count("select count(*) from person").await, 26);
    world.finish().await;
}

#[tokio::test]
async fn twenty_thousand_examinations_go_in_at_once() {
    let world = World::new(rooms).await;
    let mut careers = CAREERS.to_owned();
    let mut exams = EXAMS.to_owned();
    for index in 0..100 {
        let matricola = 100_000 + index;
        careers.push_str(&career(&format!("k{index}"), index, &format!("{matricola}"), "active;2020-10-01;"));
        for exam in 0..200 {
            let mark = 18 + exam % 13;
            writeln!(exams, "{matricola},E{exam},Esame {exam},Exam {exam},INF/01,6,{mark},2021-02-01")
                .unwrap();
        }
    }
    assert_eq!(write(&world, Kind::Careers, &careers).await, [100, 0, 0, 0]);
    assert_eq!(write(&world, Kind::Exams, &exams).await, [20_000, 0, 0, 0]);
    assert_eq!(write(&world, Kind::Exams, &exams).await, [0, 0, 20_000, 0]);
    assert_eq!(world.count("select count(*) from exam").await, 20_000);
    assert_eq!(record(&world, "100042").await.earned(), Ects(12_000));
    let batches = world.count("select count(*) from event where kind = 'registry.imported'").await;
    assert_eq!(batches, 1 + 40, "one event for each batch");
    world.finish().await;
}

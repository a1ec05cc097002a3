#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use enrolment::programme::{self, ImportOptions, ListQuery, Outcome, Report, State};
use kernel::{Day, Language};
use platform::{
    House, Plan, Ports,
    testing::{Answer, Browser, World},
    web::Role,
};

const DEMO: &str = include_str!("../../data/demo-programmes.csv");

fn rooms() -> Vec<platform::Capability> {
    // What must hold in this room's tables is told across those of payments and careers.
    vec![
        people::capability(),
        payments::capability(&platform::Config::default()),
        registry::capability(),
        enrolment::capability(),
    ]
}

async fn demo() -> World {
    let world = World::new(rooms).await;
    let report = import_demo(&world.house, false).await;
    assert_eq!(report.counts(), [74, 0, 0, 0], "{:?}", refused(&report));
    world
}

async fn import_demo(house: &House, dry_run: bool) -> Report {
    let options = ImportOptions { dry_run, relative_days: true };
    programme::import(house, DEMO.as_bytes(), options, |_, _| {}).await.unwrap()
}

async fn import(world: &World, text: &str) -> Report {
    programme::import(&world.house, text.as_bytes(), ImportOptions::default(), |_, _| {}).await.unwrap()
}

fn refused(report: &Report) -> Vec<(u64, Vec<(String, &'static str)>)> {
    let rows = report.rows.iter().filter_map(|row| match &row.outcome {
        Outcome::Refused(faults) => {
            Some((row.row, faults.iter().map(|fault| (fault.field.to_string(), fault.code)).collect()))
        }
        _ => None,
    });
    rows.collect()
}

async fn edition(world: &World, number: i64, year: i16) -> programme::Programme {
    let mut conn = world.house.db().read().await.unwrap();
    programme::find_edition(&mut conn, number, year).await.unwrap().unwrap()
}

async fn central(world: &World) -> Browser {
    world.officer("central", &[(Role::CentralSecretariat, None)]).await
}

/// Another node over the same tables.
fn beside(world: &World) -> House {
    let house = &world.house;
    let plan = Plan {
        config: house.config().clone(),
        db: house.db().clone(),
        clock: house.clock().clone(),
        dice: house.dice().clone(),
        keys: house.keys().clone(),
        post: house.post().clone(),
        ports: Ports::default(),
    };
    House::assemble(plan, &rooms()).unwrap()
}

/// The Ids of the rows of a list, in its order.
fn labels(answer: &Answer) -> Vec<String> {
    answer
        .body
        .split("<span class=\"mono\">")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect()
}

/// A form as the office fills it in.
fn form() -> Vec<(String, String)> {
    let pairs: &[(&str, &str)] = &[
        ("number", "4001"),
        ("year", "2027"),
        ("kind", "first-level-master"),
        ("title_it", "Orologeria Meccanica"),
        ("title_en", "Mechanical Watchmaking"),
        ("description_it", "Ruote & bilancieri.\r\nIn laboratorio."),
        ("description_en", "Wheels & balances.\r\nIn the workshop."),
        ("languages", "it"),
        ("languages", "en"),
        ("opens_on", "01/11/2026"),
        ("closes_on", "31/12/2026"),
        ("lessons_start_on", "01/02/2027"),
        ("final_exam_on", ""),
        ("places", "12"),
        ("minimum_entry", "first-level"),
        ("document", "required"),
        ("document", ""),
        ("document", ""),
        ("document", ""),
        ("document", "optional"),
        ("document_note_it", ""),
        ("document_note_it", ""),
        ("document_note_it", ""),
        ("document_note_it", ""),
        ("document_note_it", "una lettera"),
        ("document_note_en", ""),
        ("document_note_en", ""),
        ("document_note_en", ""),
        ("document_note_en", ""),
        ("document_note_en", "a letter"),
        ("fee", "8.000,00"),
        ("instalment_amount", "5000"),
        ("instalment_amount", "3.000,00 €"),
        ("instalment_due", "15/01/2027"),
        ("instalment_due", "30/06/2027"),
        ("final_fee", "100"),
        ("stamp_duty", "yes"),
        ("secretariat_name", "Segreteria"),
        ("secretariat_email", "segreteria@montelieto.example"),
        ("secretariat_phone", "06 5550 1299"),
        ("secretariat_hours_it", "lunedì"),
        ("secretariat_hours_en", "Monday"),
    ];
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The form with one field set to something else: its first occurrence, or added.
fn with(mut form: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    match form.iter_mut().find(|(field, _)| field == name) {
        Some(pair) => value.clone_into(&mut pair.1),
        None => form.push((name.to_owned(), value.to_owned())),
    }
    form
}

fn pairs(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

async fn created(world: &World) -> programme::Programme {
    let mut office = central(world).await;
    office.get("/office/programmes/new").await.expect_status(200);
    office.post("/office/programmes", &pairs(&form())).await.expect_status(303);
    edition(world, 4001, 2027).await
}

#[tokio::test]
async fn the_demos_catalogue_has_four_pages_of_open_programmes_in_both_languages() {
    let world = demo().await;
    let mut guest = world.guest();
    let first = guest.get("/programmes").await.expect_status(200);
    let first =
        first.expect_text("pag. 1/4 (total:68)").expect_text("List of programmes with open application");
    let mut seen = labels(&first);
    assert_eq!(seen.len(), 20);
    for page in 2..=4 {
        seen.extend(labels(&guest.get(&format!("/programmes?page={page}")).await.expect_status(200)));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 68);
    let italian = world.guest().speaks(Language::It).get("/programmes?size=100").await.expect_status(200);
    let italian = italian.expect_text("pag. 1/1 (totale:68)").expect_text("Elenco corsi con domanda aperta");
    assert_eq!(labels(&italian).len(), 68);
    let mut conn = world.house.db().read().await.unwrap();
    let today = Day::from(world.house.clock().today());
    assert_eq!(programme::open_list(&mut conn, today).await.unwrap().len(), 68);
    drop(conn);
    // Odd pages and sizes are the nearest that there are.
    for odd in ["page=99", "page=-1", "page=x", "size=7", "size=100000", "q=%00", "page=99999999999999999999"]
    {
        guest.get(&format!("/programmes?{odd}")).await.expect_status(200);
    }
    assert_eq!(import_demo(&world.house, false).await.counts(), [0, 0, 74, 0]);
    world.finish().await;
}

#[tokio::test]
async fn a_search_forgives_accents_and_slips_and_knows_ids() {
    let world = demo().await;
    let mut guest = world.guest();
    let year = world.house.clock().today().year();
    for (query, title) in [
        ("Hydrogen", "Hydrogen Technologies for Decarbonisation"),
        ("hidrogen technologys", "Hydrogen Technologies for Decarbonisation"),
        ("citta", "Service Design for the City"),
        ("CITTÀ", "Service Design for the City"),
        ("jewelery", "Jewellery Design and Contemporary Goldsmithing"),
        ("cibersecurity of infrastrutture", "Cybersecurity of Critical Infrastructure"),
        ("master in yacht interiors", "Yacht Interior Design"),
        ("1201", "Hydrogen Technologies for Decarbonisation"),
        (&format!("1201/{year}"), "Hydrogen Technologies for Decarbonisation"),
        (&format!("1201 /{year}"), "Hydrogen Technologies for Decarbonisation"),
    ] {
        let path = format!("/programmes?q={}", query.replace(' ', "+").replace('À', "%C3%80"));
        let answer = guest.get(&path).await.expect_status(200);
        let first = answer.body.split("<td").nth(2).unwrap_or_else(|| panic!("nothing for {query}"));
        assert!(first.contains(title), "{query}: {first}");
    }
    guest.get("/programmes?q=zzzzzz").await.expect_text("No programme fits your search");
    guest.get("/programmes?q=2026&size=10").await.expect_text("q=2026&#38;size=10&#38;page=2");
    // What was typed is shown, not run.
    guest.get("/programmes?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await.expect_text("&#60;script&#62;alert");
    world.finish().await;
}

#[tokio::test]
async fn the_list_of_a_new_application_posts_the_programme() {
    let world = demo().await;
    let mut conn = world.house.db().read().await.unwrap();
    let query = ListQuery { q: "1201".into(), ..ListQuery::default() };
    let list = programme::choose_list(&world.house, &mut conn, Language::It, &query, "/applications/new")
        .await
        .unwrap();
    drop(conn);
    assert_eq!(list.rows.len(), 1);
    assert_eq!(list.rows[0].title, "Tecnologie dell'Idrogeno per la Decarbonizzazione");
    let id = list.rows[0].id.clone();
    let page = format!("/programmes/{id}");
    let mut person = world.person("p1").await;
    person.get(&page).await.expect_status(200).expect_text(&format!("name=\"programme\" value=\"{id}\""));
    world.guest().get(&page).await.expect_status(200).expect_text("/sign-in?back=%2Fprogrammes%2F");
    let page = world.guest().speaks(Language::It).get(&page).await.expect_status(200);
    page.expect_text("Requisiti di ammissione")
        .expect_text("Rata 1")
        .expect_text("master.ingegneria@montelieto.example");
    world.finish().await;
}

#[tokio::test]
async fn another_node_finds_what_this_one_wrote() {
    let world = demo().await;
    let other = beside(&world);
    let count = |house: House, q: &'static str| async move {
        let mut conn = house.db().read().await.unwrap();
        let query = ListQuery { q: q.into(), ..ListQuery::default() };
        programme::choose_list(&house, &mut conn, Language::It, &query, "/p").await.unwrap().pager.total
    };
    assert_eq!(count(other.clone(), "orologeria").await, 0);
    let it = created(&world).await;
    assert_eq!(count(other.clone(), "orologeria").await, 0);
    let mut office = central(&world).await;
    office.get(&format!("/office/programmes/{}", it.id)).await;
    let path = format!("/office/programmes/{}/state", it.id);
    office.post(&path, &[("version", "1"), ("action", "publish")]).await.expect_status(303);
    assert_eq!(count(other.clone(), "orologeria").await, 1);
    assert_eq!(count(world.house.clone(), "orologeria").await, 1);
    world.finish().await;
}

#[tokio::test]
async fn an_edition_goes_through_its_states() {
    let world = World::new(rooms).await;
    let it = created(&world).await;
    let (public, office_page) = (format!("/programmes/{}", it.id), format!("/office/programmes/{}", it.id));
    let mut office = central(&world).await;
    let mut guest = world.guest();
    guest.get(&public).await.expect_status(404);
    for (action, version, status, state, found) in [
        ("close", "1", 409, State::Draft, false),
        ("publish", "2", 409, State::Draft, false),
        ("fly", "1", 409, State::Draft, false),
        ("publish", "1", 303, State::Published, true),
        ("close", "2", 303, State::Closed, false),
        ("reopen", "3", 303, State::Published, true),
        ("unpublish", "4", 303, State::Draft, false),
    ] {
        office.get(&office_page).await.expect_status(200);
        let answer =
            office.post(&format!("{office_page}/state"), &[("version", version), ("action", action)]).await;
        let answer = answer.expect_status(status);
        if status == 303 {
            office.follow(answer).await.expect_status(200).expect_text("role=\"status\"");
        }
        let now = edition(&world, 4001, 2027).await;
        assert_eq!(now.state, state, "{action}");
        let listed = guest.get("/programmes").await.body.contains("Mechanical Watchmaking");
        assert_eq!(listed, found, "{action}");
        guest.get(&public).await.expect_status(if state == State::Draft { 404 } else { 200 });
    }
    let told = world.history("programme", &it.id).await;
    assert_eq!(
        told,
        [
            "enrolment.programme-created",
            "enrolment.programme-published",
            "enrolment.programme-closed",
            "enrolment.programme-reopened",
            "enrolment.programme-unpublished"
        ]
    );
    world.finish().await;
}

#[tokio::test]
async fn what_is_typed_is_what_is_stored_and_shown() {
    let world = World::new(rooms).await;
    let it = created(&world).await;
    let mut office = central(&world).await;
    let page = office.get(&format!("/office/programmes/{}", it.id)).await.expect_status(200);
    for text in
        ["Orologeria Meccanica", "Wheels &#38; balances.", "5000.00", "30/06/2027", "a letter", "31/12/2026"]
    {
        assert!(page.body.contains(text), "{text}");
    }
    assert_eq!(it.details.instalments.len(), 2);
    assert_eq!(it.details.documents.len(), 2);
    // The same again changes nothing and tells nothing.
    let form = with(form(), "version", "1");
    office.post(&format!("/office/programmes/{}", it.id), &pairs(&form)).await.expect_status(303);
    assert_eq!(edition(&world, 4001, 2027).await.version, 1);
    assert_eq!(world.history("programme", &it.id).await.len(), 1);
    // Another edition with its Id and year is refused beside the field.
    office.get("/office/programmes/new").await;
    let twice = with(self::form(), "title_en", "Another");
    let answer = office.post("/office/programmes", &pairs(&twice)).await.expect_status(422);
    answer
        .expect_text("There is already an edition with this Id in this year.")
        .expect_text("value=\"Another\"");
    let moved = with(with(form, "number", "4002"), "title_en", "Another");
    office.get(&format!("/office/programmes/{}", it.id)).await;
    let answer = office.post(&format!("/office/programmes/{}", it.id), &pairs(&moved)).await;
    answer.expect_status(422).expect_text("Id and year stay those of the edition");
    world.finish().await;
}

#[tokio::test]
async fn two_windows_lose_nothing() {
    let world = World::new(rooms).await;
    let it = created(&world).await;
    let path = format!("/office/programmes/{}", it.id);
    let (mut one, mut two) = (central(&world).await, central(&world).await);
    one.get(&path).await;
    two.get(&path).await;
    let from_one = with(with(form(), "version", "1"), "places", "13");
    one.post(&path, &pairs(&from_one)).await.expect_status(303);
    let from_two = with(with(form(), "version", "1"), "title_en", "Watchmaking");
    let answer = two.post(&path, &pairs(&from_two)).await.expect_status(422);
    let answer = answer.expect_text("It now says: 13").expect_text("It now says: Mechanical Watchmaking");
    assert!(answer.body.contains("value=\"Watchmaking\"") && answer.body.contains("value=\"12\""));
    assert_eq!(answer.input("version").as_deref(), Some("2"));
    two.last = answer.body;
    let again = with(with(from_two, "version", "2"), "places", "13");
    two.post(&path, &pairs(&again)).await.expect_status(303);
    let now = edition(&world, 4001, 2027).await;
    assert_eq!((now.version, now.details.places, now.details.title.en.as_str()), (3, 13, "Watchmaking"));
    // A form without a version is an old one.
    one.get(&path).await;
    one.post(&path, &pairs(&form())).await.expect_status(422);
    world.finish().await;
}

#[tokio::test]
async fn a_secretary_sees_and_writes_only_their_own_programmes() {
    let world = demo().await;
    let own = edition(&world, 1201, 2026).await;
    let foreign = created(&world).await;
    let mut secretary = world.officer("s1", &[(Role::ProgrammeSecretary, Some(own.id.as_str()))]).await;
    let list = secretary.get("/office/programmes").await.expect_status(200);
    assert_eq!(labels(&list), ["1201 /2026"]);
    assert!(list.body.contains("/office/programmes/new"));
    let page = secretary.get(&format!("/office/programmes/{}", own.id)).await.expect_status(200);
    assert!(page.body.contains("next-year"));
    let form = with(form(), "version", "1");
    for id in [foreign.id.as_str(), "none", "%00", "%F0%9F%98%80", &"x".repeat(2000)] {
        secretary.get(&format!("/office/programmes/{id}")).await.expect_status(404);
        secretary.post(&format!("/office/programmes/{id}"), &pairs(&form)).await.expect_status(404);
        let press = [("version", "1"), ("action", "publish")];
        secretary.post(&format!("/office/programmes/{id}/state"), &press).await.expect_status(404);
        secretary.post(&format!("/office/programmes/{id}/next-year"), &[]).await.expect_status(404);
        world.guest().get(&format!("/programmes/{id}")).await.expect_status(404);
    }
    let mut other = world.officer("f1", &[(Role::Finance, None)]).await;
    other.get("/office/programmes/new").await.expect_status(403);
    other.post("/office/programmes", &pairs(&form)).await.expect_status(403);
    other.get("/office/programmes").await.expect_status(403);
    world.person("p1").await.get("/office/programmes").await.expect_status(403);
    world.guest().get("/office/programmes").await.expect_status(303);
    assert_eq!(edition(&world, 4001, 2027).await, foreign);
    // What is theirs they can do.
    secretary.get(&format!("/office/programmes/{}", own.id)).await;
    let press = [("version", "1"), ("action", "close")];
    secretary.post(&format!("/office/programmes/{}/state", own.id), &press).await.expect_status(303);
    world.finish().await;
}

#[tokio::test]
async fn a_secretary_makes_editions_that_become_theirs_and_none_of_others() {
    let world = demo().await;
    let own = edition(&world, 1201, 2026).await;
    let foreign = created(&world).await;
    let mut secretary = world.officer("s1", &[(Role::ProgrammeSecretary, Some(own.id.as_str()))]).await;
    let given = |id: &str| {
        format!(
            "select count(*) from event where subject = 'programme:{id}' and kind = 'enrolment.programme-created' \
             and facts like '%secretary%s1%'"
        )
    };
    secretary.get(&format!("/office/programmes/{}", own.id)).await.expect_status(200);
    let path = format!("/office/programmes/{}/next-year", own.id);
    secretary.post(&path, &[]).await.expect_status(303);
    let next = edition(&world, 1201, 2027).await;
    assert_eq!(world.count(&given(&next.id)).await, 1);
    assert_eq!(world.count(&given(&foreign.id)).await, 0);
    // The edition of the next year is there now, and this session of a house without accounts does not have it.
    secretary.get(&format!("/office/programmes/{}", own.id)).await;
    secretary.post(&path, &[]).await.expect_status(409);
    // A number of somebody else's is refused beside its field, and nothing of it is written.
    secretary.get("/office/programmes/new").await.expect_status(200);
    let theirs = with(form(), "year", "2031");
    let again = secretary.post("/office/programmes", &pairs(&theirs)).await.expect_status(422);
    again.expect_text("Another secretariat looks after the programme");
    assert_eq!(world.count("select count(*) from programme where year = 2031").await, 0);
    // A free number, and one more year of their own.
    for (number, year) in [("7001", "2027"), ("1201", "2031")] {
        secretary.get("/office/programmes/new").await.expect_status(200);
        let new = with(with(form(), "number", number), "year", year);
        secretary.post("/office/programmes", &pairs(&new)).await.expect_status(303);
        let made = edition(&world, number.parse().unwrap(), year.parse().unwrap()).await;
        assert_eq!((made.state, world.count(&given(&made.id)).await), (State::Draft, 1));
    }
    // What the central secretariat makes is given to nobody.
    let mut central = central(&world).await;
    central.get("/office/programmes/new").await;
    central.post("/office/programmes", &pairs(&with(form(), "number", "7002"))).await.expect_status(303);
    let made = edition(&world, 7002, 2027).await;
    let named = format!(
        "select count(*) from event where subject = 'programme:{}' and facts like '%secretary%'",
        made.id
    );
    assert_eq!(world.count(&named).await, 0);
    world.finish().await;
}

#[tokio::test]
async fn an_edition_is_repeated_next_year_once() {
    let world = World::new(rooms).await;
    let it = created(&world).await;
    let (mut office, path) = (central(&world).await, format!("/office/programmes/{}", it.id));
    office.get(&path).await.expect_text("Duplicate to 2028");
    let answer = office.post(&format!("{path}/next-year"), &[]).await.expect_status(303);
    office.follow(answer).await.expect_status(200).expect_text("01/02/2028");
    let next = edition(&world, 4001, 2028).await;
    assert_eq!((next.state, next.details.closes_on.iso().as_str()), (State::Draft, "2027-12-31"));
    office.get(&path).await;
    let again = office.post(&format!("{path}/next-year"), &[]).await.expect_status(303);
    assert_eq!(again.location, Some(format!("/office/programmes/{}", next.id)));
    world.finish().await;
}

#[tokio::test]
async fn every_field_answers_bad_input_beside_itself_and_keeps_what_was_typed() {
    let world = World::new(rooms).await;
    let it = created(&world).await;
    let path = format!("/office/programmes/{}", it.id);
    let mut office = central(&world).await;
    let names: std::collections::BTreeSet<String> = form().into_iter().map(|(name, _)| name).collect();
    let long = "x".repeat(5000);
    for name in names {
        for bad in [
            "",
            &long,
            "12/34/5678",
            "a\u{0}b",
            "\u{202e}tac",
            "😀😀",
            "-1",
            "9999999999999999999999",
            "<b>'\"",
        ] {
            office.get(&path).await.expect_status(200);
            let typed = with(
                with(form(), "version", &edition(&world, 4001, 2027).await.version.to_string()),
                &name,
                bad,
            );
            let answer = office.post(&path, &pairs(&typed)).await;
            assert!([303, 422].contains(&answer.status), "{name} {bad:.20}: {}", answer.status);
            if answer.status == 422 {
                assert!(answer.body.contains("class=\"faults\""), "{name} {bad:.20}");
                assert!(answer.body.contains("<p class=\"fault\" id=\""), "{name} {bad:.20}");
                assert!(!answer.body.contains(">fault-"), "{name} {bad:.20}: a fault without words");
                if bad == "😀😀"
                    && !["kind", "minimum_entry", "document", "languages"].contains(&name.as_str())
                {
                    assert!(answer.body.contains("😀😀"), "{name}: what was typed is lost");
                }
            }
        }
    }
    for name in
        ["number", "year", "kind", "title_it", "title_en", "opens_on", "lessons_start_on", "places", "fee"]
    {
        office.get("/office/programmes/new").await;
        let answer =
            office.post("/office/programmes", &pairs(&with(form(), name, ""))).await.expect_status(422);
        answer.expect_text(&format!("href=\"#{name}\"")).expect_text("This field is mandatory.");
    }
    for (name, value, says) in [
        ("closes_on", "31/10/2026", "Applications cannot close before they open."),
        ("closes_on", "02/02/2027", "Applications have to close by the start of lessons."),
        ("final_exam_on", "31/01/2027", "The final examination cannot come before the lessons."),
        ("instalment_amount", "4000", "The instalments add up to 7000.00, the fee is 8000.00"),
        ("instalment_due", "30/06/2027", "Each instalment has to be due after the one before it."),
        ("secretariat_hours_en", "", "Write it in both languages, or in neither."),
        ("fee", "many", "Write an amount in euro"),
        ("places", "0", "This number is too small or too large."),
        ("languages", "fr", "Choose one of the entries of the list."),
        ("document", "maybe", "Choose one of the entries of the list."),
    ] {
        office.get("/office/programmes/new").await;
        let answer =
            office.post("/office/programmes", &pairs(&with(form(), name, value))).await.expect_status(422);
        answer.expect_text(says);
    }
    world.finish().await;
}

const HEADER: &str = "number,year,state,kind,title_it,title_en,languages,opens_on,closes_on,lessons_start_on,final_exam_on,\
     places,minimum_entry,required_documents,optional_documents,fee,instalments,final_fee,stamp_duty,corporate,\
     secretariat_name,secretariat_email,secretariat_phone,secretariat_hours_it,secretariat_hours_en";

fn row(changes: &[(&str, &str)]) -> String {
    let usual = [
        "4001",
        "2027",
        "",
        "first-level-master",
        "Orologeria",
        "Watchmaking",
        "it|en",
        "2026-11-01",
        "",
        "01/02/2027",
        "",
        "12",
        "composite",
        "cv",
        "other: lettera / letter",
        "8000",
        "",
        "",
        "yes",
        "no",
        "Segreteria",
        "s@montelieto.example",
        "",
        "",
        "",
    ];
    let cells: Vec<String> = HEADER
        .split(',')
        .zip(usual)
        .map(|(name, value)| {
            let value = changes.iter().find(|(column, _)| *column == name).map_or(value, |(_, value)| *value);
            format!("\"{value}\"")
        })
        .collect();
    cells.join(",")
}

fn file(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

#[tokio::test]
async fn an_import_tells_every_fault_of_every_row_and_takes_the_others() {
    let world = World::new(rooms).await;
    let cases: &[(&str, &str, &str, &str)] = &[
        ("number", "", "number", "required"),
        ("number", "x1", "number", "programme-not-a-number"),
        ("number", "1000000", "number", "programme-out-of-range"),
        ("year", "26", "year", "programme-out-of-range"),
        ("state", "sold", "state", "unknown-choice"),
        ("kind", "phd", "kind", "unknown-choice"),
        ("title_it", "", "title_it", "required"),
        ("title_en", "\u{202e}x", "title_en", "forbidden-characters"),
        ("languages", "", "languages", "required"),
        ("languages", "it|fr", "languages", "unknown-choice"),
        ("opens_on", "31/02/2026", "opens_on", "not-a-date"),
        ("opens_on", "today-3", "opens_on", "not-a-date"),
        ("closes_on", "01/10/2026", "closes_on", "programme-closes-before-opens"),
        ("closes_on", "01/03/2027", "closes_on", "programme-closes-after-lessons"),
        ("final_exam_on", "01/01/2027", "final_exam_on", "programme-exam-before-lessons"),
        ("places", "0", "places", "programme-out-of-range"),
        ("minimum_entry", "none", "minimum_entry", "unknown-choice"),
        ("required_documents", "passport", "required_documents", "programme-paper-unknown"),
        ("required_documents", "cv|cv", "required_documents", "programme-paper-unknown"),
        ("optional_documents", "other", "required_documents", "required"),
        ("fee", "free", "fee", "programme-not-an-amount"),
        ("fee", "2000000", "fee", "programme-out-of-range"),
        ("instalments", "4000", "instalments", "programme-instalment-unknown"),
        ("instalments", "4000@01/01/2027", "instalments", "programme-instalments-sum"),
        ("instalments", "4000@01/03/2027|4000@01/02/2027", "instalments", "programme-instalments-order"),
        ("final_fee", "-", "final_fee", "programme-not-an-amount"),
        ("stamp_duty", "maybe", "stamp_duty", "programme-yes-or-no"),
        ("secretariat_name", "", "secretariat_name", "required"),
        ("secretariat_email", "nobody", "secretariat_email", "malformed"),
        ("secretariat_phone", "call me", "secretariat_phone", "malformed"),
        ("secretariat_hours_it", "lunedì", "secretariat_hours_en", "programme-both-languages"),
    ];
    let mut rows: Vec<String> = cases.iter().map(|(column, value, ..)| row(&[(column, value)])).collect();
    rows.push(row(&[]));
    rows.push(row(&[("title_en", "Twice")]));
    rows.push(format!("{},\"one too many\"", row(&[("number", "4003")])));
    rows.push(row(&[("number", "4002"), ("places", ""), ("fee", "x"), ("kind", "")]));
    let report = import(&world, &file(&rows)).await;
    let told = refused(&report);
    for ((case, (line, faults)), expected_line) in cases.iter().zip(&told).zip(2_u64..) {
        let (column, value, field, code) = case;
        assert_eq!(*line, expected_line, "{column} {value}");
        assert!(
            faults.iter().any(|fault| fault == &((*field).to_owned(), *code)),
            "{column} {value}: {faults:?}"
        );
    }
    let rest: Vec<_> = told.iter().skip(cases.len()).map(|(_, faults)| faults.clone()).collect();
    assert_eq!(rest[0], [("number".to_owned(), "programme-repeated-row")]);
    assert_eq!(rest[1], [("row".to_owned(), "programme-columns")]);
    assert_eq!(rest[2].len(), 3);
    assert_eq!(report.counts(), [1, 0, 0, cases.len() + 3]);
    // Every fault has words in both languages.
    for language in Language::ALL {
        let voice = world.house.texts().voice(language);
        for row in &report.rows {
            if let Outcome::Refused(faults) = &row.outcome {
                for fault in faults.iter() {
                    assert_ne!(voice.fault(fault), format!("fault-{}", fault.code));
                    assert_ne!(
                        voice.say(&format!("programme-field-{}", fault.field)),
                        format!("programme-field-{}", fault.field)
                    );
                }
            }
        }
    }
    let it = edition(&world, 4001, 2027).await;
    assert_eq!((it.state, it.details.closes_on.iso().as_str()), (State::Draft, "2027-01-01"));
    world.finish().await;
}

#[tokio::test]
async fn an_import_can_be_foreseen_interrupted_corrected_and_repeated() {
    let world = World::new(rooms).await;
    let rows: Vec<String> = (0..450).map(|n| row(&[("number", &(5000 + n).to_string())])).collect();
    let options = ImportOptions { dry_run: true, relative_days: false };
    let whole = file(&rows);
    let foreseen = programme::import(&world.house, whole.as_bytes(), options, |_, _| {}).await.unwrap();
    assert_eq!(foreseen.counts(), [450, 0, 0, 0]);
    assert_eq!(world.count("select count(*) from programme").await, 0);
    assert_eq!(import(&world, &file(&rows[..200])).await.counts(), [200, 0, 0, 0]);
    let mut steps = Vec::new();
    let report =
        programme::import(&world.house, whole.as_bytes(), ImportOptions::default(), |done, total| {
            steps.push((done, total));
        });
    assert_eq!(report.await.unwrap().counts(), [250, 0, 200, 0]);
    assert_eq!(steps, [(0, 450), (200, 450), (400, 450), (450, 450)]);
    let corrected = file(&[
        row(&[("number", "5000"), ("title_en", "Clocks"), ("state", "closed")]),
        row(&[("number", "5001"), ("state", "published")]),
        row(&[("number", "5002")]),
    ]);
    assert_eq!(import(&world, &corrected).await.counts(), [0, 2, 1, 0]);
    assert_eq!(import(&world, &corrected).await.counts(), [0, 0, 3, 0]);
    let it = edition(&world, 5000, 2027).await;
    assert_eq!((it.state, it.details.title.en.as_str(), it.version), (State::Closed, "Clocks", 4));
    world.finish().await;
}

#[tokio::test]
async fn every_page_is_whole_in_both_languages() {
    let world = demo().await;
    let it = edition(&world, 1201, 2026).await;
    created(&world).await;
    for language in Language::ALL {
        let mut office = central(&world).await.speaks(language);
        let mut guest = world.guest().speaks(language);
        let mut pages = Vec::new();
        for row in ["/programmes", "/programmes?q=zzz", &format!("/programmes/{}", it.id)] {
            pages.push(guest.get(row).await.expect_status(200));
        }
        for path in [
            "/office/programmes?size=100",
            "/office/programmes?q=zzz",
            "/office/programmes?state=draft",
            "/office/programmes/new",
        ] {
            pages.push(office.get(path).await.expect_status(200));
        }
        office.get("/office/programmes/new").await;
        pages.push(office.post("/office/programmes", &[("number", "x")]).await.expect_status(422));
        pages.push(office.get(&format!("/office/programmes/{}", it.id)).await.expect_status(200));
        for page in pages {
            assert!(page.body.contains(&format!("<html lang=\"{language}\">")));
            for key in ["programme-", "programmes-", "fault-programme", "event-enrolment"] {
                let lost = page.body.split(key).skip(1).map(|rest| rest.chars().take(60).collect());
                assert_eq!(lost.collect::<Vec<String>>(), Vec::<String>::new(), "{key}");
            }
            let mut ids: Vec<_> =
                page.body.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "an identity stands twice in the page");
        }
    }
    world.finish().await;
}

/// Ten thousand editions with titles put together from the demo's words: how long the node takes to read them, and to
/// answer. Run by hand: `cargo test --release -p enrolment --test it -- --ignored --nocapture measure`.
#[tokio::test]
#[ignore = "a measurement"]
async fn measure_the_search_at_ten_thousand() {
    use std::time::Instant;
    let world = World::new(rooms).await;
    let words: Vec<&str> = DEMO.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 4).collect();
    let pick = |n: usize| words[n.wrapping_mul(2_654_435_761) % words.len()];
    let rows: Vec<String> = (0..10_000_usize)
        .map(|n| {
            let title = |from: usize| {
                (0..5).map(|word| pick(n * 17 + word * 131 + from)).collect::<Vec<_>>().join(" ")
            };
            let (it, en, number) = (title(3), title(7), (10_000 + n).to_string());
            row(&[("number", &number), ("title_it", &it), ("title_en", &en), ("state", "published")])
        })
        .collect();
    let began = Instant::now();
    assert_eq!(import(&world, &file(&rows)).await.counts(), [10_000, 0, 0, 0]);
    println!("import of 10,000: {:?}", began.elapsed());
    let began = Instant::now();
    assert_eq!(import(&world, &file(&rows)).await.counts(), [0, 0, 10_000, 0]);
    println!("the same again: {:?}", began.elapsed());
    let mut conn = world.house.db().read().await.unwrap();
    let queries: Vec<String> = (0..2000_usize)
        .map(|n| match n % 8 {
            0 => String::new(),
            1 => format!("{}", 10_000 + n),
            2 => pick(n).to_owned(),
            3 => pick(n).chars().skip(1).collect(),
            4 => format!("{} {}", pick(n), pick(n + 99)),
            5 => format!("master di {} in {}", pick(n), pick(n + 5).replace('e', "")),
            6 => format!("{} {} {} {} {}", pick(n), pick(n + 1), pick(n + 2), pick(n + 3), pick(n + 4)),
            _ => "zqxwvutsr kjhgfdsa".to_owned(),
        })
        .collect();
    let mut times = Vec::new();
    for q in &queries {
        let query = ListQuery { q: q.clone(), ..ListQuery::default() };
        let began = Instant::now();
        programme::choose_list(&world.house, &mut conn, Language::It, &query, "/programmes").await.unwrap();
        times.push(began.elapsed());
    }
    println!("first search, which reads them all: {:?}", times[0]);
    times.remove(0);
    times.sort();
    println!("search p50 {:?}, p99 {:?}, longest {:?}", times[1000], times[1978], times[times.len() - 1]);
    drop(conn);
    let mut guest = world.guest();
    let mut times = Vec::new();
    for q in queries.iter().take(400) {
        let path = format!("/programmes?q={}", q.replace(' ', "+"));
        let began = Instant::now();
        guest.get(&path).await.expect_status(200);
        times.push(began.elapsed());
    }
    times.sort();
    println!("page p50 {:?}, p99 {:?}, longest {:?}", times[200], times[396], times[399]);
    let one = file(&[row(&[("number", "10005"), ("title_it", "Altro"), ("state", "published")])]);
    let mut times = Vec::new();
    for n in 0..20 {
        import(&world, &one.replace("Altro", &format!("Altro {n}"))).await;
        let began = Instant::now();
        guest.get("/programmes?q=altro").await.expect_status(200);
        times.push(began.elapsed());
    }
    times.sort();
    println!("page after a change: p50 {:?}, longest {:?}", times[10], times[19]);
    world.finish().await;
}

//! What follows from an edition and a day. The office's terms and today are passed in.

use kernel::{Cents, Day, Lifecycle, Step};
use platform::{config::Terms, web::Role};
use reference::Level;
use registry::{CareerKind, NewCareer};

use super::model::{Instalment, Kind, MinimumEntry, Programme, State};

/// True when an application can be begun today: the edition is published and today is within the window, both ends
/// included.
pub fn is_open(programme: &Programme, today: Day) -> bool {
    let details = &programme.details;
    window_open(programme.state, details.opens_on, details.closes_on, today)
}

/// As [`is_open`], for who has not the whole edition at hand.
pub(super) fn window_open(state: State, opens_on: Day, closes_on: Day, today: Day) -> bool {
    state == State::Published && opens_on <= today && today <= closes_on
}

/// The last day to pay fee and duty: so many days before the lessons start.
pub fn fee_due_on(programme: &Programme, terms: &Terms) -> Day {
    before(programme.details.lessons_start_on, terms.fee_due_days_before_lessons)
}

/// The last day to pay the fee of the final examination, once the day of the examination is known.
pub fn final_fee_due_on(programme: &Programme, terms: &Terms) -> Option<Day> {
    programme.details.final_exam_on.map(|exam| before(exam, terms.final_fee_due_days_before))
}

fn before(day: Day, days: i64) -> Day {
    i32::try_from(days).ok().and_then(i32::checked_neg).and_then(|days| day.plus_days(days)).unwrap_or(day)
}

/// What the applicant pays of the fee, and by when. The first is paid to enrol, so it is due with the duty; a
/// corporate programme has none.
pub fn schedule(programme: &Programme, terms: &Terms) -> Vec<Instalment> {
    let details = &programme.details;
    if details.corporate || details.fee == Cents::ZERO {
        return Vec::new();
    }
    let first_due = fee_due_on(programme, terms);
    let mut schedule = details.instalments.clone();
    if schedule.is_empty() {
        schedule.push(Instalment { amount: details.fee, due_on: first_due });
    }
    if let Some(first) = schedule.first_mut() {
        first.due_on = first_due;
    }
    schedule
}

/// What of the fee is paid to enrol: all of it, the first instalment, or nothing when a company pays.
pub fn fee_to_enrol(programme: &Programme, terms: &Terms) -> Cents {
    schedule(programme, terms).first().map_or(Cents::ZERO, |first| first.amount)
}

/// What the registry calls a kind of programme.
pub fn career_kind(kind: Kind) -> CareerKind {
    match kind {
        Kind::FirstLevelMaster | Kind::SecondLevelMaster => CareerKind::Master,
        Kind::PostgraduateCourse => CareerKind::Postgraduate,
        Kind::SpecialistTrainingCourse => CareerKind::Specialist,
    }
}

/// The career that somebody's enrolment in an edition opens. `key` is the application or admission that leads to it:
/// opening twice for one key is opening once.
pub fn career(programme: &Programme, key: &str, person_id: &str) -> NewCareer {
    let details = &programme.details;
    NewCareer {
        application_id: key.to_owned(),
        person_id: person_id.to_owned(),
        kind: career_kind(details.kind),
        edition_id: programme.id.clone(),
        title_it: details.title.it.clone(),
        title_en: details.title.en.clone(),
        year: format!("{}/{:02}", details.year, details.year.saturating_add(1).rem_euclid(100)),
    }
}

/// What has to be declared at "Qualification".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The minimum entry qualification.
    pub entry: MinimumEntry,
    /// How many titles have to be added: two when they make up the requirement together.
    pub titles: usize,
    /// Levels of which one is enough (for composite titles: levels that each may have).
    pub accepted: &'static [Level],
}

impl Requirement {
    /// True when titles of these levels make up the requirement. Whether a foreign title is equivalent is for the
    /// secretariat to say.
    pub fn is_met_by(&self, levels: &[Level]) -> bool {
        let fitting = levels.iter().filter(|level| self.accepted.contains(level)).count();
        fitting >= self.titles
    }
}

/// Academic diplomas of art and music are `Other`: L. 228/2012, art. 1, c. 102-107 makes them equivalent.
const FROM_FIRST_LEVEL: &[Level] =
    &[Level::FirstLevel, Level::SecondLevel, Level::SingleCycle, Level::PreviousOrder, Level::Other];
const FROM_SECOND_LEVEL: &[Level] =
    &[Level::SecondLevel, Level::SingleCycle, Level::PreviousOrder, Level::Other];

/// What an edition asks for at "Qualification".
pub fn requirement(programme: &Programme) -> Requirement {
    let entry = programme.details.minimum_entry;
    let (titles, accepted) = match entry {
        MinimumEntry::FirstLevel => (1, FROM_FIRST_LEVEL),
        MinimumEntry::SecondLevel => (1, FROM_SECOND_LEVEL),
        MinimumEntry::Composite => (2, Level::ALL),
    };
    Requirement { entry, titles, accepted }
}

/// What the office does with an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Shows it to the public.
    Publish,
    /// Takes it back.
    Unpublish,
    /// Takes no more applications, whatever the window says.
    Close,
    /// Takes applications again.
    Reopen,
}

impl Action {
    /// All, in the order of the buttons.
    pub const ALL: &'static [Action] = &[Action::Publish, Action::Close, Action::Reopen, Action::Unpublish];

    /// Stable code, as paths and texts hold it.
    pub const fn code(self) -> &'static str {
        match self {
            Action::Publish => "publish",
            Action::Unpublish => "unpublish",
            Action::Close => "close",
            Action::Reopen => "reopen",
        }
    }
}

const OFFICE: &[Role] = &[Role::ProgrammeSecretary, Role::CentralSecretariat, Role::Administrator];

impl Lifecycle for Programme {
    type State = State;
    type Action = Action;
    type Role = Role;
    type Need = ();
    const STEPS: &'static [Step<State, Action, Role, ()>] = &[
        Step { from: State::Draft, action: Action::Publish, to: State::Published, by: OFFICE, needs: &[] },
        Step { from: State::Published, action: Action::Close, to: State::Closed, by: OFFICE, needs: &[] },
        Step { from: State::Closed, action: Action::Reopen, to: State::Published, by: OFFICE, needs: &[] },
        Step { from: State::Published, action: Action::Unpublish, to: State::Draft, by: OFFICE, needs: &[] },
        Step { from: State::Closed, action: Action::Unpublish, to: State::Draft, by: OFFICE, needs: &[] },
    ];
}

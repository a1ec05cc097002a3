//! A lifecycle is data: a table of steps. The check, the buttons, the to-do list, the tests and the diagram in the
//! documentation are all read from the table.

use std::fmt::{Debug, Write};

/// One row of a lifecycle's table.
#[derive(Clone, Copy, Debug)]
pub struct Step<State: 'static, Action: 'static, Role: 'static, Need: 'static> {
    /// The state it starts from.
    pub from: State,
    /// What is done.
    pub action: Action,
    /// The state it leads to.
    pub to: State,
    /// Who may do it.
    pub by: &'static [Role],
    /// What must be true first.
    pub needs: &'static [Need],
}

/// Why an action was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal<State, Need> {
    /// No step with this action starts from the state.
    NotFrom(State),
    /// A step exists, but not for this role.
    NotYours,
    /// Something must be true first.
    Needs(Vec<Need>),
}

/// Implemented once for each thing that has states.
pub trait Lifecycle {
    /// The states.
    type State: Copy + PartialEq + Debug + 'static;
    /// What can be done.
    type Action: Copy + PartialEq + Debug + 'static;
    /// Who can do it.
    type Role: Copy + PartialEq + Debug + 'static;
    /// What an action can ask to be true.
    type Need: Copy + PartialEq + Debug + 'static;

    /// The table.
    #[expect(
        clippy::type_complexity,
        reason = "the four types are what a table is made of; a name would hide them"
    )]
    const STEPS: &'static [Step<Self::State, Self::Action, Self::Role, Self::Need>];

    /// Finds the state an action leads to, or says why not.
    fn decide(
        from: Self::State,
        action: Self::Action,
        role: Self::Role,
        met: impl Fn(Self::Need) -> bool,
    ) -> Result<Self::State, Refusal<Self::State, Self::Need>> {
        let mut steps =
            Self::STEPS.iter().filter(|step| step.from == from && step.action == action).peekable();
        if steps.peek().is_none() {
            return Err(Refusal::NotFrom(from));
        }
        let Some(step) = steps.find(|step| step.by.contains(&role)) else {
            return Err(Refusal::NotYours);
        };
        let missing: Vec<_> = step.needs.iter().copied().filter(|need| !met(*need)).collect();
        if missing.is_empty() { Ok(step.to) } else { Err(Refusal::Needs(missing)) }
    }

    /// What a role can do in a state: the buttons of a page and the allowed actions of the API.
    fn actions(from: Self::State, role: Self::Role) -> Vec<Self::Action> {
        let mut actions = Vec::new();
        for step in Self::STEPS.iter().filter(|step| step.from == from && step.by.contains(&role)) {
            if !actions.contains(&step.action) {
                actions.push(step.action);
            }
        }
        actions
    }

    /// The states that can be reached from one.
    fn reachable(start: Self::State) -> Vec<Self::State> {
        let mut seen = vec![start];
        let mut next = 0;
        while let Some(state) = seen.get(next).copied() {
            for step in Self::STEPS.iter().filter(|step| step.from == state) {
                if !seen.contains(&step.to) {
                    seen.push(step.to);
                }
            }
            next = next.saturating_add(1);
        }
        seen
    }

    /// The table as a Mermaid state diagram, for `docs/generated/lifecycles.md`.
    fn diagram() -> String {
        let mut text = String::from("stateDiagram-v2\n");
        for step in Self::STEPS {
            let _ = write!(text, "    {:?} --> {:?}: {:?} by {:?}", step.from, step.to, step.action, step.by);
            if !step.needs.is_empty() {
                let _ = write!(text, " when {:?}", step.needs);
            }
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Door;
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum State {
        Open,
        Shut,
        Bricked,
    }
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Action {
        Push,
        Brick,
    }
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Role {
        Porter,
        Mason,
    }
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Need {
        Bricks,
    }
    impl Lifecycle for Door {
        type State = State;
        type Action = Action;
        type Role = Role;
        type Need = Need;
        const STEPS: &'static [Step<State, Action, Role, Need>] = &[
            Step {
                from: State::Open,
                action: Action::Push,
                to: State::Shut,
                by: &[Role::Porter],
                needs: &[],
            },
            Step {
                from: State::Shut,
                action: Action::Push,
                to: State::Open,
                by: &[Role::Porter],
                needs: &[],
            },
            Step {
                from: State::Shut,
                action: Action::Brick,
                to: State::Bricked,
                by: &[Role::Mason],
                needs: &[Need::Bricks],
            },
        ];
    }

    #[test]
    fn an_action_is_decided_by_state_then_role_then_needs() {
        assert_eq!(Door::decide(State::Open, Action::Push, Role::Porter, |_| false), Ok(State::Shut));
        assert_eq!(
            Door::decide(State::Open, Action::Brick, Role::Mason, |_| true),
            Err(Refusal::NotFrom(State::Open))
        );
        assert_eq!(Door::decide(State::Open, Action::Push, Role::Mason, |_| true), Err(Refusal::NotYours));
        assert_eq!(
            Door::decide(State::Shut, Action::Brick, Role::Mason, |_| false),
            Err(Refusal::Needs(vec![Need::Bricks]))
        );
    }

    #[test]
    fn the_table_gives_buttons_reach_and_diagram() {
        assert_eq!(Door::actions(State::Shut, Role::Porter), [Action::Push]);
        assert_eq!(Door::reachable(State::Open), [State::Open, State::Shut, State::Bricked]);
        assert!(Door::diagram().contains("Shut --> Bricked: Brick by [Mason] when [Bricks]"));
    }
}

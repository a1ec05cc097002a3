//! The life of a request: every state, action and party, and what each step asks to be true.

use certificates::request::{
    RequestAction as A, RequestLife, RequestNeed as N, RequestParty as P, RequestState as S,
};
use kernel::{Lifecycle, Refusal};

const ACTIONS: [A; 16] = [
    A::StartPayment,
    A::BackToCart,
    A::Issue,
    A::Submit,
    A::TakeCharge,
    A::Answer,
    A::Release,
    A::Refuse,
    A::Complete,
    A::Print,
    A::MarkPrinted,
    A::Post,
    A::LayReady,
    A::HandOver,
    A::Empty,
    A::Expire,
];

/// From, action, parties, to, needs.
type Row = (S, A, &'static [P], S, &'static [N]);

/// What may be done, written once more by hand.
const MAY: &[Row] = &[
    (S::Initial, A::StartPayment, &[P::Person], S::AwaitingPayment, &[N::DeliveryChosen, N::SomethingToPay]),
    (S::Initial, A::Issue, &[P::Person], S::Issuing, &[N::DeliveryChosen, N::Settled, N::NothingToDecide]),
    (S::Initial, A::Submit, &[P::Person], S::Submitted, &[N::DeliveryChosen, N::Settled]),
    (S::Initial, A::Empty, &[P::Person], S::Expired, &[]),
    (S::Initial, A::Expire, &[P::System], S::Expired, &[]),
    (S::AwaitingPayment, A::BackToCart, &[P::Person, P::System], S::Initial, &[]),
    (S::AwaitingPayment, A::Issue, &[P::System], S::Issuing, &[N::Settled, N::NothingToDecide]),
    (S::AwaitingPayment, A::Submit, &[P::System], S::Submitted, &[N::Settled]),
    (S::Submitted, A::TakeCharge, &[P::Office], S::InCharge, &[]),
    (S::InCharge, A::TakeCharge, &[P::Office], S::InCharge, &[]),
    (S::InCharge, A::Answer, &[P::Office], S::InCharge, &[N::AnswerGiven]),
    (S::InCharge, A::Release, &[P::Office], S::Issuing, &[N::FootnotesDecided]),
    (S::InCharge, A::Refuse, &[P::Office], S::Refused, &[N::ReasonGiven]),
    (S::Issuing, A::Complete, &[P::System], S::Ready, &[N::ByDownload]),
    (S::Issuing, A::Print, &[P::System], S::ToPrint, &[N::OnPaper]),
    (S::ToPrint, A::MarkPrinted, &[P::Office], S::ToPrint, &[]),
    (S::ToPrint, A::Post, &[P::Office], S::Posted, &[N::RegisteredNumber]),
    (S::ToPrint, A::LayReady, &[P::Office], S::Collectable, &[N::AtCounter]),
    (S::Collectable, A::HandOver, &[P::Office], S::HandedOver, &[N::IdentityChecked]),
];

#[test]
fn every_state_action_and_party_is_decided_by_the_table() {
    let mut allowed = 0;
    for from in S::ALL {
        for action in ACTIONS {
            let row = MAY.iter().find(|row| row.0 == from && row.1 == action);
            for party in [P::Person, P::Office, P::System] {
                let what = format!("{from:?} {action:?} {party:?}");
                let all_met = RequestLife::decide(from, action, party, |_| true);
                match row {
                    None => assert_eq!(all_met, Err(Refusal::NotFrom(from)), "{what}"),
                    Some(row) if !row.2.contains(&party) => {
                        assert_eq!(all_met, Err(Refusal::NotYours), "{what}");
                    }
                    Some(row) => {
                        allowed += 1;
                        assert_eq!(all_met, Ok(row.3), "{what}");
                        let none_met = RequestLife::decide(from, action, party, |_| false);
                        let expected =
                            if row.4.is_empty() { Ok(row.3) } else { Err(Refusal::Needs(row.4.to_vec())) };
                        assert_eq!(none_met, expected, "{what}");
                        for lacking in row.4 {
                            let but_one = RequestLife::decide(from, action, party, |need| need != *lacking);
                            assert_eq!(but_one, Err(Refusal::Needs(vec![*lacking])), "{what}");
                        }
                    }
                }
            }
        }
    }
    assert_eq!(allowed, 20, "nineteen steps, one of them for two parties");
    assert_eq!(RequestLife::STEPS.len(), MAY.len());
}

#[test]
fn every_state_can_be_reached_and_read_back() {
    let reached = RequestLife::reachable(S::Initial);
    for state in S::ALL {
        assert!(reached.contains(&state), "{state:?}");
        assert_eq!(S::read(state.code()), Some(state));
    }
}

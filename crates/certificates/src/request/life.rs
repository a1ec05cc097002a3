use kernel::{Lifecycle, Step};

/// A request: documents of one career that are delivered together.
pub struct RequestLife;

/// Where a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestState {
    /// In the cart.
    Initial,
    /// The payment was started.
    AwaitingPayment,
    /// Paid, and somebody has to look: a footnote, or a note to the operator.
    Submitted,
    /// An officer has it.
    InCharge,
    /// The documents are being made and signed.
    Issuing,
    /// To be downloaded.
    Ready,
    /// To be printed for the post or for the counter.
    ToPrint,
    /// Sent by registered mail.
    Posted,
    /// Waits at the counter.
    Collectable,
    /// Handed over at the counter.
    HandedOver,
    /// The office could not grant it.
    Refused,
    /// No longer in the cart: its time passed, or it was emptied.
    Expired,
}

impl RequestState {
    /// All of them, in the order of a request's way.
    pub const ALL: [RequestState; 12] = [
        RequestState::Initial,
        RequestState::AwaitingPayment,
        RequestState::Submitted,
        RequestState::InCharge,
        RequestState::Issuing,
        RequestState::Ready,
        RequestState::ToPrint,
        RequestState::Posted,
        RequestState::Collectable,
        RequestState::HandedOver,
        RequestState::Refused,
        RequestState::Expired,
    ];

    /// As stored and as in the keys of texts.
    pub const fn code(self) -> &'static str {
        match self {
            RequestState::Initial => "initial",
            RequestState::AwaitingPayment => "awaiting-payment",
            RequestState::Submitted => "submitted",
            RequestState::InCharge => "in-charge",
            RequestState::Issuing => "issuing",
            RequestState::Ready => "ready",
            RequestState::ToPrint => "to-print",
            RequestState::Posted => "posted",
            RequestState::Collectable => "collectable",
            RequestState::HandedOver => "handed-over",
            RequestState::Refused => "refused",
            RequestState::Expired => "expired",
        }
    }

    /// Reads a stored code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What can be done with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestAction {
    /// Start payment.
    StartPayment,
    /// Take what was not paid back into the cart.
    BackToCart,
    /// Issue without a human: nothing has to be decided.
    Issue,
    /// Give it to the office.
    Submit,
    /// An officer takes charge, of what waits or of what a colleague had.
    TakeCharge,
    /// The officer answers what the person wrote.
    Answer,
    /// The officer lets the documents be issued.
    Release,
    /// The officer cannot grant it.
    Refuse,
    /// Every document is signed: to be downloaded.
    Complete,
    /// Every document is signed: to be printed.
    Print,
    /// The office has printed it.
    MarkPrinted,
    /// Given to the post.
    Post,
    /// Laid ready at the counter.
    LayReady,
    /// Handed over at the counter.
    HandOver,
    /// The last document was taken out of the cart.
    Empty,
    /// The time passed in which it had to be paid.
    Expire,
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestParty {
    /// The person.
    Person,
    /// The office.
    Office,
    /// This program: a receipt came, a document is ready, a term passed.
    System,
}

/// What must be true first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestNeed {
    /// A way of delivery was chosen, with its address or counter.
    DeliveryChosen,
    /// Something has to be paid.
    SomethingToPay,
    /// Nothing has to be paid, or a receipt paid it.
    Settled,
    /// No footnote and no note asks for a decision.
    NothingToDecide,
    /// Each footnote was approved or refused.
    FootnotesDecided,
    /// A reason is given.
    ReasonGiven,
    /// An answer is written.
    AnswerGiven,
    /// It is downloaded.
    ByDownload,
    /// It goes by registered mail or to the counter.
    OnPaper,
    /// It goes by registered mail, whose number is given.
    RegisteredNumber,
    /// It is collected at a counter.
    AtCounter,
    /// The person's identity, or the delegate's and the delegation, were checked.
    IdentityChecked,
}

use RequestAction as A;
use RequestNeed as N;
use RequestParty as P;
use RequestState as S;

const fn step(
    from: RequestState,
    action: RequestAction,
    to: RequestState,
    by: &'static [RequestParty],
    needs: &'static [RequestNeed],
) -> Step<RequestState, RequestAction, RequestParty, RequestNeed> {
    Step { from, action, to, by, needs }
}

impl Lifecycle for RequestLife {
    type State = RequestState;
    type Action = RequestAction;
    type Role = RequestParty;
    type Need = RequestNeed;

    const STEPS: &'static [Step<RequestState, RequestAction, RequestParty, RequestNeed>] = &[
        step(
            S::Initial,
            A::StartPayment,
            S::AwaitingPayment,
            &[P::Person],
            &[N::DeliveryChosen, N::SomethingToPay],
        ),
        step(
            S::Initial,
            A::Issue,
            S::Issuing,
            &[P::Person],
            &[N::DeliveryChosen, N::Settled, N::NothingToDecide],
        ),
        step(S::Initial, A::Submit, S::Submitted, &[P::Person], &[N::DeliveryChosen, N::Settled]),
        step(S::Initial, A::Empty, S::Expired, &[P::Person], &[]),
        step(S::Initial, A::Expire, S::Expired, &[P::System], &[]),
        step(S::AwaitingPayment, A::BackToCart, S::Initial, &[P::Person, P::System], &[]),
        step(S::AwaitingPayment, A::Issue, S::Issuing, &[P::System], &[N::Settled, N::NothingToDecide]),
        step(S::AwaitingPayment, A::Submit, S::Submitted, &[P::System], &[N::Settled]),
        step(S::Submitted, A::TakeCharge, S::InCharge, &[P::Office], &[]),
        step(S::InCharge, A::TakeCharge, S::InCharge, &[P::Office], &[]),
        step(S::InCharge, A::Answer, S::InCharge, &[P::Office], &[N::AnswerGiven]),
        step(S::InCharge, A::Release, S::Issuing, &[P::Office], &[N::FootnotesDecided]),
        step(S::InCharge, A::Refuse, S::Refused, &[P::Office], &[N::ReasonGiven]),
        step(S::Issuing, A::Complete, S::Ready, &[P::System], &[N::ByDownload]),
        step(S::Issuing, A::Print, S::ToPrint, &[P::System], &[N::OnPaper]),
        step(S::ToPrint, A::MarkPrinted, S::ToPrint, &[P::Office], &[]),
        step(S::ToPrint, A::Post, S::Posted, &[P::Office], &[N::RegisteredNumber]),
        step(S::ToPrint, A::LayReady, S::Collectable, &[P::Office], &[N::AtCounter]),
        step(S::Collectable, A::HandOver, S::HandedOver, &[P::Office], &[N::IdentityChecked]),
    ];
}

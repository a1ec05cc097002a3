//! Authority is a type. A handler's first argument says who may call it and which object it is about; the object is
//! loaded through its owner or through the officer's duty, and a foreign one is as absent as one that never was. A
//! route whose handler does not begin with an authority does not compile (see [`super::Routes`]).

use std::{collections::HashMap, future::Future, marker::PhantomData, ops::Deref};

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};

use super::{
    routes::Who,
    session::{Grant, Role, Session, Standing},
    visitor::Visitor,
};
use crate::{house::House, stop::Stop};

/// Implemented by each authority: what the matrix of roles and routes says about it.
pub trait Authority: FromRequestParts<House, Rejection = Stop> {
    /// Who may call.
    fn who() -> Who;
    /// The kind of object it is about.
    fn object() -> Option<&'static str> {
        None
    }
}

/// The path's parameters.
#[derive(Clone, Debug, Default)]
pub struct Params(HashMap<String, String>);

impl Params {
    /// A parameter; empty when the route has none of that name.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

impl FromRequestParts<House> for Params {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Stop> {
        let raw = RawPathParams::from_request_parts(parts, house).await.map_err(|_| Stop::not_found())?;
        // No identifier of ours has a NUL, and PostgreSQL refuses to compare one.
        if raw.iter().any(|(_, value)| value.contains('\0')) {
            return Err(Stop::not_found());
        }
        Ok(Self(raw.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()))
    }
}

macro_rules! derefs_to_visitor {
    ($($name:ident $(<$($param:ident),*>)?),*) => {$(
        impl $(<$($param),*>)? Deref for $name $(<$($param),*>)? {
            type Target = Visitor;
            fn deref(&self) -> &Visitor { &self.visitor }
        }
    )*};
}

/// Anybody, signed in or not.
#[derive(Clone, Debug)]
pub struct Anyone(pub Visitor);

impl Deref for Anyone {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.0
    }
}

impl FromRequestParts<House> for Anyone {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Stop> {
        Ok(Self(Visitor::from_request_parts(parts, house).await?))
    }
}

impl Authority for Anyone {
    fn who() -> Who {
        Who::Anyone
    }
}

/// Anybody who is signed in, staff or not, complete or not: sign out, language, own security settings.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who asks.
    pub visitor: Visitor,
    /// Their session.
    pub session: Session,
}

impl FromRequestParts<House> for SignedIn {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Stop> {
        let visitor = Visitor::from_request_parts(parts, house).await?;
        let session = visitor.session.clone().ok_or(Stop::SignIn)?;
        Ok(Self { visitor, session })
    }
}

impl Authority for SignedIn {
    fn who() -> Who {
        Who::SignedIn
    }
}

/// A person whose account is activated and who has still to upload an identity document (or has done so already).
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// Who asks.
    pub visitor: Visitor,
    /// Their session.
    pub session: Session,
}

impl FromRequestParts<House> for Newcomer {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Stop> {
        let SignedIn { visitor, session } = SignedIn::from_request_parts(parts, house).await?;
        match session.standing {
            Standing::Newcomer | Standing::Person => Ok(Self { visitor, session }),
            Standing::Staff => Err(Stop::forbidden()),
        }
    }
}

impl Authority for Newcomer {
    fn who() -> Who {
        Who::Newcomer
    }
}

/// A person whose registration is complete.
#[derive(Clone, Debug)]
pub struct Applicant {
    /// Who asks.
    pub visitor: Visitor,
    /// Their session.
    pub session: Session,
}

impl FromRequestParts<House> for Applicant {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Stop> {
        let SignedIn { visitor, session } = SignedIn::from_request_parts(parts, house).await?;
        match session.standing {
            Standing::Person => Ok(Self { visitor, session }),
            Standing::Newcomer => Err(kernel::Problem::new(403, "registration-incomplete").into()),
            Standing::Staff => Err(Stop::forbidden()),
        }
    }
}

impl Authority for Applicant {
    fn who() -> Who {
        Who::Applicant
    }
}

/// What a member of staff does: the roles that may do it.
pub trait Duty: Send + Sync + 'static {
    /// Its name in the matrix.
    const NAME: &'static str;
    /// Roles that have it.
    const ROLES: &'static [Role];
}

/// For which programmes an officer has a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All.
    All,
    /// These.
    Programmes(Vec<String>),
}

impl Scope {
    /// True when the programme is within.
    pub fn covers(&self, programme: &str) -> bool {
        match self {
            Scope::All => true,
            Scope::Programmes(ids) => ids.iter().any(|id| id == programme),
        }
    }

    /// The scope that grants give for some roles; `None` when they give none.
    pub fn of(grants: &[Grant], roles: &[Role]) -> Option<Scope> {
        let mut programmes = Vec::new();
        for grant in grants.iter().filter(|grant| roles.contains(&grant.role)) {
            match &grant.programme {
                Some(programme) => programmes.push(programme.clone()),
                // A secretary of programmes without a programme has none, not all.
                None if grant.role == Role::ProgrammeSecretary => {}
                None => return Some(Scope::All),
            }
        }
        (!programmes.is_empty()).then_some(Scope::Programmes(programmes))
    }
}

/// A member of staff with a duty, signed in with the second factor.
#[derive(Debug)]
pub struct Officer<D> {
    /// Who asks.
    pub visitor: Visitor,
    /// Their session.
    pub session: Session,
    /// For which programmes.
    pub scope: Scope,
    duty: PhantomData<fn() -> D>,
}

impl<D: Duty> FromRequestParts<House> for Officer<D> {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Stop> {
        let SignedIn { visitor, session } = SignedIn::from_request_parts(parts, house).await?;
        if session.standing != Standing::Staff {
            return Err(Stop::forbidden());
        }
        if session.second_factor_at.is_none() {
            return Err(Stop::SecondFactor);
        }
        let scope = Scope::of(&session.grants, D::ROLES).ok_or_else(Stop::forbidden)?;
        Ok(Self { visitor, session, scope, duty: PhantomData })
    }
}

impl<D: Duty> Authority for Officer<D> {
    fn who() -> Who {
        Who::Officer { duty: D::NAME, roles: D::ROLES }
    }
}

/// Something that belongs to a person.
pub trait Owned: Sized + Send + Sync {
    /// Its name in the matrix.
    const OBJECT: &'static str;
    /// Loads it if it is there and belongs to the account.
    fn load(
        house: &House,
        params: &Params,
        account_id: &str,
    ) -> impl Future<Output = Result<Option<Self>, Stop>> + Send;
}

/// A person and something of theirs, named by the path.
#[derive(Clone, Debug)]
pub struct Own<T> {
    /// Who asks.
    pub visitor: Visitor,
    /// Their session.
    pub session: Session,
    /// What is theirs.
    pub it: T,
}

impl<T: Owned> FromRequestParts<House> for Own<T> {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Stop> {
        let Applicant { visitor, session } = Applicant::from_request_parts(parts, house).await?;
        let params = Params::from_request_parts(parts, house).await?;
        let it = T::load(house, &params, &session.account_id).await?.ok_or_else(Stop::not_found)?;
        Ok(Self { visitor, session, it })
    }
}

impl<T: Owned> Authority for Own<T> {
    fn who() -> Who {
        Who::Owner
    }
    fn object() -> Option<&'static str> {
        Some(T::OBJECT)
    }
}

/// Something that an officer looks after.
pub trait Overseen: Sized + Send + Sync {
    /// Its name in the matrix.
    const OBJECT: &'static str;
    /// Loads it if it is there and within the officer's scope.
    fn load(
        house: &House,
        params: &Params,
        scope: &Scope,
    ) -> impl Future<Output = Result<Option<Self>, Stop>> + Send;
}

/// An officer and something within their duty, named by the path.
#[derive(Debug)]
pub struct Desk<D, T> {
    /// Who asks.
    pub visitor: Visitor,
    /// Their session.
    pub session: Session,
    /// For which programmes.
    pub scope: Scope,
    /// What they look after.
    pub it: T,
    duty: PhantomData<fn() -> D>,
}

impl<D: Duty, T: Overseen> FromRequestParts<House> for Desk<D, T> {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Stop> {
        let Officer { visitor, session, scope, .. } = Officer::<D>::from_request_parts(parts, house).await?;
        let params = Params::from_request_parts(parts, house).await?;
        let it = T::load(house, &params, &scope).await?.ok_or_else(Stop::not_found)?;
        Ok(Self { visitor, session, scope, it, duty: PhantomData })
    }
}

impl<D: Duty, T: Overseen> Authority for Desk<D, T> {
    fn who() -> Who {
        Who::Officer { duty: D::NAME, roles: D::ROLES }
    }
    fn object() -> Option<&'static str> {
        Some(T::OBJECT)
    }
}

/// The payment platform's door, which proves itself by mutual TLS in front of us; no session.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// Who asks.
    pub visitor: Visitor,
}

impl FromRequestParts<House> for Gateway {
    type Rejection = Stop;
    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Stop> {
        Ok(Self { visitor: Visitor::from_request_parts(parts, house).await? })
    }
}

impl Authority for Gateway {
    fn who() -> Who {
        Who::Gateway
    }
}

derefs_to_visitor!(SignedIn, Newcomer, Applicant, Officer<D>, Own<T>, Desk<D, T>, Gateway);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_all_some_or_none() {
        let secretary = |programme: Option<&str>| Grant {
            role: Role::ProgrammeSecretary,
            programme: programme.map(str::to_owned),
        };
        let central = Grant { role: Role::CentralSecretariat, programme: None };
        let roles = [Role::ProgrammeSecretary, Role::CentralSecretariat];
        assert_eq!(Scope::of(&[], &roles), None);
        assert_eq!(Scope::of(&[secretary(None)], &roles), None);
        assert_eq!(Scope::of(&[secretary(Some("p1"))], &roles), Some(Scope::Programmes(vec!["p1".into()])));
        assert_eq!(Scope::of(&[secretary(Some("p1")), central.clone()], &roles), Some(Scope::All));
        assert_eq!(Scope::of(&[central], &[Role::Finance]), None);
        assert!(!Scope::Programmes(vec!["p1".into()]).covers("p2"));
    }
}

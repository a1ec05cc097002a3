//! Routes that know who may use them. The registry that they make feeds the authorization matrix, the test that every
//! changing route leaves a journal row, and the documentation.

use axum::{
    Router,
    handler::Handler,
    routing::{MethodRouter, get, post},
};

use super::{authority::Authority, session::Role};
use crate::house::House;

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody.
    Anyone,
    /// Anybody signed in.
    SignedIn,
    /// A person, activated.
    Newcomer,
    /// A person whose registration is complete.
    Applicant,
    /// The person to whom the object belongs.
    Owner,
    /// Staff with a duty, within their programmes.
    Officer {
        /// The duty.
        duty: &'static str,
        /// Roles that have it.
        roles: &'static [Role],
    },
    /// The payment platform.
    Gateway,
}

/// A route as the registry knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Path with `{parameters}`.
    pub path: &'static str,
    /// Who may call it.
    pub who: Who,
    /// The object it is about.
    pub object: Option<&'static str>,
}

/// The arguments of a handler, of which the first is an authority.
pub trait Guarded {
    /// That first argument.
    type First: Authority;
}

macro_rules! guarded {
    ($($rest:ident),*) => {
        impl<Via, First: Authority, $($rest),*> Guarded for (Via, First, $($rest),*) {
            type First = First;
        }
    };
}
guarded!();
guarded!(A);
guarded!(A, B);
guarded!(A, B, C);
guarded!(A, B, C, D);

/// The routes of a room.
#[derive(Default)]
pub struct Routes {
    router: Router<House>,
    infos: Vec<RouteInfo>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page: changes nothing.
    pub fn get<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, House>,
        T: Guarded + 'static,
    {
        self.add::<T>("GET", path, get(handler))
    }

    /// An action: changes something, and tells the journal.
    pub fn post<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, House>,
        T: Guarded + 'static,
    {
        self.add::<T>("POST", path, post(handler))
    }

    /// Adds another feature's routes.
    pub fn merge(mut self, other: Routes) -> Self {
        self.router = self.router.merge(other.router);
        self.infos.extend(other.infos);
        self
    }

    /// What is known of them.
    pub fn infos(&self) -> &[RouteInfo] {
        &self.infos
    }

    pub(crate) fn into_router(self) -> Router<House> {
        self.router
    }

    fn add<T: Guarded>(
        mut self,
        method: &'static str,
        path: &'static str,
        route: MethodRouter<House>,
    ) -> Self {
        self.router = self.router.route(path, route);
        self.infos.push(RouteInfo { method, path, who: T::First::who(), object: T::First::object() });
        self
    }
}

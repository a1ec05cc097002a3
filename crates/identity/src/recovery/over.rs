use askama::Template;
use axum::response::{IntoResponse, Response};
use platform::{
    House,
    web::{Page, Shell, Visitor},
};

/// What a link shows that was used, has expired or never was: the three are not told apart.
#[derive(Template)]
#[template(path = "recovery/over.html")]
pub(crate) struct Over {
    shell: Shell,
}

impl Over {
    /// The page, 410.
    pub(crate) fn page(house: &House, visitor: &Visitor) -> Response {
        Page::status(Over { shell: Shell::new(house, visitor, "link-over-title") }, 410).into_response()
    }
}

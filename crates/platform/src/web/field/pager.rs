/// Where a list stands: which page of how many, and the address of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pager {
    /// The page being shown, from 1.
    pub page: u64,
    /// Rows of a page.
    pub size: u64,
    /// Rows in all.
    pub total: u64,
    /// Address of the list with its other parameters, such as `/programmes?q=design`.
    pub base: String,
}

impl Pager {
    /// A pager for a page of a list; a page beyond the last becomes the last.
    pub fn new(page: u64, size: u64, total: u64, base: impl Into<String>) -> Self {
        let mut pager = Self { page, size, total, base: base.into() };
        pager.page = page.clamp(1, pager.pages());
        pager
    }

    /// How many pages there are: one even of nothing.
    pub fn pages(&self) -> u64 {
        self.total.div_ceil(self.size.max(1)).max(1)
    }

    /// Rows before this page, for `limit … offset …`.
    pub fn offset(&self) -> u64 {
        self.page.saturating_sub(1).saturating_mul(self.size)
    }

    /// The page before.
    pub fn previous(&self) -> u64 {
        self.page.saturating_sub(1).max(1)
    }

    /// The page after.
    pub fn next(&self) -> u64 {
        self.page.saturating_add(1).min(self.pages())
    }

    /// The numbers to show: up to three on either side.
    pub fn near(&self) -> Vec<u64> {
        (self.page.saturating_sub(3).max(1)..=self.page.saturating_add(3).min(self.pages())).collect()
    }

    /// The address of a page.
    pub fn href(&self, page: impl Into<PageNumber>) -> String {
        let joint = if self.base.contains('?') { '&' } else { '?' };
        format!("{}{joint}page={}", self.base, page.into().0)
    }
}

/// A page's number, however a template passes it.
pub struct PageNumber(u64);

impl From<u64> for PageNumber {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

impl From<&u64> for PageNumber {
    fn from(number: &u64) -> Self {
        Self(*number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_eight_rows_by_twenty_are_four_pages() {
        let pager = Pager::new(1, 20, 68, "/programmes?q=design");
        assert_eq!((pager.pages(), pager.offset(), pager.near()), (4, 0, vec![1, 2, 3, 4]));
        assert_eq!(pager.href(2), "/programmes?q=design&page=2");
    }

    #[test]
    fn a_page_out_of_range_becomes_the_nearest() {
        assert_eq!(Pager::new(9, 20, 68, "/p").page, 4);
        assert_eq!(Pager::new(0, 20, 0, "/p").page, 1);
        assert_eq!(Pager::new(u64::MAX, 0, u64::MAX, "/p").href(1), "/p?page=1");
    }
}

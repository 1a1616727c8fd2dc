//! Results by the page.

mod cursor;

use serde::{Deserialize, Serialize};

pub use cursor::{Cursor, Limit, Page, Position, cut};

use crate::failure::Failure;

const LARGEST_PAGE: u32 = 100;

/// Which page is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    page: u32,
    page_size: u32,
}

impl Paging {
    /// # Errors
    /// `Invalid` where there is no such page: they are counted from 1, and hold 1 to 100 results.
    pub fn new(page: u32, page_size: u32) -> Result<Self, Failure> {
        if page == 0 {
            return Err(Failure::invalid("page", "pages are counted from 1"));
        }
        if page_size == 0 || page_size > LARGEST_PAGE {
            let why = format!("a page holds 1 to {LARGEST_PAGE} results");
            return Err(Failure::invalid("page_size", why));
        }
        Ok(Self { page, page_size })
    }

    /// How many results stand before the page.
    pub fn skip(self) -> u32 {
        (self.page - 1).saturating_mul(self.page_size)
    }

    /// How many results the page holds at most.
    pub fn take(self) -> u32 {
        self.page_size
    }

    /// What is said beside the page's results, when there are so many in all.
    pub fn of(self, total: u32) -> Pagination {
        let total_pages = total.div_ceil(self.page_size);
        Pagination {
            total,
            page: self.page,
            page_size: self.page_size,
            total_pages,
            has_more: self.page < total_pages,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pagination {
    /// Of all pages together.
    pub total: u32,
    pub page: u32,
    pub page_size: u32,
    pub total_pages: u32,
    pub has_more: bool,
}

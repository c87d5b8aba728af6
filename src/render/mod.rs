//! Findings as documents. Every report renderer takes [`Publishable`](crate::findings::Publishable) and nothing else;
//! [`same`] alone writes anonymised copies.

pub mod document;
mod html;
mod json;
mod markdown;
pub mod same;

pub use html::html;
pub use json::json;
pub use markdown::markdown;

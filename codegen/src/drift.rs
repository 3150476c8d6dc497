//! Compares the pages with the metadata of the service.
//!
//! In: the model, and the CSDL document of the service. Out: a finding for each difference, and the number of
//! differences of each class. A finding is at the place on the page, and a note of it has the place in the metadata. To
//! compare both sides in the same form, the model is exported as CSDL and read back, so only what an OData client can
//! tell apart counts as a difference.
//!
//! Items that only the metadata has are merged into one finding for each page that lacks them. Items that the
//! configuration calls internal are ignored.

mod enums;
mod members;
pub(crate) mod metadata;
mod operations;
mod place;
mod report;
mod sides;
mod types;

use crate::api::Api;
use crate::diagnostic::{self, Diagnostic};
use crate::export::csdl;
use crate::select::Pattern;
use crate::source::SourceId;
pub use metadata::{InvalidMetadata, Metadata};
use place::Places;
pub use report::DifferenceClass;
use report::Report;
use sides::Sides;

/// The result of comparing the pages with the metadata of the service.
#[derive(Clone, Debug, Default)]
pub struct Drift {
    /// The findings, sorted by their place.
    pub findings: Vec<Diagnostic>,
    /// How often each class of difference occurs, in the order of [`DifferenceClass`]. Classes that do not occur are
    /// missing.
    pub counts: Vec<(DifferenceClass, usize)>,
}

/// Compares the model with the metadata. Types, enumerations and operations that match a pattern of `internal` are
/// ignored on both sides.
///
/// # Panics
///
/// If the CSDL export of the model cannot be read, which would be a defect of this library.
#[must_use]
pub fn compare(api: &Api, metadata: &Metadata, internal: &[Pattern]) -> Drift {
    // The places in the exported CSDL text are of no use, so any source id will do. Findings get their places on the
    // pages from the model.
    let pages = Metadata::read(&csdl(api), SourceId::default()).expect("the export is read back");
    let sides =
        Sides { pages: &pages.without(internal), metadata: &metadata.without(internal), places: &Places::new(api) };
    let mut report = Report::default();
    types::compare(&sides, &mut report);
    members::compare(&sides, &mut report);
    enums::compare(&sides, &mut report);
    operations::compare(&sides, &mut report);
    let (mut findings, counts) = report.finish();
    diagnostic::sort(&mut findings);
    Drift { findings, counts }
}

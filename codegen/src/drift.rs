//! Compares the pages with the metadata of the service.
//!
//! In: the model, and a CSDL document of the service that is among the sources. Out: a finding for each difference, at
//! its place on the page with the place in the metadata beside it, and how many differences of each class there are.
//! Both sides are read in the same way: of the model its own CSDL export is compared, so that what counts as equal is
//! what an OData client sees.
//!
//! What only the metadata has is one finding for each page where it would belong. What a configuration calls internal is
//! left out.

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

/// The differences.
#[derive(Clone, Debug, Default)]
pub struct Drift {
    /// The findings, by place.
    pub findings: Vec<Diagnostic>,
    /// How many differences of each class there are, in the order of the classes.
    pub counts: Vec<(DifferenceClass, usize)>,
}

/// Compares the model with the metadata. Types, enumerations and operations that a pattern of `internal` matches are left
/// out on both sides.
///
/// # Panics
///
/// If the CSDL export of the model cannot be read back, which would be a defect of this library.
#[must_use]
pub fn compare(api: &Api, metadata: &Metadata, internal: &[Pattern]) -> Drift {
    // Places of the export mean nothing: where something stands on the pages is asked of the model.
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

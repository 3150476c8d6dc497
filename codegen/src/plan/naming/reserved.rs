//! Names that emitted code uses itself, so that nothing of the API may take them.

/// Names that emitted code uses bare everywhere: neither a type nor an operation of the API may take one.
pub(in crate::plan) const RESERVED_NAMES: &[&str] = &[
    "Annotations",
    "Binary",
    "Box",
    "Clone",
    "Date",
    "DateTimeOffset",
    "Debug",
    "Decimal",
    "Default",
    "Drop",
    "Duration",
    "Eq",
    "Err",
    "Extra",
    "From",
    "Guid",
    "Hash",
    "Into",
    "Json",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Patch",
    "Result",
    "Self",
    "Some",
    "String",
    "TimeOfDay",
    "Vec",
];

/// Names that emitted routes use bare besides: no operation may take one, while a type may.
pub(in crate::plan) const RESERVED_ROUTES: &[&str] = &["Call", "Content", "ODataValue", "Page", "Redirect", "Route"];

/// Fields that every object has beside its own.
pub(in crate::plan) const RESERVED_FIELDS: &[&str] = &["__non_exhaustive", "annotations", "extra"];

/// So many modules are within each other at most; deeper ones are joined, because paths have a limit.
pub(in crate::plan) const DEEPEST: usize = 6;

/// Modules that routes refer to by one word: no module of routes may have such a name.
pub(in crate::plan) const RESERVED_MODULES: &[&str] = &["graph_runtime", "models"];

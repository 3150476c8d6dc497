//! Names that emitted code uses itself, so that no item of the API may have them.

/// Names that emitted code uses without a path in every file: neither a type nor an operation of the API may have such
/// a name.
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

/// Names that emitted code uses without a path only in files of routes: no operation may have such a name, but a type
/// may.
pub(in crate::plan) const RESERVED_ROUTES: &[&str] = &["Call", "Content", "ODataValue", "Page", "Redirect", "Route"];

/// Fields that every object has besides its own.
pub(in crate::plan) const RESERVED_FIELDS: &[&str] = &["__non_exhaustive", "annotations", "extra"];

/// The deepest nesting of modules. The names of deeper modules are joined, because file systems limit the length of
/// paths.
pub(in crate::plan) const DEEPEST: usize = 6;

/// Modules that routes refer to by a single word: no module of routes may have such a name.
pub(in crate::plan) const RESERVED_MODULES: &[&str] = &["graph_runtime", "models"];

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

/// Fields that the generator adds to every struct. A member with such a name gets another Rust name.
pub(in crate::plan) const RESERVED_FIELDS: &[&str] = &["__non_exhaustive", "annotations", "extra"];

/// How many levels of modules there are at most. The names of all further levels become one name for the last level,
/// because file systems limit the length of paths.
pub(in crate::plan) const DEEPEST: usize = 6;

/// The crate and the module that files of routes refer to by these names: no module of routes may have such a name.
pub(in crate::plan) const RESERVED_MODULES: &[&str] = &["graph_runtime", "models"];

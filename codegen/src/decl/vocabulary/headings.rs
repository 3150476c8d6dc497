//! Headings of sections. Each list has the headings of one kind of section.

/// Headings of the section whose table declares properties.
pub(crate) const PROPERTIES: &[&str] = &[
    "properties",
    "property",
    "navigation properties",
    "instance attributes",
    "fields",
    "attributes",
    "members",
    "elements",
];

/// Those headings of [`PROPERTIES`] that show by themselves that a page is about a type.
pub(crate) const OWN_PROPERTIES: &[&str] = &["properties", "fields", "attributes", "elements"];

/// Headings of the section whose table declares navigation properties.
pub(crate) const RELATIONSHIPS: &[&str] = &[
    "relationships",
    "relationship",
    "navigation",
    "navigation properties",
    "single-valued navigation properties",
    "collection-valued navigation properties",
];

/// Headings of the section that lists the operations on a type.
pub(crate) const METHODS: &[&str] = &["methods", "functions", "actions", "tasks", "operations"];

/// Headings of the section with the JSON representation of a type, an example object in a code block.
pub(crate) const REPRESENTATION: &[&str] = &["json representation", "representation"];

/// Beginnings of headings of the section of request lines. Further words may follow.
pub(crate) const REQUESTS: &[&str] = &["http request"];

/// Other headings of the section of request lines. The whole heading has to match.
pub(crate) const REQUEST_LINES: &[&str] = &[
    "request url",
    "request uri",
    "request urls",
    "request line",
    "request lines",
    "request syntax",
    "request format",
    "request path",
    "rest request",
];

/// Headings that begin the section of request lines, but only if request lines follow. Pages that describe no
/// operation have such headings too.
pub(crate) const ENDPOINTS: &[&str] = &[
    "endpoint",
    "endpoints",
    "api endpoint",
    "http endpoint",
    "rest endpoint",
    "resource url",
    "resource uri",
    "url",
    "uri",
];

/// Beginnings of headings of the section of examples. Further words may follow.
pub(crate) const EXAMPLES: &[&str] = &["example", "examples"];

/// Headings of the permissions section.
pub(crate) const PERMISSIONS: &[&str] = &[
    "permissions",
    "prerequisites",
    "required permissions",
    "permission scopes",
    "required scopes",
    "required scope",
    "authorization",
];

/// Headings of request header sections.
pub(crate) const HEADERS: &[&str] = &[
    "required request headers",
    "required headers",
    "required and optional request headers",
    "request headers",
    "header parameters",
    "optional request headers",
    "request header",
    "headers",
    "optional headers",
    "http headers",
];

/// Headings of response header sections.
pub(crate) const RESPONSE_HEADERS: &[&str] = &["response headers", "response header"];
/// Short headings below a heading about parameters, each with the usual heading of the same meaning: `Path` below
/// `Parameters` means `path parameters`.
pub(crate) const PLACES: &[(&str, &str)] = &[
    ("path", "path parameters"),
    ("url", "path parameters"),
    ("uri", "path parameters"),
    ("query", "query parameters"),
    ("query string", "query parameters"),
    ("header", "request headers"),
    ("headers", "request headers"),
    ("body", "request body"),
];

/// Headings of parameter sections.
pub(crate) const PARAMETERS: &[&str] = &[
    "function parameters",
    "query parameters",
    "optional query parameters",
    "path parameters",
    "odata query parameters",
    "parameters",
    "request parameters",
    "url parameters",
    "uri parameters",
    "query string parameters",
    "path and query parameters",
    "path parameter",
    "query parameter",
    "optional query parameter",
    "uri parameter",
    "url parameter",
    "function parameter",
    "input parameters",
    "required query parameters",
    "custom query parameters",
    "query options",
    "optional query options",
];

/// Headings of the request body section.
pub(crate) const BODY: &[&str] = &[
    "request body",
    "request",
    "request body parameters",
    "body parameters",
    "request body properties",
    "request payload",
    "request content",
    "body",
    "payload",
];

/// Headings of the response section.
pub(crate) const RESPONSE: &[&str] = &[
    "response",
    "rest response",
    "responses",
    "http response",
    "http responses",
    "response body",
    "response code",
    "response codes",
    "return value",
    "return values",
    "return type",
    "returns",
    "result",
    "results",
];

//! Every diagnostic code: one row each with its severity and its title. The manual page of a code is `manual/ID.md`.
//!
//! Codes are stable and never reused. D01 text and front matter, D02 tables, D03 annotations and JSON, D04 types and
//! members, D05 enums, D06 inheritance, D07 routes and operations, D08 permissions, headers and parameters,
//! D09 examples, D10 links and includes, D11 Rust names, D12 overrides, D13 pages against
//! metadata, D14 tables of contents, D15 comments that allow findings.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::severity::Severity;

/// The code of a kind of finding: its id, its severity, its title and its page in the manual.
#[derive(Clone, Copy)]
pub struct Code(&'static CodeRow);

struct CodeRow {
    id: &'static str,
    severity: Severity,
    title: &'static str,
    manual: &'static str,
}

impl Code {
    /// The stable id, e.g. `D0107`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// How serious every finding with this code is, unless settings change it.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.0.severity
    }

    /// What is wrong, in one line. Lists of all codes show this title.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.0.title
    }

    /// The text of the manual page, `manual/ID.md`: what the code means, why that matters, an example, what to do.
    #[must_use]
    pub fn manual(self) -> &'static str {
        self.0.manual
    }

    /// The code with this id, in any letter case; `None` if there is none.
    #[must_use]
    pub fn find(id: &str) -> Option<Code> {
        let id = id.to_ascii_uppercase();
        ALL.binary_search_by(|code| code.id().cmp(&id)).ok().map(|place| ALL[place])
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for Code {}

/// Writes a code as its id: `"D0404"`.
impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        let id = <&str>::deserialize(deserializer)?;
        Code::find(id).ok_or_else(|| de::Error::custom("no such code"))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.id)
    }
}

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal;)+) => {
        $(
            #[doc = $title]
            pub const $name: Code = Code(&CodeRow {
                id: $id,
                severity: Severity::$severity,
                title: $title,
                manual: include_str!(concat!("manual/", $id, ".md")),
            });
        )+

        /// Every code, in order of id.
        pub const ALL: &[Code] = &[$($name),+];
    };
}

codes! {
    INVALID_UTF8 = "D0101" Error "the file is not UTF-8";
    MISSING_FRONT_MATTER = "D0102" Warning "the page has no front matter";
    UNCLOSED_FRONT_MATTER = "D0103" Warning "the front matter is not closed";
    INVALID_FRONT_MATTER = "D0104" Warning "a line of the front matter is not understood";
    UNCLOSED_FENCE = "D0105" Warning "a code block is not closed";
    UNCLOSED_COMMENT = "D0106" Warning "an HTML comment is not closed";
    UNCLOSED_TABS = "D0107" Warning "a tab group is not closed";
    NESTED_TOO_DEEP = "D0108" Warning "lists or quotes nest too deep";
    HEADING_SLIP = "D0109" Warning "a usual heading is misspelt";
    HEADING_UNUSUAL = "D0110" Warning "properties stand under an unusual heading";
    HEADING_BOLD = "D0111" Warning "bold words stand in place of a heading";
    ZONE_SKIPPED = "D0112" Note "a part of the page is about another version";
    HEADING_MARK = "D0113" Warning "a heading lacks the blank behind its `#`, or a tab its parentheses";
    TITLE_MISSING = "D0114" Warning "the page has no heading of level 1";
    FENCE_MISSING = "D0115" Warning "the opening fence of a code block is missing";
    FRONT_MATTER_KIND = "D0116" Warning "`doc_type` names another kind of page";
    FRONT_MATTER_TWICE = "D0117" Warning "a key of the front matter stands twice";
    FRONT_MATTER_WORD = "D0118" Warning "a key of the front matter is misspelt, or its value is";
    FENCE_LANGUAGE = "D0119" Warning "the language of a code block is misspelt";
    TITLE_OF_OTHER = "D0120" Warning "the title is that of another page";
    HEADING_LEVEL = "D0121" Warning "a heading has the wrong level";
    MARK_UNCLOSED = "D0122" Warning "a mark is not closed, or left over";
    LEFT_OVER = "D0123" Warning "words are left over, or stand twice";

    LONG_ROW = "D0201" Warning "a table row has more cells than the header";
    BROKEN_ROW = "D0202" Warning "a table cell goes on in the next line";
    DELIMITER_MISMATCH = "D0203" Warning "the delimiter row does not fit the header";
    SHORT_ROW = "D0204" Warning "a table row has fewer cells than the header";
    TABLE_INTERRUPTED = "D0205" Warning "something stands between the rows of a table";
    ROWS_WITHOUT_HEADER = "D0206" Warning "rows of a table stand without a header";
    COLUMN_SLIP = "D0207" Warning "a column title is misspelt";

    INVALID_ANNOTATION = "D0301" Error "an annotation is not readable";
    REPAIRED_ANNOTATION = "D0302" Warning "an annotation is not valid JSON";
    INVALID_JSON = "D0303" Error "a JSON body is not readable";
    REPAIRED_JSON = "D0304" Warning "a JSON body is not valid JSON";
    ANNOTATION_WITHOUT_BLOCK = "D0305" Warning "an annotation announces a code block that is not there";
    ANNOTATION_WORD = "D0306" Warning "a word of an annotation is misspelt";
    ANNOTATION_VALUE = "D0307" Warning "an annotation has a value that its key does not allow";

    NAMESPACE_MALFORMED = "D0401" Warning "the namespace line is malformed";
    NAME_IS_NO_IDENTIFIER = "D0402" Error "a name is no identifier";
    TABLE_UNKNOWN = "D0403" Note "a table declares nothing";
    TYPE_UNRESOLVED = "D0404" Error "a type is not documented";
    TYPE_NAME_CASE = "D0405" Warning "a type's name differs in letter case";
    TYPE_NAME_DIFFERS = "D0406" Warning "title and annotation name different types";
    TYPE_UNNAMED = "D0407" Error "a resource page names no type";
    MEMBER_CONFLICT = "D0408" Error "two rows declare one property differently";
    MEMBER_CASE = "D0409" Warning "a property's name differs in letter case";
    TYPE_CELL_FORM = "D0410" Warning "a type cell without a type name";
    COLLECTION_CONFLICT = "D0411" Warning "table and JSON disagree whether a property is a collection";
    SHAPE_ONLY = "D0412" Warning "a property stands only in the JSON representation";
    TYPE_UNDOCUMENTED = "D0413" Warning "a base type has no page";
    TYPE_FROM_ROWS = "D0414" Warning "a type is known only from a request body";
    INSTANCE_ANNOTATION = "D0415" Note "an instance annotation in a table of properties";
    COLLECTION_BY_ROUTE = "D0416" Warning "a relationship is a collection though its row says otherwise";
    TYPE_FROM_SHAPE = "D0417" Warning "a type is taken from the JSON representation";
    INHERITED_AGAIN = "D0418" Note "an inherited property is described again";
    TYPE_OVERRULED = "D0419" Warning "a type cell is overruled";
    ROW_TWICE = "D0420" Warning "a row or its description is repeated";
    NAMESPACE_SLIP = "D0421" Warning "a namespace looks like a misspelling of one that other pages state";
    TYPE_NARROWER = "D0422" Note "a type cell allows fewer values than its type";
    NAMESPACE_MISSING = "D0423" Warning "the page states no namespace";
    LINK_TEXT = "D0424" Warning "the text of a link to a type is misspelt";
    LINK_OTHER_TYPE = "D0425" Warning "the text of a link names one type, its target describes another";
    ANNOTATION_PROPERTY = "D0426" Warning "an annotation names a property that does not exist";
    SHAPE_MISSING = "D0427" Warning "a property is missing from the JSON representation";
    SHAPE_TYPE = "D0428" Warning "the JSON representation shows another type than the table";
    ROW_MISSING = "D0429" Warning "a property has no row";
    ROW_NAME = "D0430" Warning "the name in a row or a text is misspelt";
    TYPE_CELL_WORD = "D0431" Warning "a word of a type cell is misspelt";
    NAMESPACE_DIFFERS = "D0432" Warning "the namespace line and the annotation differ";

    ENUM_CONFLICT = "D0501" Warning "two tables list different members";
    ENUM_CASE = "D0502" Warning "an enumeration member differs in letter case";
    ENUM_VALUE_UNKNOWN = "D0503" Warning "a listed value is no member";
    ENUM_FROM_PROSE = "D0504" Warning "an enumeration is known only from prose";
    ENUM_AND_TYPE = "D0505" Error "one name for a type and an enumeration";
    ENUM_UNUSED = "D0506" Note "a table of values that no property uses as a type";
    MEMBER_TWICE = "D0507" Warning "a member of an enumeration has no valid name, or occurs twice";
    ENUM_INCOMPLETE = "D0508" Warning "a list of possible values lacks a member";
    ENUM_ROW_MISSING = "D0509" Warning "a member of an enumeration has no row";
    ENUM_HEADING = "D0510" Warning "the heading of a table of members does not end in `values`";
    ENUM_NUMBER = "D0511" Warning "two members of an enumeration have the same number";
    ENUM_NAME = "D0512" Warning "the heading of a table of members is misspelt";
    ENUM_JOINED = "D0513" Warning "nothing divides two possible values";

    BASE_UNRESOLVED = "D0601" Warning "the stated base is not a type to derive from";
    BASE_OVERRULED = "D0602" Warning "two statements of the base type";
    BASE_CYCLE = "D0603" Error "a type derives from itself";
    INHERITED_ELSEWHERE = "D0604" Warning "the stated owner of an inherited property does not declare it";
    BASE_FROM_ROWS = "D0605" Warning "a base type is not stated";
    BASE_FROM_USE = "D0606" Warning "a base type is known only from its use";
    INHERITED_BY_ALL = "D0607" Warning "a property of a base stands only at the types that derive from it";

    ROUTE_IS_NO_PATH = "D0701" Error "a request line is no path";
    ROUTE_ABSOLUTE = "D0702" Warning "a path template is an absolute URL";
    ROUTE_SLASH = "D0703" Warning "a path template has a slash too many or too few";
    ROUTE_LITERAL_ID = "D0704" Warning "an example id stands in a path template";
    ROUTE_PARENTHESIS = "D0705" Warning "parentheses in a path do not match";
    ROUTE_BLANK = "D0706" Warning "words stand behind a path";
    ROUTE_CASE = "D0707" Warning "a path segment differs in letter case";
    NO_REQUEST_LINE = "D0708" Error "an operation page without a request";
    NO_STATUS = "D0709" Warning "the response section states no status";
    RETURN_UNRESOLVED = "D0710" Warning "the type of the response is not known";
    BODY_OF_GET = "D0711" Warning "a request body is described for a method that sends none";
    ROUTE_BRACE = "D0712" Warning "braces in a path do not match";
    BODY_MEMBER_UNKNOWN = "D0713" Warning "a row of a request body is no property of the sent type";
    ROUTE_METHOD = "D0714" Warning "the HTTP method of a request line is not in upper case";
    ROUTE_SEGMENT = "D0715" Warning "a part of a request line is misspelt";
    ROUTE_ARGUMENT = "D0716" Warning "an argument of a request line is written in the form of another type";
    ROUTE_TWICE = "D0717" Warning "a request line stands twice";
    ROUTE_OTHER_METHOD = "D0718" Warning "a request line has another method than its page";
    BODY_ROW_TYPE = "D0719" Warning "a row of a request body gives a property another type";
    PARAMETER_MISSING = "D0720" Warning "path and table list different parameters";
    ROUTE_ELIDED = "D0721" Note "a request line leaves out a part of its path";

    PERMISSION_PLACEHOLDER = "D0801" Warning "placeholder text in a cell";
    PERMISSION_CELL = "D0802" Warning "words in a permission cell";
    PERMISSION_ROW = "D0803" Warning "a permission row without a kind of account";
    FRONT_MATTER_PLACEHOLDER = "D0804" Warning "placeholder text in the front matter";
    PERMISSION_EMPTY = "D0805" Warning "an empty permission cell";
    CELLS_EXCHANGED = "D0806" Warning "cells of a row are exchanged";
    PERMISSION_MISSING = "D0807" Warning "a permission table leaves out a kind of account";
    PERMISSIONS_UNKNOWN = "D0808" Error "a section of permissions has no table";
    PERMISSION_TWICE = "D0809" Warning "a scope stands twice in a cell";
    SCOPE_SLIP = "D0810" Warning "a scope looks like a misspelling of one that other pages have";
    HEADER_SLIP = "D0811" Warning "the name of a header is misspelt";
    PERMISSION_COMMA = "D0812" Warning "a comma between two scopes is missing, or another mark stands in its place";

    CONTENT_LENGTH = "D0901" Note "a stale Content-Length";
    EXAMPLE_WITHOUT_TYPE = "D0902" Warning "an example body has no known type";
    EXAMPLE_TYPE_UNKNOWN = "D0903" Warning "an example names a type that is not documented";
    EXAMPLE_NAMESPACE = "D0904" Warning "an example names its type in another namespace";
    EXAMPLE_TYPE_CASE = "D0905" Warning "an example names its type in another letter case";
    EXAMPLE_MEMBER_UNKNOWN = "D0906" Warning "an example has a member that the type does not declare";
    EXAMPLE_MEMBER_CASE = "D0907" Warning "an example spells a property in another letter case";
    EXAMPLE_VALUE = "D0908" Warning "an example's value does not fit its property";
    EXAMPLE_ENUM = "D0909" Warning "an example's value is no member of the enumeration";
    EXAMPLE_PLACEHOLDER = "D0910" Note "an example shows a placeholder instead of a value";
    EXAMPLE_SHAPE = "D0911" Warning "an example is one value where a collection is stated, or the reverse";
    EXAMPLE_PATH = "D0912" Warning "an example request fits no request line";
    EXAMPLE_METHOD = "D0913" Warning "an example request has another method";
    EXAMPLE_VERSION = "D0914" Warning "an example request goes to another version";
    EXAMPLE_ROUTE = "D0915" Warning "a path stands in an example only";
    EXAMPLE_SPELLING = "D0916" Warning "an example request spells a path in another way than its request line";
    EXAMPLE_ARGUMENT = "D0917" Warning "an argument of an example is written in the form of another type";
    EXAMPLE_STATUS = "D0918" Warning "an example response has a status that is not stated";
    EXAMPLE_RESPONSE = "D0919" Warning "an example response differs from what the operation returns";
    STATUS_LINE = "D0920" Warning "a status is not one of HTTP";
    EXAMPLE_VERB = "D0921" Warning "the method of an example request does not exist";
    EXAMPLE_OTHER_TYPE = "D0922" Warning "the type that an example states does not fit its members";
    EXAMPLE_TIME = "D0923" Warning "an example shows a malformed date or time";
    RESPONSE_TYPE = "D0924" Warning "the text of the response names another type than the example";
    EXAMPLE_REQUEST = "D0925" Warning "an example request's body is not what the operation sends";
    EXAMPLE_HOST = "D0926" Warning "the host of an example request is misspelt";
    EXAMPLE_OPTION = "D0927" Warning "a query option of an example is misspelt, or names a misspelt property";

    LINK_MISSING = "D1001" Warning "a link leads to a page that is not there";
    LINK_CASE = "D1002" Note "a link differs from its page in letter case";
    INCLUDE_MISSING = "D1003" Warning "an included file is not in the tree";
    LINK_MOVED = "D1004" Warning "a link names the wrong folder";
    ANCHOR_MISSING = "D1005" Warning "a link leads to a heading that is not there";
    INCLUDES_ABSENT = "D1006" Note "no included file is in the tree";
    DIRECTIVE_UNKNOWN = "D1007" Error "a directive is misspelt";
    REFERENCE_UNDEFINED = "D1008" Warning "a reference link has no definition";
    LINK_BROKEN = "D1009" Warning "the parentheses of a link do not match";
    METHOD_ROW = "D1010" Warning "a table of methods and the pages that it links to disagree";
    ALERT_SLIP = "D1011" Warning "the kind of a note is misspelt";
    ENTITY_SLIP = "D1012" Warning "an entity of HTML is misspelt, or a character is garbled";

    NAME_COLLISION = "D1101" Warning "two names become one Rust name";
    NAME_NOT_IDENTIFIER = "D1102" Note "a name is no Rust identifier";
    NAME_RESERVED = "D1103" Note "a name is used by generated code itself";
    ANNOTATION_MEMBER = "D1104" Note "a listed member is an annotation";

    OVERRIDES_SYNTAX = "D1201" Error "`overrides.toml` is not TOML";
    OVERRIDE_UNREADABLE = "D1202" Error "an override is not understood";
    OVERRIDE_TARGET = "D1203" Error "an override names something that is not there";
    OVERRIDE_WITHOUT_EFFECT = "D1204" Error "an override changes nothing";
    OVERRIDE_IMPOSSIBLE = "D1205" Error "an override cannot hold";

    DRIFT_TYPE_EXTRA = "D1301" Warning "a type is not in the metadata";
    DRIFT_TYPE_MISSED = "D1302" Note "the metadata has types without a page";
    DRIFT_KIND = "D1303" Error "pages and metadata disagree on entity or complex";
    DRIFT_BASE = "D1304" Error "pages and metadata disagree on a base type";
    DRIFT_FLAG = "D1305" Warning "pages and metadata disagree on abstract or open";
    DRIFT_KEY = "D1306" Error "pages and metadata disagree on a key";
    DRIFT_MEMBER_EXTRA = "D1307" Warning "a property is not in the metadata";
    DRIFT_MEMBER_MISSED = "D1308" Note "the metadata has properties without a row";
    DRIFT_MEMBER_TYPE = "D1309" Error "pages and metadata disagree on the type of a property";
    DRIFT_COLLECTION = "D1310" Error "pages and metadata disagree whether a property is a collection";
    DRIFT_NAVIGATION = "D1311" Warning "pages and metadata disagree on a navigation property";
    DRIFT_NULLABLE = "D1312" Warning "pages and metadata disagree whether a property is nullable";
    DRIFT_ENUM_EXTRA = "D1313" Warning "an enumeration is not in the metadata";
    DRIFT_ENUM_MISSED = "D1314" Note "the metadata has enumerations without a table";
    DRIFT_ENUM_MEMBER = "D1315" Warning "a member of an enumeration is not in the metadata";
    DRIFT_ENUM_MEMBER_MISSED = "D1316" Warning "the metadata has members of an enumeration without a row";
    DRIFT_ENUM_FLAGS = "D1317" Warning "pages and metadata disagree whether an enumeration has flags";
    DRIFT_OPERATION_EXTRA = "D1318" Warning "an action or function is not in the metadata";
    DRIFT_OPERATION_MISSED = "D1319" Note "the metadata has actions or functions without a page";
    DRIFT_OPERATION_PARAMETERS = "D1320" Warning "pages and metadata disagree on parameters";
    DRIFT_OPERATION_RETURN = "D1321" Error "pages and metadata disagree on a return type";

    CONTENTS_UNREADABLE = "D1401" Error "a table of contents is not YAML";
    ENTRY_MISSING = "D1402" Warning "an entry of a table of contents leads nowhere, has no name, or stands twice";
    ENTRY_CASE = "D1403" Note "an entry of a table of contents differs from its page in letter case";
    PAGE_UNLISTED = "D1404" Warning "no table of contents lists a page";

    ALLOW_UNUSED = "D1501" Warning "a comment allows a finding that its file does not have";
    ALLOW_WITHOUT_REASON = "D1502" Warning "a comment allows a finding without a reason";
    ALLOW_UNKNOWN = "D1503" Warning "a comment allows a code that does not exist, or none";
}

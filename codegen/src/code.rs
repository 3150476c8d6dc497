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
    INVALID_FRONT_MATTER = "D0104" Warning "a line of the front matter is not of the form `key: value`";
    UNCLOSED_FENCE = "D0105" Warning "a code block is not closed";
    UNCLOSED_COMMENT = "D0106" Warning "an HTML comment is not closed";
    UNCLOSED_TABS = "D0107" Warning "a tab group is not closed, or lacks its first tab";
    NESTED_TOO_DEEP = "D0108" Warning "lists or quotes are nested too deep";
    HEADING_SLIP = "D0109" Warning "a heading is a misspelling of a usual one";
    HEADING_UNUSUAL = "D0110" Warning "a section has an unusual heading";
    HEADING_BOLD = "D0111" Warning "bold words are used instead of a heading";
    ZONE_SKIPPED = "D0112" Note "a part of the page is about another version of the API";
    HEADING_MARK = "D0113" Warning "a heading has no space after its `#`, or a tab title has no parentheses";
    TITLE_MISSING = "D0114" Warning "the page has no heading of level 1";
    FENCE_MISSING = "D0115" Warning "the opening fence of a code block is missing";
    FRONT_MATTER_KIND = "D0116" Warning "`doc_type` in the front matter names another kind of page";
    FRONT_MATTER_TWICE = "D0117" Warning "a key occurs twice in the front matter";
    FRONT_MATTER_WORD = "D0118" Warning "a key of the front matter, or its value, is misspelt";
    FENCE_LANGUAGE = "D0119" Warning "the language of a code block is misspelt";
    TITLE_OF_OTHER = "D0120" Warning "the title of a page was copied from another page";
    HEADING_LEVEL = "D0121" Warning "a heading has the wrong level";
    MARK_UNCLOSED = "D0122" Warning "a character of markup such as `**` is not closed, or was left over";
    LEFT_OVER = "D0123" Warning "words were left over from editing, or are repeated";

    LONG_ROW = "D0201" Warning "a table row has more cells than the header";
    BROKEN_ROW = "D0202" Warning "a table cell continues on the next line";
    DELIMITER_MISMATCH = "D0203" Warning "the row of dashes in a table does not fit its header";
    SHORT_ROW = "D0204" Warning "a table row has fewer cells than the header";
    TABLE_INTERRUPTED = "D0205" Warning "text between two rows divides a table";
    ROWS_WITHOUT_HEADER = "D0206" Warning "rows of a table have no header above them";
    COLUMN_SLIP = "D0207" Warning "a column title is misspelt";

    INVALID_ANNOTATION = "D0301" Error "an annotation cannot be read";
    REPAIRED_ANNOTATION = "D0302" Warning "an annotation is not valid JSON";
    INVALID_JSON = "D0303" Error "a JSON body cannot be read";
    REPAIRED_JSON = "D0304" Warning "a JSON body is not valid JSON";
    ANNOTATION_WITHOUT_BLOCK = "D0305" Warning "the code block that an annotation announces is missing";
    ANNOTATION_WORD = "D0306" Warning "a name or value in an annotation is misspelt";
    ANNOTATION_VALUE = "D0307" Warning "an annotation has a value that its key does not allow";

    NAMESPACE_MALFORMED = "D0401" Warning "the namespace line is malformed";
    NAME_IS_NO_IDENTIFIER = "D0402" Error "a name is not an identifier";
    TABLE_UNKNOWN = "D0403" Note "a table is not understood, so nothing is read from it";
    TYPE_UNRESOLVED = "D0404" Error "a type is not documented";
    TYPE_NAME_CASE = "D0405" Warning "the name of a type is not always in the same letter case";
    TYPE_NAME_DIFFERS = "D0406" Warning "the title and the annotation name different types";
    TYPE_UNNAMED = "D0407" Error "neither the title nor the annotation of a resource page names a type";
    MEMBER_CONFLICT = "D0408" Error "two rows give one property different types";
    MEMBER_CASE = "D0409" Warning "the name of a property is not always in the same letter case";
    TYPE_CELL_FORM = "D0410" Warning "a type cell does not name a type";
    COLLECTION_CONFLICT = "D0411" Warning "the table and the JSON disagree whether a property is a collection";
    SHAPE_ONLY = "D0412" Warning "a property is in the JSON representation but not in the table";
    TYPE_UNDOCUMENTED = "D0413" Warning "a base type has no page";
    TYPE_FROM_ROWS = "D0414" Warning "a type is known only from a request body";
    INSTANCE_ANNOTATION = "D0415" Note "a table of properties has a row for an annotation, such as `@odata.type`";
    COLLECTION_BY_ROUTE = "D0416" Warning "a relationship leads to several items, although its row states a single one";
    TYPE_FROM_SHAPE = "D0417" Warning "the type of a property is taken from the JSON representation";
    INHERITED_AGAIN = "D0418" Note "a row repeats a property of a base type";
    TYPE_OVERRULED = "D0419" Warning "the type in a table cell contradicts stronger evidence";
    ROW_TWICE = "D0420" Warning "a row, or its description, occurs twice in a table";
    NAMESPACE_SLIP = "D0421" Warning "a namespace looks like a misspelling of one that other pages state";
    TYPE_NARROWER = "D0422" Note "a type cell states a limit that the type cannot express, such as `String(100)`";
    NAMESPACE_MISSING = "D0423" Warning "the page states no namespace";
    LINK_TEXT = "D0424" Warning "the text of a link to a type is misspelt";
    LINK_OTHER_TYPE = "D0425" Warning "the text of a link names one type, its target describes another";
    ANNOTATION_PROPERTY = "D0426" Warning "an annotation names a property that does not exist";
    SHAPE_MISSING = "D0427" Warning "a property is missing from the JSON representation";
    SHAPE_TYPE = "D0428" Warning "the table and the JSON representation give a property different types";
    ROW_MISSING = "D0429" Warning "a property that pages show has no row in any table";
    ROW_NAME = "D0430" Warning "a name, or `true` or `false`, is misspelt in a row or a text";
    TYPE_CELL_WORD = "D0431" Warning "a word of a type cell is misspelt";
    NAMESPACE_DIFFERS = "D0432" Warning "the `Namespace:` line and the annotation name different namespaces";

    ENUM_CONFLICT = "D0501" Warning "two tables list different members of one enumeration";
    ENUM_CASE = "D0502" Warning "the name of an enumeration member is not always in the same letter case";
    ENUM_VALUE_UNKNOWN = "D0503" Warning "a description lists a value that is not a member of the enumeration";
    ENUM_FROM_PROSE = "D0504" Warning "no table lists the members of an enumeration";
    ENUM_AND_TYPE = "D0505" Error "a type and an enumeration have the same name";
    ENUM_UNUSED = "D0506" Note "a table of values belongs to no property";
    MEMBER_TWICE = "D0507" Warning "the name of an enumeration member is invalid, or occurs twice";
    ENUM_INCOMPLETE = "D0508" Warning "a list of possible values lacks a member";
    ENUM_ROW_MISSING = "D0509" Warning "a value that pages show has no row in the table of its enumeration";
    ENUM_HEADING = "D0510" Warning "the heading above members of an enumeration does not end with `values`";
    ENUM_NUMBER = "D0511" Warning "two members of an enumeration have the same number";
    ENUM_NAME = "D0512" Warning "the heading of a table of members is misspelt";
    ENUM_JOINED = "D0513" Warning "nothing separates two possible values";

    BASE_UNRESOLVED = "D0601" Warning "the base that a page states is not a documented type";
    BASE_OVERRULED = "D0602" Warning "pages state different bases of a type";
    BASE_CYCLE = "D0603" Error "a type derives from itself, directly or indirectly";
    INHERITED_ELSEWHERE = "D0604" Warning "a row says that a property is inherited from a type that does not have it";
    BASE_FROM_ROWS = "D0605" Warning "no page states the base of a type whose rows repeat another type";
    BASE_FROM_USE = "D0606" Warning "the base of a type is only known from how the type is used";
    INHERITED_BY_ALL = "D0607" Warning "a property of a base type has rows only on pages of derived types";

    ROUTE_IS_NO_PATH = "D0701" Error "a request line does not contain a path";
    ROUTE_ABSOLUTE = "D0702" Warning "a request line has a whole URL instead of a path";
    ROUTE_SLASH = "D0703" Warning "a path has a slash too many, or lacks one";
    ROUTE_LITERAL_ID = "D0704" Warning "a request line has the key of an example instead of a placeholder";
    ROUTE_PARENTHESIS = "D0705" Warning "parentheses in a path do not match";
    ROUTE_BLANK = "D0706" Warning "there are words after the path of a request line";
    ROUTE_CASE = "D0707" Warning "a segment of a path is not always in the same letter case";
    NO_REQUEST_LINE = "D0708" Error "a page of an operation has no request line";
    NO_STATUS = "D0709" Warning "the response section does not state a status code of success";
    RETURN_UNRESOLVED = "D0710" Warning "the type of the response is not known";
    BODY_OF_GET = "D0711" Warning "a request body is described for a method that sends no body";
    ROUTE_BRACE = "D0712" Warning "braces in a path do not match";
    BODY_MEMBER_UNKNOWN = "D0713" Warning "a row of the request body is not a property of the type that is sent";
    ROUTE_METHOD = "D0714" Warning "the HTTP method of a request is not in upper case";
    ROUTE_SEGMENT = "D0715" Warning "a part of a request line is misspelt";
    ROUTE_ARGUMENT = "D0716" Warning "the quotes of an argument do not fit its type";
    ROUTE_TWICE = "D0717" Warning "a page has the same request line twice";
    ROUTE_OTHER_METHOD = "D0718" Warning "a request line has a method that contradicts the rest of the page";
    BODY_ROW_TYPE = "D0719" Warning "a row of the request body contradicts the type of the property";
    PARAMETER_MISSING = "D0720" Warning "the path and the table of parameters disagree";
    ROUTE_ELIDED = "D0721" Note "a request line leaves out a part of its path, such as `...`";

    PERMISSION_PLACEHOLDER = "D0801" Warning "a cell contains placeholder text of a template";
    PERMISSION_CELL = "D0802" Warning "a cell of a permission table contains words besides permissions";
    PERMISSION_ROW = "D0803" Warning "a row of a permission table does not name a known kind of account";
    FRONT_MATTER_PLACEHOLDER = "D0804" Warning "the front matter contains placeholder text of a template";
    PERMISSION_EMPTY = "D0805" Warning "a cell of a permission table is empty";
    CELLS_EXCHANGED = "D0806" Warning "two cells, column titles or rows are exchanged";
    PERMISSION_MISSING = "D0807" Warning "a permission table leaves out a kind of account";
    PERMISSIONS_UNKNOWN = "D0808" Error "the page does not say which permissions callers need";
    PERMISSION_TWICE = "D0809" Warning "a permission occurs twice in one cell";
    SCOPE_SLIP = "D0810" Warning "a permission looks like a misspelling of a permission that other pages name";
    HEADER_SLIP = "D0811" Warning "the name of a header is misspelt";
    PERMISSION_COMMA = "D0812" Warning "two permissions are not separated by exactly one comma";

    CONTENT_LENGTH = "D0901" Note "`Content-Length` states another length than the body has";
    EXAMPLE_WITHOUT_TYPE = "D0902" Warning "an example body has no known type";
    EXAMPLE_TYPE_UNKNOWN = "D0903" Warning "an example names a type that is not documented";
    EXAMPLE_NAMESPACE = "D0904" Warning "an example names its type in a namespace that the type does not have";
    EXAMPLE_TYPE_CASE = "D0905" Warning "an example writes the name of its type in another letter case";
    EXAMPLE_MEMBER_UNKNOWN = "D0906" Warning "an example has a member that the type does not declare";
    EXAMPLE_MEMBER_CASE = "D0907" Warning "an example writes the name of a property in another letter case";
    EXAMPLE_VALUE = "D0908" Warning "a value in an example does not fit the type of its property";
    EXAMPLE_ENUM = "D0909" Warning "a value in an example is not a member of the enumeration";
    EXAMPLE_PLACEHOLDER = "D0910" Note "an example shows a placeholder instead of a value";
    EXAMPLE_SHAPE = "D0911" Warning "an example shows one item where the page states a collection, or the reverse";
    EXAMPLE_PATH = "D0912" Warning "an example request fits no request line";
    EXAMPLE_METHOD = "D0913" Warning "an example request has another method than its request line";
    EXAMPLE_VERSION = "D0914" Warning "an example, or a link in it, goes to another version of the service than usual";
    EXAMPLE_ROUTE = "D0915" Warning "the path of an example is in no request line";
    EXAMPLE_SPELLING = "D0916" Warning "an example request spells its path differently from the request line";
    EXAMPLE_ARGUMENT = "D0917" Warning "the quotes of an argument in an example do not fit its type";
    EXAMPLE_STATUS = "D0918" Warning "an example response has a status that the response section does not state";
    EXAMPLE_RESPONSE = "D0919" Warning "an example response is not what the operation returns";
    STATUS_LINE = "D0920" Warning "a status line or status code is malformed";
    EXAMPLE_VERB = "D0921" Warning "the method of an example request does not exist";
    EXAMPLE_OTHER_TYPE = "D0922" Warning "the members of an example are not those of the type that it states";
    EXAMPLE_TIME = "D0923" Warning "an example shows a malformed date, time or GUID";
    RESPONSE_TYPE = "D0924" Warning "the response section and the example name different types";
    EXAMPLE_REQUEST = "D0925" Warning "the body of an example request is not what the operation sends";
    EXAMPLE_HOST = "D0926" Warning "the host of an example request is misspelt";
    EXAMPLE_OPTION = "D0927" Warning "a query option of an example is misspelt, or names a misspelt property";

    LINK_MISSING = "D1001" Warning "a link leads to a page that does not exist";
    LINK_CASE = "D1002" Note "a link differs in letter case from the file of its page";
    INCLUDE_MISSING = "D1003" Warning "an included file does not exist";
    LINK_MOVED = "D1004" Warning "a link names the wrong folder of its page";
    ANCHOR_MISSING = "D1005" Warning "a link leads to a heading that does not exist";
    INCLUDES_ABSENT = "D1006" Note "none of the included files exists";
    DIRECTIVE_UNKNOWN = "D1007" Error "a directive is misspelt";
    REFERENCE_UNDEFINED = "D1008" Warning "a reference link has no definition";
    LINK_BROKEN = "D1009" Warning "the brackets or parentheses of a link do not match";
    METHOD_ROW = "D1010" Warning "a row of a table of methods and the page that it links to disagree";
    ALERT_SLIP = "D1011" Warning "the word of a note such as `[!NOTE]` is misspelt";
    ENTITY_SLIP = "D1012" Warning "an HTML entity is misspelt, or a character is garbled";

    NAME_COLLISION = "D1101" Warning "two names become the same Rust name";
    NAME_NOT_IDENTIFIER = "D1102" Note "a name is not an identifier in Rust";
    NAME_RESERVED = "D1103" Note "a name is reserved for the generated code itself";
    ANNOTATION_MEMBER = "D1104" Note "a row describes an annotation, which is not a property";

    OVERRIDES_SYNTAX = "D1201" Error "`overrides.toml` is not TOML";
    OVERRIDE_UNREADABLE = "D1202" Error "an override is not understood";
    OVERRIDE_TARGET = "D1203" Error "an override is about something that does not exist";
    OVERRIDE_WITHOUT_EFFECT = "D1204" Error "an override changes nothing";
    OVERRIDE_IMPOSSIBLE = "D1205" Error "an override contradicts the pages or another override";

    DRIFT_TYPE_EXTRA = "D1301" Warning "a type is not in the metadata";
    DRIFT_TYPE_MISSED = "D1302" Note "the metadata has types that no page describes";
    DRIFT_KIND = "D1303" Error "pages and metadata disagree whether a type is an entity type";
    DRIFT_BASE = "D1304" Error "pages and metadata disagree on the base of a type";
    DRIFT_FLAG = "D1305" Warning "pages and metadata disagree whether a type is abstract or open";
    DRIFT_KEY = "D1306" Error "pages and metadata disagree on the key of a type";
    DRIFT_MEMBER_EXTRA = "D1307" Warning "a property is not in the metadata";
    DRIFT_MEMBER_MISSED = "D1308" Note "the metadata has properties for which pages have no row";
    DRIFT_MEMBER_TYPE = "D1309" Error "pages and metadata disagree on the type of a property";
    DRIFT_COLLECTION = "D1310" Error "pages and metadata disagree whether a property is a collection";
    DRIFT_NAVIGATION = "D1311" Warning "pages and metadata disagree whether a property is a navigation property";
    DRIFT_NULLABLE = "D1312" Warning "pages and metadata disagree whether a property is nullable";
    DRIFT_ENUM_EXTRA = "D1313" Warning "an enumeration is not in the metadata";
    DRIFT_ENUM_MISSED = "D1314" Note "the metadata has enumerations whose members no page lists";
    DRIFT_ENUM_MEMBER = "D1315" Warning "a member of an enumeration is not in the metadata";
    DRIFT_ENUM_MEMBER_MISSED = "D1316" Warning "the metadata has enumeration members for which pages have no row";
    DRIFT_ENUM_FLAGS = "D1317" Warning "pages and metadata disagree whether a value combines several members";
    DRIFT_OPERATION_EXTRA = "D1318" Warning "an action or function is not in the metadata";
    DRIFT_OPERATION_MISSED = "D1319" Note "the metadata has actions or functions that no page describes";
    DRIFT_OPERATION_PARAMETERS = "D1320" Warning "pages and metadata disagree on the parameters of an operation";
    DRIFT_OPERATION_RETURN = "D1321" Error "pages and metadata disagree on what an action or function returns";

    CONTENTS_UNREADABLE = "D1401" Error "a table of contents is not YAML";
    ENTRY_MISSING = "D1402" Warning "an entry of a table of contents has a missing or wrong target, or occurs twice";
    ENTRY_CASE = "D1403" Note "an entry of a table of contents differs in letter case from the file of its page";
    PAGE_UNLISTED = "D1404" Warning "no table of contents has an entry for a page";

    ALLOW_UNUSED = "D1501" Warning "a comment allows a finding that its file does not have";
    ALLOW_WITHOUT_REASON = "D1502" Warning "a comment allows a finding without giving a reason";
    ALLOW_UNKNOWN = "D1503" Warning "a comment allows a code that does not exist, or names no code";
}

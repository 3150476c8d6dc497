//! Every diagnostic code: one row each with its severity, its title and its manual page.
//!
//! Codes are stable and never reused. D01 text and front matter, D02 tables, D03 annotations and JSON, D04 types and
//! members, D05 enums, D06 inheritance, D07 routes and operations, D08 permissions, headers and parameters,
//! D09 examples, D10 links and includes, D11 Rust names, D12 overrides.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::severity::Severity;

/// A diagnostic code.
#[derive(Clone, Copy)]
pub struct Code(&'static Row);

struct Row {
    id: &'static str,
    severity: Severity,
    title: &'static str,
    explanation: &'static str,
}

impl Code {
    /// The stable id, e.g. `D0107`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// The severity of every finding with this code.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.0.severity
    }

    /// One line that names the rule.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.0.title
    }

    /// The manual page: what was found, what the generator does, how to mend the page. Markdown.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        self.0.explanation
    }

    /// The code of an id, in any letter case.
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

/// As its id.
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
    ($($name:ident = $id:literal $severity:ident $title:literal : $explanation:literal;)+) => {
        $(
            #[doc = $title]
            pub const $name: Code = Code(&Row {
                id: $id,
                severity: Severity::$severity,
                title: $title,
                explanation: $explanation,
            });
        )+

        /// Every code, in order of id.
        pub const ALL: &[Code] = &[$($name),+];
    };
}

codes! {
    INVALID_UTF8 = "D0101" Error "the file is not UTF-8":
        "Bytes that are not UTF-8 were replaced by U+FFFD and the rest of the page was read. Save the page as UTF-8.";
    MISSING_FRONT_MATTER = "D0102" Warning "the page has no front matter":
        "A page starts with a line `---`, entries like `title: \"..\"` and another line `---`. This page starts with \
         something else, so it has no entries; everything on it was read as content. Put the front matter on the first \
         line of the file.";
    UNCLOSED_FRONT_MATTER = "D0103" Warning "the front matter is not closed":
        "The page starts with `---`, but no second line `---` follows. The entries up to the first line that is not \
         `key: value` were taken as front matter, the rest of the page as content. Add the closing `---`.";
    INVALID_FRONT_MATTER = "D0104" Warning "a line of the front matter is not understood":
        "The front matter has a line that is neither `key: value` nor YAML that yields keys and scalars. That line was \
         skipped, every other entry was read. Quote values that hold `: ` or start with a character YAML reserves.";
    UNCLOSED_FENCE = "D0105" Warning "a code block is not closed":
        "A fence opens a code block, but no fence closes it before the next one opens or the page ends. The block was \
         taken to end at the next heading, comment or opening fence, whichever comes first, and what follows was read \
         as usual. Close the block with a line of its own that holds only the fence.";
    UNCLOSED_COMMENT = "D0106" Warning "an HTML comment is not closed":
        "A comment starts with `<!--`, but no `-->` follows on the page, or only that of the next comment follows an \
         annotation. An annotation was read and taken to end with its object; any other comment before the next heading \
         that follows a blank line, or at the end of the page. Close it with `-->`.";
    UNCLOSED_TABS = "D0107" Note "a tab group is not closed":
        "Language tabs like `# [HTTP](#tab/http)` form a group that a lone line `---` closes. This group is still open \
         at the end of the page. Nothing is lost: tabs never cut a section. Add the closing `---` after the last tab.";
    NESTED_TOO_DEEP = "D0108" Warning "lists or quotes nest too deep":
        "A line opens more than 64 lists or quotes inside each other, which nobody writes on purpose. Its words were kept \
         as a plain paragraph. Flatten the list.";
    HEADING_SLIP = "D0109" Warning "a heading is nearly a usual one":
        "The heading differs in a letter or two from one that says what stands below it, such as `Properties` or \
         `Request body`. It is read as that one. Correct it, or choose a heading that is less like it if something else \
         is meant.";
    HEADING_UNUSUAL = "D0110" Warning "properties stand under an unusual heading":
        "The page has no table under `Properties`, but one with the same columns under another heading, and most of its \
         rows are members of the JSON representation. Its rows are read as properties. Call the heading `Properties`.";
    HEADING_BOLD = "D0111" Warning "bold words stand in place of a heading":
        "A paragraph is nothing but one of the usual titles in bold, such as `**Request body**`, and no heading of the page \
         has that meaning. What stands below is what such a heading has, so it is read as that heading. Write it as one, \
         `## Request body`.";
    LONG_ROW = "D0201" Warning "a table row has more cells than the header":
        "The header says how many columns a table has. This row has more cells, which usually is a `|` inside a text. \
         What is too much was kept as part of the last cell, pipes included. Write `\\|` for a pipe that is no \
         separator.";
    BROKEN_ROW = "D0202" Warning "a table cell goes on in the next line":
        "A row ends without a closing pipe and the line after it has no opening pipe and only one cell: the text of a \
         cell was broken over two lines. The line was added to the last cell of the row above. Write the whole row on \
         one line.";
    DELIMITER_MISMATCH = "D0203" Warning "the delimiter row does not fit the header":
        "The line of dashes under a table header is missing, or has another number of cells than the header, so a strict \
         markdown reader sees no table. It was read as a table all the same, with the columns of the header. Give the line of \
         dashes one cell for each column.";
    SHORT_ROW = "D0204" Note "a table row has fewer cells than the header":
        "The row was kept with the cells it has; the missing ones count as absent, not as empty. That is normal for a \
         row that only holds a group title. Add the missing cells if something should stand there.";
    INVALID_ANNOTATION = "D0301" Error "an annotation is not readable":
        "A comment starts like a JSON object, but even lenient reading (commas too many or too few, comments, odd \
         quotes, line breaks in strings, missing closing brackets) makes no sense of it. The annotation is kept \
         without content, so what it states about the next block is lost. Correct the JSON.";
    REPAIRED_ANNOTATION = "D0302" Warning "an annotation is not valid JSON":
        "A comment holds a JSON object that a strict reader refuses. It was read with the repairs listed; nothing was \
         lost. Correct the JSON so that other tools read the same.";
    INVALID_JSON = "D0303" Error "a JSON body is not readable":
        "A code block holds JSON that even lenient reading makes no sense of. The block was left out. Correct the JSON \
         at the place shown, or label the block with another language if it is no JSON.";
    REPAIRED_JSON = "D0304" Warning "a JSON body is not valid JSON":
        "A code block holds JSON that a strict reader refuses. It was read with the repairs listed. Correct the JSON so \
         that readers can copy it as it stands.";
    ANNOTATION_WITHOUT_BLOCK = "D0305" Warning "an annotation announces a code block that is not there":
        "A comment says by its `blockType` that the code block behind it is a request, a response or a representation, \
         but the next heading, the next such comment or the end of the page comes first. What the comment says of a \
         type is still read; there is no body that it could speak of. Put the code block back, or remove the comment.";
    ANNOTATION_WORD = "D0306" Warning "a word of an annotation is nearly one that is read":
        "The name of a member, or the value of `blockType`, differs in a letter or two from one that means something in \
         an annotation. It is passed over, and so is what it was meant to say. Correct it; names that are less like \
         those are never reported.";

    NAMESPACE_MALFORMED = "D0401" Warning "the namespace line is malformed":
        "The value of a `Namespace:` line has a stray dot, goes on after a blank, or is empty. The dots at its ends and what follows the blank are dropped; an empty value counts as no line at all. Write `Namespace: microsoft.graph`.";
    NAME_IS_NO_IDENTIFIER = "D0402" Error "a name is no identifier":
        "The first cell of a property or parameter row is not a name that can stand in JSON as one identifier: a path, several words, or nothing. The row is left out. Write one row for each property, with nothing but its name in the first cell.";
    TABLE_UNKNOWN = "D0403" Note "a table declares nothing":
        "The table stands under a heading, or has columns, from which it does not follow what its rows declare. It stays documentation and is not part of the model. If it should be: use the usual heading (`Properties`, `Relationships`, `Methods`, `X values`, `Permissions`, `Request headers`, `Request body`, `Function parameters`) and the usual columns.";
    TYPE_UNRESOLVED = "D0404" Error "a type is not documented":
        "The type cell names a type that no page describes, that is no primitive, and whose values are not listed. The property is kept as untyped JSON. Link the type to its page, or correct its name.";
    TYPE_NAME_CASE = "D0405" Warning "a type's name differs in letter case":
        "Two statements of one type's name differ only in letter case. The spelling of the resource annotation wins, then the heading's.";
    TYPE_NAME_DIFFERS = "D0406" Warning "title and annotation name different types":
        "The title of a resource page names another type than its annotation. The annotation wins; the title still works as a name in links.";
    TYPE_UNNAMED = "D0407" Error "a resource page names no type":
        "The page has the sections of a resource but neither its annotation nor its title names a type. Nothing is declared. Add `@odata.type` to the resource annotation.";
    MEMBER_CONFLICT = "D0408" Error "two rows declare one property differently":
        "Two rows of one type, on one page or on several, give the same property different types. The row that stands first is kept. Make them agree.";
    MEMBER_CASE = "D0409" Warning "a property's name differs in letter case":
        "Two statements of one property's name differ only in letter case. The table's spelling wins.";
    TYPE_CELL_FORM = "D0410" Warning "a type cell without a type name":
        "The type cell is empty, names several types, or says only what sort of type it is, such as `Enumeration`. The type is the first of several, or untyped if these are primitives; else it is taken from what the resource page says of the property, or made of the values that the row lists. Name the type in the cell.";
    COLLECTION_CONFLICT = "D0411" Note "table and JSON disagree whether a property is a collection":
        "The JSON representation shows an array where the table states a single value, or the other way round. A single value is taken: `collection` is written too often, an array that is no collection or a collection without its brackets hardly ever.";
    SHAPE_ONLY = "D0412" Note "a property stands only in the JSON representation":
        "The JSON representation shows a member that no table declares. It is not part of the type, unless the page has no section of properties at all: then what is shown is taken. Add a row for it, or remove it.";
    TYPE_UNDOCUMENTED = "D0413" Warning "a base type has no page":
        "A page states a base type that no page describes. The type is made with no members of its own. Add a page for it.";
    TYPE_FROM_ROWS = "D0414" Warning "a type is known only from a request body":
        "A request body is said to be of a type that no resource page describes. The type is made of the rows of the request body. Add a resource page.";

    INSTANCE_ANNOTATION = "D0415" Note "an instance annotation in a table of properties":
        "The row describes an instance annotation (a name with `@`), which is no property of the type. Every value keeps its annotations apart from its properties.";

    COLLECTION_BY_ROUTE = "D0416" Warning "a relationship is a collection though its row says otherwise":
        "The type cell of a relationship names one item, but a request of another page lists items there or addresses one of them by its key. It is taken for a collection. Write `collection` behind the type.";

    TYPE_FROM_SHAPE = "D0417" Warning "a type is taken from the JSON representation":
        "The type cell names a type that no page describes; the value in the JSON representation suggests one, and that is taken. Correct the name in the cell, or document the type.";
    INHERITED_AGAIN = "D0418" Note "an inherited property is described again":
        "A row describes a property that a base type declares, without saying that it is inherited. The base's row counts, and its description is the one in generated code. Say `Inherited from [x](x.md)`, or leave the row out.";
    TYPE_OVERRULED = "D0419" Warning "a type cell is overruled":
        "What else the page says of a property tells its type better than the cell. Of types joined by `or`, the base they share is taken. Where the cell's text names another type than the page it links to describes, or a type that derives from the one in the JSON representation, or `String` where the JSON representation names another primitive type, the JSON representation decides. A `String` whose listed values are the members of a documented enumeration, named after the property, is of that enumeration. Write that type in the cell.";
    ROW_TWICE = "D0420" Warning "a row is there twice":
        "Two rows of one page, or of one table of parameters or headers, describe the same name. The first one counts. Remove the other, or correct its name.";
    NAMESPACE_SLIP = "D0421" Warning "a namespace is nearly one that other pages state":
        "The value of a `Namespace:` line stands on no other page, no annotation bears it, and it differs in a letter or two from one that several pages state. It is read as that one. Correct it, or name the type with its namespace in the annotation if another one is meant.";
    TYPE_NARROWER = "D0422" Note "a type cell allows fewer values than its type":
        "The cell states a length, a precision or an unsigned integer. Types are those of OData, which has no unsigned integers but bytes; the least one that holds every value is taken, and the bound is left out, so nothing keeps a program from a value that is too long or negative. Nothing needs to be done.";

    ENUM_CONFLICT = "D0501" Warning "two tables list different members":
        "Two tables describe one enumeration with different members. The members of both are kept, in the order of the deciding table. Make them agree.";
    ENUM_CASE = "D0502" Warning "an enumeration member differs in letter case":
        "A page spells a member of an enumeration in another letter case than the deciding table. The table's spelling is written, the other is still read.";
    ENUM_VALUE_UNKNOWN = "D0503" Warning "a listed value is no member":
        "A description lists a value that the enumeration's table does not have. It is left to the table: add it there, or remove it from the description.";
    ENUM_FROM_PROSE = "D0504" Note "an enumeration is known only from prose":
        "No table lists the members of an enumeration; they are taken from the list of possible values in a description. Add a table of members, or a list under a heading such as `X values` in which each item begins with a member, as in `- **small**: For one`.";
    ENUM_AND_TYPE = "D0505" Error "one name for a type and an enumeration":
        "A resource page and a member table use the same name. The type wins and the table is left out.";
    ENUM_UNUSED = "D0506" Note "a table of values that no property uses as a type":
        "The heading of the table does not say that it lists an enumeration, and no property has a type of that name. The table stays documentation.";

    MEMBER_TWICE = "D0507" Warning "a row of a member table declares nothing":
        "The row has no name in the member column, or one that a row before it has; or two items of a list of members begin with one name. It is left out.";

    BASE_UNRESOLVED = "D0601" Warning "a base type cannot be one":
        "What is stated as the base type is no entity or complex type. The statement is ignored.";
    BASE_OVERRULED = "D0602" Note "two statements of the base type":
        "Statements of the base type disagree. The nearest of the stated types wins where one derives from the other; otherwise the annotation, then the prose, then the rows that are inherited. An annotation with `\"baseType\": null` says that there is none, against the prose and the rows of its page.";
    BASE_CYCLE = "D0603" Error "a type derives from itself":
        "The stated base types form a circle. The statement that closes it is dropped.";
    INHERITED_ELSEWHERE = "D0604" Warning "an inherited property is missing at its owner":
        "A row says that it is inherited from a type that does not declare it. It is declared at that owner.";
    BASE_FROM_ROWS = "D0605" Warning "a base type is not stated":
        "A type repeats every property of another one, and its name says that it is one of its kind, but no page states the base. It is taken to derive from the other, which leaves the same properties in one place. State it if that is so: `Inherits from [x](x.md)`, or `baseType` in the annotation. If both have their properties from a third type that is not documented, or have nothing in common, say `\"baseType\": null`.";
    BASE_FROM_USE = "D0606" Warning "a base type is known only from its use":
        "No page states the base of the type, but the pages use it as one of another type: an example has a value of it where a property or a page of values is of the other type, an answer's `Location` addresses it as an item of a collection of the other type, a `Methods` row names the other type for an operation that answers it, or an example of it has a member that its own page does not and at least three types with one base do. It is taken to derive from the other. State it: `Inherits from [x](x.md)`, or `baseType` in the annotation.";
    INHERITED_BY_ALL = "D0607" Warning "a property of a base stands only at the types that derive from it":
        "A type describes a property that the JSON representation of its base shows, or the example of another type with that base, and no row there declares; or all types that derive from a base describe it in the same words, on pages that repeat the base's rows without saying which are inherited. The property is declared at the base. Add a row to the base's page, and say `Inherited from [x](x.md)` in the others.";

    ROUTE_IS_NO_PATH = "D0701" Error "a request line is no path":
        "What stands behind the HTTP method is no path: words, or a path with parts left out. There is no stub for it. Write the path, with `{placeholders}` for its keys.";
    ROUTE_ABSOLUTE = "D0702" Warning "a path template is an absolute URL":
        "The request line gives scheme and host. They and the version are left out. Write the path only.";
    ROUTE_SLASH = "D0703" Warning "a path template has a slash too many or too few":
        "The path does not start with a slash, or has an empty segment. It is read as if it were written right.";
    ROUTE_LITERAL_ID = "D0704" Warning "an example id stands in a path template":
        "A GUID stands where a key belongs. It becomes a placeholder. Write `{id}`.";
    ROUTE_PARENTHESIS = "D0705" Warning "parentheses in a path do not match":
        "A function call in the path is not closed, or closed twice. It is read as if it were closed once.";
    ROUTE_BLANK = "D0706" Warning "words stand behind a path":
        "There are words behind the path. They are left out.";
    ROUTE_CASE = "D0707" Warning "a path segment differs in letter case":
        "A path segment differs from the navigation property or operation it addresses only in letter case. The property's spelling wins.";
    NO_REQUEST_LINE = "D0708" Error "an operation page without a request":
        "The page looks like the description of an operation but no request line was found on it. There is no stub.";
    NO_STATUS = "D0709" Warning "the response section states no status":
        "No status code of success stands in the `Response` section. It is taken from the example, else from the method.";
    RETURN_UNRESOLVED = "D0710" Warning "the type of the response is not known":
        "The response section speaks of a body, but none of the words it links or emphasises is a documented type. The response is kept as untyped JSON.";
    BODY_OF_GET = "D0711" Note "a body is described where none is sent":
        "The request section has a table of members, and the page has no method that sends a body. Its rows are read as parameters, those of a function whose path shows none included. Put arguments of a function under `Function parameters`, and options under `Optional query parameters`.";
    ROUTE_BRACE = "D0712" Warning "braces in a path do not match":
        "A placeholder of the path is not closed, not opened, has two braces in a row, or is written `:id` or `[id]`. It is read with one pair, which ends at the latest where its segment or its argument does. Write `{id}`.";
    BODY_MEMBER_UNKNOWN = "D0713" Warning "a row of a request body is no property of what is sent":
        "The table under `Request body` describes values of a type, and a row of it names no property of that type. A body that changes some properties has it as the row says; any other body is a value of the type, which does not have it. Correct the name, or document the property.";
    ROUTE_METHOD = "D0714" Warning "the HTTP method of a request line is written otherwise":
        "Methods are case-sensitive (RFC 9110 §9.1) and stand in upper case before a blank and the path. This one is in another letter case, or a colon follows it. It is read as the method it names. Write `GET /path`.";
    ROUTE_SEGMENT = "D0715" Warning "a path segment is nearly what it should address":
        "A word of the path stands in no other path of the tree, and differs in a letter or two from a property of the type before it, or from a word that other paths start with. The path is taken as it stands. Correct the word.";

    PERMISSION_PLACEHOLDER = "D0801" Warning "placeholder text where permissions belong":
        "A cell of the permission table holds a reminder to the writer. No permission is taken from it.";
    PERMISSION_CELL = "D0802" Warning "words in a permission cell":
        "A cell of the permission table holds prose. The scopes that are recognised in it are kept. Put conditions below the table.";
    PERMISSION_ROW = "D0803" Warning "a permission row without a kind of account":
        "The first cell of the row names none of the kinds of account, and no row before it did; or scopes stand in prose, without any table. They are left out.";
    FRONT_MATTER_PLACEHOLDER = "D0804" Warning "placeholder text in the front matter":
        "A value of the front matter holds a reminder to the writer instead of a value. It is passed over. Replace it, or remove the key.";
    PERMISSION_EMPTY = "D0805" Warning "an empty permission cell":
        "A cell of the permission table is empty, and no rows below it go on with its kind of account. It is read as `Not supported.`. Write that, or the scopes.";
    CELLS_EXCHANGED = "D0806" Warning "cells of a row are exchanged":
        "Two cells of a row hold what belongs in each other's column: the name of a header stands where its value should, a link to an operation where its result should, or a type where a description should. The row is read as if they had changed places. Exchange the cells.";

    CONTENT_LENGTH = "D0901" Note "a stale Content-Length":
        "The header of an example states another length than the body has. It is ignored. Remove the header.";
    EXAMPLE_WITHOUT_TYPE = "D0902" Warning "an example body has no known type":
        "Neither the annotation nor the operation tells what the body is a value of. It is kept, but not compared with a type. Add `@odata.type` to its annotation.";
    EXAMPLE_TYPE_UNKNOWN = "D0903" Warning "an example names a type that is not documented":
        "The annotation or the `@odata.type` member of an example names a type that no page describes. The type that the operation states is taken instead.";
    EXAMPLE_NAMESPACE = "D0904" Warning "an example names its type in another namespace":
        "The `@odata.type` of an example has the short name of a documented type but another namespace. The documented type is taken.";
    EXAMPLE_TYPE_CASE = "D0905" Warning "an example names its type in another letter case":
        "The annotation of an example spells a type's name in another letter case. The documented spelling is taken.";
    EXAMPLE_MEMBER_UNKNOWN = "D0906" Warning "an example has a member that the type does not declare":
        "The body shows a member that is not among the documented properties of its type. Document it, or correct the example.";
    EXAMPLE_MEMBER_CASE = "D0907" Warning "an example spells a property in another letter case":
        "The body shows a member whose name differs from a documented property only in letter case. The body is compared as if it had the property's spelling. Correct the example, or the property's row if that is wrong.";
    EXAMPLE_VALUE = "D0908" Warning "an example's value does not fit its property":
        "The JSON value is of another form than the property's type: a string for a number, one value for a collection, and the like. The example is kept, but generated tests do not require that it fits its type. Correct the value, or the type in the property's row.";
    EXAMPLE_ENUM = "D0909" Warning "an example's value is no member of the enumeration":
        "The body shows a value that the enumeration does not list. It is kept, because enumerations are open to new members. Add the member to its table, or correct the example.";
    EXAMPLE_PLACEHOLDER = "D0910" Note "an example shows a placeholder instead of a value":
        "The value is a type's name in words rather than an example of it. The example is kept, but not as a value of its type. Show a value as the service sends it.";
    EXAMPLE_SHAPE = "D0911" Warning "an example is not of the form that is stated":
        "The body is a single value where its annotation, or else the operation, states a collection, or the other way round; or it is an object with nothing but annotations and a member `value`, which holds the object, while the type has no such member and is not open. Only collections, primitive values and members of enumerations are answered within `value`. What is inside is compared with the type, item by item, but the body counts as none of that type. Show it as the service answers it.";

    LINK_MISSING = "D1001" Warning "a link leads to a page that is not there":
        "A relative link names a file that is not in the tree. It becomes plain text.";
    LINK_CASE = "D1002" Note "a link differs from its page in letter case":
        "The link names an existing page in another letter case. It is followed.";
    INCLUDE_MISSING = "D1003" Note "an included file is not in the tree":
        "The page includes a file that was not found below the docs folder or in the `includes` folder beside it. Nothing stands in its place.";
    LINK_MOVED = "D1004" Warning "a link names the wrong folder":
        "A relative link names no file of the tree, but exactly one page has that file name. That page is taken. Correct the path.";

    NAME_COLLISION = "D1101" Warning "two names become one Rust name":
        "Two names that the pages keep apart become equal once they are written the way Rust writes names, for example \
         `userName` and `UserName`. The first in order keeps the Rust name, the others get a number. The wire names are \
         untouched. If the pages mean one thing, spell it one way; otherwise nothing needs to be done.";
    NAME_NOT_IDENTIFIER = "D1102" Note "a name is no Rust identifier":
        "The name is empty, starts with a digit, is very long or holds characters that Rust identifiers cannot hold. A \
         Rust name was made from what is left: other characters separate words, letters outside ASCII are written as \
         their code point, a leading digit gets `_` before it, an empty name is `Unnamed`. The wire name is untouched. \
         If the name is a typing error, mend the page.";
    NAME_RESERVED = "D1103" Note "a name is used by generated code itself":
        "Types named like those that generated code uses, such as `Option` or `String`, get the suffix `Type`; fields \
         named `extra` or `annotations`, which every object has, get the suffix `_`; operations get the suffix `Route`. \
         The wire name is untouched. Nothing needs to be done.";
    ANNOTATION_MEMBER = "D1104" Note "a listed member is an annotation":
        "Names with an `@` are annotations in JSON. Every object keeps all of them in `annotations`, whether a page lists \
         them or not, so there is no field for this one. The row can be removed from the page.";

    OVERRIDES_SYNTAX = "D1201" Error "`overrides.toml` is not TOML":
        "The file of overrides breaks the rules of TOML at the place shown, or states one key twice. The parser goes on \
         behind it and whatever it makes out is applied, so that the error costs little more than itself. Correct the \
         syntax.";
    OVERRIDE_UNREADABLE = "D1202" Error "an override is not understood":
        "An entry of `overrides.toml` has a key that means nothing there, a value of another form than the key takes, or \
         a name that is none. The entry is left out; every other one counts. Names of types are qualified and quoted, as \
         in `[types.\"microsoft.graph.user\"]`, and types of properties are written as in CSDL: `Edm.Int64`, \
         `Collection(microsoft.graph.user)`.";
    OVERRIDE_TARGET = "D1203" Error "an override names something that is not there":
        "An entry of `overrides.toml` speaks of a type, an enumeration, a property, a member, an operation, a route, a \
         parameter or a label of permissions that no page describes and that the file does not add. The entry is left out. Correct the name, write the entry at the type that declares \
         the property, or say `add = true` if something new is meant.";
    OVERRIDE_WITHOUT_EFFECT = "D1204" Error "an override changes nothing":
        "What an entry of `overrides.toml` says is what the pages say as well, or what another entry said before it. Most \
         often the page has been mended since. Remove the entry, so that the next change of the page counts.";
    OVERRIDE_IMPOSSIBLE = "D1205" Error "an override cannot hold":
        "What an entry of `overrides.toml` says contradicts the rest of the model: a base that derives from the type \
         itself, another kind than an entry gave the same chain of bases, a key of a complex type or one besides an \
         inherited key, a property that a base declares, a spelling that is another member's, a route that is no path, an \
         operation without a route, a body of a `204 No Content`. The entry is left out. \
         Correct it, or override what it contradicts as well.";
}

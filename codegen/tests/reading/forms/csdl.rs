//! Checks of the declarations in the CSDL export. Names in checks are without `microsoft.graph.`.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use crate::forms::case::Case;
use crate::forms::check::{Checked, Fields, require};

/// An XML element without text.
pub(crate) struct Element {
    tag: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
}

/// Parses an XML document.
pub(crate) fn read(xml: &str) -> Element {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element { tag: String::new(), attributes: BTreeMap::new(), children: Vec::new() }];
    loop {
        let closed = match reader.read_event().expect("the document is well-formed") {
            Event::Start(start) => {
                open.push(element(&start));
                continue;
            }
            Event::Empty(start) => element(&start),
            Event::End(_) => open.pop().expect("an open element"),
            Event::Eof => break,
            _ => continue,
        };
        open.last_mut().expect("the document").children.push(closed);
    }
    assert_eq!(open.len(), 1, "every element is closed");
    open.remove(0)
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.expect("attributes are well-formed");
        let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        (name, attribute.unescape_value().expect("values are escaped").into_owned())
    });
    let tag = String::from_utf8_lossy(start.name().as_ref()).into_owned();
    Element { tag, attributes: attributes.collect(), children: Vec::new() }
}

impl Element {
    /// Every element inside this one, at any depth.
    fn descendants(&self) -> Vec<&Element> {
        self.children.iter().flat_map(|child| std::iter::once(child).chain(child.descendants())).collect()
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    fn is_set(&self, name: &str) -> bool {
        self.attribute(name) == Some("true")
    }

    /// The children that have one of these tags.
    fn with_tag<'a>(&'a self, tags: &'a [&str]) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(|child| tags.contains(&child.tag.as_str()))
    }

    /// The name and the type of each child that has one of these tags.
    fn typed(&self, tags: &[&str]) -> BTreeMap<String, String> {
        let pair = |child: &Element| Some((child.attribute("Name")?.to_owned(), short(child.attribute("Type")?)));
        self.with_tag(tags).filter_map(pair).collect()
    }
}

/// A name or a reference without the prefix `microsoft.graph.`.
pub(crate) fn short(name: &str) -> String {
    name.replace("microsoft.graph.", "")
}

/// The declarations with this name that have one of these tags.
fn named<'a>(case: &'a Case, tags: &[&str], name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for schema in case.csdl.descendants().into_iter().filter(|element| element.tag == "Schema") {
        let namespace = schema.attribute("Namespace").unwrap_or_default();
        let is_named =
            |child: &&Element| child.attribute("Name").is_some_and(|own| short(&format!("{namespace}.{own}")) == name);
        found.extend(schema.children.iter().filter(|child| tags.contains(&child.tag.as_str())).filter(is_named));
    }
    found
}

fn list(items: &BTreeMap<String, String>) -> String {
    items.iter().map(|(name, ty)| format!("{name}: {ty}")).collect::<Vec<_>>().join(", ")
}

/// `{"type": T, kind, open, base, key, properties: {name: type}, lacks: [name]}` holds if the type `T` is declared with
/// the kind, key, properties and so on that the check has, and without the properties in `lacks`. Inherited keys and
/// properties count too.
pub(crate) fn structured_type(case: &Case, check: &Value) -> Checked {
    let fields = Fields::new(check, &["type", "kind", "open", "base", "key", "properties", "lacks"]);
    let name = fields.text("type").expect("a name");
    let found = named(case, &["EntityType", "ComplexType"], name);
    let [ty] = found[..] else { return Err(format!("{} types are `{name}`", found.len())) };
    if let Some(kind) = fields.text("kind") {
        let expected = match kind {
            "entity" => "EntityType",
            "complex" => "ComplexType",
            other => panic!("no kind of type is `{other}`"),
        };
        require(ty.tag == expected, || format!("it is a {}", ty.tag))?;
    }
    if let Some(open) = fields.flag("open") {
        require(ty.is_set("OpenType") == open, || format!("open: {}", !open))?;
    }
    if let Some(base) = fields.get("base") {
        let stated = ty.attribute("BaseType").map(short);
        require(stated.as_deref() == base.as_str(), || format!("its base is {stated:?}"))?;
    }
    let mut line = vec![ty];
    while let Some(base) = line.last().and_then(|ty| ty.attribute("BaseType")) {
        line.extend(named(case, &["EntityType", "ComplexType"], &short(base)));
    }
    if fields.get("key").is_some() {
        let keys = line.iter().flat_map(|ty| ty.with_tag(&["Key"])).flat_map(|key| &key.children);
        let key: Vec<&str> = keys.filter_map(|property| property.attribute("Name")).collect();
        require(key == fields.texts("key"), || format!("its key is {key:?}"))?;
    }
    let members: BTreeMap<String, String> =
        line.iter().flat_map(|ty| ty.typed(&["Property", "NavigationProperty"])).collect();
    for (property, expected) in fields.entries("properties") {
        let is_of_type = members.get(property).map(String::as_str) == expected.as_str();
        require(is_of_type, || format!("`{property}` is not of {expected}; there are {}", list(&members)))?;
    }
    let lacks = fields.texts("lacks");
    require(!lacks.iter().any(|name| members.contains_key(*name)), || format!("there are {}", list(&members)))
}

/// `{"enum": E, members, only, flags, reads: {spelling: member}}` holds if the enumeration `E` is declared with these
/// members, and with `only` no others. Each spelling in `reads` has to be an alias of its member in the JSON export.
pub(crate) fn enumeration(case: &Case, check: &Value) -> Checked {
    let fields = Fields::new(check, &["enum", "members", "only", "flags", "reads"]);
    let name = fields.text("enum").expect("a name");
    let found = named(case, &["EnumType"], name);
    let [ty] = found[..] else { return Err(format!("{} enumerations are `{name}`", found.len())) };
    let members: Vec<&str> = ty.with_tag(&["Member"]).filter_map(|member| member.attribute("Name")).collect();
    let expected = fields.texts("members");
    require(expected.iter().all(|member| members.contains(member)), || format!("its members are {members:?}"))?;
    if fields.flag("only") == Some(true) {
        require(members.len() == expected.len(), || format!("its members are {members:?}"))?;
    }
    if let Some(flags) = fields.flag("flags") {
        require(ty.is_set("IsFlags") == flags, || format!("flags: {}", !flags))?;
    }
    for (spelling, member) in fields.entries("reads") {
        let exported = exported(case, "enums", name).ok_or_else(|| format!("the JSON has no `{name}`"))?;
        let aliases = aliases(exported, "members", member.as_str().expect("the name of a member"));
        require(aliases.contains(&spelling), || format!("the other spellings of {member} are {aliases:?}"))?;
    }
    Ok(())
}

/// `{"property_reads": {spelling: "type.property"}}` holds if each spelling is an alias of its property in the JSON
/// export, so that JSON with this member name is read into the property.
pub(crate) fn property_reads(case: &Case, check: &Value) -> Checked {
    for (spelling, property) in Fields::new(check, &["property_reads"]).entries("property_reads") {
        let property = property.as_str().expect("`type.property`");
        let (ty, name) = property.rsplit_once('.').expect("`type.property`");
        let exported = exported(case, "types", ty).ok_or_else(|| format!("the JSON has no `{ty}`"))?;
        let aliases = aliases(exported, "properties", name);
        require(aliases.contains(&spelling), || format!("the other spellings of `{property}` are {aliases:?}"))?;
    }
    Ok(())
}

/// The type or enumeration with this name in the JSON export.
pub(crate) fn exported<'a>(case: &'a Case, list: &str, name: &str) -> Option<&'a Value> {
    let items = case.json[list].as_array().expect("a list");
    items.iter().find(|item| item["name"].as_str().is_some_and(|own| short(own) == name))
}

/// The aliases of a property or an enumeration member in the JSON export: spellings other than its name that are read
/// as the same member.
fn aliases<'a>(exported: &'a Value, list: &str, name: &str) -> Vec<&'a str> {
    let member = exported[list].as_array().into_iter().flatten().find(|member| member["name"] == name);
    let aliases = member.and_then(|member| member["aliases"].as_array());
    aliases.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// `{"callable": F, absent, parameters: {name: type}, returns}` holds if an action or function `F` is declared and one
/// of its overloads has these parameters and this return type. With `absent` it holds if `F` is not declared.
pub(crate) fn callable(case: &Case, check: &Value) -> Checked {
    let fields = Fields::new(check, &["callable", "absent", "parameters", "returns"]);
    let name = fields.text("callable").expect("a name");
    let found = named(case, &["Action", "Function"], name);
    if fields.flag("absent") == Some(true) {
        return require(found.is_empty(), || format!("`{name}` is declared"));
    }
    let holds = |callable: &&Element| {
        let parameters = callable.typed(&["Parameter"]);
        let returns = callable.with_tag(&["ReturnType"]).find_map(|result| result.attribute("Type")).map(short);
        fields.entries("parameters").iter().all(|(name, ty)| parameters.get(*name).map(String::as_str) == ty.as_str())
            && fields.get("returns").is_none_or(|expected| expected.as_str() == returns.as_deref())
    };
    let describe = |callable: &&Element| format!("({})", list(&callable.typed(&["Parameter", "ReturnType"])));
    require(found.iter().any(holds), || {
        let declared: Vec<String> = found.iter().map(describe).collect();
        format!("no `{name}` is so; declared are {declared:?}")
    })
}

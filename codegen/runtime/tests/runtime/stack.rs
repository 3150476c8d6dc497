//! Tests that the widest type at the deepest nesting fits the stack of a thread.

use graph_runtime::{Annotations, Extra, Field, Table, TypeInfo, View, VisitSlots, VisitViews, Write};

/// How many fields the type has: more than any type of the real API.
const WIDTH: usize = 320;

/// A type all of whose fields are objects of the type itself.
struct Wide {
    members: [Option<Box<Wide>>; WIDTH],
    extra: Extra,
    annotations: Annotations,
}

impl Default for Wide {
    fn default() -> Self {
        Self { members: [const { None }; WIDTH], extra: Extra::default(), annotations: Annotations::default() }
    }
}

impl Table for Wide {
    const TYPE_INFO: &'static TypeInfo =
        &TypeInfo { rust_name: "Wide", type_name: "test.wide", names: &["next"; WIDTH], sensitive: &[] };

    fn views(&self, visit: &mut VisitViews<'_>) {
        visit(&self.members.each_ref().map(Write::view), &self.extra, &self.annotations);
    }
    fn slots(&mut self, visit: &mut VisitSlots<'_>) {
        visit(&mut self.members.each_mut().map(Field::slot), &mut self.extra, &mut self.annotations);
    }
}

#[test]
fn a_struct_with_very_many_fields_can_nest_up_to_the_limit_of_json() {
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    let depth = 126;
    let text = format!("{}{{}}{}", r#"{"next":"#.repeat(depth), "}".repeat(depth));
    let check = move || {
        let wide: Wide = graph_runtime::deserialize(&mut serde_json::Deserializer::from_str(&text)).unwrap();
        let same = graph_runtime::equal(&wide, &wide);
        (same, serde_json::to_string(&View::Object(&wide)).unwrap() == text)
    };
    assert_eq!(thread.spawn(check).unwrap().join().unwrap(), (true, true));
}

//! Elements without events, as plain function calls. The report is made of hundreds of them, and what
//! `html!` writes out for each would cost every visitor more than all the rest of the page's code;
//! where there are events or properties, `html!` it is.

use yew::AttrValue;
use yew::prelude::Html;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VList, VTag, VText};

/// An element with a class; an empty class is none.
#[inline(never)]
pub fn element<const N: usize>(name: &'static str, class: &'static str, children: [Html; N]) -> Html {
    container(name, class, Vec::from(children))
}

/// The same with children that were worked out.
#[inline(never)]
pub fn container(name: &'static str, class: &'static str, children: Vec<Html>) -> Html {
    let keys: &[&str] = if class.is_empty() { &[] } else { &["class"] };
    container_with(name, keys, &[class][..keys.len()], children)
}

/// An element with attributes, a value for each key.
#[inline(never)]
pub fn with<const N: usize>(
    name: &'static str,
    keys: &'static [&'static str],
    values: &[&str],
    children: [Html; N],
) -> Html {
    container_with(name, keys, values, Vec::from(children))
}

#[inline(never)]
pub fn container_with(
    name: &'static str,
    keys: &'static [&'static str],
    values: &[&str],
    children: Vec<Html>,
) -> Html {
    let values =
        values.iter().map(|value| Some(AttributeOrProperty::Attribute(AttrValue::from((*value).to_owned()))));
    let mut tag = VTag::new(name);
    tag.set_attributes(Attributes::Dynamic { keys, values: values.collect() });
    if !children.is_empty() {
        tag.add_child(list_of(children));
    }
    tag.into()
}

#[inline(never)]
pub fn list<const N: usize>(children: [Html; N]) -> Html {
    list_of(Vec::from(children))
}

#[inline(never)]
pub fn list_of(children: Vec<Html>) -> Html {
    Html::VList(VList::with_children(children, None).into())
}

/// Text of ours.
#[inline(never)]
pub fn fixed(text: &'static str) -> Html {
    VText::new(AttrValue::Static(text)).into()
}

/// Text of a report.
#[inline(never)]
pub fn words(text: &str) -> Html {
    VText::new(AttrValue::from(text.to_owned())).into()
}

/// What a machine says.
#[inline(never)]
pub fn code(text: &str) -> Html {
    element("code", "", [words(text)])
}

#[inline(never)]
pub fn paragraph(text: &'static str) -> Html {
    element("p", "", [fixed(text)])
}

pub fn nothing() -> Html {
    Html::default()
}

//! A parsed JSON value. The browser has parsed JSON before our code arrives, so there it is a JavaScript
//! value and costs no parser; natively, for the tests, it is `serde_json`'s.

#[cfg(target_arch = "wasm32")]
mod tree {
    use std::cell::RefCell;

    use js_sys::{Array, JSON, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    #[derive(Clone)]
    pub struct Json(JsValue);

    thread_local! {
        /// The names of fields as JavaScript has them: an answer asks for each some hundred times, and taking a
        /// text across costs more than all the rest of asking.
        static NAMES: RefCell<Vec<(&'static str, JsValue)>> = const { RefCell::new(Vec::new()) };
    }

    fn named<T>(name: &'static str, then: impl FnOnce(&JsValue) -> T) -> T {
        NAMES.with_borrow_mut(|names| {
            // A name that the compiler wrote down twice is kept twice, and nothing else comes of it.
            let place = names.iter().position(|(known, _)| std::ptr::eq(*known, name));
            let place = place.unwrap_or_else(|| {
                names.push((name, JsValue::from_str(name)));
                names.len() - 1
            });
            then(&names[place].1)
        })
    }

    impl From<JsValue> for Json {
        fn from(value: JsValue) -> Self {
            Json(value)
        }
    }

    impl Json {
        pub fn parse(text: &str) -> Option<Self> {
            JSON::parse(text).ok().map(Json)
        }

        /// A field that is there and not null.
        pub fn field(&self, name: &'static str) -> Option<Self> {
            let value = named(name, |name| Reflect::get(&self.0, name)).ok()?;
            (!value.is_undefined() && !value.is_null()).then_some(Json(value))
        }

        pub fn text(&self) -> Option<String> {
            self.0.as_string()
        }

        /// Sizes are whole numbers below 2^53.
        pub fn number(&self) -> Option<u64> {
            self.0.as_f64().map(|number| number as u64)
        }

        pub fn flag(&self) -> Option<bool> {
            self.0.as_bool()
        }

        pub fn items(&self) -> impl Iterator<Item = Self> + use<> {
            let array = self.0.dyn_ref::<Array>().cloned();
            array.into_iter().flatten().map(Json)
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod tree {
    use serde_json::Value;
    use wasm_bindgen::JsValue;

    #[derive(Clone)]
    pub struct Json(Value);

    impl From<JsValue> for Json {
        fn from(_: JsValue) -> Self {
            Json(Value::Null)
        }
    }

    impl Json {
        pub fn parse(text: &str) -> Option<Self> {
            serde_json::from_str(text).ok().map(Json)
        }

        /// A field that is there and not null.
        pub fn field(&self, name: &'static str) -> Option<Self> {
            self.0.get(name).filter(|value| !value.is_null()).cloned().map(Json)
        }

        pub fn text(&self) -> Option<String> {
            self.0.as_str().map(str::to_owned)
        }

        pub fn number(&self) -> Option<u64> {
            self.0.as_u64()
        }

        pub fn flag(&self) -> Option<bool> {
            self.0.as_bool()
        }

        pub fn items(&self) -> impl Iterator<Item = Self> + use<> {
            self.0.as_array().cloned().unwrap_or_default().into_iter().map(Json)
        }
    }
}

pub use tree::Json;

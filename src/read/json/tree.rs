//! JSON as a tree that knows where everything stands, so that a copy can be the file with other strings in it.
//!
//! It reads what `serde_json` accepts, and gives no value a meaning.

/// The deepest nesting.
const DEEPEST: usize = 64;

/// A value and where it stands in the file.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Value,
}

/// A value.
#[derive(Debug)]
pub(super) enum Value {
    /// `null`, `true` or `false`.
    Plain,
    /// A number, as it is written.
    Number(String),
    String(String),
    Array(Vec<Node>),
    /// Keys with where they stand.
    Object(Vec<(Key, Node)>),
}

/// A key and where it stands in the file, quotation marks included.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Node {
    /// The value of a key, if this is an object that has it and it is not null.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        let Value::Object(fields) = &self.value else { return None };
        let found = fields.iter().find(|(it, _)| it.name == key).map(|it| &it.1)?;
        (!matches!(found.value, Value::Plain)).then_some(found)
    }

    /// The value at the end of a path of keys; a number stands for a place in an array.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, step| match step.parse::<usize>() {
            Ok(place) => node.items().get(place),
            Err(_) => node.get(step),
        })
    }

    /// What is in an array; nothing if it is none.
    pub(super) fn items(&self) -> &[Node] {
        if let Value::Array(items) = &self.value { items } else { &[] }
    }

    /// The string, if it is one.
    pub(super) fn string(&self) -> Option<&str> {
        if let Value::String(string) = &self.value { Some(string) } else { None }
    }
}

/// Reads the whole of `text`; none if it is no JSON, or nests without end.
pub(super) fn tree(text: &str) -> Option<Node> {
    let mut reader = Reader { text, at: 0 };
    let node = reader.value(0)?;
    reader.space();
    (reader.at == text.len()).then_some(node)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
    }

    /// Steps over a byte, if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let comes = self.text.as_bytes().get(self.at) == Some(&byte);
        self.at += usize::from(comes);
        comes
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        self.space();
        let start = self.at;
        let value = match self.text.as_bytes().get(self.at)? {
            b'{' => self.object(depth)?,
            b'[' => self.array(depth)?,
            b'"' => Value::String(self.string()?),
            _ => self.plain()?,
        };
        Some(Node { start, end: self.at, value })
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut fields = Vec::new();
        if self.take(b'}') {
            return Some(Value::Object(fields));
        }
        loop {
            self.space();
            let start = self.at;
            let name = self.string()?;
            let key = Key { name, start, end: self.at };
            if !self.take(b':') {
                return None;
            }
            fields.push((key, self.value(depth + 1)?));
            if self.take(b'}') {
                return Some(Value::Object(fields));
            }
            if !self.take(b',') {
                return None;
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        if self.take(b']') {
            return Some(Value::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take(b']') {
                return Some(Value::Array(items));
            }
            if !self.take(b',') {
                return None;
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        if self.text.as_bytes().get(start) != Some(&b'"') {
            return None;
        }
        let mut from = start + 1;
        loop {
            let found = from + memchr::memchr2(b'"', b'\\', &self.text.as_bytes()[from..])?;
            if self.text.as_bytes()[found] == b'"' {
                self.at = found + 1;
                break;
            }
            from = found + 2;
            self.text.as_bytes().get(from)?;
        }
        serde_json::from_str(&self.text[start..self.at]).ok()
    }

    /// A number, or a word of JSON.
    fn plain(&mut self) -> Option<Value> {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
        let word = &self.text[self.at..self.at + length];
        self.at += length;
        match word {
            "null" | "true" | "false" => Some(Value::Plain),
            // Python writes what JSON has no word for.
            "NaN" | "Infinity" | "-Infinity" => Some(Value::Number(word.to_owned())),
            number => serde_json::from_str::<serde_json::Number>(number).ok().map(|_| Value::Number(number.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_found_where_they_stand() {
        let text = r#" {"a": [1, {"b\u0041": "x\"y"}], "c": null} "#;
        let tree = tree(text).expect("JSON");
        let b = tree.at(&["a", "1", "bA"]).expect("there");
        assert_eq!((b.string(), &text[b.start..b.end]), (Some("x\"y"), r#""x\"y""#));
        assert!(tree.get("c").is_none());
    }

    #[test]
    fn what_is_no_json_is_none() {
        for text in ["", "{", "{\"a\"}", "[1,]", "\"a", "\"\\", "nul", "1 2", &"[".repeat(100)] {
            assert!(tree(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_accepts_what_serde_json_accepts(text in "[\\[\\]{}\",:0-9a-c\\\\ .enul-]{0,24}") {
            if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
                prop_assert!(tree(&text).is_some(), "{}", text);
            }
        }
    }
}

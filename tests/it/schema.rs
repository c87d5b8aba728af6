//! `findings.json` is what `schema/findings.schema.json` says.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::Run;

/// Whether `value` is what `schema` asks for; only what our schema uses is understood.
fn fits(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let wrong = |why: &str| Err(format!("{at}: {why}"));
    for (rule, wanted) in schema.as_object().unwrap() {
        match rule.as_str() {
            "$ref" => {
                let name = wanted.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                fits(root, &root["$defs"][name], value, at)?;
            }
            "anyOf" if !wanted.as_array().unwrap().iter().any(|it| fits(root, it, value, at).is_ok()) => {
                return wrong("fits none of the choices");
            }
            "type" if !types(wanted).iter().any(|it| is_of(it, value)) => return wrong(&format!("is no {wanted}")),
            "const" if value != wanted => return wrong("is another constant"),
            "enum" if !wanted.as_array().unwrap().contains(value) => return wrong("is none of the words"),
            "minimum" if value.as_f64().is_some_and(|it| it < wanted.as_f64().unwrap()) => {
                return wrong("is too small");
            }
            "maximum" if value.as_f64().is_some_and(|it| it > wanted.as_f64().unwrap()) => {
                return wrong("is too large");
            }
            "minItems" if value.as_array().is_some_and(|it| (it.len() as u64) < wanted.as_u64().unwrap()) => {
                return wrong("is too short");
            }
            "maxItems" if value.as_array().is_some_and(|it| it.len() as u64 > wanted.as_u64().unwrap()) => {
                return wrong("is too long");
            }
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    fits(root, wanted, item, &format!("{at}[{number}]"))?;
                }
            }
            "required" => {
                for name in wanted.as_array().unwrap().iter().filter_map(Value::as_str) {
                    if value.is_object() && value.get(name).is_none() {
                        return wrong(&format!("lacks {name}"));
                    }
                }
            }
            "properties" | "additionalProperties" => fields(root, schema, value, at)?,
            // Looked at above, or words for a reader.
            "anyOf" | "type" | "const" | "enum" | "minimum" | "maximum" | "minItems" | "maxItems" | "$schema"
            | "$defs" | "title" | "description" => {}
            unknown => panic!("teach this test the rule {unknown}"),
        }
    }
    Ok(())
}

fn fields(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    for (name, field) in value.as_object().into_iter().flatten() {
        let at = format!("{at}.{name}");
        match (schema["properties"].get(name), &schema["additionalProperties"]) {
            (Some(schema), _) | (None, schema @ Value::Object(_)) => fits(root, schema, field, &at)?,
            (None, Value::Bool(false)) => return Err(format!("{at}: is not in the schema")),
            _ => {}
        }
    }
    Ok(())
}

fn types(wanted: &Value) -> Vec<&str> {
    wanted.as_str().map_or_else(|| wanted.as_array().unwrap().iter().filter_map(Value::as_str).collect(), |it| vec![it])
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        unknown => panic!("teach this test the type {unknown}"),
    }
}

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/findings.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn findings_are_what_the_schema_says() {
    let schema = schema();
    for files in [
        "fixtures/hotel-group.vtt",
        "fixtures/hotel-group.vtt fixtures/parts-wholesaler.txt fixtures/energy-supplier.csv",
    ] {
        let ran = Run::new(&format!("analyse {files} --publish --format json --out out")).ends(0);
        let findings: Value = serde_json::from_str(&ran.read("out/findings.json")).unwrap();
        assert_eq!(fits(&schema, &schema, &findings, "findings"), Ok(()));
    }
}

#[test]
fn the_schema_refuses_what_it_does_not_know() {
    let schema = schema();
    let ran = Run::new("analyse fixtures/hotel-group.vtt --publish --format json --out out").ends(0);
    let findings: Value = serde_json::from_str(&ran.read("out/findings.json")).unwrap();
    for (field, value) in
        [("speaker", Value::from("somebody")), ("version", Value::from(2)), ("questions", Value::Null)]
    {
        let mut changed = findings.clone();
        changed[field] = value;
        assert!(fits(&schema, &schema, &changed, "findings").is_err(), "{field}");
    }
}

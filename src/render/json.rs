//! Findings for programs: the guarded report as JSON.

use serde::Serialize;

use crate::findings::{Comparison, Publishable, Report};

/// The version of this form; it changes when a field changes its meaning or goes.
const VERSION: u32 = 1;

/// The report with what a program must know to read it.
#[derive(Serialize)]
struct Form<'a> {
    version: u32,
    program: &'static str,
    #[serde(flatten)]
    report: &'a Report,
}

/// The findings as JSON, the same bytes for the same findings; numbers have two decimals at most.
pub fn json(publishable: &Publishable) -> String {
    let form = Form {
        version: VERSION,
        program: concat!("undertone ", env!("CARGO_PKG_VERSION")),
        report: publishable.report(),
    };
    let mut json = serde_json::to_string_pretty(&form).expect("plain values can be written as JSON");
    json.push('\n');
    json
}

/// A comparison with what a program must know to read it.
#[derive(Serialize)]
struct ComparisonForm<'a> {
    version: u32,
    program: &'static str,
    #[serde(flatten)]
    comparison: &'a Comparison,
}

/// A comparison as JSON.
pub fn comparison_json(comparison: &Comparison) -> String {
    let form =
        ComparisonForm { version: VERSION, program: concat!("undertone ", env!("CARGO_PKG_VERSION")), comparison };
    let mut json = serde_json::to_string_pretty(&form).expect("plain values can be written as JSON");
    json.push('\n');
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::examples::publishable;

    #[test]
    fn programs_find_the_figures_where_they_look() {
        let form: serde_json::Value = serde_json::from_str(&json(&publishable())).expect("valid JSON");
        assert_eq!(form["version"], 1);
        assert_eq!(form["basis"]["people"], 8);
        assert_eq!(form["questions"][0]["answers"]["reluctant-yes"], 3);
        assert_eq!(form["questions"][0]["mean_reluctance"], 0.35);
        assert_eq!(form["weaknesses"][0]["theme"], "tools-driving-strategy");
        assert_eq!(form["weaknesses"][0]["people"], 6);
        assert_eq!(form["weaknesses"][1]["share"], "one-or-two");
        assert_eq!(form["audit"]["cells_worked_out"], 0);
    }

    #[test]
    fn the_same_findings_give_the_same_bytes() {
        assert_eq!(json(&publishable()), json(&publishable()));
    }
}

//! The summary for everybody: axe-core finds nothing serious in it, in light and dark, wide and narrow.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

use crate::run::Run;

/// The checker, which comes as a package.
const CHECKER: &str = "axe-core@4.11.0";

/// Names under which a browser may be installed.
const BROWSERS: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Runs the checker on the page and writes what it found, and how wide the page turned out to be, in its place.
const ASK: &str = "axe.run(document, { resultTypes: ['violations'] }).then(found => {
  const bad = found.violations.filter(it => ['serious', 'critical'].includes(it.impact));
  const said = { bad: bad.map(it => it.id + ' ' + it.nodes.map(node => node.target).join(' ')), passed: found.passes.length,
    wide: document.documentElement.scrollWidth, screen: window.innerWidth };
  document.documentElement.innerHTML = '<body><pre>' + JSON.stringify(said) + '</pre></body>';
});";

#[test]
fn nothing_serious_stands_in_the_way_of_a_reader() {
    // Without the checker or a browser there is no proof: it is said aloud, and `.ci/run`, which installs one, asks for it.
    let found = browser().filter(|_| env::var_os("UNDERTONE_SKIP_AXE").is_none());
    let Some(browser) = found else {
        assert!(env::var_os("UNDERTONE_NEED_AXE").is_none(), "no browser; install Chromium or name one by CHROMIUM");
        println!("not checked for accessibility: install Chromium, or name a browser by CHROMIUM");
        return;
    };
    let ran =
        Run::new("analyse fixtures/hotel-group.vtt fixtures/energy-supplier.csv --publish --format html --out out");
    let page = ran.ends(0).read("out/findings.html");
    let checker =
        fs::read_to_string(installed(CHECKER).join("axe-core/axe.min.js")).expect("the package holds the checker");
    for (look, wide) in [("light", 1280), ("light", 500), ("dark", 1280)] {
        let found = check(&browser, &checker, &page, look, wide);
        assert_eq!(found["bad"], Value::Array(Vec::new()), "{look}, {wide} wide");
        assert!(found["passed"].as_u64().is_some_and(|passed| passed > 20), "{found}");
        assert!(found["wide"].as_u64() <= found["screen"].as_u64(), "{look}, {wide} wide: {found}");
    }
    // The check itself can fail.
    let spoilt = page.replace("lang=\"en-GB\"", "").replace("--soft: #52606b", "--soft: #dddddd");
    let found = check(&browser, &checker, &spoilt, "light", 1280);
    let bad = found["bad"].to_string();
    assert!(bad.contains("html-has-lang") && bad.contains("color-contrast"), "{bad}");
}

/// What the checker says of the page in one look and width.
fn check(browser: &Path, checker: &str, page: &str, look: &str, wide: u32) -> Value {
    // The page runs no script; the copy under test does, and shows the colours that a dark screen would.
    let (before, policy) = page.split_once("<meta http-equiv").expect("the page has a policy");
    let (_, after) = policy.split_once('>').expect("a tag ends");
    let dark = "@media screen and (prefers-color-scheme: dark)";
    assert!(page.contains(dark));
    let page = format!("{before}{after}").replace(dark, if look == "dark" { "@media all" } else { "@media not all" });
    let page = page.replace("</body>", &format!("<script>{checker}</script><script>{ASK}</script></body>"));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.html");
    fs::write(&file, page).expect("a copy of the page");
    let mut command = Command::new(browser);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000", "--dump-dom"]);
    command.arg(format!("--window-size={wide},2000"));
    command.arg(format!("--user-data-dir={}", folder.path().join("profile").display()));
    let said = succeed(command.arg(format!("file://{}", file.display())));
    let found = said.split_once("<pre>").and_then(|(_, rest)| rest.split_once("</pre>")).map(|(found, _)| found);
    let found = found.unwrap_or_else(|| panic!("the checker gave no answer: {said}"));
    serde_json::from_str(&found.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&")).expect("JSON")
}

/// A browser of this machine.
fn browser() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    let mut places = BROWSERS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.find(|place| place.is_file())
}

/// The folder of modules with `package` in it, installed on first use.
fn installed(package: &str) -> PathBuf {
    let name = package.rsplit_once('@').map_or(package, |(name, _)| name);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("axe").join(package.replace(['@', '/'], "_"));
    let modules = folder.join("node_modules");
    if !modules.join(name).join("package.json").is_file() {
        fs::create_dir_all(&folder).expect("a folder");
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let quiet = ["install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--prefix"];
        succeed(Command::new(npm).args(quiet).arg(&folder).arg(package).current_dir(&folder));
    }
    modules
}

/// Runs a command and gives what it printed; a failure says how to go on.
fn succeed(command: &mut Command) -> String {
    let hint = "the check needs npm, and Chromium or Chrome (in PATH, or named by CHROMIUM); offline, set UNDERTONE_SKIP_AXE=1";
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().unwrap_or_else(|cause| panic!("{name}: {cause}; {hint}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{name}: {said}{}\n{hint}", String::from_utf8_lossy(&output.stderr));
    said
}

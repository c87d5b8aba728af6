//! LIWC dictionaries: `.dic` with a legend between `%` lines, and the `.dicx` table of later versions.

use std::collections::BTreeMap;

use super::{Category, Dictionary};

/// A category of the legend: where it stands in the tree, from the top.
type Path = Vec<usize>;

/// Reads a `.dic` file.
pub(super) fn read(text: &str) -> Result<Dictionary, (usize, &'static str)> {
    let mut lines = (1..).zip(text.lines());
    let is_border = |line: &str| line.trim() == "%";
    if !lines.by_ref().any(|(_, line)| is_border(line)) {
        return Err((1, "a line `%` must stand before the legend of categories"));
    }
    let mut dictionary = Dictionary::default();
    let mut legend: BTreeMap<String, Path> = BTreeMap::new();
    let mut above: Vec<usize> = Vec::new();
    let mut ended = false;
    for (_, line) in lines.by_ref() {
        if is_border(line) {
            ended = true;
            break;
        }
        let Some((id, name)) = line.trim().split_once(char::is_whitespace) else { continue };
        // Deeper by a tab than the line before: a category within it.
        let indent = line.len() - line.trim_start().len();
        above.retain(|it| *it < indent);
        let path = place(&mut dictionary.categories, above.len(), category(name));
        above.push(indent);
        legend.insert(id.to_owned(), path);
    }
    if !ended {
        return Err((1, "a line `%` must stand behind the legend of categories"));
    }
    for (number, line) in lines {
        entry(&mut dictionary, &legend, number, line);
    }
    Ok(dictionary)
}

/// `pronoun (Pronouns)`: the name, and what it means.
fn category(written: &str) -> Category {
    let (name, meaning) = written.trim().split_once('(').unwrap_or((written, ""));
    Category { definition: meaning.trim_end().trim_end_matches(')').to_owned(), ..Category::named(name) }
}

/// Adds a category `depth` levels down the last branch, and tells where.
fn place(categories: &mut Vec<Category>, depth: usize, category: Category) -> Path {
    let mut path = Path::new();
    let mut here = categories;
    for _ in 0..depth {
        path.push(here.len() - 1);
        here = &mut here.last_mut().expect("a category above was placed before").children;
    }
    path.push(here.len());
    here.push(category);
    path
}

fn at<'a>(categories: &'a mut [Category], path: &[usize]) -> &'a mut Category {
    let (first, rest) = path.split_first().expect("a path has a step");
    let category = &mut categories[*first];
    if rest.is_empty() { category } else { at(&mut category.children, rest) }
}

/// Reads `told 1 2`: words, then the numbers of their categories.
fn entry(dictionary: &mut Dictionary, legend: &BTreeMap<String, Path>, number: usize, line: &str) {
    let is_id = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    let fields: Vec<&str> = line.split_whitespace().collect();
    let ids = fields.iter().rev().take_while(|word| is_id(word)).count();
    let (words, ids) = fields.split_at(fields.len() - ids);
    if words.is_empty() {
        return;
    }
    let mut skip = |what: &str| dictionary.skipped.push((Some(number), what.to_owned()));
    // `like (02 134)125/464`, `kind <of>131/135`: a word that counts under a condition only.
    if words.iter().any(|word| word.contains(['<', '>', '/']) || is_condition(word)) {
        return skip("an entry with a condition such as `<of>` is left out");
    }
    let (known, unknown): (Vec<&&str>, Vec<&&str>) = ids.iter().partition(|id| legend.contains_key(**id));
    if !unknown.is_empty() {
        skip("a category number that is not in the legend is left out");
    }
    if ids.is_empty() {
        skip("an entry without a category is left out");
    }
    for id in known {
        at(&mut dictionary.categories, &legend[*id]).entries.push(words.join(" "));
    }
}

/// Brackets around numbers or letters; `:)` is a face.
fn is_condition(word: &str) -> bool {
    word.contains(['(', '[', '{', '}']) && word.contains(char::is_alphanumeric)
        || word.ends_with([')', ']']) && word.contains(char::is_alphanumeric)
}

/// Reads a `.dicx` file: a table with the entries in the first column and a mark under each of their categories.
pub(super) fn read_table(text: &str) -> Result<Dictionary, (usize, &'static str)> {
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headings = table.headers().map_err(|_| (1, "the first line must name the categories"))?.clone();
    let categories: Vec<Category> = headings.iter().skip(1).map(category).collect();
    if categories.is_empty() {
        return Err((1, "the first line must name the categories"));
    }
    let mut dictionary = Dictionary { categories, ..Dictionary::default() };
    for (number, row) in (2..).zip(table.records()) {
        let Ok(row) = row else {
            dictionary.skipped.push((Some(number), "a row that cannot be read is left out".to_owned()));
            continue;
        };
        for (category, mark) in dictionary.categories.iter_mut().zip(row.iter().skip(1)) {
            if !matches!(mark.trim(), "" | "0") {
                category.entries.push(row[0].to_owned());
            }
        }
    }
    Ok(dictionary)
}

//! Findings as Markdown.

use std::fmt::Write;

use super::document::{Bar, Block, Chart, Document, Table};

/// The findings as Markdown, the same bytes for the same findings.
pub fn markdown(document: &Document) -> String {
    let Document { banner, title, subtitle, parts } = document;
    let mut page = format!("# {title}\n\n**{banner}.** {}\n", escaped(subtitle));
    for part in parts {
        let _ = write!(page, "\n## {}\n", part.title);
        let mut rest = part.blocks.as_slice();
        while let [block, after @ ..] = rest {
            rest = after;
            // The table that follows has the same figures.
            if matches!((block, after), (Block::Chart(_), [Block::Table(_), ..])) {
                continue;
            }
            page.push('\n');
            page.push_str(&written(block));
            page.push('\n');
        }
    }
    page
}

fn written(block: &Block) -> String {
    match block {
        Block::Heading(words) => format!("### {}", escaped(words)),
        Block::Lead(words) => format!("**{}**", escaped(words)),
        Block::Paragraph(words) => escaped(words),
        Block::Claim { says, reach } => format!("**{}** {}.", escaped(says), escaped(reach)),
        Block::Mark(words) => format!("*{}*", escaped(words)),
        Block::Note { title, words } => format!("> **{title}.** {}", escaped(words)),
        Block::Quotation { words, voice } => format!("> “{}” ({voice})", escaped(words)),
        Block::List(items) => items.iter().map(|item| format!("- {}", escaped(item))).collect::<Vec<_>>().join("\n"),
        Block::Steps(items) => {
            let step = |(at, item): (usize, &String)| format!("{}. {}", at + 1, escaped(item));
            items.iter().enumerate().map(step).collect::<Vec<_>>().join("\n")
        }
        Block::Table(table) => tabled(table),
        Block::Chart(chart) => charted(chart),
    }
}

/// A chart as a list of its figures.
fn charted(chart: &Chart) -> String {
    let bar = |bar: &Bar| {
        let parts: Vec<String> = bar.parts.iter().map(|it| it.people.to_string()).collect();
        format!("- {}: {} {}", escaped(&bar.name), parts.join(", "), escaped(&bar.note))
    };
    let bars: Vec<String> = chart.bars.iter().map(bar).collect();
    format!("{}:\n\n{}", escaped(&chart.caption), bars.join("\n"))
}

fn tabled(table: &Table) -> String {
    let mut lines = format!("{}\n\n| {} |\n|", escaped(&table.caption), table.columns.join(" | "));
    for at in 0..table.columns.len() {
        lines.push_str(if at == 0 { " --- |" } else { " ---: |" });
    }
    for row in &table.rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| escaped(cell)).collect();
        let _ = write!(lines, "\n| {} | {} |", escaped(&row.name), cells.join(" | "));
    }
    if !table.note.is_empty() {
        let _ = write!(lines, "\n\n{}", escaped(&table.note));
    }
    lines
}

/// Words in which nothing is taken for Markdown or HTML.
fn escaped(words: &str) -> String {
    let mut line = String::with_capacity(words.len() + 8);
    for (at, c) in words.char_indices() {
        let starts_block = at == 0 && matches!(c, '#' | '-' | '+' | '=');
        let entity = c == '&' && words[at..].contains(';');
        if starts_block || entity || matches!(c, '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '|' | '~') {
            line.push('\\');
        }
        line.push(c);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::document::document;
    use super::*;
    use crate::findings::examples::publishable;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        assert_eq!(escaped(words), expected);
    }

    #[test]
    fn what_people_wrote_is_no_markup() {
        check("<b>R&D</b> [x](y) *no* | &lt;", "\\<b\\>R\\&D\\</b\\> \\[x\\](y) \\*no\\* \\| \\&lt;");
        check("# no heading, 3 - 2", "\\# no heading, 3 - 2");
    }

    /// The part of the report under `title`.
    fn part(title: &str) -> String {
        let page = markdown(&document(&publishable()));
        let (_, rest) = page.split_once(&format!("## {title}\n")).expect("the part is there");
        let part = rest.split("\n## ").next().unwrap_or_default().trim();
        // What was measured changes with every version.
        part.split("\n\n").filter(|it| !it.starts_with("Measured on")).collect::<Vec<_>>().join("\n\n")
    }

    /// A last look at the finished document must not find a masked name in words that are ours.
    #[test]
    fn our_own_words_are_nobodys_name() {
        let page = markdown(&document(&publishable())).to_lowercase();
        let words: Vec<&str> = page.split(|c: char| !c.is_alphanumeric()).collect();
        for name in ["art", "bill", "dawn", "grace", "hope", "joy", "mark", "may", "pat", "rose", "sue", "will"] {
            assert!(!words.contains(&name), "{name}");
        }
    }

    #[test]
    fn one_page_answers_the_question() {
        insta::assert_snapshot!(part("In one page"), @r##"
        ### Does the strategy work for our people?

        **Less well than a count of yes suggests. Of the six people who answered yes/no questions, five said yes to at least one, three of them with reservations.**

        - To celebrate first: The promise to listen first is what customers ask for. Said by one or two people.
        - To take up first: The form decides what customers are asked. Said by most people (six of eight).
        - What people find fault with is how the strategy is carried out, in tactics and tools, and not the strategy itself.
        - Where yes is not quite yes: “Does the strategy work for your customers?” Three of the five who said yes did so with reservations.

        On Monday: thank everybody who took part and tell them what they said works, find out who can change the first weakness (“The form decides what customers are asked”) and set a date for the working session, for which an agenda stands below.

        How each yes/no question was answered, in people

        | Question | Answered | Resounding yes | Plain yes | Reluctant yes | No | No clear answer | Reluctant among yes |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        | Does the strategy work for your customers? | 6 | 1 | 1 | 3 | 1 | 0 | 3 of 5 (23–88%) |

        A reluctant yes is a yes with a hedge, a condition or a “but”: a plain count takes it for a yes. Each person counts once for a question: by the last answer of those who changed their mind, else by the one that gives most reason to look again. The range in brackets is Wilson's 95% interval: how far the share could lie off if many more were asked.
        "##);
    }

    #[test]
    fn weaknesses_come_in_order_with_their_cautions() {
        insta::assert_snapshot!(part("Part two: weaknesses in priority order"), @r##"
        The order is by how many different people said it. Where that is the same, what was heard in more sessions and surveys comes first, then what came from more groups, then what more people put in strong words, then what more people said who held back elsewhere. One person who says a thing ten times counts once.

        People who named each weakness:

        - Tools driving strategy: 6 of 8

        > **Before anybody asks for a new strategy.** Everything below that could be placed points at tactics and tools. A tool’s fault is a reason to mend or replace the tool; it is no reason to redesign the strategy, and a call for a total redesign finds no support here.

        To set against all of it: one or two people answered a yes/no question with a resounding yes, though not always one about these matters.

        ### 1. Tools driving strategy

        *Tactics and tools*

        A system or form decides what is done for customers. Most people (six of eight) spoke of it, in six comments.

        **The form decides what customers are asked.** Most people (six of eight).

        > “The system insists on 7 codes before it lets me talk to anybody.” (a participant)

        > “The system insists on 5 codes before it lets me talk to anybody.” (a participant)

        > “The system insists on 6 codes before it lets me talk to anybody.” (a participant)

        ### 2. Out of the loop

        *Tactics and tools*

        People lack, or get late, what they need to know about the strategy and its changes. One or two people spoke of it.

        **Changes reach people after they reach customers.** One or two people.

        > “I heard of the new tariff from a customer who had read of it.” (a participant)
        "##);
    }

    #[test]
    fn the_reluctant_yes_shows_what_a_count_hides() {
        insta::assert_snapshot!(part("The reluctant yes"), @r##"
        A plain no is easy to hear. A yes that comes with “I suppose”, “mostly” or “yes, but” passes for agreement, and so a misfit stays where it is. These are answers to look into, ranked by the evidence. They are no verdict on anybody: a careful speaker hedges out of habit.

        **A plain count would report that five of six people said yes to at least one question. It would not show that three of them held back at least once.**

        Questions by share of reluctant yes among those who said yes

        | Question | Reluctant among yes | Average reluctance |
        | --- | ---: | ---: |
        | Does the strategy work for your customers? | 3 of 5 (23–88%) | 0.35 |

        Ranked by share, then by average reluctance (0 resounding, 1 yes in name only). The range in brackets is Wilson's 95% interval. Few answers make for shaky numbers: read neighbours in the list as equal.

        ### Does the strategy work for your customers?

        A plain count would report that five of six people said yes. It would not show that three of the five had reservations.

        Words that made a yes reluctant: “but”, “I suppose” and “mostly”.

        > “Yes, I suppose so.” (a participant)

        > “Yes, but not for \<b\>small\</b\> ones & \*co\*.” (a participant)

        > “Mostly, yes, as far as I know.” (a participant)
        "##);
    }

    #[test]
    fn what_was_left_out_is_said() {
        insta::assert_snapshot!(part("Method and limits"), @r##"
        ### What was read

        - Eight people in one focus group, with 14 comments.

        ### What was replaced

        Nothing was found that had to be replaced.

        ### What was left out

        - A figure for a group needs at least five people; what a group said about a theme, and a quotation from a survey, need at least ten.
        - A focus group is one unit. Its quotations carry no attribute, and a group with fewer than five speakers is not quoted.
        - No comment is quoted that describes something which could single a person out.
        - No table crosses two columns, and a group in which everybody says the same is not shown.
        - Four themes or parts of themes given as a range only: fewer than five people spoke of each.

        Audit: before it was released, this summary was attacked with nothing but its own figures. No cells are hidden in its group tables. Eight quotations were checked: none describes something that could single a person out, and no two can be known as one person’s by a turn of phrase. 56 lines of it were searched for every replaced word, and none holds one; so was every file made from it, with its properties and the descriptions of its pictures.

        ### How it was counted

        A program looked for themes and for kinds of yes by words and phrases, and kept the words behind each decision, so that the analyst can check any of them. A moderator’s turns are never counted. The order of weaknesses follows the rule given in part two and was not chosen by hand.

        How often the program is right was measured on sessions and surveys that people had annotated. It misses some comments and misplaces others, so numbers are near, not exact.

        ### What a reader must not conclude

        - That any one person said or thinks anything.
        - That those who took part stand for everybody: a focus group shows what is said and why, not how common it is.
        - That a theme does not exist because it is not here, or that silence is agreement.
        - That a reluctant yes is a no, or that whoever gave it was insincere.
        - That two summaries can be compared by subtraction: do not publish one on part of these people beside this one.
        - That the strategy has failed because of “Tools driving strategy”.
        "##);
    }
}

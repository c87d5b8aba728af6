//! The beginning of a survey: which table it is, where its headings stand, what its columns are for.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

use super::batch::Run;
use super::columns::{self, Column, Use};
use super::dialect::{Dialect, Frame};
use super::headings::is_usual;
use super::records::Records;
use super::respondents::Respondents;
use super::row::{Row, letters};
use super::workbook::{self, Tab, Workbook};
use super::{BATCH, BATCH_BY_QUESTION, Form, Rows, SAMPLE, Sheet, Survey, Table};
use crate::error::{ErrorKind, Result};
use crate::read::file::{File, counted};
use crate::read::input::Reader;
use crate::read::options::{ColumnReport, Options, SurveyReport};
use crate::read::people::People;
use crate::read::table::{delimiter, heading_key, line_end};
use crate::transcript::{self, Book, Speaker};

/// A table whose first rows have been understood.
struct Understood {
    frame: Frame,
    above: Vec<Row>,
    headings: Vec<Row>,
    ahead: VecDeque<Row>,
    columns: Vec<Column>,
    /// How many bytes of answers there are if the user says nothing about columns.
    by_itself: usize,
}

impl Survey {
    /// Opens the table of text that begins with `head`; copies open with `mark`.
    pub(in crate::read) fn open(
        path: &Path,
        head: &[u8],
        input: Reader,
        mark: &str,
        roster: &[Speaker],
        options: &Options,
    ) -> Result<Self> {
        // A first line such as `sep=;` tells Excel the delimiter.
        let told = head.strip_prefix(b"sep=").filter(|rest| matches!(rest.get(1), Some(b'\r' | b'\n'))).map(|it| it[0]);
        let end = line_end(head);
        let separator = told.unwrap_or_else(|| delimiter(head));
        let mut records = Records::new(path.to_owned(), input, head, separator);
        let mut opening = mark.to_owned();
        if told.is_some() {
            records.next_row()?;
            opening.extend(["sep=", char::from(separator).encode_utf8(&mut [0; 4]), end]);
        }
        let mut rows = VecDeque::new();
        while rows.len() < SAMPLE {
            let Some(row) = records.next_row()? else { break };
            if !row.is_blank() {
                rows.push_back(row);
            }
        }
        let understood = Understood::of(rows, options);
        let form = Form::Text { delimiter: separator, end };
        let mut survey = Survey::of(path, understood, form, Rows::Text(Box::new(records)), roster, options)?;
        survey.opening = opening;
        survey.run.report.delimiter = Some(char::from(separator));
        Ok(survey)
    }

    /// Opens a workbook: the sheet with the most words of answers is read, the others are given back beside it.
    pub(in crate::read) fn open_workbook(path: &Path, roster: &[Speaker], options: &Options) -> Result<Self> {
        let Workbook { tabs, formats, corners } = workbook::read(path)?;
        let visible = tabs.iter().any(|tab| !tab.hidden && !tab.rows.is_empty());
        let (mut kept, mut notes): (Vec<(Tab, Understood)>, Vec<String>) = (Vec::new(), Vec::new());
        for (at, mut tab) in tabs.into_iter().enumerate() {
            if tab.rows.is_empty() {
                continue;
            }
            if tab.hidden && visible {
                notes.push(format!("sheet {} is hidden, and left out of the copy", at + 1));
                continue;
            }
            if tab.look.hidden_rows + tab.look.hidden_columns > 0 {
                let (rows, columns) = (tab.look.hidden_rows, tab.look.hidden_columns);
                let (rows, columns) = (counted(rows, "hidden row"), counted(columns, "hidden column"));
                notes.push(format!("sheet {}: {rows} and {columns} stand in the copy for everybody to see", at + 1));
            }
            let rows = std::mem::take(&mut tab.rows).into();
            kept.push((tab, Understood::of(rows, options)));
        }
        let answers = |it: &(Tab, Understood)| it.1.answers();
        // What the user says about columns says nothing about which sheet is meant.
        let data = (0..kept.len()).rev().max_by_key(|&at| (kept[at].1.by_itself, answers(&kept[at])));
        let Some(data) = data else { return Err(ErrorKind::Empty { path: path.to_owned() }.into()) };
        if kept.len() > 1 {
            notes.push(format!(
                "answers are read from sheet {} of those kept; the others are given back only",
                data + 1
            ));
        }
        if !corners.is_empty() {
            notes.push(format!("left out of the copy: {}", corners.join(", ")));
        }
        let book = Book { sheets: kept.iter().map(|(tab, it)| sheet(tab, it)).collect(), formats };
        let (tab, mut understood) = kept.remove(data);
        let rows = Rows::Sheet(understood.rest().into_iter());
        let others =
            kept.into_iter().enumerate().map(|(at, (tab, it))| other(if at < data { at } else { at + 1 }, tab, it));
        let others: Vec<Sheet> = others.collect();
        let mut survey = Survey::of(path, understood, Form::Sheet, rows, roster, options)?;
        survey.table.sheet_name = tab.name;
        survey.table.sheet = data;
        survey.book = Some((book, others));
        for note in notes {
            survey.run.file.note_all(note);
        }
        Ok(survey)
    }

    fn of(
        path: &Path,
        understood: Understood,
        form: Form,
        rows: Rows,
        roster: &[Speaker],
        options: &Options,
    ) -> Result<Self> {
        let Understood { frame, above, headings, ahead, columns, .. } = understood;
        let mut file = File::new(path);
        if ahead.is_empty() {
            return Err(ErrorKind::OnlyHeadings { path: path.to_owned() }.into());
        }
        let mut table = Table::new(columns, form, options.ids);
        if !table.has_answers() {
            return Err(ErrorKind::NoComments { path: path.to_owned() }.into());
        }
        if matches!(frame.dialect, Dialect::Qualtrics | Dialect::QualtricsLegacy) {
            let place = |name: &str| {
                let named = |at: &usize| heading_key(&frame.titles[*at].name) == name && !table.columns[*at].overruled;
                (0..frame.titles.len()).find(named)
            };
            (table.status, table.completed) = (place("status"), place("finished"));
        }
        if let Some(first) = above.first() {
            let what = format!("{} above the headings left out", counted(above.len(), "row"));
            file.note(first.line, what);
        }
        tell_columns(&mut file, &table.columns, headings.first().map_or(1, |row| row.line));
        let apart = |at: usize| !ahead.iter().zip(ahead.iter().skip(1)).any(|(a, b)| a.cell(at) == b.cell(at));
        let most =
            if table.question.is_some() && table.identity.is_some_and(apart) { BATCH_BY_QUESTION } else { BATCH };
        let report = report(&frame, &table.columns, headings.first().map_or(1, |row| row.line));
        let followed = options
            .columns
            .iter()
            .map(|overrule| (0..frame.titles.len()).any(|at| columns::names(overrule, at, &frame.titles[at])));
        let followed = followed.collect();
        let told = vec![false; table.columns.len()];
        Ok(Survey {
            people: People::new(roster),
            table,
            rows,
            ahead,
            headings,
            opening: String::new(),
            book: None,
            run: Run { file, report, respondents: Respondents::default(), told, next_row: 0 },
            batches: 0,
            most,
            returned: false,
            finished: false,
            followed,
        })
    }
}

impl Understood {
    fn of(mut rows: VecDeque<Row>, options: &Options) -> Self {
        let first: Vec<&Row> = rows.iter().take(SAMPLE).collect();
        let frame = Frame::of(&first);
        let above = rows.drain(..frame.above.min(rows.len())).collect();
        let headings: Vec<Row> = rows.drain(..frame.rows.min(rows.len())).collect();
        let sample: Vec<&Row> = rows.iter().take(SAMPLE).collect();
        let columns = columns::classify(&frame.titles, &sample);
        let mut understood = Understood { frame, above, headings, ahead: rows, columns, by_itself: 0 };
        understood.by_itself = understood.answers();
        columns::overrule(&mut understood.columns, &understood.frame.titles, &options.columns);
        understood
    }

    /// How many bytes of answers there are.
    fn answers(&self) -> usize {
        let open: Vec<usize> = (0..self.columns.len()).filter(|&at| self.columns[at].is == Use::Open).collect();
        self.ahead.iter().map(|row| open.iter().map(|&at| row.cell(at).len()).sum::<usize>()).sum()
    }

    /// The rows beyond the first ones.
    fn rest(&mut self) -> Vec<Row> {
        self.ahead.split_off(self.ahead.len().min(SAMPLE)).into()
    }
}

/// A sheet of the copy, whose columns have moved to the left where others are left out.
fn sheet(tab: &Tab, understood: &Understood) -> transcript::Sheet {
    let kept = (0..understood.columns.len()).filter(|&at| understood.columns[at].is.is_kept());
    let width = |(place, at): (usize, usize)| {
        let place = u16::try_from(place).ok()?;
        tab.look.widths.get(&at).map(|&width| (place, width))
    };
    let widths: BTreeMap<u16, f64> = kept.enumerate().filter_map(width).collect();
    // Rows above the headings are left out, and the pane with them.
    let above = u32::try_from(understood.above.len()).unwrap_or(0);
    let (rows, columns) = tab.look.frozen;
    transcript::Sheet { name: 0, widths, frozen: (rows.saturating_sub(above), columns) }
}

fn other(place: usize, tab: Tab, understood: Understood) -> Sheet {
    let Understood { headings, ahead, columns, .. } = understood;
    let heading_rows = headings.len();
    let rows = headings.into_iter().chain(ahead).collect();
    Sheet { name: tab.name, place, columns, rows, heading_rows }
}

/// Notes which columns are left out; by letter, because a heading may be somebody's words where headings lack.
fn tell_columns(file: &mut File, columns: &[Column], line: usize) {
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| !column.is.is_kept()) {
        let why = match column.is {
            Use::Unclear => "its use is unclear",
            _ => "it may identify people",
        };
        file.note(line, format!("column {} is left out: {why} ({})", letters(at), column.why));
    }
}

fn report(frame: &Frame, columns: &[Column], line: usize) -> SurveyReport {
    let heading = |at: usize| {
        let name = frame.titles[at].name.trim();
        let code = name.len() <= 12
            && !name.contains(' ')
            && name.starts_with(['Q', 'q'])
            && name[1..].starts_with(|c: char| c.is_ascii_digit());
        (code || is_usual(name)).then(|| name.to_owned())
    };
    let column = |(at, column): (usize, &Column)| ColumnReport {
        column: letters(at),
        heading: heading(at),
        kind: column.is.kind().name(),
        why: column.why,
        filled: column.filled,
    };
    SurveyReport {
        dialect: frame.dialect.name(),
        headings_on: line,
        heading_rows: frame.rows,
        columns: columns.iter().enumerate().map(column).collect(),
        ..SurveyReport::default()
    }
}

//! Gold texts written again as a recogniser would write them.
//!
//! Changes letters and offsets together; it takes no word out.

/// How gold texts are shown to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(super) enum Style {
    /// As they are written.
    Cased,
    /// In lower case and without punctuation.
    Recogniser,
}

impl Style {
    /// What is said of figures taken in this style.
    pub(super) fn name(self) -> &'static str {
        match self {
            Style::Cased => "cased",
            Style::Recogniser => "recogniser",
        }
    }
}

/// `text` as a recogniser writes it, and for each of its characters where that stands now.
pub(super) fn recognised(text: &str) -> (String, Vec<usize>) {
    let letters: Vec<char> = text.chars().collect();
    let mut written = String::with_capacity(text.len());
    let (mut places, mut count) = (Vec::with_capacity(letters.len() + 1), 0);
    for (at, &letter) in letters.iter().enumerate() {
        places.push(count);
        let inside = at > 0
            && letters[at - 1].is_alphanumeric()
            && letters.get(at + 1).is_some_and(|next| next.is_alphanumeric());
        let spoken = match letter {
            it if it.is_alphanumeric() || it.is_whitespace() => true,
            '\'' | '\u{2019}' | '.' | '@' | '/' | ':' | '_' | '-' => inside,
            _ => false,
        };
        let shown = if letter == '-' { ' ' } else { letter };
        for lower in shown.to_lowercase().filter(|_| spoken) {
            written.push(lower);
            count += 1;
        }
    }
    places.push(count);
    (written, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (written, places) = recognised(text);
        assert_eq!(written, expected, "{text}");
        assert_eq!(places.len(), text.chars().count() + 1);
        assert_eq!(places.last().copied(), Some(written.chars().count()));
    }

    #[test]
    fn capitals_and_marks_go_and_addresses_stay() {
        check("Dana, it's O'Brien-Hughes!", "dana it's o'brien hughes");
        check("Write to a.b@c.example (today).", "write to a.b@c.example today");
    }

    #[test]
    fn offsets_follow_the_letters() {
        let (written, places) = recognised("Well, Dana.");
        let name: String = written.chars().skip(places[6]).take(places[10] - places[6]).collect();
        assert_eq!(name, "dana");
    }
}

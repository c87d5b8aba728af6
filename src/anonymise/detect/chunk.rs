//! Pieces between white space that letters and digits make up: codes, addresses of devices.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::lexicons::public_head;
use crate::text::Span;

/// Digits that a code of letters and digits has at least, whatever stands before it.
const LEAST: usize = 4;

/// Every code of the text, in order.
pub(super) fn coded(raw: &str) -> impl Iterator<Item = Span> {
    pieces(raw)
        .filter(|&(_, piece)| is_code(piece) || is_locator(piece) || is_device(piece))
        .map(|(at, piece)| Span::new(at, at + piece.len()))
}

/// The pieces that hold a digit, without the marks around them.
fn pieces(raw: &str) -> impl Iterator<Item = (usize, &str)> {
    raw.split_whitespace().filter(|piece| piece.bytes().any(|byte| byte.is_ascii_digit())).map(move |piece| {
        let bare = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '#');
        (bare.as_ptr() as usize - raw.as_ptr() as usize, bare)
    })
}

/// `H12234567`, `x9k2-4471b`, `inc0091834`: letters and at least four digits in one piece.
fn is_code(piece: &str) -> bool {
    let digits = piece.bytes().filter(u8::is_ascii_digit).count();
    let letters = piece.bytes().filter(u8::is_ascii_alphabetic).count();
    let others = piece.bytes().filter(|byte| !byte.is_ascii_alphanumeric());
    if digits < LEAST
        || letters == 0
        || others.clone().count() > 4
        || !others.clone().all(|it| matches!(it, b'-' | b'/' | b'_' | b'.'))
    {
        return false;
    }
    // `1200kg`, `2019/20s`, `1950s`, `2nd-1st`: a number with its measure.
    let tail = piece.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let measured = tail.len() <= 4 && tail.bytes().all(|byte| byte.is_ascii_alphabetic());
    let head = &piece[..piece.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(0)];
    // `pre-2019`, `post-1990`, `covid-2020`: a word and a year.
    let words = piece
        .split(['-', '/', '_', '.'])
        .filter(|part| part.len() > 5 && part.bytes().all(|it| it.is_ascii_alphabetic()));
    let year = piece
        .rsplit(['-', '/'])
        .next()
        .and_then(|it| it.parse::<u16>().ok())
        .is_some_and(|it| (1900..=2099).contains(&it));
    // `mb/emp/30714`: a measure stands alone before its number.
    let parts = piece.split('/').filter(|part| part.bytes().all(|it| it.is_ascii_alphabetic())).count();
    let public = (parts < 2 && public_head(&head.to_ascii_lowercase())) || (year && digits == LEAST);
    !measured && !public && words.count() == 0
}

/// `K7PX2Q`: capitals and digits by turns, as bookings of flights have them.
fn is_locator(piece: &str) -> bool {
    let bytes = piece.as_bytes();
    let digits = bytes.iter().filter(|it| it.is_ascii_digit()).count();
    let turns = bytes.windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    let mixed = bytes.iter().all(|it| it.is_ascii_digit() || it.is_ascii_uppercase());
    mixed && (6..=8).contains(&bytes.len()) && digits >= 2 && bytes.len() - digits >= 3 && turns >= 3
}

/// The address of a device: `192.168.14.7`, `00:1B:44:11:3A:B7`, `2001:db8::1`.
fn is_device(piece: &str) -> bool {
    let bare = piece.split('/').next().unwrap_or(piece);
    if bare.parse::<Ipv4Addr>().is_ok() || (bare.matches(':').count() >= 3 && bare.parse::<Ipv6Addr>().is_ok()) {
        return true;
    }
    if let Some((host, port)) = bare.split_once(':')
        && host.parse::<Ipv4Addr>().is_ok()
    {
        return port.parse::<u16>().is_ok();
    }
    let pairs = |mark: char| {
        let parts: Vec<&str> = bare.split(mark).collect();
        parts.len() == 6 && parts.iter().all(|it| it.len() == 2 && it.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    pairs(':') || pairs('-')
}

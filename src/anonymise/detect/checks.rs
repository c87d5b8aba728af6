//! Check digits: what tells a card, an account or a national number from any other row of digits.

/// Cards: the digits doubled by turns add up to a multiple of ten.
pub(super) fn card(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') * if place % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    (13..=19).contains(&digits.len()) && sum.is_multiple_of(10)
}

/// Bank accounts: the letters as numbers, the head at the end, leave one of ninety-seven.
pub(super) fn iban(written: &str) -> bool {
    let letters: Vec<u8> =
        written.bytes().filter(u8::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase()).collect();
    let digits = letters.iter().filter(|it| it.is_ascii_digit()).count();
    // Words in a row would pass once in a hundred times.
    if !(15..=34).contains(&letters.len()) || digits < 8 || !letters[..2].iter().all(u8::is_ascii_uppercase) {
        return false;
    }
    let turned = letters[4..].iter().chain(&letters[..4]);
    let rest = turned.fold(0_u32, |rest, &it| {
        let value = if it.is_ascii_digit() { u32::from(it - b'0') } else { u32::from(it - b'A') + 10 };
        (rest * if value > 9 { 100 } else { 10 } + value) % 97
    });
    rest == 1
}

/// National numbers of ten to twelve digits: of the British health service, Brazil and India.
pub(super) fn national(digits: &str) -> bool {
    match digits.len() {
        10 => health(digits),
        11 => brazilian(digits),
        12 => indian(digits),
        _ => false,
    }
}

fn numbers(digits: &str) -> Vec<u32> {
    digits.bytes().map(|byte| u32::from(byte - b'0')).collect()
}

fn health(digits: &str) -> bool {
    let numbers = numbers(digits);
    let sum: u32 = numbers[..9].iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    11 - sum % 11 == if numbers[9] == 0 { 11 } else { numbers[9] }
}

fn brazilian(digits: &str) -> bool {
    let numbers = numbers(digits);
    let check = |length: u32| {
        let weighed = numbers.iter().zip((2..=length + 1).rev());
        let sum: u32 = weighed.map(|(digit, weight)| digit * weight).sum();
        sum * 10 % 11 % 10
    };
    check(9) == numbers[9] && check(10) == numbers[10] && numbers.iter().any(|digit| *digit != numbers[0])
}

/// Verhoeff's scheme: steps in the group of a pentagon's turns and flips.
fn indian(digits: &str) -> bool {
    const TURNS: [[u8; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    // Below five the elements turn, from five on they flip.
    let times = |a: u8, b: u8| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b - 5) % 5 + 5,
        (false, true) => (a + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let turned = digits.bytes().rev().enumerate().map(|(place, byte)| TURNS[place % 8][usize::from(byte - b'0')]);
    turned.fold(0, times) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_digits_pass() {
        assert!(card("4539148803436467") && card("378282246310005"));
        assert!(iban("GB82 WEST 1234 5698 7654 32") && iban("de89370400440532013000"));
        assert!(national("9434765919") && national("52998224725") && national("234123412346"));
    }

    #[test]
    fn one_wrong_digit_fails() {
        assert!(!card("4539148803436468") && !card("1234"));
        assert!(!iban("GB82 WEST 1234 5698 7654 33") && !iban("WEST"));
        assert!(!national("9434765918") && !national("52998224724") && !national("234123412347"));
    }
}

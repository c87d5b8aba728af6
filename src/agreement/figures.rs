//! Percent agreement, Cohen's kappa and Krippendorff's alpha for named categories.

use std::collections::BTreeMap;

/// How well two coders agree on one thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// The units that both looked at.
    pub units: usize,
    /// The share of units on which they agree.
    pub percent: f64,
    /// Cohen's kappa; none where chance alone would agree on everything.
    pub kappa: Option<f64>,
    /// Krippendorff's alpha for nominal data; none where only one value was ever given.
    pub alpha: Option<f64>,
}

impl Figures {
    /// The figures of pairs of values; none without a pair.
    pub fn of<V: Ord>(pairs: &[(V, V)]) -> Option<Figures> {
        let units = pairs.len();
        if units == 0 {
            return None;
        }
        let agreed = pairs.iter().filter(|(a, b)| a == b).count();
        let mut shares: BTreeMap<&V, (f64, f64)> = BTreeMap::new();
        for (a, b) in pairs {
            shares.entry(a).or_default().0 += 1.0 / number(units);
            shares.entry(b).or_default().1 += 1.0 / number(units);
        }
        let percent = number(agreed) / number(units);
        let by_chance: f64 = shares.values().map(|(a, b)| a * b).sum();
        let kappa = (by_chance < 1.0 - 1e-12).then(|| (percent - by_chance) / (1.0 - by_chance));
        let rows: Vec<Vec<&V>> = pairs.iter().map(|(a, b)| vec![a, b]).collect();
        Some(Figures { units, percent, kappa, alpha: alpha(&rows) })
    }
}

/// Krippendorff's alpha for nominal data: each row holds the values that a unit was given, by any number of coders.
pub fn alpha<V: Ord>(units: &[Vec<V>]) -> Option<f64> {
    let mut totals: BTreeMap<&V, f64> = BTreeMap::new();
    let (mut n, mut agreed) = (0.0, 0.0);
    for values in units.iter().filter(|values| values.len() > 1) {
        let mut counts: BTreeMap<&V, f64> = BTreeMap::new();
        for value in values {
            *counts.entry(value).or_default() += 1.0;
            *totals.entry(value).or_default() += 1.0;
        }
        n += number(values.len());
        agreed += counts.values().map(|count| count * (count - 1.0)).sum::<f64>() / (number(values.len()) - 1.0);
    }
    let expected: f64 = totals.values().map(|total| total * (total - 1.0)).sum();
    let different = n * (n - 1.0) - expected;
    (different > 0.0).then(|| 1.0 - (n - 1.0) * (n - agreed) / different)
}

/// Counts are far below where a float loses one.
#[expect(clippy::cast_precision_loss, reason = "there are fewer comments than 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of coders, `*` for a value not given, as units.
    fn units(coders: &[&str]) -> Vec<Vec<char>> {
        let rows: Vec<Vec<char>> = coders.iter().map(|row| row.chars().filter(|c| *c != ' ').collect()).collect();
        (0..rows[0].len())
            .map(|unit| rows.iter().map(|row| row[unit]).filter(|value| *value != '*').collect())
            .collect()
    }

    #[track_caller]
    fn check(found: Option<f64>, expected: f64) {
        let found = found.expect("it is defined");
        assert!((found - expected).abs() < 0.0005, "{found} is not {expected}");
    }

    #[test]
    fn alpha_is_as_published() {
        // Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): C, nominal data with missing values.
        let c = [
            "1 2 3 3 2 1 4 1 2 * * *",
            "1 2 3 3 2 2 4 1 2 5 * 3",
            "* 3 3 3 2 3 4 2 2 5 1 *",
            "1 2 3 3 2 4 4 1 2 5 1 *",
        ];
        check(alpha(&units(&c)), 0.743);
        // The same: A, binary data of two coders, and B, nominal data of two coders.
        check(alpha(&units(&["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"])), 0.095);
        check(alpha(&units(&["a a b b d c c c e d d a", "b a b b b c c c e d d d"])), 0.692);
    }

    #[test]
    fn kappa_is_as_published() {
        // Cohen's table as most textbooks have it: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no.
        let pairs = [((1, 1), 20), ((1, 0), 5), ((0, 1), 10), ((0, 0), 15)];
        let pairs: Vec<(i32, i32)> = pairs.into_iter().flat_map(|(pair, times)| vec![pair; times]).collect();
        let figures = Figures::of(&pairs).expect("there are pairs");
        check(figures.kappa, 0.4);
        assert!((figures.percent - 0.7).abs() < 1e-9 && figures.units == 50);
    }

    #[test]
    fn where_only_one_value_was_given_there_is_nothing_to_correct() {
        let figures = Figures::of(&[(0, 0), (0, 0)]).expect("there are pairs");
        assert_eq!((figures.percent, figures.kappa, figures.alpha), (1.0, None, None));
        assert_eq!(Figures::of::<i32>(&[]), None);
    }
}

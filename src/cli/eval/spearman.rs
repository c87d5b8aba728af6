//! Rank correlation.

/// Spearman's rank correlation of paired values, ties given their mean rank; none for fewer than three pairs or
/// where one side never varies.
pub(super) fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 3 {
        return None;
    }
    let left = ranks(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>());
    let right = ranks(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
    pearson(&left, &right)
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    for tied in order.chunk_by(|&a, &b| values[a].total_cmp(&values[b]).is_eq()) {
        let below = values.iter().filter(|value| value.total_cmp(&values[tied[0]]).is_lt()).count();
        for &place in tied {
            ranks[place] = as_f64(below) + f64::midpoint(as_f64(tied.len()), 1.0);
        }
    }
    ranks
}

fn pearson(left: &[f64], right: &[f64]) -> Option<f64> {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / as_f64(values.len());
    let (mean_left, mean_right) = (mean(left), mean(right));
    let (mut together, mut of_left, mut of_right) = (0.0, 0.0, 0.0);
    for (a, b) in left.iter().zip(right) {
        together += (a - mean_left) * (b - mean_right);
        of_left += (a - mean_left).powi(2);
        of_right += (b - mean_right).powi(2);
    }
    let spread = (of_left * of_right).sqrt();
    (spread > 0.0).then(|| together / spread)
}

/// Counts here are far below 2^52, where every whole number has an exact float.
#[expect(clippy::cast_precision_loss, reason = "counts of annotated units are small")]
pub(super) fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pairs: &[(f64, f64)], expected: Option<f64>) {
        let found = spearman(pairs);
        let same = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() < 1e-3,
            (found, expected) => found == expected,
        };
        assert!(same, "{found:?}, expected {expected:?}");
    }

    #[test]
    fn it_agrees_with_published_values() {
        // Hours of television against IQ, the worked example of the textbook article: -29/165.
        let iq = [106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
        let hours = [7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
        check(&iq.into_iter().zip(hours).collect::<Vec<_>>(), Some(-29.0 / 165.0));
    }

    #[test]
    fn ties_share_their_rank() {
        check(&[(1.0, 1.0), (1.0, 1.0), (2.0, 2.0)], Some(1.0));
        check(&[(1.0, 1.0), (2.0, 1.0), (3.0, 1.0)], None);
    }
}

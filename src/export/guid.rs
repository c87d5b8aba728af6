//! Identifiers that other tools ask for, made of positions and code names: the same input gives the same ones.
//!
//! Never made of what was said or of somebody's name.

/// Written in front of everything, so that identifiers of other programs stay apart.
const SPACE: &str = "undertone";

/// The FNV-1a hash of 128 bits: spelled out here because identifiers must not change with a library.
const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The identifier of the thing of `kind` that these `parts` single out.
pub(super) fn guid(kind: &str, parts: &[&str]) -> String {
    let mut hash = BASIS;
    for part in [SPACE, kind].iter().chain(parts) {
        // A length in front of each part keeps `ab`, `c` apart from `a`, `bc`.
        for byte in part.len().to_le_bytes().iter().chain(part.as_bytes()) {
            hash = (hash ^ u128::from(*byte)).wrapping_mul(PRIME);
        }
    }
    // The bits that call it a name-based identifier of the author's own making (version 8, RFC variant).
    let hash = (hash & !(0xf << 76) & !(0x3 << 62)) | (0x8 << 76) | (0x2 << 62);
    let digits = format!("{hash:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_parts_give_equal_identifiers_of_the_asked_form() {
        let one = guid("source", &["s1", "2"]);
        assert_eq!(one, guid("source", &["s1", "2"]));
        assert_ne!(one, guid("source", &["s12", ""]));
        assert_ne!(one, guid("case", &["s1", "2"]));
        let lengths: Vec<usize> = one.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(&one[14..15], "8");
    }
}

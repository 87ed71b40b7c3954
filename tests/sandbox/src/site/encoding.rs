//! Which precompressed form of a file a client takes (RFC 9110 §12.5.3).

/// A content coding, with the extension of its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coding {
    /// As headers name it.
    pub name: &'static str,
    /// As files name it.
    pub extension: &'static str,
}

/// The codings there may be, the smallest first.
const CODINGS: [Coding; 2] = [Coding { name: "br", extension: "br" }, Coding { name: "gzip", extension: "gz" }];

/// The codings that `Accept-Encoding` allows, the best first.
pub fn accepted(accept: &str) -> Vec<Coding> {
    let quality = |name: &str| {
        let mut wildcard = None;
        for item in accept.split(',') {
            let mut parts = item.split(';').map(str::trim);
            let coding = parts.next().unwrap_or_default();
            let quality =
                parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |text| text.parse::<f32>().ok());
            let quality = quality.unwrap_or(0.0);
            if coding.eq_ignore_ascii_case(name) {
                return quality;
            }
            if coding == "*" {
                wildcard = Some(quality);
            }
        }
        wildcard.unwrap_or(0.0)
    };
    let mut wanted: Vec<_> =
        CODINGS.map(|coding| (quality(coding.name), coding)).into_iter().filter(|(q, _)| *q > 0.0).collect();
    wanted.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    wanted.into_iter().map(|(_, coding)| coding).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("gzip, deflate, br", &["br", "gzip"])]
    #[case("gzip", &["gzip"])]
    #[case("br;q=0, gzip", &["gzip"])]
    #[case("br;q=0.1, gzip;q=0.9", &["gzip", "br"])]
    #[case("*", &["br", "gzip"])]
    #[case("*;q=0", &[])]
    #[case("", &[])]
    #[case("identity", &[])]
    #[case("br;q=x", &[])]
    fn the_best_that_is_allowed_comes_first(#[case] accept: &str, #[case] names: &[&str]) {
        assert_eq!(accepted(accept).iter().map(|coding| coding.name).collect::<Vec<_>>(), names);
    }
}

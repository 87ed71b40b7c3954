//! Putting short lists in order.

/// The items ordered by `key`, equal ones in the order they came. Quadratic: for lists of at most some hundreds.
///
/// The standard library's sorts are made for millions and bring 20 KB into the WebAssembly.
#[must_use]
pub fn ordered_by<T, K: Ord>(items: impl IntoIterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut ordered: Vec<T> = Vec::new();
    for item in items {
        let place = key(&item);
        let mut at = ordered.len();
        while at > 0 && key(&ordered[at - 1]) > place {
            at -= 1;
        }
        ordered.insert(at, item);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_order_is_that_of_a_stable_sort(items in proptest::collection::vec((0_u8..9, proptest::num::u8::ANY), 0..40)) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            proptest::prop_assert_eq!(ordered_by(items, |(key, _)| *key), expected);
        }
    }
}

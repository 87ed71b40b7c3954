//! From what an earlier release wrote to what this one reads: texts in, texts out.

/// What lies in a database: texts under their names.
pub type Texts = Vec<(String, String)>;

/// Makes the texts of one version into those of the next; `None` if they cannot be read.
pub type Step = fn(Texts) -> Option<Texts>;

/// The texts in the form of the newest version. `steps[0]` leads from version 1 to version 2, and so on.
///
/// `None` if the version is none that ever was, or a step fails; then nothing may be written over what is there.
#[must_use]
pub fn migrated(texts: Texts, version: usize, steps: &[Step]) -> Option<Texts> {
    let ahead = steps.get(version.checked_sub(1)?..)?;
    ahead.iter().try_fold(texts, |texts, step| step(texts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pairs: &[(&str, &str)]) -> Texts {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    fn renames(texts: Texts) -> Option<Texts> {
        Some(texts.into_iter().map(|(name, text)| (name.replace("journal", "wishes"), text)).collect())
    }

    fn doubles(texts: Texts) -> Option<Texts> {
        texts.into_iter().map(|(name, text)| Some((name, (text.parse::<i64>().ok()? * 2).to_string()))).collect()
    }

    const STEPS: &[Step] = &[renames, doubles];

    #[test]
    fn each_version_goes_only_the_steps_that_lie_ahead_of_it() {
        let written = texts(&[("journal", "1"), ("era", "2")]);
        assert_eq!(migrated(written.clone(), 1, STEPS), Some(texts(&[("wishes", "2"), ("era", "4")])));
        assert_eq!(migrated(written.clone(), 2, STEPS), Some(texts(&[("journal", "2"), ("era", "4")])));
        assert_eq!(migrated(written.clone(), 3, STEPS), Some(written.clone()));
        assert_eq!(migrated(written.clone(), 1, &[]), Some(written));
    }

    #[test]
    fn a_version_that_never_was_and_a_step_that_fails_give_nothing() {
        assert_eq!(migrated(texts(&[("era", "2")]), 0, STEPS), None);
        assert_eq!(migrated(texts(&[("era", "2")]), 4, STEPS), None);
        assert_eq!(migrated(texts(&[("era", "two")]), 1, STEPS), None);
        assert_eq!(migrated(Texts::new(), 1, STEPS), Some(Texts::new()));
    }
}

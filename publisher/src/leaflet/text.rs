//! Texts of the utility, made fit for HTML, each in its language.

use diya::domain::notice::{Info, Notice};
use diya::domain::time::{INDIA, Instant};
use diya::domain::words::{Language, Words};
use diya::view::i18n::fill;

use super::words::words;
use crate::markup::{escaped, is_language_tag};

/// Both languages, in the order in which they stand on the page.
pub const LANGUAGES: [Language; 2] = Language::FIRST;

/// An instant as people tell it, always with its year and never as "today": paper does not know which day it is read.
pub fn when(language: Language, instant: Instant) -> String {
    language.instant(instant, Instant::MIN)
}

/// An instant as the end of something. Midnight is told as the end of the day before: "until 2 November" would be taken
/// for all of that day, and supply may be cut on it.
pub fn end(language: Language, instant: Instant) -> String {
    let midnight = Instant::start_of(instant.date(INDIA), INDIA);
    // `when` tells minutes.
    if instant.unix_seconds() - midnight.unix_seconds() >= 60 {
        return when(language, instant);
    }
    let last = Instant::from_unix_seconds(midnight.unix_seconds() - 1);
    fill(words(language).end_of, &[("date", &language.date(last.date(INDIA), Instant::MIN))])
}

/// `text` for HTML. HTML has no carriage return but as a line break.
pub fn html(text: &str) -> String {
    escaped(&text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// A text of the utility in `language`; in another one, and marked as such, if it left this empty.
pub fn of(language: Language, words: &Words) -> String {
    let (found, text) = language.found(words);
    let text = html(text);
    if found == language { text } else { marked(&text, &format!(" lang=\"{}\"", found.tag())) }
}

/// ` lang="…"` where `info` is in another language than what surrounds it.
pub fn lang(info: &Info, around: Language) -> String {
    let same = info.language.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case(around.tag()));
    // A language that is no tag is unknown, which HTML writes as an empty one.
    let tag = if is_language_tag(&info.language) { info.language.as_str() } else { "" };
    if same { String::new() } else { format!(" lang=\"{tag}\"") }
}

/// `html` with the attribute that [`lang`] gives, if it gives one.
pub fn marked(html: &str, lang: &str) -> String {
    if lang.is_empty() { html.to_owned() } else { format!("<span{lang}>{html}</span>") }
}

/// A web address or telephone number as a link if it is one that can do no harm, else as the text it is.
pub fn link(text: &str) -> String {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let is_plain = !text.contains(|sign: char| sign.is_whitespace() || sign.is_control());
    let is_allowed = ["https://", "http://", "tel:"].iter().any(|scheme| lower.starts_with(scheme) && lower != *scheme);
    if is_plain && is_allowed { format!("<a href=\"{0}\">{0}</a>", html(text)) } else { html(text) }
}

/// Whom to ask: a telephone number as a link, or any other contact.
pub fn contact(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_number =
        text.chars().all(|sign| sign.is_ascii_digit() || "+- ()".contains(sign)) && (3..=15).contains(&digits);
    if is_number {
        let dialled: String = text.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
        return format!("<a href=\"tel:{dialled}\">{}</a>", html(&text.replace(' ', "\u{a0}")));
    }
    link(text)
}

/// The notice's place on the page: letters, digits and `-` as they are, all else as `_` and its number, so that no
/// two notices share one.
pub fn anchor(notice: &Notice) -> String {
    let name = format!("{},{},{}", notice.sender, notice.identifier, notice.sent.unix_seconds());
    let mut anchor = String::from("n-");
    for sign in name.chars() {
        if sign.is_ascii_alphanumeric() || sign == '-' {
            anchor.push(sign);
        } else {
            anchor.push_str(&format!("_{:x}_", u32::from(sign)));
        }
    }
    anchor
}

/// Who issued it, for people.
pub fn issuer<'a>(notice: &'a Notice, info: &'a Info) -> &'a str {
    if info.sender_name.is_empty() { &notice.sender } else { &info.sender_name }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://a.example/?x=1&y=2", true)]
    #[case("HTTP://a.example", true)]
    #[case("tel:1912", true)]
    #[case("javascript:alert(1)", false)]
    #[case(" java\nscript:alert(1)", false)]
    #[case("data:text/html,x", false)]
    #[case("https://a.example onclick=x", false)]
    #[case("//a.example", false)]
    #[case("https://", false)]
    fn only_web_addresses_and_numbers_become_links(#[case] text: &str, #[case] is_link: bool) {
        assert_eq!(link(text).starts_with("<a href=\""), is_link, "{}", link(text));
    }

    #[rstest]
    #[case("1912", "<a href=\"tel:1912\">1912</a>")]
    #[case("+91 612 250-4036", "<a href=\"tel:+916122504036\">+91\u{a0}612\u{a0}250-4036</a>")]
    #[case("1912 or the office", "1912 or the office")]
    #[case("12", "12")]
    fn a_contact_that_is_a_number_can_be_dialled(#[case] text: &str, #[case] html: &str) {
        assert_eq!(contact(text), html);
    }

    #[test]
    fn a_date_is_never_told_as_today() {
        let instant = Instant::from_unix_seconds(1_730_377_800);
        assert_eq!(when(Language::English, instant), "Thu, 31 Oct 2024, 18:00");
    }

    #[rstest]
    #[case("2024-11-02T00:00:00+05:30", "the end of Fri, 1 Nov 2024")]
    #[case("2024-11-02T00:00:59+05:30", "the end of Fri, 1 Nov 2024")]
    #[case("2024-11-11T10:00:00+05:30", "Mon, 11 Nov 2024, 10:00")]
    fn an_end_at_midnight_is_that_of_the_day_before(#[case] text: &str, #[case] told: &str) {
        assert_eq!(end(Language::English, Instant::parse(text).expect("a time")), told);
    }
}

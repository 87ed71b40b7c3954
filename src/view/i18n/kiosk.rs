//! The words around a visit at a machine that many people share. They stand on its screen in all languages at once, so that
//! they are no part of a language's file: the build puts them into `kiosk.js`, which no phone loads.

use crate::domain::words::Language;

macro_rules! words {
    ($($name:ident: { hi: $hi:literal, en: $en:literal, ur: $ur:literal $(,)? },)*) => {
        /// The words, with their names, in one language.
        #[must_use]
        pub const fn kiosk_words(language: Language) -> &'static [(&'static str, &'static str)] {
            match language {
                Language::Hindi => &[$((stringify!($name), $hi)),*],
                Language::English => &[$((stringify!($name), $en)),*],
                Language::Urdu => &[$((stringify!($name), $ur)),*],
            }
        }
    };
}

words! {
    begin: { hi: "शुरू करने के लिए छुएँ", en: "Touch to begin", ur: "شروع کرنے کے لیے چھوئیں" },
    name: { hi: "दीया", en: "Diya", ur: "دیا" },
    about: {
        hi: "प्रीपेड बिजली: बैलेंस, रिचार्ज, सूचना",
        en: "Prepaid electricity: balance, recharge, notices",
        ur: "پری پیڈ بجلی: بیلنس، ریچارج، اطلاع",
    },
    how_number: {
        hi: "कंज़्यूमर नंबर डालें। OTP आपके फ़ोन पर आएगा।",
        en: "Enter your consumer number. An OTP comes to your phone.",
        ur: "کنزیومر نمبر ڈالیں۔ OTP آپ کے فون پر آئے گا۔",
    },
    how_pay: {
        hi: "बैलेंस देखें। रिचार्ज के लिए QR कोड अपने फ़ोन से स्कैन करें।",
        en: "See your balance. To recharge, scan the QR code with your phone.",
        ur: "بیلنس دیکھیں۔ ریچارج کے لیے QR کوڈ اپنے فون سے اسکین کریں۔",
    },
    how_done: {
        hi: "“हो गया” दबाएँ। आपका कुछ भी यहाँ नहीं रहता।",
        en: "Press “Done”. Nothing of yours stays here.",
        ur: "”ہو گیا“ دبائیں۔ آپ کا کچھ بھی یہاں نہیں رہتا۔",
    },
    help: { hi: "मदद: {number} पर कॉल करें", en: "Help: call {number}", ur: "مدد: {number} پر کال کریں" },
    done: { hi: "हो गया", en: "Done", ur: "ہو گیا" },
    done_label: { hi: "यहाँ से जाएँ", en: "Leave", ur: "یہاں سے جائیں" },
    ask: { hi: "क्या आप अब भी यहाँ हैं?", en: "Are you still here?", ur: "کیا آپ اب بھی یہاں ہیں؟" },
    ask_left: {
        hi: "{n} सेकंड में आपकी जानकारी इस मशीन से हट जाएगी।",
        en: "Your details leave this machine in {n} seconds.",
        ur: "{n} سیکنڈ میں آپ کی معلومات اس مشین سے ہٹ جائے گی۔",
    },
    ask_paying: {
        hi: "भुगतान अभी खुला है। यहाँ से जाने पर भी ऑर्डर विभाग के सर्वर पर रहता है। पैसा दे चुके हों तो दोबारा न दें।",
        en: "Your payment is still open. The order stays with the utility's server even when you go. If you have paid, do not pay again.",
        ur: "ادائیگی ابھی کھلی ہے۔ یہاں سے جانے پر بھی آرڈر محکمے کے سرور پر رہتا ہے۔ پیسہ دے چکے ہوں تو دوبارہ نہ دیں۔",
    },
    stay: { hi: "मैं यहीं हूँ", en: "I am still here", ur: "میں یہیں ہوں" },
    keypad: { hi: "अंक", en: "Digits", ur: "ہندسے" },
    key_back: { hi: "आख़िरी अंक मिटाएँ", en: "Delete the last digit", ur: "آخری ہندسہ مٹائیں" },
    key_clear: { hi: "सब मिटाएँ", en: "Clear", ur: "سب مٹائیں" },
    staff: { hi: "कर्मचारियों के लिए", en: "For staff", ur: "عملے کے لیے" },
    staff_pin: { hi: "पिन", en: "PIN", ur: "پن" },
    staff_open: { hi: "खोलें", en: "Open", ur: "کھولیں" },
    staff_wrong: { hi: "पिन सही नहीं है।", en: "The PIN is not right.", ur: "پن صحیح نہیں ہے۔" },
    staff_wait: { hi: "{n} सेकंड बाद फिर डालें।", en: "Try again in {n} seconds.", ur: "{n} سیکنڈ بعد پھر ڈالیں۔" },
    staff_none: {
        hi: "इस मशीन के लिए कोई पिन तय नहीं है।",
        en: "No PIN is set for this machine.",
        ur: "اس مشین کے لیے کوئی پن طے نہیں ہے۔",
    },
    staff_version: { hi: "संस्करण", en: "Version", ur: "ورژن" },
    staff_bulletin: { hi: "बुलेटिन", en: "Bulletin", ur: "بلیٹن" },
    staff_issued: { hi: "जारी हुआ", en: "Issued", ur: "جاری ہوا" },
    staff_mirror: { hi: "कहाँ से आया", en: "Came from", ur: "کہاں سے آیا" },
    staff_storage: { hi: "इस ब्राउज़र में रखी चीज़ें", en: "Things kept in this browser", ur: "اس براؤزر میں رکھی چیزیں" },
    staff_visits: { hi: "चालू होने के बाद से लोग", en: "Visits since the start", ur: "چالو ہونے کے بعد سے لوگ" },
    staff_since: { hi: "कब से चालू", en: "Running since", ur: "کب سے چالو" },
    staff_errors: { hi: "चालू होने के बाद से ख़राबियाँ", en: "Errors since the start", ur: "چالو ہونے کے بعد سے خرابیاں" },
    staff_reload: { hi: "फिर से खोलें", en: "Open again", ur: "پھر سے کھولیں" },
    staff_offline: {
        hi: "पोर्टल का सर्वर जवाब नहीं दे रहा। पेज खुला ही रहा।",
        en: "The portal's host does not answer. The page was left open.",
        ur: "پورٹل کا سرور جواب نہیں دے رہا۔ صفحہ کھلا ہی رہا۔",
    },
    staff_close: { hi: "बंद करें", en: "Close", ur: "بند کریں" },
}

/// All of them, as `kiosk.js` reads them: a JSON object of the languages.
#[must_use]
pub fn kiosk_json() -> String {
    let languages = Language::ALL.map(|language| {
        let words = kiosk_words(language).iter().map(|(name, text)| ((*name).to_owned(), (*text).into()));
        (language.tag().to_owned(), serde_json::Value::Object(words.collect()))
    });
    serde_json::Value::Object(languages.into_iter().collect()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_every_language_with_the_same_placeholders() {
        let placeholders = |text: &str| ["{n}", "{number}"].map(|one| text.matches(one).count());
        for language in Language::ALL {
            for ((name, text), (_, hindi)) in kiosk_words(language).iter().zip(kiosk_words(Language::Hindi)) {
                assert!(!text.trim().is_empty(), "{name}");
                assert_eq!(placeholders(text), placeholders(hindi), "{name} in {}", language.tag());
            }
        }
    }

    #[test]
    fn every_word_is_used_and_every_used_word_is_there() {
        let sources = [
            include_str!("../../../public/kiosk/staff.js"),
            include_str!("../../../public/kiosk/visit.js"),
            include_str!("../../../public/kiosk/keypad.js"),
        ];
        let used = sources.map(|source| source.split("words.").skip(1));
        let used = used
            .into_iter()
            .flatten()
            .map(|rest| rest.split(|sign: char| !sign.is_ascii_lowercase() && sign != '_').next().unwrap_or_default());
        let mut used: Vec<_> = used.collect();
        used.sort_unstable();
        used.dedup();
        let mut there: Vec<_> = kiosk_words(Language::Hindi).iter().map(|(name, _)| *name).collect();
        there.sort_unstable();
        assert_eq!(used, there);
    }

    #[test]
    fn the_script_gets_an_object_of_languages() {
        let json: serde_json::Value = serde_json::from_str(&kiosk_json()).expect("JSON");
        assert_eq!(json["en"]["done"], "Done");
        assert_eq!(json["hi"]["done"], "हो गया");
    }
}

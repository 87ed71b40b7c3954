//! Days of use as a Green Button file: ESPI 4.0 resources (NAESB REQ.21) in an Atom feed (RFC 4287), for programs that
//! read the meter data of many utilities.
//!
//! Nothing of the person is in it: no consumer number, no name, nothing made from them. Its identifiers say only which
//! part and which month an entry is, so they are the same in everybody's file, and stay the same when a file is saved
//! again.

use chrono::Datelike;

use super::i18n::fill;
use crate::domain::balance::{DayUse, Quality};
use crate::domain::time::{INDIA, Instant, UtcOffset};

/// A day of use takes this long, in seconds: India has no daylight saving.
const DAY: i64 = 86_400;
/// Hundred-thousandths of a rupee, in which ESPI gives a cost, to a paisa.
const PER_PAISA: i64 = 1_000;
/// ESPI's `Int48`.
const MOST: i64 = 1 << 47;

/// Everything before the readings. A daylight-saving rule of `FFFFFFFF` is none; 72 is Wh, 356 the Indian rupee, 12
/// energy of normal quality.
const HEAD: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>{id}f0000001</id><title>Electricity use by day</title>",
    "<updated>{at}</updated><author><name>Diya</name></author>{self}/Subscription/1\" type=\"espi-entry/Subscription\"/>",
    "<entry><id>{id}f0000002</id>{self}/UsagePoint/1\" type=\"espi-entry/UsagePoint\"/>",
    "{up}/UsagePoint\" type=\"espi-feed/UsagePoint\"/>",
    "{related}/UsagePoint/1/MeterReading\" type=\"espi-feed/MeterReading\"/>",
    "{related}/LocalTimeParameters/1\" type=\"espi-entry/LocalTimeParameters\"/>",
    "<title>Electricity meter</title><content type=\"application/xml\"><UsagePoint xmlns=\"http://naesb.org/espi\">",
    "<ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint></content>{dated}",
    "<entry><id>{id}f0000003</id>{self}/LocalTimeParameters/1\" type=\"espi-entry/LocalTimeParameters\"/>",
    "{up}/LocalTimeParameters\" type=\"espi-feed/LocalTimeParameters\"/>",
    "<title>India Standard Time</title><content type=\"application/xml\">",
    "<LocalTimeParameters xmlns=\"http://naesb.org/espi\"><dstEndRule>FFFFFFFF</dstEndRule><dstOffset>0</dstOffset>",
    "<dstStartRule>FFFFFFFF</dstStartRule><tzOffset>19800</tzOffset></LocalTimeParameters></content>{dated}",
    "<entry><id>{id}f0000004</id>{self}/UsagePoint/1/MeterReading/1\" type=\"espi-entry/MeterReading\"/>",
    "{up}/UsagePoint/1/MeterReading\" type=\"espi-feed/MeterReading\"/>",
    "{related}/UsagePoint/1/MeterReading/1/IntervalBlock\" type=\"espi-feed/IntervalBlock\"/>",
    "{related}/ReadingType/1\" type=\"espi-entry/ReadingType\"/>",
    "<title>Use by day</title><content type=\"application/xml\"><MeterReading xmlns=\"http://naesb.org/espi\"/></content>{dated}",
    "<entry><id>{id}f0000005</id>{self}/ReadingType/1\" type=\"espi-entry/ReadingType\"/>",
    "{up}/ReadingType\" type=\"espi-feed/ReadingType\"/>",
    "<title>Energy drawn, Wh</title><content type=\"application/xml\"><ReadingType xmlns=\"http://naesb.org/espi\">",
    "<accumulationBehaviour>4</accumulationBehaviour><commodity>1</commodity><currency>356</currency>",
    "<dataQualifier>12</dataQualifier><flowDirection>1</flowDirection><intervalLength>86400</intervalLength>",
    "<kind>12</kind><powerOfTenMultiplier>0</powerOfTenMultiplier><uom>72</uom></ReadingType></content>{dated}",
);

/// Before the readings of one month.
const BLOCK: &str = concat!(
    "<entry><id>{id}{month}</id>{self}/UsagePoint/1/MeterReading/1/IntervalBlock/{month}\" type=\"espi-entry/IntervalBlock\"/>",
    "{up}/UsagePoint/1/MeterReading/1/IntervalBlock\" type=\"espi-feed/IntervalBlock\"/>",
    "<title>{month}</title><content type=\"application/xml\"><IntervalBlock xmlns=\"http://naesb.org/espi\"><interval>",
);

/// The days, which are in order and each there once, as they were told at `told_at`.
///
/// A block holds what is known of a month; a day that is not known has no reading. What the utility computed is
/// "derived" (11), because by which method is not known; what it measured has the default quality.
#[must_use]
pub fn green_button(days: &[DayUse], told_at: Instant) -> String {
    let at = told_at.to_rfc3339(UtcOffset::UTC);
    let dated = ["<published>", &at, "</published><updated>", &at, "</updated></entry>\n"].concat();
    let parts = [
        ("at", at.as_str()),
        ("dated", &dated),
        // RFC 9562 §5.8: version 8, filled by whoever makes it.
        ("id", "urn:uuid:64697961-6762-8000-8000-0000"),
        ("self", "<link rel=\"self\" href=\"/espi/1_1/resource"),
        ("up", "<link rel=\"up\" href=\"/espi/1_1/resource"),
        ("related", "<link rel=\"related\" href=\"/espi/1_1/resource"),
    ];
    let mut feed = fill(HEAD, &parts);
    let mut at = 0;
    while let Some(first) = days.get(at) {
        let block = month(first);
        let length = days[at..].iter().take_while(|day| month(day) == block).count();
        let days = &days[at..at + length];
        at += length;
        let start = start_of(first);
        let end = days.last().map_or(start, start_of) + DAY;
        let [.., id, own, up, _] = parts;
        feed.push_str(&fill(BLOCK, &[id, own, up, ("month", &format!("{block:08}"))]));
        period(&mut feed, start, end - start);
        feed.push_str("</interval>");
        for day in days {
            feed.push_str("<IntervalReading>");
            // What ESPI has no room for is left out rather than told wrongly.
            let cost = day.paise.0.saturating_mul(PER_PAISA);
            if (-MOST..=MOST).contains(&cost) {
                number(&mut feed, "cost", cost);
            }
            if day.quality == Quality::Estimated {
                feed.push_str("<ReadingQuality><quality>11</quality></ReadingQuality>");
            }
            feed.push_str("<timePeriod>");
            period(&mut feed, start_of(day), DAY);
            feed.push_str("</timePeriod>");
            number(&mut feed, "value", i64::from(day.wh));
            feed.push_str("</IntervalReading>\n");
        }
        feed.push_str("</IntervalBlock></content>");
        feed.push_str(&dated);
    }
    feed.push_str("</feed>\n");
    feed
}

/// Year and month as one number: 202410.
fn month(day: &DayUse) -> i64 {
    i64::from(day.date.0.year()) * 100 + i64::from(day.date.0.month())
}

fn start_of(day: &DayUse) -> i64 {
    Instant::start_of(day.date.0, INDIA).unix_seconds()
}

#[inline(never)]
fn period(feed: &mut String, start: i64, duration: i64) {
    number(feed, "duration", duration);
    number(feed, "start", start);
}

/// An element that holds a number.
#[inline(never)]
fn number(feed: &mut String, name: &str, number: i64) {
    for part in ["<", name, ">", &number.to_string(), "</", name, ">"] {
        feed.push_str(part);
    }
}

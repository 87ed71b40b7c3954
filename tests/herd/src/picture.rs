//! The goodput over time as an SVG of our own making: legible on light and dark paper, and without colours.

use std::fmt::Write;

use crate::figures::Comparison;
use crate::policy::Policy;

const WIDTH: f64 = 880.0;
const HEIGHT: f64 = 460.0;
/// The field of the curves: left, top, right, bottom.
const FIELD: (f64, f64, f64, f64) = (78.0, 74.0, 640.0, 386.0);
/// The top of the field, against the capacity.
const TOP: f64 = 1.2;

const STYLE: &str = "text{font:14px system-ui,sans-serif;fill:#1d2733}.t{font-size:17px;font-weight:600}.s{font-size:12.5px}\
    .p{fill:#fff}.g{stroke:#c9d1da}.a{stroke:#1d2733}.c{fill:none;stroke-width:2.2;stroke-linejoin:round}\
    .fixed{stroke:#b3261e;stroke-dasharray:2 4}.jitter{stroke:#8a5a00;stroke-dasharray:9 4}.throttle{stroke:#6a3fb5;stroke-dasharray:9 4 2 4}\
    .alone{stroke:#0b6fa4;stroke-dasharray:5 3}.ours{stroke:#0a7a4b;stroke-width:3.2}.i{stroke:#5b6773;stroke-width:1.4;stroke-dasharray:1 3}\
    @media(prefers-color-scheme:dark){text{fill:#e6ebf0}.p{fill:#141a21}.g{stroke:#37414c}.a{stroke:#e6ebf0}.fixed{stroke:#ff8a80}\
    .jitter{stroke:#f0b64d}.throttle{stroke:#c4a5ff}.alone{stroke:#74c6f2}.ours{stroke:#5fd39d}.i{stroke:#9aa6b2}}";

const fn class(policy: Policy) -> &'static str {
    match policy {
        Policy::Fixed => "fixed",
        Policy::Jitter => "jitter",
        Policy::Throttle => "throttle",
        Policy::OursAlone => "alone",
        Policy::Ours => "ours",
    }
}

impl Comparison {
    /// The picture.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "minutes of a few days")]
    pub fn picture(&self) -> String {
        let ideal = self.ideal_seconds[1].unwrap_or(7200);
        let hours = (f64::from(ideal) * 2.4 / 3600.0).ceil().max(1.0);
        let (left, top, right, bottom) = FIELD;
        let across = move |minute: f64| left + (right - left) * minute / (hours * 60.0);
        let up = move |share: f64| bottom - (bottom - top) * share.min(TOP) / TOP;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">\n<title>Clients served a second after \
             the recovery</title>\n<style>{STYLE}</style>\n<rect class=\"p\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>\n"
        );
        let title = format!(
            "{} lakh clients come back to a server that does {:.0} requests a second",
            f64::from(self.clients) / 100_000.0,
            self.capacity
        );
        // Writing to a string cannot fail.
        let _ = writeln!(svg, "<text class=\"t\" x=\"24\" y=\"30\">{title}</text>");
        let _ = writeln!(
            svg,
            "<text class=\"s\" x=\"24\" y=\"51\">Clients served, as a share of the capacity, minute by minute; {}</text>",
            self.how()
        );
        for percent in [0, 25, 50, 75, 100] {
            let y = up(f64::from(percent) / 100.0);
            let line = if percent == 0 || percent == 100 { "a" } else { "g" };
            let _ = writeln!(
                svg,
                "<line class=\"{line}\" x1=\"{left}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/><text class=\"s\" x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{percent} %</text>",
                left - 8.0,
                y + 4.5
            );
        }
        let _ = writeln!(svg, "<text class=\"s\" x=\"{:.0}\" y=\"{:.1}\">capacity</text>", left + 6.0, up(1.0) - 6.0);
        let mut hour = 0.0;
        while hour <= hours {
            let x = across(hour * 60.0);
            let _ = writeln!(
                svg,
                "<line class=\"a\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bottom}\" y2=\"{:.0}\"/><text class=\"s\" x=\"{x:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{hour}</text>",
                bottom + 6.0,
                bottom + 22.0
            );
            hour += if hours > 12.0 { 2.0 } else { 1.0 };
        }
        let _ = writeln!(
            svg,
            "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">hours after the server is back</text>",
            f64::midpoint(left, right),
            bottom + 46.0
        );
        let _ = writeln!(
            svg,
            "<text transform=\"translate(22 {:.0}) rotate(-90)\" text-anchor=\"middle\">served / capacity</text>",
            f64::midpoint(top, bottom)
        );
        let x = across(f64::from(ideal) / 60.0);
        let _ = writeln!(
            svg,
            "<line class=\"i\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top}\" y2=\"{bottom}\"/><text class=\"s\" x=\"{:.1}\" y=\"{:.1}\">ideal: 95 % served</text>",
            x + 6.0,
            top + 10.0
        );
        for (place, figures) in self.policies.iter().enumerate() {
            let points: Vec<String> = figures
                .goodput
                .iter()
                .enumerate()
                .take_while(|(minute, _)| *minute as f64 <= hours * 60.0)
                .map(|(minute, share)| format!("{:.1},{:.1}", across(minute as f64), up(*share)))
                .collect();
            let (class, y) = (class(figures.policy), top + 22.0 + place as f64 * 58.0);
            let _ = writeln!(svg, "<polyline class=\"c {class}\" points=\"{}\"/>", points.join(" "));
            let _ = writeln!(
                svg,
                "<line class=\"c {class}\" x1=\"{0}\" x2=\"{1}\" y1=\"{2:.0}\" y2=\"{2:.0}\"/>",
                right + 22.0,
                right + 58.0,
                y - 4.0
            );
            let _ = writeln!(svg, "<text x=\"{:.0}\" y=\"{y:.0}\">{}</text>", right + 66.0, figures.policy.name());
            let served = match figures.times_ideal {
                Some(times) => format!("95 % after {times:.2} × the ideal"),
                None => {
                    format!("{:.0} % served in {:.0} h", figures.served * 100.0, figures.goodput.len() as f64 / 60.0)
                }
            };
            let requests = figures
                .requests_per_served
                .map_or("nobody served".to_owned(), |requests| format!("{requests:.2} requests each"));
            let _ = writeln!(
                svg,
                "<text class=\"s\" x=\"{0:.0}\" y=\"{1:.0}\">{served}</text><text class=\"s\" x=\"{0:.0}\" y=\"{2:.0}\">{requests}</text>",
                right + 66.0,
                y + 16.0,
                y + 31.0
            );
        }
        svg + "</svg>\n"
    }

    fn how(&self) -> &'static str {
        match self.recovery {
            crate::plan::Recovery::AtOnce => "it comes back at once",
            crate::plan::Recovery::Deadline => "it comes back two hours before the deadline",
            crate::plan::Recovery::Flapping => "it falls three times before it stays",
        }
    }
}

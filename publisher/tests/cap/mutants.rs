//! The schema's verdict, and ours, on documents one step away from a rich valid one.

use std::path::Path;
use std::process::Command;

use publisher::cap::import;

use crate::xmllint;

/// All of CAP's elements, one a line, so that a line can be taken away, doubled, or moved past the next.
const RICH: &str = r#"<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>N1</identifier>
<sender>ops@utility</sender>
<sent>2024-10-29T17:00:00+05:30</sent>
<status>Actual</status>
<msgType>Update</msgType>
<source>desk</source>
<scope>Public</scope>
<restriction>none</restriction>
<addresses>all</addresses>
<code>c</code>
<note>n</note>
<references>ops@utility,N0,2024-10-28T17:00:00+05:30</references>
<incidents>i</incidents>
<info>
<language>en-IN</language>
<category>Infra</category>
<event>Outage</event>
<responseType>Monitor</responseType>
<urgency>Immediate</urgency>
<severity>Minor</severity>
<certainty>Observed</certainty>
<audience>all</audience>
<eventCode>
<valueName>n</valueName>
<value>v</value>
</eventCode>
<effective>2024-10-29T17:00:00+05:30</effective>
<onset>2024-10-29T17:00:00+05:30</onset>
<expires>2024-10-30T17:00:00+05:30</expires>
<senderName>Utility</senderName>
<headline>h</headline>
<description>d</description>
<instruction>i</instruction>
<web>https://utility.example/</web>
<contact>1912</contact>
<parameter>
<valueName>n</valueName>
<value>v</value>
</parameter>
<resource>
<resourceDesc>r</resourceDesc>
<mimeType>text/plain</mimeType>
<size>1</size>
<uri>https://utility.example/r</uri>
<derefUri>QQ==</derefUri>
<digest>0</digest>
</resource>
<area>
<areaDesc>Patna</areaDesc>
<polygon>1,2 3,4 5,6 1,2</polygon>
<circle>1,2 3</circle>
<geocode>
<valueName>n</valueName>
<value>v</value>
</geocode>
<altitude>1</altitude>
<ceiling>2</ceiling>
</area>
</info>
</alert>"#;

fn mutants() -> Vec<String> {
    let lines: Vec<_> = RICH.lines().collect();
    let mut mutants = vec![RICH.to_owned()];
    for place in 0..lines.len() {
        let (mut without, mut twice, mut moved) = (lines.clone(), lines.clone(), lines.clone());
        without.remove(place);
        twice.insert(place, lines[place]);
        moved.swap(place, (place + 1) % lines.len());
        mutants.extend([without, twice, moved].map(|lines| lines.join("\n")));
        // A line of its own is renamed; a line that only opens or closes would leave no XML.
        let name = lines[place].strip_prefix('<').and_then(|line| line.split_once('>')).map(|(name, _)| name);
        if let Some(name) = name.filter(|name| lines[place].ends_with(&format!("</{name}>"))) {
            let renamed = lines[place].replace(name, &format!("{name}s"));
            let mut other = lines.clone();
            other[place] = &renamed;
            mutants.push(other.join("\n"));
        }
    }
    mutants
}

#[test]
fn import_and_xmllint_agree_on_everything_one_step_from_a_valid_alert() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/cap/CAP-v1.2.xsd");
    if !schema.is_file() {
        println!("skipped: {} is not here", schema.display());
        return;
    }
    let (scratch, mutants) = (xmllint::scratch("mutants"), mutants());
    let files: Vec<_> = (0..mutants.len()).map(|number| scratch.join(format!("{number}.xml"))).collect();
    for (file, mutant) in files.iter().zip(&mutants) {
        std::fs::write(file, mutant).expect("written");
    }
    let mut xmllint = Command::new("xmllint");
    let Ok(output) = xmllint.args(["--nonet", "--noout", "--schema"]).arg(&schema).args(&files).output() else {
        println!("skipped: xmllint is not installed");
        return;
    };
    let said = String::from_utf8_lossy(&output.stderr);
    let mut valid = 0;
    for (file, mutant) in files.iter().zip(&mutants) {
        let validates = said.lines().any(|line| line == format!("{} validates", file.display()));
        let imported = import(mutant.as_bytes());
        assert_eq!(imported.is_ok(), validates, "{imported:?}\n{mutant}");
        valid += usize::from(validates);
    }
    println!("{} documents, {valid} valid", mutants.len());
    assert!(valid > 20 && mutants.len() > 200, "{valid} of {}", mutants.len());
}

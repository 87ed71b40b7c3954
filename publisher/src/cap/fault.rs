//! Why a document is not taken as CAP 1.2.

/// Why a document is not taken as CAP 1.2. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CapFault {
    /// Longer than [`super::MAX_BYTES`].
    #[error("the document has {bytes} bytes; at most {limit} are read", limit = super::MAX_BYTES)]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// Neither UTF-8 nor ISO-8859-1.
    #[error("the encoding {name} is not read; convert the document to UTF-8")]
    Encoding {
        /// What it declares, or looks like.
        name: String,
    },
    /// Bytes that are not of the declared encoding.
    #[error("line {line}: bytes that are not UTF-8")]
    NotUtf8 {
        /// Where.
        line: u32,
    },
    /// A document type declaration: it can name files and addresses to be read, and CAP has none.
    #[error("line {line}: a document type declaration (DOCTYPE); CAP has none, and no entity is ever read")]
    Doctype {
        /// Where.
        line: u32,
    },
    /// Not XML.
    #[error("line {line}: not well-formed XML: {reason}")]
    Malformed {
        /// Where.
        line: u32,
        /// What the XML reader says.
        reason: String,
    },
    /// An `alert` of another vocabulary, such as CAP 1.1.
    #[error("line {line}: alert is of the namespace '{namespace}', not of CAP 1.2")]
    Namespace {
        /// Where.
        line: u32,
        /// Its namespace.
        namespace: String,
    },
    /// No alert in it, such as a feed that only links to alerts.
    #[error("no CAP 1.2 alert in it; the document element is {root}")]
    NoAlert {
        /// The document element.
        root: String,
    },
    /// A required element is not there (CAP 1.2 §3.2).
    #[error("line {line}: {parent} has no {element}, or not in CAP's order")]
    Missing {
        /// Of the parent.
        line: u32,
        /// In which it should be.
        parent: &'static str,
        /// What is missing.
        element: &'static str,
    },
    /// An element, an attribute or a text that CAP does not have there, or not there any more.
    #[error("line {line}: {parent} cannot have {what} here")]
    Unexpected {
        /// Where.
        line: u32,
        /// In which it stands.
        parent: String,
        /// What stands there.
        what: String,
    },
    /// A value outside its enumeration (CAP 1.2 §3.2).
    #[error("line {line}: {element} is '{value}', which CAP does not know")]
    Value {
        /// Where.
        line: u32,
        /// Of which element.
        element: &'static str,
        /// The value.
        value: String,
    },
    /// Not a time with a numeric offset (CAP 1.2 §3.3.2: no `Z`).
    #[error("line {line}: {element} is '{value}', not a time with a numeric offset like 2024-10-31T18:00:00+05:30")]
    Time {
        /// Where.
        line: u32,
        /// Of which element.
        element: &'static str,
        /// The value.
        value: String,
    },
    /// A name that a later alert could not refer to: empty, or with a space, a comma, `<` or `&` (CAP 1.2 §3.2.1).
    #[error("line {line}: {element} is '{value}'; it must not be empty nor hold spaces, commas, < or &")]
    Name {
        /// Where.
        line: u32,
        /// `identifier` or `sender`.
        element: &'static str,
        /// The value.
        value: String,
    },
    /// Not `sender,identifier,sent` (CAP 1.2 §3.2.1): what it means to replace would stay in force.
    #[error("line {line}: the reference '{value}' is not sender,identifier,sent")]
    Reference {
        /// Where.
        line: u32,
        /// The reference.
        value: String,
    },
}

//! From bytes to a tree: the grammar of RFC 8259, as strictly as it stands there.

use super::tree::{SyntaxFault, Tree};

/// Deeper nesting would take the stack of the reader.
const DEEPEST: usize = 128;
/// No object of the contract has nearly as many members; more would make the search for duplicates slow.
const MOST_MEMBERS: usize = 256;

/// A text that is read from its beginning to its end.
pub(super) struct Text<'text> {
    bytes: &'text [u8],
    /// How many bytes were taken.
    at: usize,
}

impl<'text> Text<'text> {
    pub(super) const fn of(bytes: &'text [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The one value that the text is.
    pub(super) fn whole(mut self) -> Result<Tree, SyntaxFault> {
        let tree = self.value(0)?;
        match self.sign() {
            None => Ok(tree),
            Some(_) => Err(self.fault("trailing characters")),
        }
    }

    /// What is wrong, and where: behind the byte that was taken last.
    #[inline(never)]
    fn fault(&self, what: &str) -> SyntaxFault {
        let taken = self.bytes.iter().take(self.at);
        let line = taken.clone().filter(|byte| **byte == b'\n').count() + 1;
        let column = taken.rev().take_while(|byte| **byte != b'\n').count();
        SyntaxFault { what: what.to_owned(), line, column }
    }

    /// The byte that comes, left where it is.
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Takes a byte.
    fn byte(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Takes a byte if it is this one.
    fn takes(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Takes the first byte that is not white space.
    fn sign(&mut self) -> Option<u8> {
        self.skip_space();
        self.byte()
    }

    fn value(&mut self, depth: usize) -> Result<Tree, SyntaxFault> {
        match self.sign() {
            None => Err(self.fault("EOF while parsing a value")),
            Some(b'{' | b'[') if depth == DEEPEST => Err(self.fault("recursion limit exceeded")),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => self.string().map(Tree::Text),
            Some(b'n') => self.word(b"ull", Tree::Null),
            Some(b't') => self.word(b"rue", Tree::Truth(true)),
            Some(b'f') => self.word(b"alse", Tree::Truth(false)),
            Some(b'-' | b'0'..=b'9') => {
                self.at -= 1;
                self.number()
            }
            Some(_) => Err(self.fault("expected value")),
        }
    }

    fn word(&mut self, rest: &[u8], tree: Tree) -> Result<Tree, SyntaxFault> {
        for letter in rest {
            if self.byte() != Some(*letter) {
                return Err(self.fault("expected ident"));
            }
        }
        Ok(tree)
    }

    fn list(&mut self, depth: usize) -> Result<Tree, SyntaxFault> {
        let mut items = Vec::new();
        self.skip_space();
        if self.takes(b']') {
            return Ok(Tree::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            match self.sign() {
                Some(b',') => {}
                Some(b']') => return Ok(Tree::List(items)),
                Some(_) => return Err(self.fault("expected `,` or `]`")),
                None => return Err(self.fault("EOF while parsing a list")),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Tree, SyntaxFault> {
        let mut members: Vec<(String, Tree)> = Vec::new();
        self.skip_space();
        if self.takes(b'}') {
            return Ok(Tree::Object(members));
        }
        loop {
            if self.sign() != Some(b'"') {
                return Err(self.fault("key must be a string"));
            }
            let name = self.string()?;
            if members.len() >= MOST_MEMBERS {
                return Err(self.fault("an object has too many members"));
            }
            if members.iter().any(|(known, _)| *known == name) {
                return Err(self.fault(&["member '", &name, "' stands twice"].concat()));
            }
            if self.sign() != Some(b':') {
                return Err(self.fault("expected `:`"));
            }
            members.push((name, self.value(depth)?));
            match self.sign() {
                Some(b',') => {}
                Some(b'}') => return Ok(Tree::Object(members)),
                Some(_) => return Err(self.fault("expected `,` or `}`")),
                None => return Err(self.fault("EOF while parsing an object")),
            }
        }
    }

    /// A string, behind its opening quotation mark.
    fn string(&mut self) -> Result<String, SyntaxFault> {
        let mut bytes = Vec::new();
        loop {
            match self.byte() {
                None => return Err(self.fault("EOF while parsing a string")),
                Some(b'"') => break,
                Some(b'\\') => {
                    let scalar = self.escaped().ok_or_else(|| self.fault("invalid escape"))?;
                    bytes.extend_from_slice(scalar.encode_utf8(&mut [0; 4]).as_bytes());
                }
                Some(..0x20) => return Err(self.fault("control character found while parsing a string")),
                Some(byte) => bytes.push(byte),
            }
        }
        String::from_utf8(bytes).map_err(|_| self.fault("invalid unicode code point"))
    }

    /// What stands behind a backslash. Two escapes may make one scalar value, one half of a pair makes none.
    fn escaped(&mut self) -> Option<char> {
        Some(match self.byte()? {
            sign @ (b'"' | b'\\' | b'/') => sign.into(),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                let high = unit.wrapping_sub(0xd800);
                if high < 0x400 && self.takes(b'\\') && self.takes(b'u') {
                    let low = self.unit()?.wrapping_sub(0xdc00);
                    return (low < 0x400).then(|| char::from_u32(0x1_0000 + high * 0x400 + low))?;
                }
                char::from_u32(unit)?
            }
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + char::from(self.byte()?).to_digit(16)?;
        }
        Some(unit)
    }

    fn number(&mut self) -> Result<Tree, SyntaxFault> {
        let negative = self.takes(b'-');
        let mut number = Number { digits: 0, dropped: 0 };
        if !self.takes(b'0') && !self.digits(&mut number) {
            return Err(self.no_number());
        }
        let mut exponent = number.dropped;
        let mut is_whole = exponent == 0;
        if self.takes(b'.') {
            let before = self.at;
            if !self.digits(&mut number) {
                return Err(self.no_number());
            }
            exponent = number.dropped.saturating_sub_unsigned(u32::try_from(self.at - before).unwrap_or(u32::MAX));
            is_whole = false;
        }
        if self.takes(b'e') || self.takes(b'E') {
            let shrinks = self.takes(b'-');
            if !shrinks {
                self.takes(b'+');
            }
            let mut power = Number { digits: 0, dropped: 0 };
            if !self.digits(&mut power) {
                return Err(self.no_number());
            }
            let power = i32::try_from(power.digits).unwrap_or(i32::MAX);
            exponent = if shrinks { exponent.saturating_sub(power) } else { exponent.saturating_add(power) };
            is_whole = false;
        }
        let whole =
            if negative { 0_i64.checked_sub_unsigned(number.digits) } else { i64::try_from(number.digits).ok() };
        if let Some(whole) = whole.filter(|_| is_whole) {
            return Ok(Tree::Whole(whole));
        }
        let real = number.real(exponent);
        if real.is_finite() {
            Ok(Tree::Real(if negative { -real } else { real }))
        } else {
            Err(self.fault("number out of range"))
        }
    }

    /// Takes digits; whether there was one.
    fn digits(&mut self, number: &mut Number) -> bool {
        let before = self.at;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.at += 1;
            number.push(digit - b'0');
        }
        self.at > before
    }

    fn no_number(&mut self) -> SyntaxFault {
        let is_over = self.byte().is_none();
        self.fault(if is_over { "EOF while parsing a value" } else { "invalid number" })
    }
}

/// The digits of a number, as many as fit.
struct Number {
    digits: u64,
    /// How many more there were.
    dropped: i32,
}

impl Number {
    fn push(&mut self, digit: u8) {
        match self.digits.checked_mul(10).and_then(|digits| digits.checked_add(digit.into())) {
            Some(digits) if self.dropped == 0 => self.digits = digits,
            _ => self.dropped = self.dropped.saturating_add(1),
        }
    }

    /// The digits times a power of ten, to within a few units of the last place: only shares are read as reals.
    #[expect(clippy::cast_precision_loss, reason = "digits beyond a double's are beyond what is read here")]
    fn real(&self, exponent: i32) -> f64 {
        if self.digits == 0 {
            return 0.0;
        }
        // Beyond this any number of 20 digits is zero or endless.
        let power = (0..exponent.unsigned_abs().min(400)).fold(1.0, |power, _| power * 10.0);
        if exponent < 0 { self.digits as f64 / power } else { self.digits as f64 * power }
    }
}

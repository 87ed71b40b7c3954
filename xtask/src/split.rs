//! Two modules out of one: what the first load needs, and the rest, which comes later and takes its places in the table of
//! the first (docs/decisions/0017-the-rest-comes-later.md).
//!
//! No function of the first module calls one of the rest by its number: whatever can be reached like that stays. Through the
//! table the first module reaches the rest in two rooms, `view::shell::in_the_rest` and `app::errands`, once it is there; and
//! whatever the rest itself has handed out since. Which functions of the table belong to the rest is told by their names, and only of those too
//! long to be the same as another by chance: the compiler folds functions of the same code into one.
#![expect(clippy::cast_possible_truncation, reason = "WebAssembly numbers functions and places with 32 bits")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, FunctionSection,
    GlobalSection, ImportSection, Module, RawSection, SectionId, StartSection,
};
use wasmparser::{
    ElementItems, ElementKind, ExternalKind, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef,
};

/// The module from which the rest imports: the first one.
const FIRST: &str = "p";

/// The rooms whose functions nobody calls before their pages are opened; what `app/errands.rs` enters; and what a library
/// offers to JavaScript that nobody here asks for.
const ROOMS: [&str; 25] = [
    "App>::carry_on",
    "App>::happen",
    "App>::listed",
    "App>::send_complaint",
    "App>::write_journal",
    "App>::write_outbox",
    "Vault>::put_journal",
    "view::pages::further_page",
    "view::pages::account::",
    "view::pages::complaint::",
    "view::gallery::",
    "view::pages::history::",
    "view::pages::order::",
    "view::pages::proof::",
    "view::pages::recharge::",
    "view::pages::usage::",
    "view::components::chart::",
    "view::components::fan::",
    "view::components::qr_code::",
    "view::csv::",
    "view::day_table::",
    "view::green_button::",
    "view::ics::",
    "view::qr::",
    "wasm_streams::",
];

/// Functions with fewer bytes may be the same as others by chance.
const LIKE_OTHERS: usize = 160;

/// Both modules, and how many functions went into the second.
pub struct Split {
    /// What the first load needs.
    pub first: Vec<u8>,
    /// The rest.
    pub rest: Vec<u8>,
}

/// Splits a module whose functions have names. The names are left out of both.
///
/// # Errors
/// When it is no module, has no names, or holds what this does not know how to part.
pub fn split(module: &[u8]) -> Result<Split> {
    let whole = Whole::read(module)?;
    let rest = whole.rest();
    ensure!(!rest.is_empty(), "no function of the module is known to belong to the rest: were the rooms renamed?");
    Ok(Split { first: whole.first(&rest)?, rest: whole.second(&rest)? })
}

/// A module, read.
struct Whole<'a> {
    /// Sections that are copied as they are, by their number.
    raw: BTreeMap<u8, &'a [u8]>,
    /// The type of each function, imported ones first.
    types: Vec<u32>,
    imported: usize,
    bodies: Vec<FunctionBody<'a>>,
    names: BTreeMap<u32, &'a str>,
    exports: Vec<wasmparser::Export<'a>>,
    globals: Vec<wasmparser::Global<'a>>,
    tables: Vec<wasmparser::TableType>,
    memories: Vec<wasmparser::MemoryType>,
    start: Option<u32>,
    elements: Vec<Segment>,
    data: Option<u32>,
}

/// Functions in the table, from a place on.
struct Segment {
    table: Option<u32>,
    at: u32,
    functions: Vec<u32>,
}

/// Gives functions other numbers.
struct Renumbered(Vec<Option<u32>>);

/// A function of the other module.
#[derive(Debug)]
struct Elsewhere(u32);

impl fmt::Display for Elsewhere {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "function {} is not in this module", self.0)
    }
}

impl std::error::Error for Elsewhere {}

impl Reencode for Renumbered {
    type Error = Elsewhere;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Elsewhere>> {
        self.0.get(function as usize).copied().flatten().ok_or(Error::UserError(Elsewhere(function)))
    }
}

impl<'a> Whole<'a> {
    fn read(module: &'a [u8]) -> Result<Self> {
        let mut whole = Self {
            raw: BTreeMap::new(),
            types: Vec::new(),
            imported: 0,
            bodies: Vec::new(),
            names: BTreeMap::new(),
            exports: Vec::new(),
            globals: Vec::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            start: None,
            elements: Vec::new(),
            data: None,
        };
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            if let Some((id, range)) = payload.as_section() {
                whole.raw.insert(id, &module[range.start as usize..range.end as usize]);
            }
            whole.take(payload)?;
        }
        Ok(whole)
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    match import?.ty {
                        TypeRef::Func(kind) => self.types.push(kind),
                        other => bail!("an imported {other:?}"),
                    }
                }
                self.imported = self.types.len();
            }
            Payload::FunctionSection(section) => {
                for kind in section {
                    self.types.push(kind?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    self.globals.push(global?);
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    self.exports.push(export?);
                }
            }
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(section) => {
                for element in section {
                    self.elements.push(Segment::read(&element?)?);
                }
            }
            Payload::DataCountSection { count, .. } => self.data = Some(count),
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    for name in names {
                        if let Name::Function(functions) = name? {
                            for naming in functions {
                                let naming = naming?;
                                self.names.insert(naming.index, naming.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        self.bodies.get((function as usize).checked_sub(self.imported)?)
    }

    /// The functions that one calls, or takes the address of, by their numbers.
    fn called(&self, function: u32) -> Vec<u32> {
        let Some(body) = self.body(function) else { return Vec::new() };
        let operators = body.get_operators_reader().into_iter().flatten();
        operators
            .filter_map(|operator| match operator.ok()? {
                Operator::Call { function_index }
                | Operator::ReturnCall { function_index }
                | Operator::RefFunc { function_index } => Some(function_index),
                _ => None,
            })
            .collect()
    }

    fn in_table(&self) -> impl Iterator<Item = u32> {
        self.elements.iter().flat_map(|segment| segment.functions.iter().copied())
    }

    fn is_of_a_room(&self, function: u32) -> bool {
        self.names.get(&function).is_some_and(|name| {
            let plain = without_hashes(name);
            ROOMS.iter().any(|room| plain.contains(room))
        })
    }

    fn is_long(&self, function: u32) -> bool {
        self.body(function).is_some_and(|body| body.range().end - body.range().start >= LIKE_OTHERS as _)
    }

    /// The functions that are not reached before a page of the rest is opened.
    fn rest(&self) -> BTreeSet<u32> {
        let own: BTreeSet<u32> =
            (0..self.types.len() as u32).filter(|one| self.is_of_a_room(*one) && self.is_long(*one)).collect();
        let leaves = |function: u32| {
            self.is_of_a_room(function)
                && (own.contains(&function) || self.called(function).iter().any(|called| own.contains(called)))
        };
        let exported =
            self.exports.iter().filter(|export| export.kind == ExternalKind::Func).map(|export| export.index);
        let staying = self.in_table().filter(|function| !leaves(*function));
        let mut next: Vec<u32> = exported.chain(self.start).chain(staying).collect();
        let mut first = BTreeSet::new();
        while let Some(function) = next.pop() {
            if first.insert(function) {
                next.extend(self.called(function));
            }
        }
        (self.imported as u32..self.types.len() as u32).filter(|function| !first.contains(function)).collect()
    }

    /// What the rest calls of the first module.
    fn needed(&self, rest: &BTreeSet<u32>) -> BTreeSet<u32> {
        let called = rest.iter().flat_map(|function| self.called(*function));
        called.filter(|function| !rest.contains(function)).collect()
    }

    /// The name under which the first module offers something: its own, or a number.
    fn offered(&self, kind: ExternalKind, index: u32) -> String {
        let known = self.exports.iter().find(|export| export.kind == kind && export.index == index);
        known.map_or_else(
            || {
                let letter = match kind {
                    ExternalKind::Table => "t",
                    ExternalKind::Memory => "m",
                    ExternalKind::Global => "g",
                    _ => "",
                };
                format!("{index}{letter}")
            },
            |export| export.name.to_owned(),
        )
    }

    fn copied(&self, module: &mut Module, id: SectionId) {
        if let Some(data) = self.raw.get(&(id as u8)) {
            module.section(&RawSection { id: id as u8, data });
        }
    }

    fn first(&self, rest: &BTreeSet<u32>) -> Result<Vec<u8>> {
        let mut next = 0..;
        let numbers =
            (0..self.types.len() as u32).map(|function| (!rest.contains(&function)).then(|| next.next()).flatten());
        let mut numbers = Renumbered(numbers.collect());
        let mut module = Module::new();
        self.copied(&mut module, SectionId::Type);
        self.copied(&mut module, SectionId::Import);
        let mut functions = FunctionSection::new();
        for (function, kind) in self.types.iter().enumerate().skip(self.imported) {
            if !rest.contains(&(function as u32)) {
                functions.function(*kind);
            }
        }
        module.section(&functions);
        self.copied(&mut module, SectionId::Table);
        self.copied(&mut module, SectionId::Memory);
        let mut globals = GlobalSection::new();
        for global in &self.globals {
            numbers.parse_global(&mut globals, global.clone())?;
        }
        module.section(&globals);
        module.section(&self.exported(rest, &mut numbers)?);
        if let Some(start) = self.start {
            module.section(&StartSection { function_index: numbers.function_index(start)? });
        }
        // The places of the rest stay empty: whoever called into it too early would be stopped.
        module.section(&self.filled(|function| !rest.contains(&function), &mut numbers)?);
        self.copied(&mut module, SectionId::DataCount);
        let mut code = CodeSection::new();
        for (body, function) in self.bodies.iter().zip(self.imported as u32..) {
            if !rest.contains(&function) {
                numbers.parse_function_body(&mut code, body.clone())?;
            }
        }
        module.section(&code);
        self.copied(&mut module, SectionId::Data);
        Ok(module.finish())
    }

    /// What the first module exports: what it did, and what the rest needs.
    fn exported(&self, rest: &BTreeSet<u32>, numbers: &mut Renumbered) -> Result<ExportSection> {
        let mut exports = ExportSection::new();
        for export in &self.exports {
            numbers.parse_export(&mut exports, *export)?;
        }
        let count = |of: usize| 0..of as u32;
        let wanted = count(self.memories.len()).map(|one| (ExternalKind::Memory, ExportKind::Memory, one));
        let wanted = wanted.chain(count(self.tables.len()).map(|one| (ExternalKind::Table, ExportKind::Table, one)));
        let wanted = wanted.chain(count(self.globals.len()).map(|one| (ExternalKind::Global, ExportKind::Global, one)));
        let functions = self.needed(rest).into_iter().map(|one| (ExternalKind::Func, ExportKind::Func, one));
        for (kind, as_kind, index) in wanted.chain(functions) {
            if !self.exports.iter().any(|export| export.kind == kind && export.index == index) {
                let number = if kind == ExternalKind::Func { numbers.function_index(index)? } else { index };
                exports.export(&self.offered(kind, index), as_kind, number);
            }
        }
        Ok(exports)
    }

    /// What a module puts into the table: its own functions, at their old places.
    fn filled(&self, is_own: impl Fn(u32) -> bool, numbers: &mut Renumbered) -> Result<ElementSection> {
        let mut elements = ElementSection::new();
        for Segment { table, at, functions } in &self.elements {
            let mut at = *at;
            for run in functions.chunk_by(|one, next| is_own(*one) == is_own(*next)) {
                if is_own(run[0]) {
                    let run = run.iter().map(|one| numbers.function_index(*one)).collect::<Result<Vec<_>, _>>()?;
                    elements.active(*table, &ConstExpr::i32_const(at.cast_signed()), Elements::Functions(run.into()));
                }
                at += run.len() as u32;
            }
        }
        Ok(elements)
    }

    fn second(&self, rest: &BTreeSet<u32>) -> Result<Vec<u8>> {
        let needed = self.needed(rest);
        let mut numbers = vec![None; self.types.len()];
        for (number, function) in (0..).zip(needed.iter().chain(rest)) {
            numbers[*function as usize] = Some(number);
        }
        let mut numbers = Renumbered(numbers);
        let mut module = Module::new();
        self.copied(&mut module, SectionId::Type);
        let mut imports = ImportSection::new();
        for function in &needed {
            let kind = EntityType::Function(self.types[*function as usize]);
            imports.import(FIRST, &self.offered(ExternalKind::Func, *function), kind);
        }
        for (index, table) in (0..).zip(&self.tables) {
            let kind = EntityType::Table(numbers.table_type(*table)?);
            imports.import(FIRST, &self.offered(ExternalKind::Table, index), kind);
        }
        for (index, memory) in (0..).zip(&self.memories) {
            let kind = EntityType::Memory(numbers.memory_type(*memory)?);
            imports.import(FIRST, &self.offered(ExternalKind::Memory, index), kind);
        }
        for (index, global) in (0..).zip(&self.globals) {
            let kind = EntityType::Global(numbers.global_type(global.ty)?);
            imports.import(FIRST, &self.offered(ExternalKind::Global, index), kind);
        }
        module.section(&imports);
        let mut functions = FunctionSection::new();
        for function in rest {
            functions.function(self.types[*function as usize]);
        }
        module.section(&functions);
        module.section(&self.filled(|function| rest.contains(&function), &mut numbers)?);
        let mut code = CodeSection::new();
        for function in rest {
            let body = self.body(*function).context("an imported function cannot leave")?;
            numbers.parse_function_body(&mut code, body.clone())?;
        }
        module.section(&code);
        Ok(module.finish())
    }
}

impl Segment {
    fn read(element: &wasmparser::Element) -> Result<Self> {
        let ElementKind::Active { table_index, offset_expr } = &element.kind else {
            bail!("functions that wait to be put into a table")
        };
        let mut operators = offset_expr.get_operators_reader();
        let Operator::I32Const { value } = operators.read()? else { bail!("a place in the table that is not fixed") };
        let ElementItems::Functions(functions) = element.items.clone() else {
            bail!("a table that is filled with expressions")
        };
        let functions = functions.into_iter().collect::<Result<_, _>>()?;
        Ok(Self { table: *table_index, at: value.cast_unsigned(), functions })
    }
}

/// A name without the hashes of its crates: `diya[0123456789abcdef]::view` is `diya::view`.
fn without_hashes(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for (index, part) in name.split('[').enumerate() {
        match part
            .split_once(']')
            .filter(|(hash, _)| index > 0 && hash.len() == 16 && hash.chars().all(|sign| sign.is_ascii_hexdigit()))
        {
            Some((_, after)) => plain.push_str(after),
            None if index > 0 => plain.extend(["[", part]),
            None => plain.push_str(part),
        }
    }
    plain
}

#[cfg(test)]
pub mod tests {
    use std::fmt::Write;
    use std::fs;
    use std::process::Command;

    use super::*;

    /// A module with a page of the rest at place 1 of its table, a page of the first load at place 2, and `open`, which
    /// calls the function at a place. The page of the rest calls what the first load calls too.
    pub fn module() -> Vec<u8> {
        let mut long = String::new();
        for number in 0..60 {
            write!(long, "(i32.store (i32.const {}) (i32.const {}))", 2048 + 4 * number, 1000 + 37 * number)
                .expect("text");
        }
        let text = format!(
            r#"(module
              (type $page (func (param i32) (result i32)))
              (memory (export "memory") 1)
              (table (export "table") 4 funcref)
              (global $count (mut i32) (i32.const 0))
              (elem (i32.const 1) $further $home $shim)
              (func $count (@name "diya::count") (result i32)
                (global.set $count (i32.add (global.get $count) (i32.const 1)))
                (i32.load offset=2048 (i32.mul (global.get $count) (i32.const 4))))
              (func $further (@name "diya[0123456789abcdef]::view::pages::further_page") (param i32) (result i32)
                {long} (i32.add (call $only) (call $count)))
              (func $only (@name "diya::domain::only_for_the_rest") (result i32) (i32.const 700) (drop) (call $count))
              (func $home (@name "diya[0123456789abcdef]::view::pages::home::home_page") (param i32) (result i32)
                {long} (i32.sub (local.get 0) (call $count)))
              (func $shim (@name "diya[0123456789abcdef]::view::pages::usage::short") (param i32) (result i32) (local.get 0))
              (func (export "open") (param i32 i32) (result i32)
                (call_indirect (type $page) (local.get 1) (local.get 0))))"#
        );
        wat::parse_str(text).expect("a module")
    }

    fn answered(split: &Split, script: &str) -> String {
        let directory = std::env::temp_dir().join(format!("diya-split-{}-{}", std::process::id(), script.len()));
        fs::create_dir_all(&directory).expect("writable");
        fs::write(directory.join("first.wasm"), &split.first).expect("writable");
        fs::write(directory.join("rest.wasm"), &split.rest).expect("writable");
        let start = "const read = (name) => new WebAssembly.Module(require('fs').readFileSync(name));
            const first = new WebAssembly.Instance(read('first.wasm')).exports;
            const bring = () => new WebAssembly.Instance(read('rest.wasm'), { p: first });
            const open = (...what) => { try { return first.open(...what) } catch (error) { return error.constructor.name } };\n";
        let mut node = Command::new("node");
        let output = node.current_dir(&directory).args(["-e", &[start, script].concat()]).output().expect("node");
        fs::remove_dir_all(directory).expect("it is there");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    }

    #[test]
    fn both_do_together_what_the_one_did() {
        let split = split(&module()).expect("parted");
        // 2048 + 4 holds 1037, the next 1074; the count goes on in the other module.
        let script = "const before = open(1, 0), home = open(2, 2000); bring(); console.log(before, home, open(1, 0), open(2, 2000), open(3, 5));";
        assert_eq!(answered(&split, script), "RuntimeError 963 2185 852 5");
    }

    #[test]
    fn only_what_the_rest_alone_calls_leaves() {
        let module = module();
        let whole = Whole::read(&module).expect("a module");
        let rest: Vec<_> = whole.rest().iter().map(|function| without_hashes(whole.names[function])).collect();
        assert_eq!(rest, ["diya::view::pages::further_page", "diya::domain::only_for_the_rest"]);
    }

    #[test]
    fn nothing_is_parted_blindly() {
        let parse = |text: &str| wat::parse_str(text).expect("a module");
        for (module, reason) in [
            (b"\0asm but no module".to_vec(), ""),
            (Vec::new(), ""),
            (parse("(module)"), "no function"),
            (parse("(module (func (export \"open\")))"), "no function"),
            (parse("(module (import \"a\" \"b\" (memory 1)))"), "an imported"),
            (parse("(module (func $f) (elem func $f))"), "functions that wait"),
            (
                parse("(module (table 1 funcref) (elem (i32.const 0) funcref (ref.null func)))"),
                "filled with expressions",
            ),
        ] {
            let fault = split(&module).err().map(|fault| fault.to_string()).expect("refused");
            assert!(fault.contains(reason), "{fault}");
        }
    }

    #[test]
    fn hashes_of_crates_are_no_part_of_a_name() {
        assert_eq!(
            without_hashes("<diya[0123456789abcdef]::A as core[fedcba9876543210]::B>::c"),
            "<diya::A as core::B>::c"
        );
        for name in ["", "[", "a[0]::b", "a[0123456789abcdeg]", "]["] {
            assert_eq!(without_hashes(name), name);
        }
    }
}

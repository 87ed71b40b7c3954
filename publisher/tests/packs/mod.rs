//! Rule packs and accounts in files, and what is told of them.

mod dates;
mod files;
mod form;
mod money;
mod told;

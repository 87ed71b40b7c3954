//! Rule packs and accounts in files, and what is told of them.

mod dates;
mod documented;
mod files;
mod form;
mod money;
mod told;

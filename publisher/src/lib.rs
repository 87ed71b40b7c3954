//! Publisher.

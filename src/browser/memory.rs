//! The memory of the program, in which nothing stays that was given back.
//!
//! A machine that many people share is one page for weeks. What a person's data lay in is handed on to whatever comes next;
//! until then it would hold their number and name, where a dump of the memory finds them.

use std::alloc::{GlobalAlloc, Layout, System};

/// What a visit needs at its fullest, 0.7 MB, with room for the holes between what stays.
const STORE: usize = 1280 * 1024;

/// Takes from the browser at once what all visits of a shared machine live on, one after the other. Else its memory would
/// grow by a step every few hundred visits, whenever the holes fall badly; so, what grows is a leak.
pub fn stock_up() {
    drop(core::hint::black_box(Vec::<u8>::with_capacity(STORE)));
}

/// The system's memory, wiped when it is given back. What grows moves, so that nothing stays at the old place.
pub struct Wiped;

#[expect(
    unsafe_code,
    reason = "a memory of one's own is what this trait is for; it hands on what it is asked for, unchanged"
)]
// SAFETY: all that is promised of the memory is what `System` promises. What is wiped is given back in the next step, as
// large as it was asked for, and nobody may look at it any more.
unsafe impl GlobalAlloc for Wiped {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, given_back: *mut u8, layout: Layout) {
        unsafe {
            // Else the compiler knows that nobody looks, and leaves it out.
            core::hint::black_box(given_back).write_bytes(0, layout.size());
            core::hint::black_box(given_back);
            System.dealloc(given_back, layout);
        }
    }
}

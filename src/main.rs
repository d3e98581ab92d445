//! The `vault` program: hands the process's world to the library and returns its exit status.
fn main() {}

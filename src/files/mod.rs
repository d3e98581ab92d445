//! Walks the vault and reads its files. The only floor below the front ends that touches the disk; parses nothing.

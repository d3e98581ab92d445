//! The rows of one section of the report on a day, a line each, for tests that follow a vault through its days.

use serde_json::Value;

use crate::support::TestVault;

/// `Name: why | say | say` for each row, in their order.
pub fn rows(vault: &TestVault, day: &str, section: &str) -> Vec<String> {
    let one = answer(vault, day, section);
    let rows = one["sections"].as_array().into_iter().flatten().flat_map(|section| section["rows"].as_array().into_iter().flatten());
    rows.map(|row| {
        let why: Vec<&str> = row["reasons"].as_array().into_iter().flatten().filter_map(|reason| reason["text"].as_str()).collect();
        let say = row["say"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let told: Vec<String> =
            std::iter::once(format!("{}: {}", row["name"].as_str().unwrap_or(""), why.join("; "))).chain(say.map(str::to_owned)).collect();
        told.join(" | ")
    })
    .collect()
}

/// The names of the rows.
pub fn names(vault: &TestVault, day: &str, section: &str) -> Vec<String> {
    rows(vault, day, section).iter().map(|row| row.split(':').next().unwrap_or("").to_owned()).collect()
}

/// The answer in JSON.
pub fn answer(vault: &TestVault, day: &str, section: &str) -> Value {
    let text = vault.run(&["--as-of", day, "--format", "json", "report", "--only", section, "--limit", "0"]);
    serde_json::from_str(&text).unwrap()
}

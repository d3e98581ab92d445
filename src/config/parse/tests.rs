//! Tests of reading the settings; the expected values are those of the format page, section 9.

use crate::base::when::Order;
use crate::config::marks::Mark;
use crate::config::parse::parse;
use crate::config::{Config, Contacts, Counting, IndexLocation, Mentions, Report};

fn config(text: &str) -> Config {
    let (config, notices) = parse(text).unwrap();
    assert_eq!(notices, [], "{text}");
    config
}

/// The notice or error a text gives: the text at its place, and the message.
fn said(text: &str) -> (String, String) {
    match parse(text) {
        Ok((_, notices)) => {
            assert_eq!(notices.len(), 1, "{text}");
            (notices[0].span.of(text).to_owned(), notices[0].message.clone())
        }
        Err(malformed) => (malformed.span.of(text).to_owned(), malformed.message),
    }
}

#[test]
fn the_defaults_shown_are_the_defaults() {
    let written = config(
        r#"
        me = ""
        ignore = []
        follow_symlinks = false
        templates = ""
        [keys]
        prefix = ["prm-", "cnt:", "person_"]
        [contacts]
        folders = ["People", "Persons", "Contacts", "CRM/People", "CRM/Contacts", "Relationships"]
        tags = ["person", "people", "contact", "crm/person", "crm/contact"]
        types = ["person", "contact", "people", "crm-contact", "relationship", "individual"]
        [daily]
        folder = ""
        format = ""
        [dates]
        order = ""
        [log]
        headings = ["Log", "History", "Interactions", "Contact log", "Conversations", "Touchpoints", "Timeline", "Meetings"]
        [channels]
        call = ["phone", "rang", "☎", "📞"]
        [marks]
        gave = []
        received = []
        [mentions]
        daily = "contact"
        entries = "possible"
        journals = "possible"
        names = "possible"
        [cadence]
        default = "none"
        [cadence.tiers]
        A = "3 weeks"
        B = "2 months"
        C = "6 months"
        D = "1 year"
        [cadence.tags]
        [cadence.folders]
        [promises]
        theirs = ["They owe", "Things they owe me", "Waiting for", "Waiting on"]
        [report]
        days = 7
        capacity = 10
        attempt_days = 3
        [index]
        location = "cache"
        [searches]
        "#,
    );
    let default = Config::default();
    assert_eq!(written.contacts, default.contacts);
    assert_eq!(written.cadence, default.cadence);
    assert_eq!(written.keys.prefix, default.keys.prefix);
    assert_eq!(written.log_headings, default.log_headings);
    assert_eq!(written.theirs, default.theirs);
    assert_eq!((written.mentions, written.report, written.index), (Mentions::default(), Report::default(), IndexLocation::Cache));
    assert!(written.daily.is_empty() && written.templates.is_none() && written.ignore.is_empty() && written.date_order.is_none());
}

#[test]
fn lists_replace_and_tables_extend() {
    let config = config(
        r##"
        me = " Ana "
        ignore = ["Archive", "/\\.old\\.md$/"]
        follow_symlinks = true
        templates = "/Meta/Templates/"
        keys.cadence = ["how_often"]
        contacts.folders = ["/Menschen/"]
        contacts.tags = ["#mensch"]
        dates.order = "dmy"
        channels.tennis = ["🎾"]
        marks.note = ["remark"]
        marks."ask-after" = ["later"]
        mentions.journals = "contact"
        cadence.tiers = { inner = "1 week", a = "2 weeks" }
        report = { days = 14 }
        index.location = "vault"
        searches.due = "status:due"
        "##,
    );
    assert_eq!(config.me, "Ana");
    assert!(config.ignore.hides("Archive/a.md") && config.ignore.hides("x.old.md") && config.follow_symlinks);
    assert_eq!(config.templates, Some(vec!["Meta/Templates".to_owned()]));
    assert_eq!(config.keys.mapped("how often"), Some("cadence"));
    assert_eq!(config.contacts, Contacts { folders: vec!["Menschen".to_owned()], tags: vec!["mensch".to_owned()], ..Contacts::default() });
    assert_eq!(config.date_order, Some(Order::Dmy));
    assert_eq!((config.channels.named("🎾"), config.channels.named("☎")), (Some("tennis"), Some("call")));
    assert_eq!((config.marks.mark_of_tag("#remark"), config.marks.mark_of_tag("#note")), (Some(Mark::Note), Some(Mark::Note)));
    assert_eq!(config.mentions.journals, Counting::Contact);
    let tiers: Vec<_> = config.cadence.tiers.iter().map(|(name, wanted)| (name.as_str(), wanted.text.as_str())).collect();
    assert_eq!(tiers, [("A", "2 weeks"), ("B", "2 months"), ("C", "6 months"), ("D", "1 year"), ("inner", "1 week")]);
    assert_eq!(config.cadence.of_tier("Inner").map(|wanted| wanted.text.as_str()), Some("1 week"));
    assert_eq!(config.report, Report { days: 14, ..Report::default() });
    assert_eq!(config.index, IndexLocation::Vault);
    assert_eq!(config.searches, [("due".to_owned(), "status:due".to_owned())]);
}

#[test]
fn tags_keep_the_order_of_the_file() {
    let config = config(
        "[cadence.tags]\nwork = 90\n\"#family\" = \"2 weeks\"\nalumni = false\n[cadence.folders]\n\"People/Clients/\" = \"monthly\"",
    );
    let tags: Vec<_> = config.cadence.tags.iter().map(|(tag, wanted)| (tag.as_str(), wanted.text.as_str())).collect();
    assert_eq!(tags, [("work", "90"), ("family", "2 weeks"), ("alumni", "false")]);
    assert_eq!(config.cadence.folders[0].0, "People/Clients");
}

#[test]
fn the_root_as_templates_folder_hides_nothing() {
    assert_eq!(config("templates = \"/\"").templates, Some(Vec::new()));
}

#[test]
fn unknown_settings_are_named_with_what_was_probably_meant() {
    for (text, place, message) in [
        ("templats = \"\"", "templats", "unknown setting `templats`; did you mean `templates`?"),
        ("[report]\ndyas = 1", "dyas", "unknown setting `report.dyas`; did you mean `report.days`?"),
        ("[reports]\ndays = 1", "reports", "unknown setting `reports`; did you mean `report`?"),
        ("days = 1", "days", "unknown setting `days`; did you mean `report.days`?"),
        ("[report]\nme = \"Ana\"", "me", "unknown setting `report.me`; `me` belongs above the first [section]"),
        ("[marks]\nxyzzy = []", "xyzzy", "unknown mark `xyzzy`"),
        ("[marks]\ngvae = []", "gvae", "unknown mark `gvae`; did you mean `gave`?"),
        ("[keys]\nbirthdy = []", "birthdy", "unknown standard key `birthdy`; did you mean `birthday`?"),
        ("\u{feff}xyzzy = 1", "xyzzy", "unknown setting `xyzzy`"),
    ] {
        assert_eq!(said(text), (place.to_owned(), message.to_owned()), "{text}");
    }
}

#[test]
fn wrong_values_are_errors_at_their_place() {
    for (text, place, message) in [
        ("me = 3", "3", "`me` wants a text in quotes, not a whole number"),
        ("ignore = \"x\"", "\"x\"", "`ignore` wants a list of texts, such as [\"one\", \"two\"], not a text"),
        ("ignore = [\"a\", 1]", "1", "`ignore` wants a list of texts, such as [\"one\", \"two\"], not a whole number"),
        ("report.days = -1", "-1", "`report.days` is a whole number from 0 to 36525"),
        ("report.days = \"7\"", "\"7\"", "`report.days` wants a whole number, not a text"),
        ("report = 7", "7", "`report` wants a section [report], not a whole number"),
        ("mentions.daily = \"no\"", "\"no\"", "`mentions.daily` is \"no\"; it is one of \"contact\", \"possible\", \"ignore\""),
        ("follow_symlinks = \"yes\"", "\"yes\"", "`follow_symlinks` wants true or false, not a text"),
    ] {
        assert_eq!(said(text), (place.to_owned(), message.to_owned()), "{text}");
    }
    let (place, message) = said("ignore = [\"/(/\"]");
    assert!(place == "\"/(/\"" && message.contains("unclosed group"), "{message}");
}

#[test]
fn text_that_is_no_toml_is_an_error_at_its_place() {
    let text = "me = \"Ana\"\n[report\ndays = 7\n";
    let malformed = parse(text).unwrap_err();
    assert!(malformed.span.start >= 11 && malformed.span.start <= 18, "{malformed:?}");
    assert!(!malformed.message.contains('\n'));
    assert!(parse("a = 1\na = 2").is_err());
    assert!(parse(&"[".repeat(100_000)).is_err());
}

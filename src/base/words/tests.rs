//! What the cut into words gives, worked out by hand.

use super::{Kind, LONGEST, each, query_forms};
use crate::base::fold::loose;

/// Every token as `word@position`, in order.
fn cut(text: &str) -> String {
    let mut out = Vec::new();
    each(text, |token, word| out.push(format!("{word}@{}", token.position)));
    out.join(" ")
}

/// What is looked up, as `word@offset`, a `*` behind a prefix.
fn asked(text: &str) -> String {
    let star = |prefix| if prefix { "*" } else { "" };
    query_forms(text).iter().map(|form| format!("{}{}@{}", form.text, star(form.prefix), form.offset)).collect::<Vec<_>>().join(" ")
}

#[test]
fn words_are_runs_of_letters_and_digits_without_case_and_accents() {
    assert_eq!(cut("Lunch with José, 2pm!"), "lunch@0 with@1 jose@2 2pm@3");
    assert_eq!(cut("JOSE\u{301} Łukasz Þóra naïve"), "jose@0 lukasz@1 thora@2 naive@3");
    assert_eq!(cut("ana.diaz@example.com"), "ana@0 diaz@1 example@2 com@3");
    assert_eq!(cut("https://example.org/a-b?c=1"), "https@0 example@1 org@2 a@3 b@4 c@5 1@6");
    assert_eq!(cut("- [[2026-05-02]] #close/friend"), "2026@0 05@1 02@2 close@3 friend@4");
    assert_eq!(cut("ΣΊΣΥΦΟΣ ДЕНЬ"), "σισυφοσ@0 день@1");
    assert_eq!(cut(" — … 🎉 "), "");
    assert_eq!(cut(""), "");
}

#[test]
fn letters_with_two_spellings_give_both_at_one_position() {
    assert_eq!(cut("Herr Müller kommt"), "herr@0 muller@1 mueller@1 kommt@2");
    assert_eq!(cut("Mu\u{308}ller"), "muller@0 mueller@0");
    assert_eq!(cut("Århus Sørensen Größe"), "arhus@0 aarhus@0 sorensen@1 soerensen@1 grosse@2 groesse@2");
    assert_eq!(cut("Kjær Strauß Đoković"), "kjaer@0 strauss@1 dokovic@2 djokovic@2");
    // ë and ï are never spelled as two.
    assert_eq!(cut("Zoë Anaïs"), "zoe@0 anais@1");
}

#[test]
fn marks_stay_in_their_words_and_invisible_characters_vanish() {
    assert_eq!(cut("हिन्दी भाषा"), "हिन्दी@0 भाषा@1");
    assert_eq!(cut("Donau\u{ad}dampf"), "donaudampf@0");
    assert_eq!(cut("1\u{fe0f}\u{20e3}"), "1@0");
    assert_eq!(cut("\u{301}\u{301} x"), "x@0");
    assert_eq!(cut("ＡＢＣ ﬁsh"), "abc@0 fish@1");
}

#[test]
fn unspaced_scripts_give_pairs_and_the_last_character() {
    assert_eq!(cut("東京都"), "東京@0 京都@1 都@2");
    assert_eq!(cut("川"), "川@0");
    assert_eq!(cut("iPhone用 2026年5月"), "iphone@0 用@1 2026@2 年@3 5@4 月@5");
    assert_eq!(cut("カラオケ、行く"), "カラ@0 ラオ@1 オケ@2 ケ@3 行く@4 く@5");
    assert_eq!(cut("김민수 씨"), "김민@0 민수@1 수@2 씨@3");
    // Half width, and parts written one by one, are the same text.
    assert_eq!(cut("ｶﾞｷﾞ"), "ガギ@0 ギ@1");
    assert_eq!(cut("か\u{3099}く"), "がく@0 く@1");
    assert_eq!(cut("\u{1100}\u{1175}\u{11b7}\u{1106}\u{1175}\u{11ab}"), "김민@0 민@1");
    assert_eq!(cut("กิน"), "กิน@0 น@1");
}

#[test]
fn tokens_say_where_they_stand() {
    let text = "é Müller 東京都";
    let mut out = Vec::new();
    each(text, |token, _| {
        let (start, end) = (token.start as usize, token.end as usize);
        out.push((&text[start..end], &text[start..token.first_end as usize], token.kind));
    });
    let expected = [
        ("é", "é", Kind::Word),
        ("Müller", "Müller", Kind::Word),
        ("Müller", "Müller", Kind::Spelled),
        ("東京", "東", Kind::Pair),
        ("京都", "京", Kind::Pair),
        ("都", "都", Kind::Single),
    ];
    assert_eq!(out, expected);
}

#[test]
fn questions_look_up_one_form_a_word() {
    assert_eq!(asked("Müller"), "muller@0");
    assert_eq!(asked("mueller"), "mueller@0");
    assert_eq!(asked("東京都"), "東京@0 京都@1");
    assert_eq!(asked("都"), "都*@0");
    assert_eq!(asked("東京 Tower"), "東京@0 tower@2");
    assert_eq!(asked("A社B"), "a@0 社*@1 b@2");
    assert_eq!(asked("ana@example.com"), "ana@0 example@1 com@2");
    assert_eq!(asked("--- !"), "");
}

#[test]
fn of_a_long_word_the_beginning_counts() {
    let long = "x".repeat(1000);
    assert_eq!(cut(&format!("{long} y")), format!("{}@0 y@1", "x".repeat(LONGEST)));
    // Two bytes each: 32 letters.
    assert_eq!(cut(&"ж".repeat(1000)), format!("{}@0", "ж".repeat(LONGEST / 2)));
    let accents = format!("a{}", "\u{301}".repeat(100_000));
    assert_eq!(cut(&accents), "a@0");
    assert_eq!(cut(&format!("東{}京", "\u{3099}".repeat(100_000))).split(' ').count(), 2);
}

#[test]
fn names_fold_as_elsewhere() {
    for name in ["José", "Łukasz", "Ægir", "Ødegård", "Straße", "Đặng", "İstanbul", "Œuvre", "Þór", "Νίκος"] {
        assert_eq!(query_forms(name)[0].text, loose(name), "{name}");
    }
}

/// Texts of letters, marks, signs and scripts that may trouble a cut.
fn any_text() -> impl proptest::strategy::Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "a", "Z", "9", " ", "-", "é", "ü", "ß", "İ", "\u{301}", "\u{308}", "\u{200d}", "\u{ad}", "東", "京", "ー", "ｶ", "ﾞ", "か",
        "\u{3099}", "김", "\u{1100}", "\u{1161}", "\u{11a8}", "ท", "ี", "न", "्", "ع", "🎉", "\u{fe0f}", "½", "ﬁ", "\u{0}", "\n",
    ]);
    use proptest::strategy::Strategy;
    proptest::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest::proptest! {
    #[test]
    fn every_token_is_a_piece_of_the_text_and_found_again(text in any_text()) {
        let (mut last, mut last_start) = (None, 0);
        each(&text, |token, word| {
            let (start, first_end, end) = (token.start as usize, token.first_end as usize, token.end as usize);
            let (written, first) = (&text[start..end], &text[start..first_end]);
            assert!(!word.is_empty() && word.len() <= LONGEST && !first.is_empty());
            assert!(start >= last_start && last.is_none_or(|last| token.position == last + 1 || token.position == last));
            (last, last_start) = (Some(token.position), start);
            // Asked for as it is written, a word is looked up as the form it is kept under.
            if token.kind != Kind::Spelled {
                let forms = query_forms(written);
                assert_eq!(forms.len(), 1, "{written:?}");
                assert_eq!((forms[0].text.as_str(), forms[0].prefix), (word, token.kind == Kind::Single));
            }
        });
    }
}

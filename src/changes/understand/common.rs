//! The fixed English words the reading of a free line leans on: words that are names as well, words about other people, small words.

/// Words of English that are first names too: such a name counts only with a capital, and at the start of a sentence only before
/// something that shows it is one.
const NAMES: &[&str] = &[
    "ace", "amber", "angel", "april", "art", "ash", "august", "autumn", "basil", "bee", "bill", "bliss", "bob", "bond", "brook", "buddy",
    "candy", "carol", "chance", "charity", "chase", "chip", "clay", "cliff", "colt", "coral", "crystal", "daisy", "dale", "dash", "dawn",
    "dean", "dick", "dirk", "dolly", "don", "drew", "duke", "dusty", "earl", "ebony", "ember", "eve", "faith", "fern", "flora", "forest",
    "frank", "gale", "gene", "ginger", "glen", "grace", "grant", "guy", "harmony", "harry", "hazel", "heath", "heather", "herb", "holly",
    "honey", "hope", "hunter", "iris", "ivory", "ivy", "jack", "jade", "jasmine", "jay", "jean", "jimmy", "joy", "june", "kit", "lance",
    "lane", "laurel", "lily", "mark", "mason", "max", "may", "melody", "mercy", "mike", "miles", "mint", "misty", "nick", "norm", "olive",
    "opal", "page", "pansy", "pat", "patience", "pearl", "penny", "pete", "piper", "poppy", "porter", "presley", "prince", "queen", "rain",
    "randy", "ray", "red", "rich", "rob", "robin", "rock", "rocky", "rod", "rose", "rosemary", "ruby", "rusty", "sage", "sally", "sandy",
    "scarlet", "scout", "sky", "sonny", "spike", "star", "sterling", "storm", "sue", "summer", "sunny", "sydney", "tab", "tawny", "tucker",
    "van", "violet", "wade", "ward", "wes", "will", "willow", "winter", "woody",
];

/// Small words: never a name in lower case, never a surname behind a first name.
const SMALL: &[&str] = &[
    "a", "about", "after", "again", "ago", "all", "also", "am", "an", "and", "any", "are", "as", "at", "back", "be", "been", "before",
    "but", "by", "can", "could", "did", "do", "does", "for", "from", "gave", "go", "got", "had", "has", "have", "he", "her", "him", "his",
    "how", "i", "if", "in", "into", "is", "it", "its", "just", "let", "like", "long", "me", "more", "my", "new", "no", "not", "of", "off",
    "on", "one", "or", "our", "out", "over", "said", "sat", "she", "so", "some", "than", "that", "the", "their", "them", "then", "there",
    "they", "this", "to", "too", "up", "us", "via", "was", "we", "went", "were", "what", "when", "where", "which", "who", "with", "yes",
    "you", "your", "ok", "le", "la", "de", "van", "von", "und", "et", "y", "e", "o", "per", "don't", "vs",
];

/// Words for somebody or something that belongs to a person and is not that person: `Ana's sister`.
const RELATIONS: &[&str] = &[
    "assistant",
    "aunt",
    "baby",
    "boss",
    "boyfriend",
    "brother",
    "brothers",
    "buddy",
    "child",
    "children",
    "coach",
    "colleague",
    "colleagues",
    "company",
    "cousin",
    "cousins",
    "dad",
    "daughter",
    "daughters",
    "dog",
    "ex",
    "family",
    "father",
    "fiance",
    "fiancé",
    "fiancée",
    "flatmate",
    "folks",
    "friend",
    "friends",
    "girlfriend",
    "grandma",
    "grandmother",
    "grandpa",
    "husband",
    "in-laws",
    "kid",
    "kids",
    "lawyer",
    "manager",
    "mom",
    "mother",
    "mum",
    "nephew",
    "neighbour",
    "neighbor",
    "niece",
    "nurse",
    "parents",
    "partner",
    "people",
    "recruiter",
    "roommate",
    "sister",
    "sisters",
    "son",
    "sons",
    "spouse",
    "team",
    "twin",
    "uncle",
    "wife",
];

/// Verbs that say somebody will do something for me.
const DOING: &[&str] = &[
    "ask",
    "book",
    "bring",
    "call",
    "check",
    "connect",
    "email",
    "fix",
    "forward",
    "get",
    "give",
    "help",
    "intro",
    "introduce",
    "invite",
    "let",
    "look",
    "mail",
    "make",
    "message",
    "organise",
    "organize",
    "pass",
    "pay",
    "phone",
    "pick",
    "prepare",
    "put",
    "return",
    "review",
    "ring",
    "send",
    "share",
    "show",
    "talk",
    "tell",
    "text",
    "write",
];

fn has(list: &[&str], word: &str) -> bool {
    list.iter().any(|one| one.eq_ignore_ascii_case(word))
}

/// Whether a first name is a word of English as well.
pub fn is_word_name(word: &str) -> bool {
    has(NAMES, word)
}

/// Whether a word is one of the small ones.
pub fn is_small(word: &str) -> bool {
    has(SMALL, word)
}

/// Whether a word behind `Ana's` names somebody else.
pub fn is_relation(word: &str) -> bool {
    has(RELATIONS, word)
}

/// Whether a word behind `Ana will` makes it a promise.
pub fn is_doing(word: &str) -> bool {
    has(DOING, word)
}

/// Whether a word at the start of a line, such as `Will`, is the name: by the word behind it.
pub fn follows_a_name(word: &str) -> bool {
    const AFTER: [&str; 31] = [
        "and", "with", "said", "told", "gave", "came", "sent", "was", "is", "has", "had", "will", "went", "met", "got", "wrote", "rang",
        "brought", "took", "made", "owes", "thinks", "wants", "says", "plays", "lives", "works", "just", "moved", "who", "or",
    ];
    has(&AFTER, word) || word.len() > 4 && word.ends_with("ed")
}

/// Whether a word before a month's name makes it the month: `in May`, `last June`.
pub fn precedes_a_month(word: &str) -> bool {
    const BEFORE: [&str; 17] = [
        "in", "since", "until", "till", "during", "next", "last", "this", "early", "late", "mid", "by", "before", "after", "of", "from",
        "through",
    ];
    has(&BEFORE, word)
}

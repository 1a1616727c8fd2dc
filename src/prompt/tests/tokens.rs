//! Counts against real tokenizers, with their own vocabularies.

use super::*;

/// What the models take that take most: the larger of two vocabularies' counts.
pub fn real(text: &str) -> u32 {
    let vocabularies = [
        tiktoken_rs::o200k_base_singleton(),
        tiktoken_rs::cl100k_base_singleton(),
    ];
    let counts = vocabularies.map(|vocabulary| vocabulary.encode_ordinary(text).len());
    counts.into_iter().max().unwrap() as u32
}

/// What people say and paste, and what nobody says.
pub const TEXTS: [(&str, &str); 26] = [
    (
        "English",
        "Yo, so I finally talked to Marcus about the promotion yesterday and honestly it didn't go \
         the way I'd hoped. He said we'd revisit it in the spring, which isn't a no, but it isn't \
         a yes either. Anyway, Jess and I are driving up to the lake on Saturday!",
    ),
    (
        "Spanish",
        "Ayer hablé con mi hermana pequeña; dice que mañana vendrá a cenar y que traerá una \
         tortilla española. ¿Te acuerdas de cuánto le gustaban las canciones de la abuela?",
    ),
    (
        "German",
        "Gestern haben wir endlich die Wohnungsbesichtigung gehabt, und übermorgen unterschreiben \
         wir. Meine Schwiegermutter hält das für überstürzt, aber für Größeres reicht's nicht.",
    ),
    (
        "French",
        "Hier soir, j'ai revu Hélène à la fête de Noël ; elle n'avait pas changé d'un cheveu. On \
         s'est promis de déjeuner ensemble dès qu'elle serait rentrée de Besançon.",
    ),
    (
        "Polish",
        "Zbigniew Brzęczyszczykiewicz przyjechał wczoraj do Szczebrzeszyna ze swoją siostrą \
         Grażyną, a jutro wracają przez Łódź do Świnoujścia.",
    ),
    (
        "Turkish",
        "Dün akşam kardeşimle konuştum, önümüzdeki hafta İzmir'e taşınacaklarını söyledi. \
         Evlerini özleyeceklermiş ama çocuklar çok heyecanlıymış.",
    ),
    (
        "Swahili",
        "Nilikwenda sokoni na dada yangu jana asubuhi, tukanunua samaki na mboga, halafu \
         tukarudi nyumbani kupika chakula cha jioni.",
    ),
    (
        "Vietnamese",
        "Hôm qua tôi với chị gái đi chợ mua rau, rồi chúng tôi về nhà nấu phở cho cả gia đình.",
    ),
    (
        "Russian",
        "Вчера мы с Наташей ездили на дачу, а завтра пойдём в театр.",
    ),
    (
        "Greek",
        "Χθες πήγαμε με την αδερφή μου στη θάλασσα και φάγαμε ψάρι.",
    ),
    (
        "Armenian",
        "Երեկ քրոջս հետ գնացինք շուկա և ձուկ գնեցինք ընթրիքի համար։",
    ),
    (
        "Arabic",
        "ذهبت أمس مع أختي إلى السوق واشترينا السمك والخضار للعشاء.",
    ),
    (
        "Hindi",
        "कल मैं अपनी बहन के साथ बाज़ार गया और हमने रात के खाने के लिए मछली खरीदी।",
    ),
    ("Thai", "เมื่อวานฉันไปตลาดกับน้องสาวแล้วเราซื้อปลามาทำอาหารเย็น"),
    (
        "Japanese",
        "昨日は友達と一緒にラーメンを食べに行きました。来週はピクニックです。",
    ),
    (
        "Chinese",
        "昨天我和妹妹去市場買魚，晚上做了一頓好吃的晚飯。",
    ),
    (
        "Korean",
        "어제 동생이랑 시장에 가서 생선을 사고 저녁을 만들었어요.",
    ),
    ("emoji", "😀👨‍👩‍👧‍👦🔥 so happy!!! ❤️🇪🇸 👍🏽👍🏽 ¯\\_(ツ)_/¯"),
    (
        "digits",
        "1234567890 2021 5 +1 (415) 555-0132, 3.14159265, 12/11/2024 07:05:09.123",
    ),
    (
        "a URL",
        "https://example.com/a/b-c_d/%7Ee?q=xY9_zQ&id=3f8a77bce1d04f55&utm_source=x#frag",
    ),
    (
        "code",
        "fn main() {\n    let mut v: Vec<u8> = (0..10).map(|x| x ^ 0xA5).collect();\n\tv.sort();\n\
         \x20   println!(\"{v:?}\");\n}\n",
    ),
    (
        "white space",
        "a    b\t\t\tc\n\n\n\nd \u{a0}\u{2003} e   \r\n   f",
    ),
    (
        "capitals",
        "THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG IN THUNDERSTORMS",
    ),
    (
        "changing case",
        "iPhone McDonald aBcDeFgH getElementsByClassName XMLHttpRequest",
    ),
    (
        "letters at random",
        "xqzj vkwq pzxc qqjw zzkx xqzjvkwqpzxcqqjwzzkx brvlk",
    ),
    (
        "marks",
        "!!!???...---;;; {[(<~`@#$%^&*_+=|\\/>)]} '' \"\" ,.,.,.",
    ),
];

#[test]
fn a_count_is_never_below_what_real_tokenizers_count() {
    for (kind, text) in TEXTS {
        let (counted, real) = (tokens(text), real(text));
        assert!(counted >= real, "{kind}: {counted} for {real}");
    }
}

#[test]
fn a_count_of_english_is_not_much_above_the_truth() {
    let (_, english) = TEXTS[0];
    assert!(tokens(english) * 10 <= real(english) * 16);
}

#[test]
fn words_as_rare_as_they_get_cost_no_more_than_counted() {
    let words = words_of_the_table();
    // Each a good many words long, which stand all over the table.
    for first in 0..50 {
        let text: Vec<&str> = words
            .iter()
            .skip(first)
            .step_by(50)
            .map(String::as_str)
            .collect();
        let text = text.join(" ");
        let (counted, real) = (tokens(&text), real(&text));
        assert!(counted >= real, "{first}: {counted} for {real}");
    }
}

fn words_of_the_table() -> Vec<String> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/platform/assets/embedder.bin");
    let file = std::fs::read(file).unwrap();
    let names = file
        .split(|byte| *byte == b'\n')
        .map(String::from_utf8_lossy);
    let is_plain = |name: &str| name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase());
    names
        .filter(|name| is_plain(name))
        .map(Into::into)
        .collect()
}

#[test]
fn without_the_table_a_guess_is_never_below_what_real_tokenizers_count() {
    let rare = words_of_the_table().join(" ");
    for (kind, text) in TEXTS.into_iter().chain([("rare words", rare.as_str())]) {
        let (guessed, real) = (Counter::new(None).tokens(text), real(text));
        assert!(guessed >= real, "{kind}: {guessed} for {real}");
    }
}

#[test]
fn nothing_costs_nothing_and_anything_costs_something() {
    assert_eq!(tokens(""), 0);
    for one in ["a", " ", "\n", "7", "é", "\u{301}", "\u{200b}", "\u{0}"] {
        assert!(tokens(one) >= 1, "{one:?}");
    }
}

#[test]
fn lines_cost_what_they_cost_alone_and_their_ends() {
    let lines = ["Hobbies: climbing, beer", " 12 ", "ÜBER alles", ""];
    for one in lines {
        for other in lines {
            let joined = tokens(&format!("{one}\n{other}"));
            assert!(joined <= tokens(one) + 1 + tokens(other));
        }
    }
}

#[test]
fn a_text_is_cut_after_a_word_and_never_costs_more_than_it_may() {
    let text = "The burrito incident happened before a big presentation";
    let counter = counter();
    assert_eq!(counter.fit(text, 1_000), text);
    let cut = counter.fit(text, 12);
    assert!(cut.ends_with('…') && text.starts_with(cut.trim_end_matches('…')));
    assert_eq!(counter.fit(text, 0), "");
    let long = "x".repeat(500);
    for text in [
        text,
        "ÄÖÜ äöü 漢字漢字漢字",
        &long,
        "    ",
        "a\u{301}b 1 2 3 4",
    ] {
        for limit in 0..40 {
            let cut = counter.fit(text, limit);
            assert!(tokens(&cut) <= limit, "{cut:?} over {limit}");
        }
    }
}

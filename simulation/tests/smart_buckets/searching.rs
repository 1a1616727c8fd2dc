//! What the texts of a bucket say, and who finds it.

use call_me_back::failure::Failure;
use call_me_back::memory::command::Address;
use call_me_back::pagination::Paging;
use call_me_back::ports::Range;
use call_me_back::smart_buckets::{
    NewObject, Passage, SearchRequest, Searched, search, search_page,
};
use call_me_back::sql::Sql as _;
use call_me_back::time::DAY;
use call_me_back_simulation::finish;

use crate::world::*;

#[test]
fn a_text_is_found_right_after_it_was_put_until_it_is_deleted() {
    let world = World::new();
    let notes = world.notes();
    notes.put(
        "jake.md",
        "Brad owes Jake fifty dollars.\n\nJake wants it by Friday.",
    );
    assert_eq!(notes.search("What does Brad owe?"), ["jake.md"]);
    assert_eq!(notes.search("dentist"), Vec::<String>::new());
    notes.delete("jake.md");
    assert_eq!(notes.search("What does Brad owe?"), Vec::<String>::new());
    assert!(!world.index_of(ALICE, "notes").contains("dollars"));
}

#[test]
fn a_text_put_over_another_takes_its_place_and_no_word_of_the_other_is_left() {
    let world = World::new();
    let notes = world.notes();
    notes.put("plan", "We meet for chess.");
    notes.put("plan", "We meet in Porto.");
    assert_eq!(notes.search("chess"), Vec::<String>::new());
    assert_eq!(notes.search("porto"), ["plan"]);
    assert!(!world.index_of(ALICE, "notes").contains("chess"));
    let picture = NewObject {
        http_metadata: call_me_back::ports::HttpMetadata {
            content_type: Some("image/png".to_owned()),
            ..Default::default()
        },
        ..notes.text("We meet in Porto.")
    };
    notes.try_put("plan", picture).unwrap();
    assert_eq!(notes.search("porto"), Vec::<String>::new());
    assert!(!world.index_of(ALICE, "notes").contains("porto"));
}

#[test]
fn the_best_passage_of_each_object_comes_once_and_the_best_object_first() {
    let world = World::new();
    let notes = world.notes();
    let filler = "Nothing much happened on that day in the village. ".repeat(20);
    notes.put(
        "diary",
        &format!("{filler}\n\nThe lighthouse keeper waved.\n\n{filler}\n\nA lighthouse again."),
    );
    // What is in every text tells nothing of any.
    for day in 0..10 {
        notes.put(&format!("day-{day}"), &filler);
    }
    notes.put("lights", "The lighthouse keeper keeps the lighthouse.");
    notes.put("other", &format!("A keeper of bees.\n\n{filler}"));
    let page = finish(notes.bucket.search(
        &notes.request("lighthouse keeper"),
        Paging::new(1, 10).unwrap(),
    ));
    let results = page.unwrap().results;
    let keys: Vec<&str> = results.iter().map(|passage| passage.key.as_str()).collect();
    assert_eq!(keys, ["lights", "diary", "other"]);
    assert!((results[0].score - 1.0).abs() < 1e-9);
    assert!(
        results
            .windows(2)
            .all(|pair| pair[0].score >= pair[1].score)
    );
    assert!(
        results
            .iter()
            .all(|passage| (0.0..=1.0).contains(&passage.score))
    );
    assert!(results[1].text.contains("keeper waved"), "{:?}", results[1]);
}

#[test]
fn a_chunk_tells_where_it_stands_in_its_object() {
    let world = World::new();
    let notes = world.notes();
    let text: String = (0..200)
        .map(|n| format!("Zoë's entry {n} of the log. "))
        .collect();
    notes.put(
        "log.txt",
        &format!("{text}At last the ünïcorn came. {text}"),
    );
    let found = notes.chunks("unicorn");
    assert_eq!(found.len(), 1);
    let passage = &found[0];
    assert!(passage.text.contains("ünïcorn"));
    assert!(passage.position > 0);
    let range = Range::From {
        offset: passage.start.into(),
        length: Some((passage.end - passage.start).into()),
    };
    let part = finish(notes.bucket.get("log.txt", Some(range))).unwrap();
    assert_eq!(String::from_utf8(part.body).unwrap(), passage.text);
    assert_eq!(passage.payload_signature, part.head.version);
    let all = notes.chunks("entry log");
    assert!(all.len() > 1);
    assert!(
        all.windows(2)
            .all(|pair| pair[0].chunk_signature != pair[1].chunk_signature)
    );
}

#[test]
fn what_is_in_one_partition_is_not_found_from_another() {
    let world = World::new();
    let notes = || world.notes();
    let (red, blue) = (notes().within("red"), notes().within("blue"));
    red.put("r", "The password is swordfish.");
    blue.put("b", "The password is trout.");
    notes().put("d", "The password is herring.");
    assert_eq!(red.search("password"), ["r"]);
    assert_eq!(blue.search("password"), ["b"]);
    assert_eq!(notes().search("password"), ["d"]);
    assert_eq!(notes().within("default").search("password"), ["d"]);
    assert_eq!(
        notes().within("red' OR 1=1 --").search("password"),
        Vec::<String>::new()
    );
    assert_eq!(red.chunks("trout herring"), []);
    // One put again in another partition has left the first.
    blue.put("r", "The password is swordfish.");
    assert_eq!(red.search("password"), Vec::<String>::new());
    assert_eq!(blue.search("swordfish"), ["r"]);
}

#[test]
fn the_pages_of_a_search_hold_each_object_once() {
    let world = World::new();
    let notes = world.notes();
    for number in 0..23 {
        notes.put(
            &format!("{number:02}"),
            &format!("Sheep number {number} jumps."),
        );
    }
    let request = SearchRequest {
        request_id: Some("my-request".to_owned()),
        ..notes.request("sheep")
    };
    let first = finish(notes.bucket.search(&request, Paging::new(1, 10).unwrap())).unwrap();
    assert_eq!(first.pagination.total, 23);
    assert_eq!(first.pagination.total_pages, 3);
    assert!(first.pagination.has_more);
    let page = |owner: &str, partition, page| {
        let paging = Paging::new(page, 10).unwrap();
        finish(search_page(
            &world.ports,
            &user(owner),
            "my-request",
            partition,
            paging,
        ))
    };
    assert_eq!(page(ALICE, None, 1).unwrap(), first);
    let mut keys: Vec<String> = (1..=3)
        .flat_map(|number| page(ALICE, None, number).unwrap().results)
        .map(|passage| passage.key)
        .collect();
    assert!(!page(ALICE, None, 3).unwrap().pagination.has_more);
    assert!(page(ALICE, None, 4).unwrap().results.is_empty());
    keys.sort();
    let all: Vec<String> = (0..23).map(|number| format!("{number:02}")).collect();
    assert_eq!(keys, all);
    let missing = Err(Failure::not_found("the search"));
    assert_eq!(page(BOB, None, 1), missing);
    assert_eq!(page(ALICE, Some("red"), 1), missing);
    let later = world.host.ports(began().plus(2 * DAY));
    let paging = Paging::new(1, 10).unwrap();
    let gone = finish(search_page(
        &later,
        &user(ALICE),
        "my-request",
        None,
        paging,
    ));
    assert_eq!(gone, missing);
}

#[test]
fn a_large_text_is_found_from_its_beginning_to_its_end() {
    let world = World::new();
    let notes = world.notes();
    let page = "All work and no play makes Jack a dull boy. ".repeat(20);
    let middle = page.repeat(2_700);
    let text = format!("Alpha begins. {middle}\u{1}\u{2} Omega ends.");
    assert!(text.len() > 2_300_000);
    notes.put("novel.txt", &text);
    assert_eq!(notes.search("alpha"), ["novel.txt"]);
    assert_eq!(notes.search("omega"), ["novel.txt"]);
    notes.put("novel.txt", "Burnt.");
    assert_eq!(notes.search("alpha omega jack"), Vec::<String>::new());
    let index = world.index_of(ALICE, "notes");
    assert!(index.contains("burnt"));
    assert!(!index.contains("alpha") && !index.contains("omega") && !index.contains("jack"));
    // What is forgotten afterwards leaves no word either.
    notes.delete("novel.txt");
    assert!(!world.index_of(ALICE, "notes").contains("burnt"));
}

#[test]
fn a_question_is_words_and_never_syntax() {
    let world = World::new();
    let notes = world.notes();
    notes.put("a", "peanut butter");
    for odd in ["peanut* OR \"x", "NEAR(peanut", "-peanut ^x", "text:peanut"] {
        assert_eq!(notes.search(odd), ["a"], "{odd}");
    }
    assert_eq!(notes.search("\" * ( ) --"), Vec::<String>::new());
    assert_eq!(notes.search("the of and"), Vec::<String>::new());
}

#[test]
fn several_buckets_are_searched_as_one_page_by_page() {
    let world = World::new();
    let (notes, drafts) = (world.bucket(ALICE, "notes"), world.bucket(ALICE, "drafts"));
    for number in 0..7 {
        notes.put(&format!("note {number}"), "Sheep jump.");
        drafts.put(&format!("draft {number}"), "Sheep sleep.");
    }
    let bucket = |name: &str| Searched {
        instance: instance(ALICE, name),
        label: name.to_uppercase(),
    };
    let buckets = [bucket("notes"), bucket("drafts"), bucket("notes")];
    let request = SearchRequest {
        request_id: Some("several".to_owned()),
        ..notes.request("sheep")
    };
    let paging = |page| Paging::new(page, 5).unwrap();
    let alice = user(ALICE);
    let first = finish(search(&world.ports, &alice, &buckets, &request, paging(1))).unwrap();
    assert_eq!(
        first.pagination.total, 14,
        "a bucket that is named twice is one"
    );
    let page = |number| {
        let page = search_page(&world.ports, &alice, "several", None, paging(number));
        finish(page).unwrap().results
    };
    assert_eq!(page(1), first.results);
    let all: Vec<Passage> = (1..=3).flat_map(page).collect();
    let of_drafts = all.iter().filter(|found| found.bucket == "DRAFTS");
    assert_eq!(of_drafts.count(), 7, "found by what the caller calls it");
    let mut keys: Vec<String> = all.into_iter().map(|found| found.key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 14, "each once, whatever its page");
    let none = finish(search(&world.ports, &alice, &[], &request, paging(1)));
    assert!(matches!(none, Err(Failure::Invalid { field, .. }) if field == "bucket_locations"));
}

#[test]
fn what_is_put_again_and_again_leaves_no_trace_of_what_it_was() {
    let world = World::new();
    let notes = world.notes();
    let long = "The lighthouse keeper waved at the ferry. ".repeat(400);
    notes.put("stays", "A heron eats frogs.");
    for _ in 0..40 {
        notes.put("one", &long);
        notes.put("two", &long);
        assert_eq!(notes.search("heron"), ["stays"]);
    }
    notes.delete("one");
    notes.delete("two");
    assert_eq!(notes.search("heron"), ["stays"]);
    let actor = Address::Instance(instance(ALICE, "notes"));
    let sql = world.host.memories.actor(&actor).unwrap();
    #[derive(serde::Deserialize)]
    struct Held {
        blocks: u32,
    }
    let held: Option<Held> = sql
        .row(
            "SELECT COUNT(*) AS blocks FROM vectors WHERE kind = 'chunks'",
            &[],
        )
        .unwrap();
    assert_eq!(held.unwrap().blocks, 1);
}

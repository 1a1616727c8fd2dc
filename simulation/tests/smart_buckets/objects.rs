//! Objects as they are put and read.

use std::collections::BTreeMap;

use call_me_back::failure::Failure;
use call_me_back::memory::command::Address;
use call_me_back::ports::{Checksum, HttpMetadata, Range, SmartSql as _};
use call_me_back::smart_buckets::NewObject;
use call_me_back::time::DAY;
use call_me_back_simulation::finish;
use serde::Deserialize;

use crate::world::*;

/// Keys that would mean something, were they resolved.
const HOSTILE: [&str; 10] = [
    "..",
    "../../user_bob/notes/secret.txt",
    "/etc/passwd",
    "a//b",
    "buckets/user_bob/notes/secret.txt",
    "%2e%2e/x",
    "__proto__",
    "ключ/鍵/🔑",
    " ",
    "a b?c#d\\e\"'",
];

#[test]
fn an_object_comes_back_as_it_was_put_with_all_that_was_said_of_it() {
    let world = World::new();
    let notes = world.notes();
    let object = NewObject {
        body: vec![0, 159, 146, 150, 255],
        partition: Some("tenant a".to_owned()),
        http_metadata: HttpMetadata {
            content_type: Some("image/png".to_owned()),
            content_language: Some("en".to_owned()),
            content_disposition: Some("attachment".to_owned()),
            content_encoding: Some("identity".to_owned()),
            cache_control: Some("no-store".to_owned()),
            cache_expiry: Some(began().plus(DAY)),
        },
        custom_metadata: BTreeMap::from([("author".to_owned(), "Zoë".to_owned())]),
        checksum: None,
    };
    let put = notes.try_put("pictures/a.png", object.clone()).unwrap();
    let got = finish(notes.bucket.get("pictures/a.png", None)).unwrap();
    assert_eq!(got.head, put);
    assert_eq!((got.body, got.offset), (object.body, 0));
    assert_eq!(got.head.key, "pictures/a.png");
    assert_eq!(got.head.partition, "tenant a");
    assert_eq!(got.head.size, 5);
    assert_eq!(got.head.http_metadata, object.http_metadata);
    assert_eq!(got.head.custom_metadata, object.custom_metadata);
    assert_eq!(finish(notes.bucket.head("pictures/a.png")), Ok(put));
}

#[test]
fn a_part_of_an_object_is_read_by_its_range() {
    let world = World::new();
    let notes = world.notes();
    notes.put("digits", "0123456789");
    let read = |range| {
        let object = finish(notes.bucket.get("digits", Some(range)))?;
        assert_eq!(object.head.size, 10);
        Ok((object.offset, String::from_utf8(object.body).unwrap()))
    };
    let from = |offset, length| Range::From { offset, length };
    let suffix = |length| Range::Suffix { length };
    for (range, offset, part) in [
        (from(2, Some(3)), 2, "234"),
        (from(7, None), 7, "789"),
        (from(8, Some(100)), 8, "89"),
        (suffix(4), 6, "6789"),
        (suffix(100), 0, "0123456789"),
    ] {
        assert_eq!(read(range), Ok((offset, part.to_owned())), "{range:?}");
    }
    for range in [
        from(10, None),
        from(0, Some(0)),
        from(u64::MAX, None),
        suffix(0),
    ] {
        assert_eq!(refused(read(range)), "range", "{range:?}");
    }
}

#[test]
fn what_is_not_there_is_not_found_and_deleting_it_is_no_error() {
    let world = World::new();
    let notes = world.notes();
    let missing = Failure::not_found("the object");
    assert_eq!(finish(notes.bucket.get("a", None)).unwrap_err(), missing);
    assert_eq!(finish(notes.bucket.head("a")).unwrap_err(), missing);
    notes.delete("a");
    notes.put("a", "one");
    notes.put("b", "two");
    notes.put("c", "three");
    finish(notes.bucket.delete(&["a", "c", "never", "a"])).unwrap();
    assert_eq!(notes.body("a"), None);
    assert_eq!(notes.body("b"), Some("two".to_owned()));
    assert_eq!(notes.body("c"), None);
}

#[test]
fn a_body_that_was_broken_on_the_way_is_not_put() {
    let world = World::new();
    let notes = world.notes();
    let md5 = "5eb63bbbe01eeed093cb22bb8f5acdc3";
    let sha256 = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
    let put = |text: &str, checksum: Checksum| {
        let checksum = Some(checksum);
        let object = NewObject {
            checksum,
            ..notes.text(text)
        };
        notes.try_put("greeting", object)
    };
    put("hello world", Checksum::md5(md5).unwrap()).unwrap();
    put("hello world", Checksum::sha256(sha256).unwrap()).unwrap();
    assert_eq!(
        refused(put("hello w0rld", Checksum::md5(md5).unwrap())),
        "md5"
    );
    assert_eq!(
        refused(put("hello w0rld", Checksum::sha256(sha256).unwrap())),
        "sha256"
    );
    assert_eq!(notes.body("greeting"), Some("hello world".to_owned()));
    assert_eq!(notes.search("hello"), ["greeting"]);
}

#[test]
fn whatever_a_key_looks_like_it_names_one_object_of_one_bucket() {
    let world = World::new();
    let (alices, other) = (world.notes(), world.bucket(ALICE, "drafts"));
    let bobs = world.bucket(BOB, "notes");
    bobs.put("secret.txt", "Bob is afraid of heights.");
    for key in HOSTILE {
        alices.put(key, &format!("Alice wrote {key} herself."));
    }
    for key in HOSTILE {
        assert_eq!(
            alices.body(key),
            Some(format!("Alice wrote {key} herself."))
        );
        assert_eq!(bobs.body(key), None, "{key}");
        assert_eq!(other.body(key), None, "{key}");
    }
    assert_eq!(bobs.search("Alice wrote"), Vec::<String>::new());
    assert_eq!(alices.search("afraid of heights"), Vec::<String>::new());
    finish(alices.bucket.delete(&HOSTILE)).unwrap();
    assert_eq!(
        bobs.body("secret.txt").unwrap(),
        "Bob is afraid of heights."
    );
    assert_eq!(world.host.buckets.objects().len(), 1);
}

#[test]
fn an_erased_bucket_leaves_no_word_of_it_and_nothing_of_anothers_is_touched() {
    let world = World::new();
    let (notes, drafts) = (world.notes(), world.bucket(ALICE, "drafts"));
    for number in 0..250 {
        notes.put(&format!("note {number}"), "The zeppelin lands at noon.");
    }
    drafts.put("draft", "A zeppelin over Oslo.");
    assert!(world.index_of(ALICE, "notes").contains("zeppelin"));
    assert_eq!(finish(notes.bucket.erase()), Ok(true));
    assert!(!world.index_of(ALICE, "notes").contains("zeppelin"));
    assert_eq!(notes.search("zeppelin"), Vec::<String>::new());
    assert_eq!(notes.body("note 1"), None);
    assert_eq!(drafts.search("zeppelin"), ["draft"]);
    assert_eq!(world.host.buckets.objects().len(), 1);
    assert_eq!(finish(notes.bucket.erase()), Ok(true));
    notes.put("note 1", "The zeppelin is late.");
    assert_eq!(notes.search("zeppelin"), ["note 1"]);
}

#[test]
fn a_bucket_is_known_to_the_registry_before_anything_is_written() {
    #[derive(Deserialize)]
    struct Row {
        user_id: String,
        address: String,
    }
    let world = World::new();
    // The first thing that is asked of the actor does not arrive.
    let refuse = Some(call_me_back_simulation::Fault::Refused);
    world.host.memories.faults.plan([refuse]);
    let notes = world.notes();
    assert!(notes.try_put("a", notes.text("one")).is_err());
    let select = "SELECT user_id, address FROM actors";
    let rows: Vec<Row> = finish(world.host.sql.rows(select, &[])).unwrap();
    let address: Address = serde_json::from_str(&rows[0].address).unwrap();
    assert_eq!(address, Address::Instance(instance(ALICE, "notes")));
    assert_eq!(rows[0].user_id, ALICE);
}

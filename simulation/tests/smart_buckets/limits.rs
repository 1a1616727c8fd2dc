//! What is refused, and for which field.

use std::collections::BTreeMap;

use call_me_back::pagination::Paging;
use call_me_back::ports::{HttpMetadata, Listing};
use call_me_back::smart_buckets::{NewObject, SearchRequest};
use call_me_back_simulation::finish;

use crate::world::*;

#[test]
fn a_key_is_printable_text_that_fits() {
    let world = World::new();
    let notes = world.notes();
    for key in [
        "",
        "a\0b",
        "line\nbreak",
        "\u{7f}",
        "\u{85}",
        &"k".repeat(887),
        &"ü".repeat(444),
    ] {
        assert_eq!(
            refused(notes.try_put(key, notes.text("x"))),
            "key",
            "{key:?}"
        );
        assert_eq!(refused(finish(notes.bucket.get(key, None))), "key");
        assert_eq!(refused(finish(notes.bucket.head(key))), "key");
        assert_eq!(refused(finish(notes.bucket.delete(&["a", key]))), "key");
    }
    // The longest key of the owner with the longest name.
    let (owner, name) = ("o".repeat(64), "i".repeat(64));
    let longest = "k".repeat(886);
    let bucket = world.bucket(&owner, &name);
    world
        .host
        .sql
        .sqlite()
        .apply("PRAGMA foreign_keys = OFF")
        .unwrap();
    bucket.put(&longest, "The longest.");
    assert_eq!(bucket.body(&longest), Some("The longest.".to_owned()));
    assert_eq!(bucket.search("longest"), [longest]);
}

#[test]
fn what_is_too_large_or_too_much_is_refused_and_changes_nothing() {
    let world = World::new();
    let notes = world.notes();
    let largest = NewObject {
        body: vec![b'x'; 5_000_000],
        ..NewObject::default()
    };
    notes.try_put("largest", largest.clone()).unwrap();
    let mut too_large = largest;
    too_large.body.push(b'x');
    let with = |entries: &[(&str, &str)]| {
        let entries = entries
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        NewObject {
            custom_metadata: entries.collect(),
            ..notes.text("x")
        }
    };
    let many: BTreeMap<String, String> = (0..33)
        .map(|number| (format!("n{number}"), String::new()))
        .collect();
    let many = NewObject {
        custom_metadata: many,
        ..notes.text("x")
    };
    let headed = |http_metadata| NewObject {
        http_metadata,
        ..notes.text("x")
    };
    let long = "x".repeat(1_025);
    let half = "x".repeat(1_024);
    let in_partition = |name: &str| NewObject {
        partition: Some(name.to_owned()),
        ..notes.text("x")
    };
    for (object, field) in [
        (too_large, "content"),
        (many, "custom_metadata"),
        (with(&[("", "x")]), "custom_metadata"),
        (with(&[("__proto__", "x")]), "custom_metadata"),
        (with(&[("ü", "x")]), "custom_metadata"),
        (with(&[("partition", "x")]), "custom_metadata"),
        (with(&[("a", "x\ny")]), "custom_metadata"),
        (with(&[("a", &long)]), "custom_metadata"),
        (with(&[("a", &half), ("b", &half)]), "custom_metadata"),
        (in_partition(""), "partition"),
        (in_partition("a\nb"), "partition"),
        (in_partition(&"p".repeat(129)), "partition"),
        (
            headed(HttpMetadata {
                content_type: Some("text/plain\r\nx: y".to_owned()),
                ..HttpMetadata::default()
            }),
            "content_type",
        ),
        (
            headed(HttpMetadata {
                cache_control: Some("x".repeat(257)),
                ..HttpMetadata::default()
            }),
            "cache_control",
        ),
    ] {
        assert_eq!(refused(notes.try_put("a", object)), field);
    }
    assert_eq!(notes.body("a"), None);
}

#[test]
fn a_list_and_a_search_are_refused_for_what_is_wrong_in_them() {
    let world = World::new();
    let notes = world.notes();
    let listing = |prefix: &str, delimiter: &str, limit| Listing {
        prefix: prefix.to_owned(),
        delimiter: Some(delimiter.to_owned()),
        limit,
        cursor: None,
    };
    for (listing, field) in [
        (listing("", "/", 0), "limit"),
        (listing("", "/", 1_001), "limit"),
        (listing("a\nb", "/", 10), "prefix"),
        (listing(&"p".repeat(887), "/", 10), "prefix"),
        (listing("", &"/".repeat(17), 10), "delimiter"),
    ] {
        assert_eq!(refused(finish(notes.bucket.list(&listing))), field);
    }
    let request = |input: &str, partition: Option<&str>, id: Option<&str>| SearchRequest {
        input: input.to_owned(),
        partition: partition.map(str::to_owned),
        request_id: id.map(str::to_owned),
    };
    for (request, field) in [
        (request(" \n", None, None), "input"),
        (request(&"x".repeat(2_001), None, None), "input"),
        (request("x", Some(""), None), "partition"),
        (request("x", None, Some("")), "request_id"),
        (request("x", None, Some(&"x".repeat(129))), "request_id"),
    ] {
        let paging = Paging::new(1, 10).unwrap();
        assert_eq!(
            refused(finish(notes.bucket.search(&request, paging))),
            field
        );
        assert_eq!(refused(finish(notes.bucket.chunk_search(&request))), field);
    }
    assert_eq!(refused(Paging::new(0, 10)), "page");
    assert_eq!(refused(Paging::new(1, 0)), "page_size");
    assert_eq!(refused(Paging::new(1, 101)), "page_size");
    let none: [&str; 0] = [];
    assert_eq!(refused(finish(notes.bucket.delete(&none))), "key");
    assert_eq!(refused(finish(notes.bucket.delete(&["a"; 101]))), "key");
}

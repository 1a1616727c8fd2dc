//! Lists, by the page.

use std::collections::BTreeSet;

use call_me_back::ports::Listing;
use call_me_back::smart_buckets::ObjectList;
use call_me_back_simulation::{draw, finish};

use crate::world::*;

fn all(limit: u32) -> Listing {
    Listing {
        prefix: String::new(),
        delimiter: None,
        limit,
        cursor: None,
    }
}

fn list(bucket: &Bucket<'_>, listing: &Listing) -> ObjectList {
    finish(bucket.bucket.list(listing)).unwrap()
}

fn keys(list: &ObjectList) -> Vec<&str> {
    let objects = list.objects.iter();
    objects.map(|object| object.key.as_str()).collect()
}

/// Walks all pages; gives the keys and the delimited prefixes in the order in which they came.
fn walk(bucket: &Bucket<'_>, mut listing: Listing) -> (Vec<String>, Vec<String>) {
    let (mut objects, mut prefixes) = (Vec::new(), Vec::new());
    loop {
        let page = list(bucket, &listing);
        let entries = page.objects.len() + page.delimited_prefixes.len();
        assert!(entries <= listing.limit as usize);
        assert_eq!(page.truncated, page.cursor.is_some());
        objects.extend(page.objects.into_iter().map(|object| object.key));
        prefixes.extend(page.delimited_prefixes);
        if page.cursor.is_none() {
            return (objects, prefixes);
        }
        listing.cursor = page.cursor;
    }
}

#[test]
fn what_is_under_a_folder_comes_as_one() {
    let world = World::new();
    let notes = world.notes();
    for key in [
        "a.txt",
        "trips/oslo.txt",
        "trips/2024/rome.txt",
        "trips/2025/bern.txt",
        "z",
    ] {
        notes.put(key, "words");
    }
    let of = |prefix: &str| {
        let listing = Listing {
            prefix: prefix.to_owned(),
            delimiter: Some("/".to_owned()),
            ..all(100)
        };
        list(&notes, &listing)
    };
    let top = of("");
    assert_eq!(keys(&top), ["a.txt", "z"]);
    assert_eq!(top.delimited_prefixes, ["trips/"]);
    let trips = of("trips/");
    assert_eq!(keys(&trips), ["trips/oslo.txt"]);
    assert_eq!(trips.delimited_prefixes, ["trips/2024/", "trips/2025/"]);
    assert_eq!(keys(&of("trips/2024/")), ["trips/2024/rome.txt"]);
    assert_eq!(keys(&of("nowhere/")), Vec::<&str>::new());
    let plain = Listing {
        prefix: "trips/2".to_owned(),
        ..all(100)
    };
    let plain = list(&notes, &plain);
    assert_eq!(keys(&plain), ["trips/2024/rome.txt", "trips/2025/bern.txt"]);
    assert_eq!(
        plain.objects[0].http_metadata.content_type.as_deref(),
        Some("text/plain")
    );
}

#[test]
fn however_a_list_is_walked_each_key_comes_once_and_in_order() {
    let pieces = ["a", "b", "/", "..", "ü", "鍵", " ", "-"];
    for seed in 0..25u64 {
        let mut chance = seed;
        let mut any = |below: usize| (draw(&mut chance) % below as u64) as usize;
        let world = World::new();
        let (notes, others) = (world.notes(), world.bucket(BOB, "notes"));
        let mut put = BTreeSet::new();
        for _ in 0..any(130) {
            let key: String = (0..=any(5)).map(|_| pieces[any(pieces.len())]).collect();
            notes.put(&key, "words");
            others.put(&format!("{key}!"), "words");
            put.insert(key);
        }
        let prefix: String = (0..any(3)).map(|_| pieces[any(pieces.len())]).collect();
        let delimiter = ["", "/", "..", "ü"][any(4)];
        let listing = Listing {
            prefix: prefix.clone(),
            delimiter: Some(delimiter.to_owned()),
            ..all(1 + any(7) as u32)
        };
        let (mut objects, mut prefixes) = (Vec::new(), BTreeSet::new());
        for key in put.into_iter().filter(|key| key.starts_with(&prefix)) {
            let rest = key.strip_prefix(&prefix).unwrap();
            match rest.split_once(delimiter).filter(|_| !delimiter.is_empty()) {
                Some((before, _)) => {
                    prefixes.insert(format!("{prefix}{before}{delimiter}"));
                }
                None => objects.push(key),
            }
        }
        let expected = (objects, prefixes.into_iter().collect());
        assert_eq!(
            walk(&notes, listing.clone()),
            expected,
            "{seed} {listing:?}"
        );
    }
}

#[test]
fn a_list_that_is_longer_than_a_page_is_walked_to_its_end() {
    let world = World::new();
    let notes = world.notes();
    let put: Vec<String> = (0..230).map(|number| format!("note {number:03}")).collect();
    for key in &put {
        notes.put(key, "words");
    }
    assert_eq!(walk(&notes, all(1_000)).0, put);
}

#[test]
fn a_cursor_leads_nowhere_but_on_in_its_own_list() {
    let world = World::new();
    let (notes, bobs) = (world.notes(), world.bucket(BOB, "notes"));
    for key in ["a/1", "a/2", "b/1", "b/2"] {
        notes.put(key, "words");
        bobs.put(key, "Bob's words");
    }
    let cursor = list(&notes, &all(1)).cursor.unwrap();
    let with = |cursor: &str, prefix: &str| Listing {
        prefix: prefix.to_owned(),
        cursor: Some(cursor.to_owned()),
        ..all(10)
    };
    let rest = list(&notes, &with(&cursor, ""));
    assert_eq!(keys(&rest), ["a/2", "b/1", "b/2"]);
    for (bucket, cursor, prefix) in [
        (&bobs, cursor.as_str(), ""),
        (&notes, &cursor, "a/"),
        (&notes, "", ""),
        (&notes, "after buckets/user_bob/notes/a", ""),
    ] {
        let listed = finish(bucket.bucket.list(&with(cursor, prefix)));
        assert_eq!(refused(listed), "cursor", "{cursor:?} {prefix:?}");
    }
    // A forged one, which bears the mark of a list of her own, stays within what is hers.
    let (mark, _) = cursor.split_once('-').unwrap();
    let forged = format!("{mark}-after buckets/user_b");
    assert_eq!(keys(&list(&notes, &with(&forged, ""))), Vec::<&str>::new());
    let forged = format!("{mark}-after ");
    assert_eq!(
        keys(&list(&notes, &with(&forged, ""))),
        ["a/1", "a/2", "b/1", "b/2"]
    );
}

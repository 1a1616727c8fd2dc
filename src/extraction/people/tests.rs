use super::super::words::words;
use super::*;

fn cased() -> People {
    People {
        cased: true,
        ..People::default()
    }
}

fn subject(people: &People, text: &str) -> Option<(Who, usize)> {
    people.subject(&words(text))
}

#[test]
fn people_are_known_by_relation_and_name() {
    let people = cased();
    for (text, listed) in [
        ("my coworker Sarah is rude", "Sarah (coworker)"),
        (
            "my younger brother Tom is in college",
            "Tom (younger brother)",
        ),
        ("my boss, Marcus, is great", "Marcus (boss)"),
        ("my best friend Priya lives there", "Priya (best friend)"),
        ("my mom lives in Ohio", "Mom"),
        ("Mom lives in Ohio", "Mom"),
        ("my ex boyfriend Trevor called", "Trevor (ex-boyfriend)"),
        ("Sarah is rude", "Sarah"),
    ] {
        match subject(&people, text) {
            Some((Who::Other(mention), _)) => assert_eq!(mention.listed(), listed, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn someone_elses_people_and_things_are_not_the_users() {
    let people = cased();
    for text in [
        "my sister's boyfriend is allergic",
        "Sarah's dog died",
        "Tom's wife is pregnant",
    ] {
        assert_eq!(subject(&people, text), None, "{text}");
    }
    assert!(subject(&people, "my sister's pregnant").is_some());
}

#[test]
fn she_is_somebody_only_where_nobody_else_can_be_meant() {
    let mut people = cased();
    let (sarah, _) = people.someone(&words("my coworker Sarah")).unwrap();
    people.met(&sarah);
    assert_eq!(
        subject(&people, "she is rude"),
        Some((Who::Other(sarah), 1))
    );
    let (mom, _) = people.someone(&words("my mom")).unwrap();
    people.met(&mom);
    assert_eq!(subject(&people, "she is rude"), None);
}

#[test]
fn a_name_without_capitals_is_taken_only_where_nothing_has_any() {
    let people = People::default();
    let (mention, _) = people
        .someone(&words("my brother tom lives there"))
        .unwrap();
    assert_eq!(mention.name.as_deref(), Some("Tom"));
    let (mention, _) = people.someone(&words("my brother lives there")).unwrap();
    assert_eq!(mention.name, None);
    assert_eq!(
        cased()
            .someone(&words("my brother tom lives"))
            .unwrap()
            .0
            .name,
        None
    );
}

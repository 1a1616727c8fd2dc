//! What holds for every page.

#![allow(
    clippy::unwrap_used,
    reason = "clippy knows only test functions as tests, not their helpers"
)]

#[path = "../examples/sample/mod.rs"]
mod sample;

use std::collections::BTreeSet;

use call_me_back::flows::importing::Imported;
use call_me_back::ids::MemoryId;
use call_me_back::memory::reading::Reading;
use call_me_back::persona::catalog;
use call_me_back::retention::Plan;
use call_me_back::time::{DAY, SECOND};
use call_me_back_web::after_call::{self, Aftermath};
use call_me_back_web::data::{self, DataPage, Retention};
use call_me_back_web::home::{self, Home, Telephone};
use call_me_back_web::memories::one;
use call_me_back_web::persona::{self, RelationshipForm};
use call_me_back_web::plans::Plans;
use call_me_back_web::{CONTENT_SECURITY_POLICY, Errors, asset, call, settings, sign_in};

/// A tag as it stands in a page: its name, its attributes as text, whether it closes.
struct Tag<'a> {
    name: &'a str,
    attributes: &'a str,
    closing: bool,
}

impl<'a> Tag<'a> {
    fn attribute(&self, name: &str) -> Option<&'a str> {
        let (_, rest) = self.attributes.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    }

    /// The names of all its attributes.
    fn names(&self) -> Vec<&'a str> {
        let mut quoted = false;
        self.attributes
            .split(|letter: char| {
                quoted ^= letter == '"';
                !quoted && letter == ' '
            })
            .filter_map(|attribute| attribute.split('=').next())
            .filter(|name| !name.is_empty())
            .collect()
    }
}

/// maud escapes `<` and `>` in text and quotes in attributes, so a tag ends at the first `>`.
fn tags(page: &str) -> Vec<Tag<'_>> {
    page.split('<')
        .skip(1)
        .filter_map(|piece| piece.split_once('>').map(|(tag, _)| tag))
        .filter(|tag| !tag.starts_with('!'))
        .map(|tag| {
            let closing = tag.starts_with('/');
            let tag = tag.trim_start_matches('/');
            let (name, attributes) = tag.split_at(tag.find(' ').unwrap_or(tag.len()));
            Tag {
                name,
                attributes,
                closing,
            }
        })
        .collect()
}

fn pages() -> Vec<(&'static str, String)> {
    sample::pages().unwrap()
}

/// The inside of each form.
fn forms(page: &str) -> Vec<&str> {
    page.split("<form")
        .skip(1)
        .map(|rest| rest.split_once("</form>").unwrap().0)
        .collect()
}

#[test]
fn every_page_is_balanced() {
    const VOID: [&str; 4] = ["meta", "link", "input", "br"];
    for (name, page) in pages() {
        let mut open = Vec::new();
        for tag in tags(&page) {
            if tag.closing {
                assert_eq!(open.pop(), Some(tag.name), "{name}");
            } else if !VOID.contains(&tag.name) {
                open.push(tag.name);
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
        assert!(
            page.starts_with("<!DOCTYPE html><html lang=\"en\">"),
            "{name}"
        );
    }
}

#[test]
fn nothing_on_a_page_needs_more_than_the_policy_allows() {
    assert!(!CONTENT_SECURITY_POLICY.contains("unsafe"));
    for (name, page) in pages() {
        for tag in tags(&page) {
            assert_ne!(tag.name, "style", "{name}");
            for attribute in tag.names() {
                assert_ne!(attribute, "style", "{name}: {}", tag.attributes);
                assert!(!attribute.starts_with("on"), "{name}: {attribute}");
            }
            for address in ["href", "src", "action"] {
                let Some(address) = tag.attribute(address) else {
                    continue;
                };
                assert!(address.starts_with(['/', '#']), "{name}: {address}");
                assert!(!address.starts_with("//"), "{name}: {address}");
            }
        }
        for script in page.split("<script").skip(1) {
            let (tag, rest) = script.split_once('>').unwrap();
            assert!(tag.contains("src=\"/static/"), "{name}: {tag}");
            assert!(
                rest.starts_with("</script>"),
                "{name}: a script within the page"
            );
        }
    }
}

#[test]
fn what_a_page_asks_for_is_there() {
    for (name, page) in pages() {
        for tag in tags(&page) {
            let address = tag.attribute("href").or(tag.attribute("src"));
            let Some(path) = address.and_then(|address| address.strip_prefix("/static/")) else {
                continue;
            };
            let (path, version) = path.split_once("?v=").unwrap();
            let asset = asset(path).unwrap_or_else(|| panic!("{name}: {path}"));
            assert_eq!(version, format!("{:016x}", asset.version));
        }
    }
}

#[test]
fn every_form_that_changes_something_shows_that_it_is_ours() {
    for (name, page) in pages() {
        for form in forms(&page) {
            if form.contains("method=\"post\"") {
                let hidden = "<input type=\"hidden\" name=\"csrf\" value=\"csrf-of-this-session\">";
                assert!(form.contains(hidden), "{name}: {form}");
            } else {
                assert!(!form.contains("csrf"), "{name}: a token in an address");
            }
        }
    }
}

#[test]
fn every_field_has_a_label() {
    for (name, page) in pages() {
        // Those within a label need no `for`.
        let mut within = 0;
        for tag in tags(&page) {
            match (tag.name, tag.closing) {
                ("label", false) => within += 1,
                ("label", true) => within -= 1,
                ("input" | "textarea" | "select", false)
                    if tag.attribute("type") != Some("hidden") =>
                {
                    let named = tag
                        .attribute("id")
                        .is_some_and(|id| page.contains(&format!(" for=\"{id}\"")));
                    assert!(within > 0 || named, "{name}: {}", tag.attributes);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn ids_are_unique_and_what_is_named_exists() {
    for (name, page) in pages() {
        let tags = tags(&page);
        let all: Vec<&str> = tags.iter().filter_map(|tag| tag.attribute("id")).collect();
        let ids: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(ids.len(), all.len(), "{name}: an id twice");
        for tag in &tags {
            for attribute in ["for", "aria-labelledby", "aria-describedby"] {
                for id in tag.attribute(attribute).unwrap_or_default().split(' ') {
                    assert!(id.is_empty() || ids.contains(id), "{name}: {id}");
                }
            }
            if let Some(id) = tag
                .attribute("href")
                .and_then(|href| href.strip_prefix('#'))
            {
                assert!(ids.contains(id), "{name}: #{id}");
            }
        }
    }
}

#[test]
fn what_people_say_is_text_and_never_markup() {
    let mut frame = sample::frame();
    let evil = "\"><img src=x onerror=alert(1)>'";
    frame.viewer = Some(call_me_back_web::Viewer {
        name: Some(evil.to_owned()),
    });
    frame.csrf = evil.to_owned();
    let mut known = sample::known().unwrap();
    known.relationship.relationship_type = evil.to_owned();
    known.relationship.custom_system_prompt = Some(format!("</textarea>{evil}"));
    for memory in &mut known.memories {
        memory.content = format!("User {evil}");
    }
    for storyline in &mut known.storylines {
        storyline.topic = evil.to_owned();
        storyline.summary = evil.to_owned();
    }
    let mut turns = sample::turns();
    turns[0].text = evil.to_owned();
    let mut live = sample::live_call(turns, false).unwrap();
    live.persona.name = evil.to_owned();
    let page = sample::persona_page(Some(known), Errors::none().with("name", evil)).unwrap();
    let step = sign_in::PhoneStep {
        phone: evil.to_owned(),
        ..Default::default()
    };
    for shown in [
        persona::page(&frame, &page),
        call::page(&frame, &live),
        sign_in::phone_page(&frame, &step),
    ] {
        assert!(!shown.contains("<img"), "{shown}");
        assert!(!shown.contains(evil), "{shown}");
        assert!(shown.contains("&lt;img src=x onerror=alert(1)&gt;"));
    }
}

#[test]
fn errors_stand_beside_their_fields() {
    let step = sign_in::PhoneStep {
        errors: Errors::none().with("phone", "Too short."),
        ..Default::default()
    };
    let page = sign_in::phone_page(&sample::frame(), &step);
    assert!(page.contains("aria-describedby=\"phone-hint phone-error\" aria-invalid=\"true\""));
    assert!(page.contains("id=\"phone-error\" role=\"alert\">Too short.</p>"));
}

#[test]
fn the_terminal_is_named_only_in_development() {
    let mut frame = sample::frame();
    let step = sign_in::CodeStep::default();
    assert!(sign_in::code_page(&frame, &step).contains("terminal"));
    frame.development = false;
    assert!(!sign_in::code_page(&frame, &step).contains("terminal"));
}

#[test]
fn a_relationship_in_ones_own_words_survives_its_form() {
    let brad = sample::brad().unwrap();
    let form = |words: &str| {
        RelationshipForm::of(&sample::relationship(&brad, words).unwrap(), Some("Al"))
    };
    assert_eq!(
        form("second boyfriend").relationship_type,
        "second boyfriend"
    );
    assert_eq!(form("bro_friend").relationship_type, "bro friend");
    assert_eq!(form("friend").relationship_type, "");
}

#[test]
fn what_was_corrected_stands_beneath_what_holds_now() {
    let page = sample::persona_page(Some(sample::known().unwrap()), Errors::none()).unwrap();
    let shown = persona::page(&sample::frame(), &page);
    assert!(shown.contains(
        "Alice lives in Texas</a></p><p class=\"former\">Before: <s>Alice lives in Ohio"
    ));
    assert_eq!(shown.matches("lives in Ohio").count(), 1);
}

#[test]
fn a_chain_of_corrections_that_bites_its_tail_ends() {
    let mut known = sample::known().unwrap();
    let ohio = MemoryId::parse("mem_ohio").unwrap();
    let mut tail = known.former.clone();
    tail.retain(|memory| memory.id == ohio);
    for memory in &mut tail {
        memory.superseded_by = Some(ohio.clone());
    }
    known.former.extend(tail);
    let page = sample::persona_page(Some(known), Errors::none()).unwrap();
    let shown = persona::page(&sample::frame(), &page);
    assert!(shown.contains("lives in Texas"));
    assert!(shown.matches("lives in Ohio").count() < 20);
}

#[test]
fn a_memory_shows_how_it_fades_in_a_drawing_and_in_words() {
    let mut page = sample::knowledge::memory_page("mem_climb").unwrap();
    page.memory.fades_at = Some(page.memory.learned_at.plus(300 * DAY));
    let shown = one::page(&sample::frame(), &page);
    assert!(shown.contains("<polyline class=\"falling\" points=\"0.0,0.0 "));
    assert!(shown.contains("role=\"img\" aria-label=\"Strength over time. Now 100 percent.\""));
    assert!(shown.contains("stops bringing it up unasked"));
    assert!(shown.contains("<th scope=\"row\">In a year</th><td>64%</td>"));
    page.memory.pinned = true;
    let shown = one::page(&sample::frame(), &page);
    assert!(shown.contains("it does not fade"));
}

#[test]
fn what_was_corrected_tells_how_it_changed_and_is_not_kept_any_more() {
    let shown = one::page(
        &sample::frame(),
        &sample::knowledge::memory_page("mem_texas").unwrap(),
    );
    assert!(shown.contains("How it changed") && shown.contains("<s>Alice lives in Ohio</s>"));
    let shown = one::page(
        &sample::frame(),
        &sample::knowledge::memory_page("mem_ohio").unwrap(),
    );
    assert!(shown.contains("What took its place"));
    assert!(!shown.contains("Keep for good") && !shown.contains("polyline"));
}

#[test]
fn each_thing_learned_leads_to_the_turn_where_it_was_said() {
    let (_, page) = pages()
        .into_iter()
        .find(|(name, _)| *name == "after-call.html")
        .unwrap();
    assert!(page.contains("<span class=\"whom\"> Brad</span> again"));
    assert!(page.contains("<a href=\"#turn-5\">Where it was said</a> · corrected"));
    let turn = page.split("id=\"turn-5\"").nth(1).unwrap();
    let turn = turn.split("</li><li class=\"turn").next().unwrap();
    assert!(
        turn.contains("<li><a href=\"#mem_texas\">Alice lives in Texas</a></li>"),
        "{turn}"
    );
    // The untouched storyline is not of this call.
    assert!(page.contains("Sarah work conflict") && !page.contains("New flat"));
}

#[test]
fn what_was_learned_stands_where_what_was_said_is_not_kept_any_more() {
    let harvest = sample::harvest().unwrap();
    let mut call = sample::ended_call(Aftermath::of(Some(harvest.clone()), false, false)).unwrap();
    call.turns.clear();
    let page = after_call::page(&sample::frame(), &call);
    assert!(page.contains("Alice lives in Texas") && page.contains("In this call · corrected"));
    assert!(page.contains("What was said is not kept any more."));
    assert!(!page.contains("Nothing was noted") && !page.contains("href=\"#turn-"));

    let mut nothing = harvest;
    nothing.remembered.reading = Reading::default();
    for harvest in [Some(nothing), None] {
        assert!(matches!(
            Aftermath::of(harvest, false, true),
            Aftermath::Nothing
        ));
    }
    assert!(matches!(
        Aftermath::of(None, true, true),
        Aftermath::Thinking
    ));
    // A file may have brought its words, and nobody reads them.
    assert!(matches!(
        Aftermath::of(None, true, false),
        Aftermath::Nothing
    ));
}

#[test]
fn a_phone_is_rung_from_the_personas_page_where_that_is_allowed() {
    let shown = |telephone| {
        let known = persona::Known {
            telephone,
            ..sample::known().unwrap()
        };
        let page = sample::persona_page(Some(known), Errors::none()).unwrap();
        persona::page(&sample::frame(), &page)
    };
    let rings = "<input type=\"hidden\" name=\"channel\" value=\"phone\">";
    assert!(shown(Telephone::Rings).contains(rings));
    let asks = shown(Telephone::NotAllowed);
    assert!(!asks.contains(rings) && asks.contains("href=\"/phone\">Ring my phone…"));
    assert!(!shown(Telephone::Nowhere).contains("Ring my phone"));
}

#[test]
fn hours_are_named_where_one_is_called() {
    let mut view = sample::settings::settings_page().unwrap();
    assert!(settings::page(&sample::frame(), &view).contains("You may be called, from "));
    view.is_called = false;
    assert!(settings::page(&sample::frame(), &view).contains("You are not called. Your day"));
}

#[test]
fn whoever_erased_their_account_is_led_to_nothing_that_they_have_no_more() {
    let receipt = sample::data::receipt().unwrap();
    let mut frame = sample::frame();
    assert!(data::receipt(&frame, &receipt).contains("href=\"/settings\""));
    frame.viewer = None;
    assert!(!data::receipt(&frame, &receipt).contains("href=\"/settings\""));
}

#[test]
fn a_page_that_waits_asks_again_and_the_longer_it_waits_the_less_often() {
    let mut frame = sample::frame();
    let call = sample::ended_call(Aftermath::Thinking).unwrap();
    frame.now = call.ended_at.plus(5 * SECOND);
    let page = after_call::page(&frame, &call);
    assert!(page.contains("<meta http-equiv=\"refresh\" content=\"2\">"));
    assert!(page.contains("Brad is thinking over the call…"));
    assert!(page.contains("data-part=\"aftermath\" data-every=\"2\""));
    frame.now = call.ended_at.plus(600 * SECOND);
    let page = after_call::page(&frame, &call);
    assert!(page.contains("content=\"30\""));
    let done = after_call::page(&frame, &sample::ended_call(Aftermath::Nothing).unwrap());
    assert!(!done.contains("http-equiv") && !done.contains("data-every"));
}

#[test]
fn a_live_call_says_that_it_is_an_ai_and_can_be_hung_up_without_script() {
    for by_phone in [false, true] {
        let call = sample::live_call(sample::turns(), by_phone).unwrap();
        let page = call::page(&sample::frame(), &call);
        assert!(page.contains("Brad is an AI, not a person."));
        assert!(page.contains("action=\"/calls/call_abc123/end\""));
        assert!(page.contains("<script"));
        // Watched without script, it asks for itself.
        let refreshes =
            page.contains("<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>");
        assert_eq!(refreshes, by_phone);
    }
}

#[test]
fn everyone_in_the_catalog_can_be_met() {
    let people = catalog()
        .into_iter()
        .map(|starter| home::Person {
            persona: starter.persona,
            is_own: false,
            sample: None,
            relationship: None,
            last_call: None,
            live_call: None,
        })
        .collect();
    let page = home::page(
        &sample::frame(),
        &Home {
            people,
            plans: Plans::default(),
            telephone: Telephone::Nowhere,
        },
    );
    assert!(page.contains("href=\"/personas/persona_brad_001\""));
    assert!(!page.contains("action=\"/calls\""));
    // Nobody has to be met before they are asked to call.
    assert!(page.contains("Calls to come"));
    assert!(page.contains("<option value=\"persona_brad_001\""));
}

/// The page of one's data, for who wishes what was said to be kept for so many days.
fn kept_for(plan: Plan, days: Option<u32>) -> String {
    let view = DataPage {
        personas: Vec::new(),
        retention: Retention {
            plan,
            days,
            saved: false,
        },
        errors: Errors::none(),
    };
    data::page(&sample::frame(), &view)
}

#[test]
fn how_long_is_kept_what_was_said_is_told_in_words() {
    for (plan, days, said, chosen) in [
        (
            Plan::Free,
            None,
            "goes after a year:",
            "For a year, the longest",
        ),
        (
            Plan::Free,
            Some(0),
            "goes once it is remembered:",
            "Not at all",
        ),
        (Plan::Free, Some(1), "goes after a day:", "For a day<"),
        (Plan::Free, Some(2), "goes after 2 days:", "For 2 days<"),
        // More than the plan allows is what it allows.
        (
            Plan::Free,
            Some(365),
            "goes after a year:",
            "For a year, the longest",
        ),
        (
            Plan::Free,
            Some(1_000),
            "goes after a year:",
            "For a year, the longest",
        ),
        (
            Plan::Premium,
            Some(1_000),
            "goes after 1000 days:",
            "For 1000 days<",
        ),
        (Plan::Premium, None, "is kept for ever:", "For ever<"),
    ] {
        let page = kept_for(plan, days);
        assert!(
            page.contains(&format!("What was said in a call {said}")),
            "{plan:?} {days:?}"
        );
        let option = page
            .split("<option")
            .find(|option| option.contains(" selected"));
        assert!(
            option.unwrap().contains(chosen),
            "{plan:?} {days:?}: {option:?}"
        );
    }
    let at_once = kept_for(Plan::Free, Some(0));
    assert!(
        at_once.contains("or is no longer so, goes at once."),
        "{at_once}"
    );
}

#[test]
fn one_of_a_kind_is_told_as_one() {
    let imported = Imported {
        memories: 1,
        calls: 2,
        ..Imported::default()
    };
    let page = data::imported(&sample::frame(), &imported);
    assert!(
        page.contains("<li>1 memory</li>") && page.contains("<li>2 calls</li>"),
        "{page}"
    );
}

#[test]
fn what_is_planned_is_told_and_can_be_changed_without_script() {
    let (_, page) = pages()
        .into_iter()
        .find(|(name, _)| *name == "index.html")
        .unwrap();
    assert!(page.contains("every Monday at 9:00 am"));
    assert!(page.contains("Paused"));
    assert!(page.contains("did not call yesterday"));
    assert!(page.contains("Wednesday, February 5, "));
    for change in ["skip", "pause", "resume", "cancel"] {
        let forms: Vec<&str> = page
            .split("action=\"/schedules/schedule_")
            .skip(1)
            .collect();
        assert!(forms.iter().any(|form| {
            form.split_once('"')
                .unwrap()
                .0
                .ends_with(&format!("/{change}"))
        }));
    }
    assert!(!page.contains("<script"));
}

#[test]
fn what_a_call_cost_is_told_with_its_parts() {
    let call = sample::ended_call(Aftermath::Nothing).unwrap();
    let page = after_call::page(&sample::frame(), &call);
    assert!(page.contains("This call cost at least $0.18."));
    assert!(page.contains("Telephone, 13 minutes: $0.18"));
    assert!(page.contains("Speech, 4120 characters: unknown"));
    assert!(page.contains("At prices of 2025-01-01."));
    let known = sample::persona_page(Some(sample::known().unwrap()), Errors::none()).unwrap();
    let page = persona::page(&sample::frame(), &known);
    assert!(
        page.contains("In the browser it costs nothing; by telephone it costs at least $0.15.")
    );
}

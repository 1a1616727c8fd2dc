//! A call on a telephone, as a page shows it that watches.

use call_me_back::call::machine::Event;
use call_me_back::call::watching::Watched;
use call_me_back::call::{Speaker, session};
use call_me_back::ids::CallId;
use call_me_back::telephony::status::AnsweredBy;
use call_me_back_simulation::World;

use crate::people::*;

/// What stands on a page that watches.
#[derive(Default)]
struct Page {
    said: Vec<(Speaker, String)>,
    /// A reply is coming in.
    is_open: bool,
}

impl Page {
    /// Begins to watch.
    fn opened(world: &World, call: &CallId) -> Self {
        let first = world.host().talk(call).unwrap().watch().unwrap();
        let session = world.host().sessions.session(call).unwrap();
        session.watched.replace(Some(Vec::new()));
        let mut page = Self::default();
        page.take(first);
        page
    }

    fn take(&mut self, shown: Vec<Watched>) {
        for watched in shown {
            match watched {
                Watched::Transcript { turns, .. } => {
                    let turns = turns.into_iter();
                    self.said = turns.map(|turn| (turn.speaker, turn.text)).collect();
                    self.is_open = false;
                }
                Watched::Heard { text } => {
                    self.said.push((Speaker::User, text));
                    self.is_open = false;
                }
                Watched::Text { token, last } => {
                    if !self.is_open && !token.is_empty() {
                        self.said.push((Speaker::Persona, String::new()));
                        self.is_open = true;
                    }
                    if let (true, Some((_, text))) = (self.is_open, self.said.last_mut()) {
                        text.push_str(&token);
                    }
                    self.is_open &= !last;
                }
                Watched::Recalled { .. } | Watched::ShowAnew => {}
            }
        }
    }

    /// What it shows is what was said, at each moment.
    fn is_right(&mut self, world: &World, call: &CallId) {
        let session = world.host().sessions.session(call).unwrap();
        let shown = session.watched.borrow_mut().as_mut().map(std::mem::take);
        self.take(shown.unwrap());
        let shown: Vec<(Speaker, &str)> = (self.said.iter())
            .map(|(speaker, text)| (*speaker, text.trim()))
            .collect();
        let turns = session::turns(&session.sql).unwrap();
        let said: Vec<(Speaker, &str)> = (turns.iter())
            .map(|turn| (turn.speaker, turn.text.as_str()))
            .collect();
        assert_eq!(shown, said);
    }
}

#[test]
fn who_watches_sees_all_that_is_said_as_it_is_said() {
    let (world, alice) = alices(71);
    world.meet(&alice, &brad()).unwrap();
    let call = world.ring(&alice, &brad()).unwrap();
    let mut page = Page::opened(&world, &call);
    world.connect(&call).unwrap();
    let by = AnsweredBy::Human;
    world.carrier_says(&call, &Event::PickedUp { by }).unwrap();
    page.is_right(&world, &call);
    assert_eq!(page.said.len(), 1, "they are greeted");
    world.say(&call, "I feel stressed about my exam.").unwrap();
    page.is_right(&world, &call);
    for words in [2, 0] {
        world.interrupt(&call, words).unwrap();
        page.is_right(&world, &call);
        world.say(&call, "Let me finish. It's on Monday.").unwrap();
        page.is_right(&world, &call);
    }
    assert!(
        page.said
            .iter()
            .any(|(who, text)| *who == Speaker::User && text.contains("Monday"))
    );
    // Who comes to it later sees the same.
    let mut later = Page::opened(&world, &call);
    later.is_right(&world, &call);
    assert_eq!(later.said.len(), page.said.len());
    world.hang_up(&call).unwrap();
    assert!(
        world.host().talk(&call).unwrap().watch().is_err(),
        "it is over"
    );
    all_is_well(&world, "watched");
}

#[test]
fn who_speaks_on_is_shown_as_it_is_kept() {
    for seed in 0..20 {
        let (world, alice) = alices(seed);
        let call = world.call(&alice, &brad()).unwrap();
        let mut page = Page::opened(&world, &call);
        let lines = [
            "I live in Ohio.",
            "I mean, I moved to Texas.",
            "Last month.",
        ];
        world.say_on(&call, seed, &lines).unwrap();
        page.is_right(&world, &call);
    }
}

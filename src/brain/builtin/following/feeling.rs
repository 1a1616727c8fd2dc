//! The mood that a talk is in.

use crate::brain::builtin::Scene;
use crate::brain::builtin::listening::{Act, act};
use crate::brain::builtin::mood::Mood;
use crate::brain::builtin::words::{has_any, sound, words};

/// The mood of what was just said.
pub(super) fn spoken(scene: &Scene) -> Mood {
    of(&scene.heard, &scene.earlier)
}

/// The mood of what was said, or the one that hangs over it. A heavy one outlasts its turn; grief
/// outlasts several.
pub(super) fn felt(scene: &Scene) -> Mood {
    let own = spoken(scene);
    if own != Mood::Even || scene.act == Act::Elsewhere {
        return own;
    }
    let since = scene
        .earlier
        .iter()
        .take_while(|text| act(text) != Act::Elsewhere);
    let mut before = since.take(8).enumerate().map(|(ago, text)| {
        let before = scene.earlier.get(ago + 1..).unwrap_or_default();
        (ago, of(text, before))
    });
    let lasting = |(ago, mood): &(usize, Mood)| match mood {
        Mood::Loss => true,
        Mood::Low => *ago < 2,
        Mood::Worry | Mood::Anger | Mood::Weary => *ago < 1 && words(&scene.heard).len() < 6,
        Mood::Joy | Mood::Even => false,
    };
    before.find(lasting).map_or(Mood::Even, |(_, mood)| mood)
}

/// The mood of a text after what was said before it, the latest first.
fn of(text: &str, earlier: &[&str]) -> Mood {
    if judges(text, earlier) {
        return Mood::Even;
    }
    let own = Mood::of(text);
    // Tears in a happy story are happy ones.
    let tears = own == Mood::Low && has_any(&sound(text), &["cried", "crying", "cry"]);
    let mut before = earlier.iter().take(4);
    if tears && before.any(|text| Mood::of(text) == Mood::Joy) {
        return Mood::Joy;
    }
    own
}

/// Whether a few words judge the joke or the tale that was told before them.
pub(super) fn judges(text: &str, earlier: &[&str]) -> bool {
    let told = earlier.first().map(|text| act(text));
    told == Some(Act::PartyPiece) && words(text).len() <= 5 && Mood::of(text) != Mood::Even
}

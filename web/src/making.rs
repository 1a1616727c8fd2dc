//! Making a persona, and changing one of one's own: who they are, how they speak, and a talk with them
//! beside the form.

use std::collections::BTreeMap;

use call_me_back::call::Speaker;
use call_me_back::flows::making::trying::LONGEST;
use call_me_back::ids::PersonaId;
use call_me_back::memory::procedure::{
    ADDRESS, FAREWELL, GREETING, INTRODUCTION, KEYS, LONGEST_OF_PERSONA,
};
use call_me_back::persona::Persona;
use call_me_back::telephony::voice::Voice;
use maud::{Markup, html};

use crate::form::{self, Errors};
use crate::frame::{Frame, Sheet};
use crate::{portrait, words};

#[derive(Debug, Clone, Default)]
pub struct MakingPage {
    /// None: they are being made.
    pub standing: Option<Standing>,
    pub form: PersonaForm,
    pub errors: Errors,
    pub trial: Trial,
    pub outcome: Outcome,
    /// By which it is known that a new one is sent again.
    pub key: String,
}

/// What became of what was sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Outcome {
    #[default]
    None,
    Saved,
    /// It was made of another version than the one that stands.
    Stale,
}

/// A persona that stands already.
#[derive(Debug, Clone)]
pub struct Standing {
    pub id: PersonaId,
    /// The one that is changed: as it was when the form was first drawn, or when it was last told that it is
    /// another.
    pub version: String,
}

/// `POST /personas/new` and `POST /personas/{id}/edit` send it with these fields, each as it was typed, and
/// `procedure-{key}` for each way of speaking; the former sends `key`, the latter `version`, too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonaForm {
    pub name: String,
    pub description: String,
    pub voice: String,
    pub core_system_prompt: String,
    /// One a line: "humor: dry".
    pub personality_traits: String,
    /// One a line.
    pub behavioral_rules: String,
    /// `on` where everybody may meet them.
    pub is_public: bool,
    /// By their keys.
    pub procedures: BTreeMap<String, String>,
}

impl PersonaForm {
    /// As it stands.
    pub fn of(persona: &Persona, procedures: BTreeMap<String, String>) -> Self {
        let traits = persona.personality_traits.iter();
        let traits = traits.map(|(name, way)| format!("{}: {way}", words::plain(name)));
        Self {
            name: persona.name.clone(),
            description: persona.description.clone(),
            voice: persona.voice.clone(),
            core_system_prompt: persona.core_system_prompt.clone(),
            personality_traits: traits.collect::<Vec<_>>().join("\n"),
            behavioral_rules: persona.behavioral_rules.join("\n"),
            is_public: persona.is_public,
            procedures,
        }
    }
}

/// The talk beside the form. `…/try` sends the form with `say`, and each turn so far as `said`; `anew`
/// drops those.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trial {
    pub said: Vec<(Speaker, String)>,
    /// What was typed and could not be said.
    pub say: String,
}

/// What the fields are called on the page, and the ways of speaking by their keys.
const LABELS: [(&str, &str); 28] = [
    ("name", "Their name"),
    ("description", "In one line"),
    ("voice", "Their voice on the phone"),
    ("core_system_prompt", "Who they are"),
    ("personality_traits", "What they are like"),
    ("behavioral_rules", "What they always do, or never"),
    ("introduction", "The first hello"),
    ("greeting_pattern", "Every later hello"),
    ("farewell_pattern", "Goodbye"),
    ("concern_response", "A worry"),
    ("sympathy", "A loss, or bad news"),
    ("anger_response", "Anger"),
    ("celebration", "Good news"),
    ("advice_format", "Advice"),
    ("advice_offer", "Offering advice"),
    ("workflow_decision", "A decision"),
    ("acknowledgement", "Taking note"),
    ("nudge", "“Go on”"),
    ("curiosity", "Asking on"),
    ("recall_lead", "Remembering"),
    ("unknown_response", "Not remembering"),
    ("outside_response", "What they can’t know"),
    ("thanks_response", "Thanks and praise"),
    ("affection", "Affection"),
    ("how_i_am", "“How are you?”"),
    ("about_me", "“Tell me about yourself”"),
    ("party_piece", "A joke or a tale"),
    ("silence_nudge", "Silence"),
];

/// As the page calls a field; a way of speaking that the product doesn't know goes by its key.
fn label(field: &str) -> String {
    let known = LABELS.iter().find(|(known, _)| *known == field);
    known.map_or_else(|| words::title(field), |(_, label)| (*label).to_owned())
}

/// `GET /personas/new` and `GET /personas/{id}/edit`. Also sends `POST /personas/{id}/delete`. `parts.js`
/// swaps the talk in its place.
pub fn page(frame: &Frame, making: &MakingPage) -> String {
    let action = match &making.standing {
        Some(standing) => format!("/personas/{}/edit", standing.id),
        None => "/personas/new".to_owned(),
    };
    let title = match &making.standing {
        Some(_) => format!("Change {}", making.form.name),
        None => "Make somebody to talk to".to_owned(),
    };
    let try_out = format!("{action}/try");
    let body = html! {
        h1 { (title) }
        form.making #making method="post" action=(action) novalidate {
            (form::csrf(frame))
            @match &making.standing {
                Some(standing) => { input type="hidden" name="version" value=(standing.version); }
                None => { input type="hidden" name="key" value=(making.key) autocomplete="off"; }
            }
            // Enter in a field says something, rather than making somebody who is not done.
            button.unseen type="submit" formaction=(try_out) data-swap="try" tabindex="-1" aria-hidden="true" { "Try" }
            div.who {
                (who(making))
                (more_ways(making))
                (sharing(&making.form))
                @match (making.outcome, &making.standing) {
                    (Outcome::Saved, _) => { p.saved role="status" { "Saved." } }
                    (Outcome::Stale, Some(standing)) => { (stale(standing, &making.form.name)) }
                    _ => {}
                }
                button.primary type="submit" {
                    (if making.standing.is_some() { "Save" } else { "Create" })
                }
            }
            (trial(making, &try_out))
        }
        @if let Some(standing) = &making.standing { (farewell(frame, standing, &making.form.name)) }
    };
    let back = making.standing.as_ref();
    let back = back.map(|standing| format!("/personas/{}", standing.id));
    Sheet {
        title: &title,
        back: Some(match &back {
            Some(address) => (address.as_str(), making.form.name.as_str()),
            None => ("/", "Your people"),
        }),
        tone: making
            .standing
            .as_ref()
            .map(|standing| portrait::tone(&standing.id)),
        class: "wide",
        refresh: None,
        script: Some("parts.js"),
        body,
    }
    .draw(frame)
}

fn stale(standing: &Standing, name: &str) -> Markup {
    html! {
        p.error role="alert" {
            (name) " was changed meanwhile, on another page or by a program. What you typed is still here: save it "
            "again, and it takes the place of that. Or "
            a href=(format!("/personas/{}/edit", standing.id)) { "begin with what stands now" } "."
        }
    }
}

fn who(making: &MakingPage) -> Markup {
    let (form, errors) = (&making.form, &making.errors);
    html! {
        section.card {
            (form::summary(errors, &known_fields(form)))
            (line(errors, "name", "As one says it: Brad.", &form.name, 60))
            (line(errors, "description", "For whoever chooses whom to call.", &form.description, 200))
            div.field {
                label for="voice" { (label("voice")) }
                select #voice name="voice"
                    aria-describedby=[form::described(errors, "voice", false)]
                    aria-invalid=[form::invalid(errors, "voice")] {
                    @for voice in Voice::all() {
                        option value=(voice.name()) selected[voice.name() == form.voice] { (voice.label()) }
                    }
                }
                (form::error(errors, "voice"))
            }
            (text(errors, "core_system_prompt", (
                "Speak to them: “You are Ann, who …”. It is told to nobody else.",
                "",
            ), &form.core_system_prompt, (6, 1_500)))
            (text(errors, "personality_traits", (
                "One a line, with a colon.",
                "humor: dry\nmood: never in a hurry",
            ), &form.personality_traits, (4, 2_000)))
            (text(errors, "behavioral_rules", (
                "One a line.",
                "Ask before giving advice",
            ), &form.behavioral_rules, (4, 2_500)))
        }
        section.card {
            h2 { "How they speak" }
            p.hint {
                "Several lines are several ways to say it. {name} stands for whoever calls. What you leave empty, they "
                "say in their own way."
            }
            @for key in [INTRODUCTION, GREETING, FAREWELL] { (way(form, errors, key.name, key.when)) }
        }
    }
}

/// The fields that show themselves what is wrong with them, those of ways of speaking too.
fn known_fields(form: &PersonaForm) -> Vec<&str> {
    let labelled = LABELS.iter().map(|(field, _)| *field);
    let own = form.procedures.keys().map(String::as_str);
    labelled.chain(own).chain(["say"]).collect()
}

fn more_ways(making: &MakingPage) -> Markup {
    let (form, errors) = (&making.form, &making.errors);
    let first = [INTRODUCTION, GREETING, FAREWELL, ADDRESS];
    let known = KEYS.iter().filter(|key| !first.contains(key));
    // Of other kinds of relationship, and what only models read.
    let own = form.procedures.keys().map(String::as_str);
    let own = own.filter(|name| !KEYS.iter().any(|key| key.name == *name));
    html! {
        details.more {
            summary { "More ways of speaking" }
            section.card {
                @for key in known { (way(form, errors, key.name, key.when)) }
                @for name in own { (way(form, errors, name, "")) }
            }
        }
    }
}

fn way(form: &PersonaForm, errors: &Errors, key: &str, when: &str) -> Markup {
    let id = format!("procedure-{key}");
    let standing = form.procedures.get(key).map_or("", String::as_str);
    html! {
        div.field {
            label for=(id) { (label(key)) }
            @if !when.is_empty() { p.hint id=(format!("{key}-hint")) { (when) } }
            textarea id=(id) name=(id) rows="2" maxlength=(LONGEST_OF_PERSONA)
                aria-describedby=[form::described(errors, key, !when.is_empty())]
                aria-invalid=[form::invalid(errors, key)] {
                "\n" (standing)
            }
            (form::error(errors, key))
        }
    }
}

fn sharing(form: &PersonaForm) -> Markup {
    html! {
        section.card {
            label.switch {
                span {
                    "Everybody here may meet them"
                    span.hint { "Nobody sees what you wrote of who they are. What they remember of you is yours alone." }
                }
                input type="checkbox" role="switch" name="is_public" checked[form.is_public];
            }
        }
    }
}

fn line(errors: &Errors, name: &str, hint: &str, value: &str, longest: u32) -> Markup {
    html! {
        div.field {
            label for=(name) { (label(name)) }
            p.hint id=(format!("{name}-hint")) { (hint) }
            input id=(name) name=(name) type="text" autocomplete="off" maxlength=(longest) value=(value)
                aria-describedby=[form::described(errors, name, true)]
                aria-invalid=[form::invalid(errors, name)];
            (form::error(errors, name))
        }
    }
}

fn text(
    errors: &Errors,
    name: &str,
    (hint, example): (&str, &str),
    value: &str,
    (rows, longest): (u32, u32),
) -> Markup {
    html! {
        div.field {
            label for=(name) { (label(name)) }
            p.hint id=(format!("{name}-hint")) { (hint) }
            textarea id=(name) name=(name) rows=(rows) maxlength=(longest) placeholder=(example)
                aria-describedby=[form::described(errors, name, true)]
                aria-invalid=[form::invalid(errors, name)] {
                // The parser drops a newline that follows the tag.
                "\n" (value)
            }
            (form::error(errors, name))
        }
    }
}

fn trial(making: &MakingPage, action: &str) -> Markup {
    let (trial, errors) = (&making.trial, &making.errors);
    let name = match making.form.name.as_str() {
        "" => "them",
        name => name,
    };
    // Whoever can't see the reply hears it with the field, which has the focus then.
    let begins = trial.said.is_empty();
    let reply = (!begins).then(|| "reply".to_owned());
    html! {
        section.card.trial #try data-part="try" aria-labelledby="try-heading" tabindex="-1" {
            h2 #try-heading { "Talk to " (name) }
            p.hint { "As they stand in the form. Nothing of this is kept or remembered." }
            @if !begins {
                ol.transcript {
                    @for (index, (speaker, text)) in trial.said.iter().enumerate() {
                        li class=(match speaker { Speaker::User => "turn mine", Speaker::Persona => "turn theirs" }) {
                            p.who { (match speaker { Speaker::User => "You", Speaker::Persona => name }) }
                            p.said id=[(index + 1 == trial.said.len()).then_some("reply")] { (text) }
                            input type="hidden" name="said" value=(format!("{}:{text}", <&str>::from(*speaker)));
                        }
                    }
                }
            }
            // Alone it may be all of the page that is swapped.
            @for (field, why) in errors.all().filter(|(field, _)| *field != "say") {
                p.error role="alert" {
                    @if !field.is_empty() { (label(field)) ": " }
                    (why)
                }
            }
            div.field {
                label for="say" { "Say something" }
                @if begins { p.hint #say-hint { "Leave it empty, and they speak first." } }
                input #say name="say" type="text" autocomplete="off" maxlength=(LONGEST) value=(trial.say) data-focus
                    aria-describedby=[form::described(errors, "say", begins).or(reply)]
                    aria-invalid=[form::invalid(errors, "say")];
                (form::error(errors, "say"))
            }
            div.beside {
                button.secondary type="submit" formaction=(format!("{action}#try")) data-swap="try" {
                    (if begins { "Hear them" } else { "Say it" })
                }
                @if !begins {
                    button.quiet type="submit" name="anew" value="on"
                        formaction=(format!("{action}#try")) data-swap="try" { "Begin anew" }
                }
            }
        }
    }
}

fn farewell(frame: &Frame, standing: &Standing, name: &str) -> Markup {
    html! {
        details.more {
            summary { "Delete " (name) }
            form.card method="post" action=(format!("/personas/{}/delete", standing.id)) {
                (form::csrf(frame))
                input type="hidden" name="version" value=(standing.version);
                p { "That can be done while nobody has met " (name) ", you neither. It can’t be undone." }
                button.secondary type="submit" { "Delete " (name) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_product_knows_to_say_has_a_name_on_the_page() {
        for key in KEYS.iter().filter(|key| **key != ADDRESS) {
            assert!(
                LABELS.iter().any(|(field, _)| *field == key.name),
                "{key:?}"
            );
        }
        assert_eq!(label("greeting_partner"), "Greeting partner");
    }

    #[test]
    fn what_is_wrong_is_told_beside_the_talk_as_its_field_is_called() {
        let making = MakingPage {
            errors: Errors::none().with("core_system_prompt", "Say something here."),
            ..MakingPage::default()
        };
        let talk = trial(&making, "/personas/new/try").into_string();
        assert!(talk.contains("Who they are: Say something here."));
    }
}

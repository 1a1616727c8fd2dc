//! "What's your relationship with Brad?"

use call_me_back::persona::Persona;
use call_me_back::relationship::{
    Kind, LONGEST_CUSTOM_PROMPT, LONGEST_TYPE, MemoryConfig, Relationship,
};
use call_me_back::telephony::language::Language;
use call_me_back::telephony::voice::Voice;
use maud::{Markup, html};

use crate::form::{self, Errors};
use crate::frame::Frame;
use crate::persona::PersonaPage;
use crate::words;

/// The longest name that is asked for, in characters.
const LONGEST_NAME: usize = 50;

/// `POST /personas/{id}` sends it with these fields: `kind` (a `Kind`'s name),
/// `relationship_type` (empty: the kind's own name), `custom_system_prompt`, `voice`,
/// `language` (its code), `name`,
/// `remember_relationship_details`, `remember_past_conversations` and `remember_personal_facts`
/// (`on`, or absent), `auto_recall_depth` (a number).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RelationshipForm {
    /// None: nothing chosen yet.
    pub kind: Option<Kind>,
    /// In the user's own words; empty where they are the kind's name.
    pub relationship_type: String,
    pub custom_system_prompt: String,
    /// The name of a voice; empty for the persona's own.
    pub voice: String,
    pub language: Language,
    /// What the persona calls the user.
    pub name: String,
    pub memory_config: MemoryConfig,
}

impl RelationshipForm {
    /// As it stands for an existing relationship.
    pub fn of(relationship: &Relationship, name: Option<&str>) -> Self {
        let own_words = relationship.relationship_type != relationship.kind.as_str();
        Self {
            kind: Some(relationship.kind),
            relationship_type: if own_words {
                words::plain(&relationship.relationship_type)
            } else {
                String::new()
            },
            custom_system_prompt: relationship
                .custom_system_prompt
                .clone()
                .unwrap_or_default(),
            voice: relationship.voice.clone().unwrap_or_default(),
            language: relationship.language,
            name: name.unwrap_or_default().to_owned(),
            memory_config: relationship.memory_config.clone(),
        }
    }
}

const KINDS: [(Kind, &str); 5] = [
    (Kind::Friend, "Someone to laugh and be straight with"),
    (Kind::Partner, "Someone close to your heart"),
    (Kind::Family, "Someone who has always been there"),
    (Kind::Professional, "A coach, a mentor, a colleague"),
    (Kind::Custom, "Say it in your own words"),
];

const FIELDS: [&str; 10] = [
    "kind",
    "relationship_type",
    "custom_system_prompt",
    "voice",
    "language",
    "name",
    "remember_relationship_details",
    "remember_past_conversations",
    "remember_personal_facts",
    "auto_recall_depth",
];

pub(super) fn form(frame: &Frame, view: &PersonaPage, save: &str) -> Markup {
    let PersonaPage {
        persona,
        form: filled,
        errors,
        ..
    } = view;
    html! {
        form.relationship method="post" action=(format!("/personas/{}", persona.id)) {
            (form::csrf(frame))
            // Enter in a field saves, and doesn't only try it out.
            button.unseen type="submit" tabindex="-1" aria-hidden="true" { (save) }
            (form::summary(errors, &FIELDS))
            (kinds(persona, filled, errors))
            div.field {
                label for="custom_system_prompt" {
                    "Tell us more" span.optional { " optional" }
                }
                p.hint #custom_system_prompt-hint {
                    "How you two know each other, what you talk about, how "
                    (persona.name) " should be with you."
                }
                textarea #custom_system_prompt name="custom_system_prompt" rows="4"
                    maxlength=(LONGEST_CUSTOM_PROMPT)
                    aria-describedby=[form::described(errors, "custom_system_prompt", true)]
                    aria-invalid=[form::invalid(errors, "custom_system_prompt")] {
                    // The parser drops a newline that follows the tag.
                    "\n" (filled.custom_system_prompt)
                }
                (form::error(errors, "custom_system_prompt"))
            }
            div.field {
                label for="name" { "What should " (persona.name) " call you?" }
                input #name name="name" type="text" autocomplete="given-name"
                    maxlength=(LONGEST_NAME) value=(filled.name)
                    aria-describedby=[form::described(errors, "name", false)]
                    aria-invalid=[form::invalid(errors, "name")];
                (form::error(errors, "name"))
            }
            (preview(persona, view.greeting.as_deref(), errors))
            (voices(persona, &filled.voice, errors))
            (languages(filled.language, errors))
            (memory_switches(persona, &filled.memory_config, errors))
            button.primary type="submit" { (save) }
        }
    }
}

/// How they would say hello: drawn anew as the form changes, or by its button.
fn preview(persona: &Persona, greeting: Option<&str>, errors: &Errors) -> Markup {
    html! {
        div.preview role="group" aria-labelledby="greeting" {
            div.group-head {
                p.label #greeting { "How " (persona.name) " might greet you" }
                button.small type="submit" formaction=(format!("/personas/{}/greeting#greeting", persona.id))
                    formnovalidate data-swap="greeting" data-live { "Preview" }
            }
            div role="status" {
                p.greeting data-part="greeting" {
                    @match (greeting, errors.besides(&[]).next()) {
                        (Some(words), _) => { "“" (words) "”" }
                        (None, Some(why)) => { "Something above is not right yet: " (why) }
                        (None, None) => { "Press Preview, or change something above." }
                    }
                }
            }
        }
    }
}

fn kinds(persona: &Persona, filled: &RelationshipForm, errors: &Errors) -> Markup {
    html! {
        fieldset.kinds aria-describedby=[form::described(errors, "kind", false)] {
            legend { "What’s your relationship with " (persona.name) "?" }
            (form::error(errors, "kind"))
            div.choices {
                @for (kind, meaning) in KINDS {
                    label.choice {
                        input type="radio" name="kind" value=(kind.as_str()) required
                            id=(format!("kind-{}", kind.as_str()))
                            checked[filled.kind == Some(kind)];
                        span.text {
                            strong { (words::kind(kind)) }
                            span.meaning { (meaning) }
                        }
                    }
                }
            }
            div.field.own-words {
                label for="relationship_type" { "In your own words" }
                p.hint #relationship_type-hint {
                    "Such as “second boyfriend” or “the sister I never had”."
                }
                input #relationship_type name="relationship_type" type="text" autocomplete="off"
                    // Lets the style see whether there are words.
                    placeholder=" "
                    maxlength=(LONGEST_TYPE) value=(filled.relationship_type)
                    aria-describedby=[form::described(errors, "relationship_type", true)]
                    aria-invalid=[form::invalid(errors, "relationship_type")];
                (form::error(errors, "relationship_type"))
            }
        }
    }
}

fn voices(persona: &Persona, chosen: &str, errors: &Errors) -> Markup {
    html! {
        div.field {
            label for="voice" { "In which voice does " (persona.name) " call you?" }
            select #voice name="voice"
                aria-describedby=[form::described(errors, "voice", false)]
                aria-invalid=[form::invalid(errors, "voice")] {
                option value="" { (persona.name) "’s own" }
                @for voice in Voice::all() {
                    option value=(voice.name()) selected[voice.name() == chosen] { (voice.label()) }
                }
            }
            (form::error(errors, "voice"))
        }
    }
}

fn languages(chosen: Language, errors: &Errors) -> Markup {
    html! {
        div.field {
            label for="language" { "In which language do you talk?" }
            select #language name="language"
                aria-describedby=[form::described(errors, "language", false)]
                aria-invalid=[form::invalid(errors, "language")] {
                @for language in Language::all() {
                    option value=(language.code()) selected[*language == chosen] { (language.name()) }
                }
            }
            (form::error(errors, "language"))
        }
    }
}

fn memory_switches(persona: &Persona, config: &MemoryConfig, errors: &Errors) -> Markup {
    html! {
        fieldset.memory {
            legend { "What may " (persona.name) " remember?" }
            (switch(
                errors,
                "remember_personal_facts",
                "What you tell about yourself",
                config.remember_personal_facts,
            ))
            (switch(
                errors,
                "remember_relationship_details",
                "What is between the two of you",
                config.remember_relationship_details,
            ))
            (switch(
                errors,
                "remember_past_conversations",
                "What your calls were about",
                config.remember_past_conversations,
            ))
            div.field.number {
                label for="auto_recall_depth" { "Past calls to have in mind" }
                input #auto_recall_depth name="auto_recall_depth" type="number" inputmode="numeric"
                    min="0" max=(MemoryConfig::DEEPEST) step="1" required
                    value=(config.auto_recall_depth)
                    aria-describedby=[form::described(errors, "auto_recall_depth", false)]
                    aria-invalid=[form::invalid(errors, "auto_recall_depth")];
                (form::error(errors, "auto_recall_depth"))
            }
        }
    }
}

fn switch(errors: &Errors, name: &str, label: &str, on: bool) -> Markup {
    html! {
        label.switch {
            span { (label) }
            input type="checkbox" role="switch" name=(name) checked[on]
                aria-describedby=[form::described(errors, name, false)];
        }
        (form::error(errors, name))
    }
}

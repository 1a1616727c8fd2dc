//! Making a persona, changing one of one's own, and trying out who they would be.

use std::collections::BTreeMap;

use call_me_back::call::Speaker;
use call_me_back::directory::people::User;
use call_me_back::failure::Failure;
use call_me_back::flows::making::trying::{self, Trial as Tried};
use call_me_back::flows::making::{self, Description, Procedures};
use call_me_back::ids::PersonaId;
use call_me_back::ports::Ports as _;
use call_me_back::smart_memory::{Scope, SmartMemory};
use call_me_back::versions::IfMatch;
use call_me_back_platform::Brain;
use call_me_back_web::Errors;
use call_me_back_web::making::{MakingPage, Outcome, PersonaForm, Standing, Trial, page as draw};

use crate::answer::{Answer, Refusal, page, page_with, see_other};
use crate::ids::persona_id;
use crate::visit::{Form, Visit};

/// What stands before the key of a way of speaking in the name of its field.
const PROCEDURE: &str = "procedure-";

pub async fn show_new(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let view = MakingPage {
        key: PersonaId::new(visit.ports.entropy()?).to_string(),
        ..MakingPage::default()
    };
    page(draw(&visit.frame(Some(&user)), &view))
}

pub async fn show(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let id = persona_id(id)?;
    let persona = making::own(&visit.ports, &user, &id, None).await?;
    let view = MakingPage {
        form: PersonaForm::of(&persona, ways(visit, &user, &id).await?),
        standing: Some(standing(id, persona.version.to_string())),
        outcome: match visit.query("saved") {
            Some(_) => Outcome::Saved,
            None => Outcome::None,
        },
        ..MakingPage::default()
    };
    page(draw(&visit.frame(Some(&user)), &view))
}

/// How they speak, as it stands.
async fn ways(
    visit: &Visit,
    user: &User,
    id: &PersonaId,
) -> Result<BTreeMap<String, String>, Refusal> {
    let memory = SmartMemory::of(&visit.ports, &user.id, id).await?;
    let procedures = memory.procedural(Scope::Persona).list_procedures().await?;
    let by_key = procedures.into_iter().map(|one| (one.key, one.value));
    Ok(by_key.collect())
}

pub async fn make(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let sent = sent_form(&form);
    let made = async {
        let procedures = Procedures::new(sent.procedures.clone())?;
        let wish = described(&sent)?;
        let persona = match form.text("key") {
            "" => making::make(&visit.ports, &user, wish).await?,
            key => making::make_once(&visit.ports, &user, wish, key).await?,
        };
        making::teach(&visit.ports, &user, &persona.id, &procedures).await?;
        Ok(persona)
    };
    match made.await {
        Ok(persona) => see_other(&format!("/personas/{}", persona.id)),
        Err(refused) => again(visit, &user, None, &form, sent, refused).await,
    }
}

pub async fn save(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let id = persona_id(id)?;
    let sent = sent_form(&form);
    let seen = seen(&form);
    let standing = ways(visit, &user, &id).await?;
    let saved = async {
        let procedures = Procedures::new(changed(&sent.procedures, &standing))?;
        let wish = described(&sent)?;
        making::change(&visit.ports, &user, &id, wish, Some(&seen)).await?;
        making::teach(&visit.ports, &user, &id, &procedures).await
    };
    match saved.await {
        Ok(()) => see_other(&format!("/personas/{id}/edit?saved")),
        Err(refused) => again(visit, &user, Some(id), &form, sent, refused).await,
    }
}

pub async fn delete(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let id = persona_id(id)?;
    making::unmake(&visit.ports, &user, &id, Some(&seen(&form))).await?;
    see_other("/")
}

pub async fn try_new(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    tried(visit, &user, None, &form).await
}

pub async fn try_out(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let id = persona_id(id)?;
    making::own(&visit.ports, &user, &id, None).await?;
    tried(visit, &user, Some(id), &form).await
}

/// The page as it was sent, with what they say.
async fn tried(visit: &Visit, user: &User, id: Option<PersonaId>, form: &Form) -> Answer {
    let sent = sent_form(form);
    let mut said = said(form);
    if form.ticked("anew") {
        said.clear();
    } else if !form.text("say").is_empty() {
        said.push((Speaker::User, form.text("say").to_owned()));
    }
    let reply = async {
        let trial = Tried {
            persona: described(&sent)?,
            procedures: Procedures::new(sent.procedures.clone())?.said(),
            said: said.clone(),
        };
        let brain = Brain::configured(&visit.env);
        trying::reply(&visit.ports, user, &brain, trial).await
    };
    match reply.await {
        Ok(text) => {
            said.push((Speaker::Persona, text));
            let view = MakingPage {
                standing: id.map(|id| standing(id, form.text("version").to_owned())),
                form: sent,
                trial: Trial {
                    said,
                    say: String::new(),
                },
                key: form.text("key").to_owned(),
                ..MakingPage::default()
            };
            page(draw(&visit.frame(Some(user)), &view))
        }
        Err(refused) => again(visit, user, id, form, sent, refused).await,
    }
}

/// The page again, with what is wrong. Where another version stands by now, what is sent next changes that one.
async fn again(
    visit: &Visit,
    user: &User,
    id: Option<PersonaId>,
    form: &Form,
    sent: PersonaForm,
    refused: Failure,
) -> Answer {
    if !visit.shows_again(&refused) {
        return Err(refused.into());
    }
    let mut view = MakingPage {
        form: sent,
        trial: Trial {
            said: said(form),
            say: form.text("say").to_owned(),
        },
        key: form.text("key").to_owned(),
        ..MakingPage::default()
    };
    let mut version = form.text("version").to_owned();
    match (&refused, &id) {
        (Failure::Stale, Some(id)) => {
            let now = making::own(&visit.ports, user, id, None).await?;
            version = now.version.to_string();
            view.outcome = Outcome::Stale;
        }
        // What it says is somebody else by now.
        (Failure::Conflict { .. }, None) => {
            view.key = PersonaId::new(visit.ports.entropy()?).to_string();
            view.errors = Errors::from(&refused);
        }
        _ => view.errors = Errors::from(&refused),
    }
    view.standing = id.map(|id| standing(id, version));
    let status = Refusal::from(refused).status;
    page_with(status, draw(&visit.frame(Some(user)), &view))
}

fn standing(id: PersonaId, version: String) -> Standing {
    Standing { id, version }
}

fn seen(form: &Form) -> IfMatch {
    IfMatch::only(form.text("version"))
}

fn sent_form(form: &Form) -> PersonaForm {
    let text = |name| form.text(name).to_owned();
    let ways = form.fields().filter_map(|(field, value)| {
        let key = field.strip_prefix(PROCEDURE)?;
        Some((key.to_owned(), lines(value).collect::<Vec<_>>().join("\n")))
    });
    PersonaForm {
        name: text("name"),
        description: text("description"),
        voice: text("voice"),
        core_system_prompt: text("core_system_prompt"),
        personality_traits: text("personality_traits"),
        behavioral_rules: text("behavioral_rules"),
        is_public: form.ticked("is_public"),
        procedures: ways.collect(),
    }
}

/// The ways of speaking that say something else than what stands. What a program wrote stays as it wrote it,
/// while nobody says anything else.
fn changed(
    sent: &BTreeMap<String, String>,
    standing: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let is_changed = |(key, text): &(&String, &String)| {
        let stands = standing.get(*key).map_or("", String::as_str);
        !lines(stands).eq(lines(text))
    };
    let changed = sent.iter().filter(is_changed);
    changed
        .map(|(key, text)| (key.clone(), text.clone()))
        .collect()
}

/// What was said in trying out, each as "user:…" or "persona:…".
fn said(form: &Form) -> Vec<(Speaker, String)> {
    let turns = form.texts("said").filter_map(|turn| {
        let (speaker, text) = turn.split_once(':')?;
        Some((speaker.parse().ok()?, text.to_owned()))
    });
    turns.collect()
}

/// What was sent, as a program would say it.
fn described(sent: &PersonaForm) -> Result<Description, Failure> {
    Ok(Description {
        name: Some(sent.name.clone()),
        description: Some(sent.description.clone()),
        voice: Some(sent.voice.clone()),
        core_system_prompt: Some(sent.core_system_prompt.clone()),
        personality_traits: Some(traits(&sent.personality_traits)?),
        behavioral_rules: Some(lines(&sent.behavioral_rules).map(str::to_owned).collect()),
        is_public: Some(sent.is_public),
    })
}

fn traits(typed: &str) -> Result<BTreeMap<String, String>, Failure> {
    let each = lines(typed).map(|line| {
        let (name, way) = line.split_once(':').ok_or_else(|| {
            let why = format!("Write it with a colon, such as “humor: dry”, not “{line}”.");
            Failure::invalid("personality_traits", why)
        })?;
        Ok((name.trim().replace(' ', "_"), way.trim().to_owned()))
    });
    each.collect()
}

fn lines(typed: &str) -> impl Iterator<Item = &str> {
    typed.lines().map(str::trim).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_wrote_is_only_written_anew_where_it_is_changed() {
        let ways = |ways: &[(&str, &str)]| -> BTreeMap<String, String> {
            let each = ways.iter();
            each.map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
                .collect()
        };
        let standing = ways(&[("nudge", " Go on.\n\nAnd? "), ("greeting_pattern", "Yo")]);
        let sent = [
            ("nudge", "Go on.\nAnd?"),
            ("greeting_pattern", ""),
            ("farewell_pattern", "Bye"),
            ("sympathy", ""),
        ];
        assert_eq!(
            changed(&ways(&sent), &standing),
            ways(&[("greeting_pattern", ""), ("farewell_pattern", "Bye")])
        );
    }

    #[test]
    fn what_somebody_is_like_is_read_line_by_line() {
        let read = traits(" humor type : dry, mostly\r\n\n mood: calm: very\n").unwrap();
        let read: Vec<_> = read
            .iter()
            .map(|(name, way)| (name.as_str(), way.as_str()))
            .collect();
        assert_eq!(
            read,
            [("humor_type", "dry, mostly"), ("mood", "calm: very")]
        );
        assert!(traits("just nice").is_err());
    }
}

//! What is said in another language than English where no model may speak, or it failed: little, in fixed
//! words. The built-in brain speaks English only.

use crate::brain::Request;
use crate::brain::builtin::is_crisis;
use crate::call::lines::Lines;
use crate::call::{Speaker, Turn, farewell, phrases};
use crate::telephony::language::Language;

/// What the persona says next.
pub fn line(request: &Request, language: Language) -> String {
    let lines = Lines::of(language);
    let of_user = |turn: &&Turn| turn.speaker == Speaker::User;
    let heard = request.turns.iter().rev().find(of_user);
    let Some(heard) = heard.map(|turn| turn.text.as_str()) else {
        return lines
            .greeting
            .replace("{persona}", &request.briefing.persona.name);
    };
    if is_crisis(heard) || phrases::is_crisis(heard, language) {
        let [with_line, without] = lines.help;
        let help = match &request.briefing.crisis_line {
            Some(line) => with_line.replace("{line}", line),
            None => without.to_owned(),
        };
        return lines.danger.replace("{help}", &help);
    }
    if farewell::ends(heard, language) {
        return lines.farewell.to_owned();
    }
    let said = request.turns.iter().filter(of_user).count();
    let line = lines.listening.get(said % lines.listening.len());
    line.copied().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::fixture;
    use crate::time::Timestamp;

    fn request(heard: &[&str]) -> Request {
        let turns = (0..).zip(heard).map(|(index, text)| Turn {
            index,
            speaker: Speaker::User,
            text: (*text).to_owned(),
            at: Timestamp::from_millis(0),
        });
        Request {
            system_prompt: String::new(),
            briefing: fixture::briefing("persona_brad_001", "friend", Some("Alice")),
            turns: turns.collect(),
            recalled: Vec::new(),
            recollection: None,
            seed: 1,
        }
    }

    #[test]
    fn little_is_said_and_what_matters_is_met() {
        let said = |heard: &[&str]| line(&request(heard), Language::Spanish);
        assert_eq!(said(&[]), "Hola, soy Brad. ¿Cómo estás?");
        assert!(said(&["¿Quién habla?"]).contains('?'));
        assert!(said(&["A veces quiero morirme"]).contains("988"));
        assert_eq!(
            said(&["Hola", "Me tengo que ir, adiós"]),
            "Hablamos pronto. ¡Adiós!"
        );
    }
}

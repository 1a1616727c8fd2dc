//! What is told in a clause that nothing closer understood: the whole of it in the third person, where
//! it is plain whom it is about and it tells more than any day does. "I do nights at a care home",
//! "my sister's after buying a bus", "they've put me on the tills again".

mod subject;
mod wording;
mod worth;

use super::dates::Grain;
use super::facts::{Said, spelt_when};
use super::lexicon::is_delicate;
use super::people::Who;
use super::reader::Reader;
use super::words::capitalised;
use crate::memory::Subject;
use subject::{About, Of, about};
use wording::{clause_told, own_part};

/// Notes the clause. Its words have no day where it is known when: that is told after them.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>, goes_on: Option<&Who>) {
    let words = own_part(said.words);
    let Some(about) = about(reader, words, goes_on) else {
        return;
    };
    if !worth::tells(reader, &about, said) {
        return;
    }
    let Some(says) = clause_told(reader, &about) else {
        return;
    };
    write(reader, said, &about, says);
}

fn write(reader: &mut Reader<'_>, said: Said<'_>, about: &About<'_>, says: String) {
    let dated = said.date.filter(|date| date.grain != Grain::Vague);
    let to_come = dated.is_some_and(|date| date.day >= reader.today);
    let attribute = match dated {
        Some(_) if to_come => "plan",
        Some(_) => "event",
        None => "other",
    };
    let when = dated.map(spelt_when).unwrap_or_default();
    let content = format!("{} {says}{when}", about.label);
    let (subject, value) = match &about.of {
        Of::User | Of::UserWith => (Subject::User, capitalised(&says)),
        Of::Person(mention) => (mention.subject(), capitalised(&says)),
        Of::Thing => (Subject::User, content.clone()),
    };
    let sensitive = is_delicate(said.words);
    reader.claim(said, subject, attribute, value, content, sensitive);
}

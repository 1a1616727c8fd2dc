//! Having what an actor's texts mean told by the model that is configured: in the background, batch by
//! batch, so that a command never waits for it. Whatever breaks off is taken up where it stood.

use crate::embedding::model::{UNRELATED, Vector};
use crate::embedding::openai::check;
use crate::failure::Failure;
use crate::memory::actor::modelled;
use crate::ports::EmbeddingModel;
use crate::sql::Sql;

/// Batches of one run; then others have their turn.
const MOST_BATCHES: usize = 16;
/// How long a model that failed is left alone: at first, and at most after it failed again and again.
/// Milliseconds.
const FIRST_WAIT: u32 = 1_000;
const LONGEST_WAIT: u32 = 60 * 60 * 1_000;

/// How a run ended.
#[derive(Debug)]
pub enum Run {
    /// The model knows all texts.
    Done,
    /// There are more.
    More,
    /// The model failed: another run may go better, but not before so many milliseconds.
    PutOff { why: Failure, wait: u32 },
}

/// Has the model tell the meaning of some of the texts that wait for it.
pub async fn embed(sql: &impl Sql, model: &impl EmbeddingModel) -> Result<Run, Failure> {
    let mut most = modelled::MOST_TEXTS;
    for _ in 0..MOST_BATCHES {
        let Some(batch) = modelled::next(sql, most)? else {
            return Ok(Run::Done);
        };
        let taken = match in_turn(model, &batch.texts, most).await {
            Ok(vectors) => modelled::take(sql, batch, &vectors),
            // They are too many for it, or one of them is too much: that one is found by asking of fewer.
            Err(Failure::Invalid { .. }) if most.min(batch.texts.len()) > 1 => {
                most = most.min(batch.texts.len()) / 2;
                continue;
            }
            Err(Failure::Invalid { .. }) if batch.is_of_rows() && takes_anything(model).await => {
                most = modelled::MOST_TEXTS;
                modelled::set_aside(sql, batch)
            }
            Err(failure) => Err(failure),
        };
        let failed = modelled::note(sql, taken.is_ok())?;
        if let Err(why) = taken {
            let doubled = FIRST_WAIT.saturating_mul(1 << failed.saturating_sub(1).min(16));
            let wait = doubled.min(LONGEST_WAIT);
            return Ok(Run::PutOff { why, wait });
        }
    }
    Ok(Run::More)
}

/// The vectors of some texts, asked for so many at once.
async fn in_turn(
    model: &impl EmbeddingModel,
    texts: &[String],
    most: usize,
) -> Result<Vec<Vec<f32>>, Failure> {
    let mut vectors = Vec::with_capacity(texts.len());
    for texts in texts.chunks(most) {
        vectors.extend(model.embed(texts).await?);
    }
    check(&vectors).map_err(|bad| Failure::unavailable(bad.to_string()))?;
    Ok(vectors)
}

/// Whether a text is at fault that the model does not take, and not the model.
async fn takes_anything(model: &impl EmbeddingModel) -> bool {
    let any = UNRELATED.first().map(|text| (*text).to_owned());
    model.embed(any.as_slice()).await.is_ok()
}

/// What each text that is looked for means to the model.
pub async fn sense(model: &impl EmbeddingModel, sought: &[String]) -> Result<Vec<Vector>, Failure> {
    let cut = |text: &String| text.chars().take(modelled::LONGEST_QUESTION).collect();
    let texts: Vec<String> = sought.iter().map(cut).collect();
    let vectors = model.embed(&texts).await?;
    Ok(vectors.iter().map(|parts| Vector::towards(parts)).collect())
}

//! The language of OpenAI-compatible APIs that say what texts mean: what is asked, and what is taken
//! of an answer.

use serde::{Deserialize, Serialize};

use super::model::MOST_DIMENSIONS;

/// What is posted to `{base}/embeddings`.
pub fn body(model: &str, texts: &[String]) -> Result<String, serde_json::Error> {
    #[derive(Serialize)]
    struct Body<'a> {
        model: &'a str,
        input: &'a [String],
    }
    serde_json::to_string(&Body {
        model,
        input: texts,
    })
}

/// Why an answer is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAnswer {
    #[error("it is not in the form of an answer")]
    Unreadable,
    #[error("{asked} vectors were asked for, {given} came")]
    Count { asked: usize, given: usize },
    #[error("a text has two vectors or none")]
    Places,
    #[error("its vectors have different lengths, or none, or more than {MOST_DIMENSIONS}")]
    Dimensions,
    #[error("a vector has no direction")]
    Direction,
}

/// A vector for each of so many texts, in their order, all of one length.
pub fn vectors(answer: &[u8], asked: usize) -> Result<Vec<Vec<f32>>, BadAnswer> {
    #[derive(Deserialize)]
    struct Answer {
        data: Vec<Datum>,
    }
    #[derive(Deserialize)]
    struct Datum {
        index: Option<usize>,
        embedding: Vec<f32>,
    }
    // What can't be read may be what a person said: it is not told.
    let answer: Answer = serde_json::from_slice(answer).map_err(|_| BadAnswer::Unreadable)?;
    let given = answer.data.len();
    if given != asked {
        return Err(BadAnswer::Count { asked, given });
    }
    let mut vectors = vec![Vec::new(); asked];
    for (place, datum) in answer.data.into_iter().enumerate() {
        let slot = vectors.get_mut(datum.index.unwrap_or(place));
        match slot.filter(|slot| slot.is_empty()) {
            Some(slot) => *slot = datum.embedding,
            None => return Err(BadAnswer::Places),
        }
    }
    check(&vectors)?;
    Ok(vectors)
}

/// Whether these can be the vectors of texts.
pub fn check(vectors: &[Vec<f32>]) -> Result<(), BadAnswer> {
    let dimensions = vectors.first().map_or(0, Vec::len);
    let is_sized = (1..=MOST_DIMENSIONS).contains(&dimensions);
    if !vectors.is_empty() && !is_sized || vectors.iter().any(|vector| vector.len() != dimensions) {
        return Err(BadAnswer::Dimensions);
    }
    let has_direction = |vector: &Vec<f32>| {
        let length: f32 = vector.iter().map(|part| part * part).sum();
        length.is_finite() && length > f32::EPSILON
    };
    if vectors.iter().all(has_direction) {
        Ok(())
    } else {
        Err(BadAnswer::Direction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(answer: &str, asked: usize) -> Result<Vec<Vec<f32>>, BadAnswer> {
        vectors(answer.as_bytes(), asked)
    }

    #[test]
    fn vectors_come_in_the_order_of_the_texts() {
        let answer = r#"{"object": "list", "data": [
            {"object": "embedding", "index": 1, "embedding": [0.0, 1.0]},
            {"object": "embedding", "index": 0, "embedding": [1, -0.5]}
        ], "model": "any", "usage": {"total_tokens": 2}}"#;
        let vectors = read(answer, 2).unwrap();
        assert_eq!(vectors, [[1.0, -0.5], [0.0, 1.0]]);
        let without_numbers = r#"{"data": [{"embedding": [1]}, {"embedding": [2]}]}"#;
        assert_eq!(read(without_numbers, 2).unwrap(), [[1.0], [2.0]]);
        assert!(read(r#"{"data": []}"#, 0).unwrap().is_empty());
    }

    #[test]
    fn what_is_not_one_vector_for_each_text_is_refused() {
        let (asked, given) = (2, 1);
        for (answer, bad) in [
            (
                r#"{"data": [{"index": 0, "embedding": [1]}]}"#,
                BadAnswer::Count { asked, given },
            ),
            (
                r#"{"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}]}"#,
                BadAnswer::Places,
            ),
            (
                r#"{"data": [{"index": 0, "embedding": [1]}, {"index": 2, "embedding": [1]}]}"#,
                BadAnswer::Places,
            ),
            (
                r#"{"data": [{"embedding": [1]}, {"embedding": [1, 2]}]}"#,
                BadAnswer::Dimensions,
            ),
            (
                r#"{"data": [{"embedding": []}, {"embedding": []}]}"#,
                BadAnswer::Dimensions,
            ),
            (
                r#"{"data": [{"embedding": [0, 0]}, {"embedding": [1, 0]}]}"#,
                BadAnswer::Direction,
            ),
            (
                r#"{"data": [{"embedding": [1e39, 0]}, {"embedding": [1, 0]}]}"#,
                BadAnswer::Direction,
            ),
        ] {
            assert_eq!(read(answer, 2), Err(bad), "{answer}");
        }
        for answer in ["", "{}", "<html>", r#"{"data": [{"embedding": [null]}]}"#] {
            assert_eq!(read(answer, 1), Err(BadAnswer::Unreadable), "{answer}");
        }
    }
}

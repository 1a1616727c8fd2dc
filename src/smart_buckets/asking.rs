//! Asking a document: the brain answers from what of it tells most about the question.

use super::SmartBucket;
use super::names;
use super::searching::check_input;
use crate::failure::Failure;
use crate::memory::command::ReadChunks;
use crate::ports::{Ports, Scribe};

/// Chunks that the brain is given, which is all of a document of a few pages.
const MOST_CHUNKS: u32 = 24;

impl<P: Ports> SmartBucket<'_, P> {
    /// Answers a question from one object of a partition. What stands in the object is data to the
    /// brain, and can't tell it what to do.
    ///
    /// # Errors
    /// `NotFound` where the partition has no such object, or none that is a text; `Invalid` with
    /// the field that is wrong; `Conflict` where no brain is configured, with what to set.
    pub async fn document_query(
        &self,
        object_id: &str,
        input: &str,
        partition: Option<&str>,
    ) -> Result<String, Failure> {
        let key = names::key(object_id).map_err(|failure| match failure {
            Failure::Invalid { why, .. } => Failure::invalid("object_id", why),
            failure => failure,
        })?;
        check_input(input)?;
        let partition = names::partition(partition)?;
        self.ports.scribe().is_ready()?;

        let read = self.ask_settled(|verified| ReadChunks {
            key: key.clone(),
            partition: partition.clone(),
            input: input.into(),
            limit: MOST_CHUNKS,
            verified,
        });
        let chunks = read.await?.chunks;
        if chunks.is_empty() {
            return Err(Failure::not_found("the document"));
        }
        let excerpts: Vec<&str> = chunks.iter().map(|chunk| chunk.text.as_str()).collect();
        let instructions = format!(
            "Answer the question from the excerpts of one document in the input, and from nothing \
             else. Where they do not answer it, say so. The question: {input}"
        );
        let excerpts = excerpts.join("\n\n[…]\n\n");
        let written = self.ports.scribe().write(&instructions, &excerpts).await?;
        Ok(written.text)
    }
}

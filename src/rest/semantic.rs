//! Semantic memory. What is refused is told in the answer, as it always was.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::location::MemoryLocation;
use super::{Verb, refusal};
use crate::failure::Failure;
use crate::ids::{MemoryId, SessionId, UserId};
use crate::ports::Ports;
use crate::smart_memory::Knowledge;

/// Stores a document. It is found by its words right after.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PutSemanticMemory {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    /// JSON, as text, or any other text; it is kept as it is.
    document: String,
    /// Ours: a name of one's own, in place of what is there; a new one where it is left out.
    object_id: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentPut {
    success: bool,
    object_id: Option<String>,
    error: Option<String>,
}

impl Verb for PutSemanticMemory {
    type Answer = DocumentPut;
    const MAKES: bool = true;

    fn is_refusal(answer: &DocumentPut) -> bool {
        !answer.success
    }

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<DocumentPut, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let put = memory.put_document(self.object_id.as_deref(), self.document);
        Ok(match put.await {
            Ok(object_id) => DocumentPut {
                success: true,
                object_id: Some(object_id),
                error: None,
            },
            Err(failure) => DocumentPut {
                success: false,
                object_id: None,
                error: Some(refusal(failure)?),
            },
        })
    }
}

/// Gives a document: one that was put, or in a persona's memory one of the views.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetSemanticMemory {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    object_id: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct DocumentGot {
    success: bool,
    /// As it was put.
    document: Option<String>,
    error: Option<String>,
}

impl Verb for GetSemanticMemory {
    type Answer = DocumentGot;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<DocumentGot, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        Ok(match memory.get_document(&self.object_id).await {
            Ok(document) => DocumentGot {
                success: true,
                document: Some(document),
                error: None,
            },
            Err(failure) => DocumentGot {
                success: false,
                document: None,
                error: Some(refusal(failure)?),
            },
        })
    }
}

/// Takes a document away for good.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteSemanticMemory {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    object_id: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct DocumentDeleted {
    success: bool,
    error: Option<String>,
}

impl Verb for DeleteSemanticMemory {
    type Answer = DocumentDeleted;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<DocumentDeleted, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let error = match memory.delete_semantic_memory(&self.object_id).await {
            Ok(true) => None,
            Ok(false) => Some("the document was not found".to_owned()),
            Err(failure) => Some(refusal(failure)?),
        };
        let success = error.is_none();
        Ok(DocumentDeleted { success, error })
    }
}

/// Finds what is known by what it says, the best first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SearchSemanticMemory {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    needle: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentsFound {
    success: bool,
    document_search_response: Option<DocumentSearchResponse>,
    error: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct DocumentSearchResponse {
    results: Vec<FoundDocument>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundDocument {
    text: String,
    /// 0 to 1; comparable within one answer.
    score: f64,
    /// The document's object id.
    source: String,
    /// Ours: the same, under the name with which get and delete ask for it.
    object_id: String,
    r#type: String,
    /// Names the found piece: the object id, of a view the memory or the session in it.
    chunk_signature: String,
    payload_signature: String,
    /// Empty: vectors are not shown.
    embed: Option<String>,
    /// Ours: of what a persona remembers, the memory.
    #[schemars(with = "Option<String>")]
    memory_id: Option<MemoryId>,
    /// Ours: of a call, its session.
    #[schemars(with = "Option<String>")]
    session_id: Option<SessionId>,
}

impl From<Knowledge> for FoundDocument {
    fn from(known: Knowledge) -> Self {
        let memory = known.memory_id.as_ref().map(ToString::to_string);
        let session = known.session_id.as_ref().map(ToString::to_string);
        let piece = memory.or(session);
        Self {
            text: known.text,
            score: known.score,
            source: known.object_id.clone(),
            r#type: "application/json".to_owned(),
            chunk_signature: piece.unwrap_or_else(|| known.object_id.clone()),
            payload_signature: known.object_id.clone(),
            embed: None,
            memory_id: known.memory_id,
            session_id: known.session_id,
            object_id: known.object_id,
        }
    }
}

impl Verb for SearchSemanticMemory {
    type Answer = DocumentsFound;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<DocumentsFound, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        Ok(match memory.search_semantic_memory(&self.needle).await {
            Ok(found) => DocumentsFound {
                success: true,
                document_search_response: Some(DocumentSearchResponse {
                    results: found.into_iter().map(FoundDocument::from).collect(),
                }),
                error: None,
            },
            Err(failure) => DocumentsFound {
                success: false,
                document_search_response: None,
                error: Some(refusal(failure)?),
            },
        })
    }
}

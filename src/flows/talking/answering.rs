//! The next thing to say: what the brain is given for it, and what comes of it.

use std::pin::pin;

use super::using::reads;
use futures_util::future::join;

use super::{Ask, Shell, Talk, Wanted};
use crate::brain::builtin::is_crisis;
use crate::brain::standing_in;
use crate::brain::{Brain, Reply, Request, Silence};
use crate::call::briefing::Briefing;
use crate::call::cost::Tokens;
use crate::call::machine::{Event, Speaking, is_filler};
use crate::call::watching::Watched;
use crate::call::{Channel, Speaker, calling_back, phrases, session};
use crate::failure::Failure;
use crate::flows::planning;
use crate::ports::Ports;
use crate::prompt::{Counter, recalled_block, recalled_lines};
use crate::telephony::frames::Outbound;
use crate::telephony::language::Language;
use crate::time::Timestamp;

/// How long a turn waits for what memory brings up; then it goes on without. Milliseconds.
pub(super) const RECALL_LIMIT: u32 = 400;
/// How long the brain may take to begin; then the silence is filled. Milliseconds.
const SLOW: u32 = 1_500;
/// Said to who wants to be called back, where it can't be seen whether they may be.
const UNSURE_PROMISE: &str = "Okay, I'll try to call you back then.";

/// What became of an answer.
struct Passed {
    /// It came to its own end.
    is_whole: bool,
    next: Option<Wanted>,
}

impl<S: Shell> Talk<S> {
    pub(super) async fn answer(&self, (answer, speaking): Ask) -> Result<Option<Wanted>, Failure> {
        if let Some(wished) = self.with_machine(|machine| Ok(machine.wished()))? {
            let (at, text) = self.promise(wished).await?;
            return self.apply(Event::Promised { answer, at, text });
        }
        let (request, reads) = self.request(answer, speaking).await?;
        if !self.with_machine(|machine| Ok(machine.wants(answer)))? {
            return Ok(None);
        }
        // Who may be in danger is not left to a model.
        let unanswered = request.turns.iter().rev();
        let mut unanswered =
            unanswered.take_while(|turn| turn.speaker == Speaker::User || is_filler(&turn.text));
        let is_grave = unanswered.any(|turn| {
            is_crisis(&turn.text)
                || phrases::is_crisis(&turn.text, request.briefing.relationship.language)
        });
        let speaking = match speaking {
            Speaking::Configured if is_grave => Speaking::BuiltIn,
            speaking => speaking,
        };
        let language = request.briefing.relationship.language;
        // Nor does who may be somebody else hear in whose manner they are spoken to.
        let is_unproven = self.call()?.is_unproven;
        if is_unproven || speaking != Speaking::Configured && language != Language::English {
            let text = standing_in::line(&request, language);
            self.apply(Event::Token { answer, text })?;
            return self.apply(Event::Answered { answer });
        }
        let brain = self.shell.brain(speaking);
        let kept = async {
            if brain.is_paid() {
                self.asks(answer, reads)?;
            }
            self.show_recalled(&request)?;
            self.store()?;
            self.set_alarm().await
        };
        let mut beginning = pin!(async {
            // What is written once it is on its way does not hold it up.
            let (reply, kept) = join(brain.reply(&request), kept).await;
            kept?;
            let mut reply = match reply {
                Ok(reply) => reply,
                Err(silence) => return Ok(Err(silence)),
            };
            let piece = reply.next().await;
            Ok::<_, Failure>(Ok::<_, Silence>((reply, piece)))
        });
        let in_time = self.shell.within(SLOW, beginning.as_mut()).await;
        let begun = match in_time {
            Some(begun) => begun,
            None => {
                self.apply(Event::Slow { answer })?;
                beginning.await
            }
        };
        let (mut reply, piece) = match begun? {
            Ok(begun) => begun,
            Err(error) => {
                self.shell
                    .note(&format!("the brain did not answer: {error}"));
                if brain.is_paid() {
                    self.took(answer, Tokens::default()).await?;
                }
                return self.apply(Event::BrainFailed { answer });
            }
        };
        let mut given = String::new();
        let passed = self.pass_on(answer, &mut reply, piece, &mut given).await?;
        if brain.is_paid() {
            // One that is stopped in the middle tells nothing any more, and nobody is kept waiting.
            let told = match passed {
                Passed {
                    is_whole: true,
                    next: None,
                } => reply.tokens().await,
                _ => None,
            };
            drop(reply);
            if let Err(failure) = self.note_tokens(answer, reads, &given, told).await {
                self.shell
                    .note(&format!("tokens are not counted: {failure}"));
            }
        }
        Ok(passed.next)
    }

    /// Shows the user, who may look at the call, what memory brought up for the answer.
    fn show_recalled(&self, request: &Request) -> Result<(), Failure> {
        let Briefing {
            now,
            zone,
            user_name,
            ..
        } = &request.briefing;
        let recalled = recalled_lines(&request.recalled, *now, *zone, user_name.as_deref());
        if recalled == session::recalled(self.shell.sql())? {
            return Ok(());
        }
        session::put_recalled(self.shell.sql(), &recalled)?;
        if self.call()?.channel == Channel::Browser {
            self.shell.send(&Outbound::Recalled { recalled });
        } else {
            self.shell
                .show(*now, || Some(Watched::Recalled { recalled }));
        }
        Ok(())
    }

    /// Passes an answer on as it comes, while it is wanted. `given` becomes what came of it.
    async fn pass_on(
        &self,
        answer: u32,
        reply: &mut impl Reply,
        mut piece: Option<Result<String, Silence>>,
        given: &mut String,
    ) -> Result<Passed, Failure> {
        let passed = |is_whole, next| Ok(Passed { is_whole, next });
        loop {
            if !self.with_machine(|machine| Ok(machine.wants(answer)))? {
                return passed(false, None);
            }
            match piece {
                Some(Ok(text)) => {
                    given.push_str(&text);
                    self.apply(Event::Token { answer, text })?;
                }
                Some(Err(error)) => {
                    self.shell.note(&format!("the brain broke off: {error}"));
                    return passed(false, self.apply(Event::BrainFailed { answer })?);
                }
                None => return passed(true, self.apply(Event::Answered { answer })?),
            }
            piece = reply.next().await;
        }
    }

    /// The moment at which that asks to be called back.
    pub(super) fn wished(&self, said: &str, now: Timestamp) -> Result<Option<Timestamp>, Failure> {
        let script = self.kept.script(self.shell.sql())?;
        Ok(script.and_then(|script| calling_back::wished(said, now, script.briefing.zone)))
    }

    /// What is said to who wants to be called back at that moment, and for when it is promised.
    async fn promise(&self, wished: Timestamp) -> Result<(Option<Timestamp>, String), Failure> {
        let ports = self.shell.ports(self.now()?);
        let user = self.call()?.pair.user;
        let promised = planning::promised(&ports, &user, wished);
        let promised = self.shell.within(RECALL_LIMIT, promised).await;
        Ok(match promised {
            Some(Ok(promised)) => promised,
            // Whether it may be is asked again at that moment.
            Some(Err(_)) | None => (Some(wished), UNSURE_PROMISE.to_owned()),
        })
    }

    /// What the brain is given for one answer, and what it reads then: at most so many tokens, where
    /// somebody is paid for them.
    async fn request(&self, answer: u32, speaking: Speaking) -> Result<(Request, Tokens), Failure> {
        let call = self.call()?;
        let turns = self.said()?;
        let script = self.kept.script(self.shell.sql())?;
        let script = script.ok_or_else(|| Failure::not_found("the call's prompt"))?;
        let briefing = &script.briefing;
        let seed = crate::secret::seed(call.id.as_str(), answer);
        if speaking == Speaking::Reserved {
            let request = Request {
                system_prompt: String::new(),
                briefing: briefing.clone().reserved(),
                turns,
                recalled: Vec::new(),
                recollection: None,
                seed,
            };
            return Ok((request, Tokens::default()));
        }
        let recalled = match turns.last() {
            Some(turn) if turn.speaker == Speaker::User => self.recalled(&turn.text).await,
            _ => Vec::new(),
        };
        let ports = self.shell.ports(self.now()?);
        let table = self.shell.within(RECALL_LIMIT, ports.embedder()).await;
        let table = table.flatten();
        let counter = Counter::new(table.as_deref());
        if ports.tariff().embeds
            && let Some(turn) = turns.last()
            && turn.speaker == Speaker::User
        {
            let sought = counter.tokens(&turn.text);
            self.uses(|usage| usage.embedded += u64::from(sought))?;
        }
        let recollection = recalled_block(
            &recalled,
            briefing.now,
            briefing.zone,
            script.recall_tokens,
            counter,
        );
        let request = Request {
            system_prompt: script.system_prompt.clone(),
            briefing: briefing.clone(),
            turns,
            recalled,
            recollection,
            seed,
        };
        let reads = if ports.tariff().speaks {
            let prompt = self.kept.prompt_tokens(&request.system_prompt, counter);
            reads(&request, prompt, counter)
        } else {
            Tokens::default()
        };
        Ok((request, reads))
    }
}

//! The brain of the host's calls: the built-in one, giving its answer word by word. Where another
//! is configured it may fail, before its first word or after it.

use std::collections::VecDeque;
use std::rc::Rc;

use call_me_back::brain::{Brain, Reply, Request, Silence, builtin};
use call_me_back::call::cost::Tokens;

use crate::{Fault, Faults, Host, pause};

pub struct HostBrain {
    /// None for the built-in one: it does not fail.
    host: Option<Rc<Host>>,
}

impl HostBrain {
    pub fn configured(host: &Rc<Host>) -> Self {
        Self {
            host: Some(Rc::clone(host)),
        }
    }

    pub fn built_in() -> Self {
        Self { host: None }
    }

    fn faults(&self) -> Option<&Faults> {
        self.host.as_ref().map(|host| &host.brain_faults)
    }
}

impl Brain for HostBrain {
    fn is_paid(&self) -> bool {
        self.host.is_some()
    }

    async fn reply(&self, request: &Request) -> Result<impl Reply, Silence> {
        if let Some(host) = &self.host {
            host.brain_given.replace(Some(request.clone()));
        }
        let fault = self.faults().and_then(Faults::next);
        pause().await;
        if fault == Some(Fault::Refused) {
            return Err(Silence("the brain is away".to_owned()));
        }
        let answer = builtin::reply(request);
        Ok(Words {
            words: answer.split_inclusive(' ').map(str::to_owned).collect(),
            breaks_off: fault == Some(Fault::AnswerLost),
            given: 0,
            tokens: self.host.as_ref().and_then(|host| host.brain_takes.get()),
        })
    }
}

struct Words {
    words: VecDeque<String>,
    breaks_off: bool,
    given: usize,
    tokens: Option<Tokens>,
}

impl Reply for Words {
    async fn next(&mut self) -> Option<Result<String, Silence>> {
        pause().await;
        if self.breaks_off && self.given > 0 {
            return Some(Err(Silence("the brain broke off".to_owned())));
        }
        self.given += 1;
        self.words.pop_front().map(Ok)
    }

    async fn tokens(&mut self) -> Option<Tokens> {
        pause().await;
        self.tokens
    }
}

//! What must happen outside a call, and what is asked there about it.

use super::{Shell, Talk, Wanted};
use crate::call::machine::{Duty, Event, Outcome};
use crate::call::session;
use crate::directory::{calls, people};
use crate::failure::Failure;
use crate::flows::{ending, planning, proving, telling};
use crate::ports::{Carrier, Job, Outbox, Ports};
use crate::time::Timestamp;
use crate::webhooks::Happening;

impl<S: Shell> Talk<S> {
    /// Does what must happen outside. What fails stays due, holds up nothing else, and the alarm comes
    /// back to it.
    pub(super) async fn do_duties(&self) {
        let mut failed = Vec::new();
        while let Ok(now) = self.now() {
            let due = self.with_machine(|machine| {
                let mut due = machine.duties(now).into_iter();
                Ok(due.find(|duty| !failed.contains(duty)))
            });
            let Ok(Some(duty)) = due else {
                break;
            };
            if let Err(failure) = self.do_duty(duty, now).await {
                self.shell.note(&format!("{duty:?} is put off: {failure}"));
                failed.push(duty);
                continue;
            }
            let kept = self.with_machine(|machine| {
                machine.done(duty);
                self.save(machine)
            });
            if kept.is_err() {
                failed.push(duty);
            }
        }
        if let (false, Ok(now)) = (failed.is_empty(), self.now()) {
            let _ = self.with_machine(|machine| {
                machine.failed(now);
                self.save(machine)
            });
        }
    }

    async fn do_duty(&self, duty: Duty, now: Timestamp) -> Result<(), Failure> {
        let ports = self.shell.ports(now);
        let view = self.view()?;
        match duty {
            Duty::Suppress => people::suppress(ports.sql(), &view.call.pair.user, now).await,
            Duty::EndAtCarrier { words } => ending::end_at_carrier(&ports, &view, words).await,
            Duty::CallBack { at } => planning::call_back(&ports, &view.call, at).await,
            Duty::Project { .. } => {
                calls::project(ports.sql(), &view.call).await?;
                match view.call.ended_at {
                    Some(_) => {
                        self.bill().await?;
                        let call = &view.call;
                        let ended = Happening::CallEnded {
                            call_id: call.id.clone(),
                            persona_id: call.pair.persona.clone(),
                            channel: call.channel,
                            direction: call.direction,
                            end_reason: call.end_reason,
                            started_at: call.started_at,
                            ended_at: call.ended_at,
                        };
                        telling::tell(&ports, &call.pair.user, call.id.as_str(), &ended).await
                    }
                    None => Ok(()),
                }
            }
            Duty::Archive => ending::archive(&ports, &view).await,
            Duty::Enqueue => {
                let job = Job::Remember {
                    call_id: view.call.id,
                    pair: view.call.pair,
                };
                ports.outbox().send(&job).await
            }
            Duty::Forget => {
                self.kept.forget_script();
                self.foresight.let_go();
                Ok(session::forget(self.shell.sql())?)
            }
        }
    }

    /// Compares what was typed with the user's PIN.
    pub(super) async fn prove(&self, typed: &str) -> Result<Option<Wanted>, Failure> {
        let ports = self.shell.ports(self.now()?);
        let user = self.call()?.pair.user;
        let compared = proving::compare(&ports, &user, typed).await;
        let outcome = compared.unwrap_or(Outcome::Unclear);
        self.apply(Event::Proved { outcome })
    }

    /// Asks the carrier where the call stands, which may have told it in vain.
    pub(super) async fn look_up(&self) -> Result<Option<Wanted>, Failure> {
        let ports = self.shell.ports(self.now()?);
        let id = self.call()?.id;
        let Some(carriers_name) = calls::carriers_name(ports.sql(), &id).await? else {
            return Ok(None);
        };
        let status = ports.carrier().look_up(&carriers_name).await?;
        match status.and_then(Event::of_status) {
            Some(event) => self.apply(event),
            None => Ok(None),
        }
    }
}

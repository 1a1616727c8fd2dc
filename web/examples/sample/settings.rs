//! The pages of settings, of making a persona, and of how it goes.

use std::collections::BTreeMap;

use call_me_back::call::Speaker;
use call_me_back::directory::webhooks::{Message, Webhook};
use call_me_back::ids::{WebhookId, WebhookMessageId};
use call_me_back::operations::{Overview, Period, Total, Waiting, overview};
use call_me_back::time::HOUR;
use call_me_back::webhooks::Event;
use call_me_back_web::making::{self, MakingPage, Outcome, PersonaForm, Standing, Trial};
use call_me_back_web::settings::{self, SettingsPage};
use call_me_back_web::webhooks::{self, Made, WebhookForm, WebhookPage, WebhooksPage};
use call_me_back_web::{Errors, erasing, operations};

use super::account::user;
use super::{Sample, brad, days_ago, frame};

pub fn pages() -> Sample<Vec<(&'static str, String)>> {
    let frame = frame();
    let new = MakingPage {
        errors: Errors::none().with("core_system_prompt", "Say something here."),
        ..MakingPage::default()
    };
    let hook = webhook()?;
    let hooks = WebhooksPage {
        webhooks: vec![hook.clone()],
        form: WebhookForm::new(),
        made: Some(Made {
            url: hook.url.clone(),
            secret: "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0".to_owned(),
        }),
        errors: Errors::none(),
    };
    Ok(vec![
        ("settings.html", settings::page(&frame, &settings_page()?)),
        ("making.html", making::page(&frame, &new)),
        ("editing.html", making::page(&frame, &editing()?)),
        ("webhooks.html", webhooks::list(&frame, &hooks)),
        ("webhook.html", webhooks::page(&frame, &told(hook)?)),
        ("erasing.html", erasing::page(&frame, &brad()?.id, "Brad")),
        ("operations.html", operations::page(&frame, &busy())),
    ])
}

pub fn settings_page() -> Sample<SettingsPage> {
    Ok(SettingsPage {
        user: user()?,
        is_called: true,
        is_operator: true,
        name: "Alice".to_owned(),
        errors: Errors::none(),
        is_saved: true,
    })
}

fn editing() -> Sample<MakingPage> {
    let brad = brad()?;
    let procedures: BTreeMap<String, String> = [
        (
            "greeting_pattern",
            "Yo {name}, what's up?\nYo {name}! Talk to me.",
        ),
        ("greeting_partner", "Hey {name}, there you are."),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .collect();
    Ok(MakingPage {
        form: PersonaForm::of(&brad, procedures),
        standing: Some(Standing {
            id: brad.id,
            version: "3".to_owned(),
        }),
        errors: Errors::none(),
        trial: Trial {
            said: vec![
                (Speaker::Persona, "Yo Alice, what's up?".to_owned()),
                (Speaker::User, "I got <b>the job</b>!".to_owned()),
                (Speaker::Persona, "Hell yes, Alice!".to_owned()),
            ],
            say: String::new(),
        },
        outcome: Outcome::Stale,
        key: String::new(),
    })
}

fn webhook() -> Sample<Webhook> {
    Ok(Webhook {
        id: WebhookId::parse("webhook_1")?,
        url: "https://hooks.example.com/call-me-back/with/quite/a/long/way/to/it".to_owned(),
        events: vec![Event::CallEnded],
        created_at: days_ago(30),
        failing_since: Some(days_ago(1)),
        disabled_at: None,
    })
}

fn told(webhook: Webhook) -> Sample<WebhookPage> {
    let message = |id: &str, event: &str, attempts: u32, taken: bool, status| -> Sample<Message> {
        Ok(Message {
            id: WebhookMessageId::parse(id)?,
            event: event.to_owned(),
            happened_at: days_ago(1),
            attempts,
            next_attempt_at: (!taken && attempts < 9).then(|| days_ago(-1)),
            taken_at: taken.then(|| days_ago(1)),
            status,
        })
    };
    Ok(WebhookPage {
        form: WebhookForm::of(&webhook),
        webhook,
        messages: vec![
            message("msg_1", "ping", 0, false, None)?,
            message("msg_2", "call.ended", 3, false, Some(500))?,
            message("msg_3", "memories.changed", 9, false, None)?,
            message("msg_4", "call.ended", 1, true, Some(204))?,
        ],
        errors: Errors::none(),
        made: None,
        is_saved: false,
    })
}

fn busy() -> Overview {
    let now = frame().now;
    let mut totals = Vec::new();
    for ago in 0..24_u32 {
        let hour = now.plus(-i64::from(ago) * HOUR);
        let much = u64::from((ago * 7 + 3) % 11);
        let counted = [
            ("calls:phone:hung_up", much + 2),
            ("calls:browser:said_goodbye", much / 2),
            ("calls:phone:failed", much / 9),
            ("cost_micro_usd", much * 41_000),
            ("wait:300", much * 9),
            ("wait:700", much * 4),
            ("wait:2000", much),
            ("failed_replies", much / 10),
            ("jobs_put_off", u64::from(ago == 5)),
            ("sweeps", 1),
            ("fading", much * 3),
        ];
        totals.extend(counted.map(|(name, total)| Total {
            hour,
            name: name.to_owned(),
            total,
        }));
    }
    let waiting = Waiting {
        calls_on: 3,
        calls_unremembered: 1,
        messages_untold: 2,
        ..Waiting::default()
    };
    overview(Period::Day, now, &totals, waiting)
}

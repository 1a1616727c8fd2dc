//! The pages of Alice's data.

use call_me_back::erasure::{Counts, Kind, Receipt};
use call_me_back::flows::importing::Imported;
use call_me_back::ids::ErasureId;
use call_me_back::retention::Plan;
use call_me_back_web::Errors;
use call_me_back_web::data::{self, DataPage, Retention};

use super::{Sample, days_ago, frame};

pub fn pages() -> Sample<Vec<(&'static str, String)>> {
    let frame = frame();
    let known = DataPage {
        personas: vec![
            ("persona_brad_001".to_owned(), "Brad".to_owned()),
            ("persona_nora_002".to_owned(), "Nora".to_owned()),
        ],
        retention: Retention {
            plan: Plan::Free,
            days: Some(90),
            saved: true,
        },
        errors: Errors::none(),
    };
    let refused = DataPage {
        retention: Retention {
            plan: Plan::Premium,
            days: None,
            saved: false,
        },
        errors: Errors::none()
            .with("file", "That is no zip, or only a part of one.")
            .with("retention_days", "Choose one of these.")
            .with(
                "confirm",
                "Write \"erase everything\" here: it can't be undone.",
            ),
        ..known.clone()
    };
    let imported = Imported {
        relationships: 2,
        calls: 31,
        transcripts: 30,
        memories: 112,
        episodes: 30,
        left_out: vec![
            "The planned call schedule_x: Choose a moment within the next year.".to_owned(),
            "Keys and webhooks belong to an account and not to a file.".to_owned(),
        ],
        ..Imported::default()
    };
    Ok(vec![
        ("data.html", data::page(&frame, &known)),
        ("data-refused.html", data::page(&frame, &refused)),
        ("imported.html", data::imported(&frame, &imported)),
        ("receipt.html", data::receipt(&frame, &receipt()?)),
        (
            "imported-nothing.html",
            data::imported(&frame, &Imported::default()),
        ),
    ])
}

pub fn receipt() -> Sample<Receipt> {
    Ok(Receipt {
        id: ErasureId::parse("receipt_1")?,
        scope: Kind::Everything,
        asked_at: days_ago(1),
        finished_at: Some(days_ago(1)),
        erased: Counts::default(),
        kept_until: Some(days_ago(-89)),
        stays: vec!["A hash of the number, so that \"stop calling me\" holds."],
    })
}

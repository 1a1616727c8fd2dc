//! What is paid for here, and how much: read from the environment once.

use std::sync::OnceLock;

use call_me_back::brain::Brain as _;
use call_me_back::call::cost::Tariff;
use call_me_back::call::cost::prices::PRICES;
use worker::Env;

use crate::brain::Brain;
use crate::embedding_model::EmbeddingModel;
use crate::settings::Settings;

static TARIFF: OnceLock<Tariff> = OnceLock::new();

pub(crate) fn tariff(env: &Env) -> &'static Tariff {
    TARIFF.get_or_init(|| {
        let tariff = Tariff::parse(
            Settings::new(env).get(PRICES).as_deref(),
            Brain::configured(env).is_paid(),
            EmbeddingModel::configured(env).is_some(),
        );
        if let Some(mistake) = &tariff.mistake {
            crate::log::complain(format_args!("what calls cost is unknown: {mistake}"));
        }
        tariff
    })
}

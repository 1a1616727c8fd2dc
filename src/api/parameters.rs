//! The parameters of a request, from its path, its query and its header, read as one struct.

use serde::de::value::{Error, MapDeserializer, StrDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Visitor};
use serde::de::{Error as _, IntoDeserializer, Unexpected};
use serde::forward_to_deserialize_any;

use super::{Asked, Found};
use crate::failure::Failure;
use crate::parsing;

/// The parameter that comes in the header.
pub(super) const IF_MATCH: &str = "If-Match";

/// Reads them.
///
/// # Errors
/// `NotFound` where what stands in the path can't be a name of anything; `Invalid` with the
/// parameter of the query that is wrong, unknown or missing.
pub(super) fn read<T: DeserializeOwned>(found: &Found, asked: &Asked<'_>) -> Result<T, Failure> {
    let parameters = Parameters { found, asked };
    serde_path_to_error::deserialize(parameters).map_err(|error| {
        let wrong = error.path().to_string();
        match found.path.iter().find(|(name, _)| *name == wrong) {
            Some((name, _)) => Failure::not_found(format!("the {}", name.trim_end_matches("_id"))),
            None => parsing::misread(error),
        }
    })
}

struct Parameters<'a> {
    found: &'a Found,
    asked: &'a Asked<'a>,
}

impl<'de> Deserializer<'de> for Parameters<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let path = self.found.path.iter();
        let mut all: Vec<(String, Text)> = path
            .map(|(name, value)| ((*name).to_owned(), Text(value.clone())))
            .collect();
        let in_path = all.len();
        if let Some(seen) = self.asked.if_match
            && fields.contains(&IF_MATCH)
        {
            all.push((IF_MATCH.to_owned(), Text(seen.to_owned())));
        }
        for (name, value) in form_urlencoded::parse(self.asked.query.as_bytes()) {
            // What the path or the header says can't be said otherwise.
            let elsewhere =
                name == IF_MATCH || all.iter().take(in_path).any(|(own, _)| *own == name);
            if elsewhere || !fields.contains(&&*name) {
                return Err(Error::unknown_field(&name, fields));
            }
            all.push((name.into_owned(), Text(value.into_owned())));
        }
        visitor.visit_map(MapDeserializer::new(all.into_iter()))
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_struct("", &[], visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// One value, as it is written in an address.
struct Text(String);

impl IntoDeserializer<'_> for Text {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! written {
    ($($method:ident => $visit:ident: $kind:literal,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let value = self.0.parse();
            visitor.$visit(value.map_err(|_| {
                Error::invalid_type(Unexpected::Str(&self.0), &$kind)
            })?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Text {
    type Error = Error;

    written! {
        deserialize_bool => visit_bool: "true or false",
        deserialize_u8 => visit_u8: "a whole number",
        deserialize_u16 => visit_u16: "a whole number",
        deserialize_u32 => visit_u32: "a whole number",
        deserialize_u64 => visit_u64: "a whole number",
        deserialize_i64 => visit_i64: "a whole number",
        deserialize_f64 => visit_f64: "a number",
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 f32 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        struct identifier ignored_any
    }
}

impl<'de> EnumAccess<'de> for Text {
    type Error = Error;
    type Variant = <StrDeserializer<'de, Error> as EnumAccess<'de>>::Variant;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self::Variant), Error> {
        self.0.as_str().into_deserializer().variant_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::super::{Visitor, find, routing::Method};
    use super::*;
    use crate::call::Channel;
    use crate::client::{Client, Network};
    use crate::ids::PersonaId;
    use crate::time::TimeZone;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Wanted {
        persona_id: PersonaId,
        limit: Option<u32>,
        channel: Option<Channel>,
        #[serde(default)]
        all: bool,
        #[serde(rename = "If-Match")]
        if_match: Option<String>,
    }

    fn wanted(id: &str, query: &str) -> Result<Wanted, Failure> {
        let segments = ["api", "personas", id].map(str::to_owned);
        let found = find(Some(Method::Get), &segments).unwrap();
        let visitor = Visitor {
            caller: None,
            zone: TimeZone::UTC,
            client: Client {
                network: Network::of(None),
                kind: String::new(),
                device: None,
            },
        };
        let asked = Asked {
            visitor: &visitor,
            query,
            body: "",
            if_match: Some("\"1\""),
            idempotency_key: None,
        };
        read(&found, &asked)
    }

    #[test]
    fn path_query_and_header_are_read_as_one() {
        let read = wanted("persona_1", "channel=phone&limit=20&all=true").unwrap();
        assert_eq!(read.persona_id.as_str(), "persona_1");
        assert_eq!(read.limit, Some(20));
        assert_eq!(read.channel, Some(Channel::Phone));
        assert!(read.all);
        assert_eq!(read.if_match.as_deref(), Some("\"1\""));
    }

    #[test]
    fn what_is_wrong_in_the_query_is_named() {
        for (query, named) in [
            ("limit=many", "limit"),
            ("limit=-1", "limit"),
            ("limit=1&limit=2", "limit"),
            ("channel=pigeon", "channel"),
            ("all=yes", "all"),
            ("nonsense=1", "nonsense"),
            ("persona_id=persona_2", "persona_id"),
            ("If-Match=1", "If-Match"),
        ] {
            match wanted("persona_1", query) {
                Err(Failure::Invalid { field, .. }) => assert_eq!(field, named, "{query}"),
                read => panic!("{query}: {read:?}"),
            }
        }
    }

    #[test]
    fn what_can_be_no_id_names_nothing() {
        let read = wanted("A:B", "");
        assert_eq!(read, Err(Failure::not_found("the persona")));
    }
}

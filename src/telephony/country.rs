//! In which country a number is, by the digits that it begins with (ITU-T E.164; the North American
//! plan by its area codes, since what they cost differs more than anywhere).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::phone::PhoneNumber;

/// A country or territory, as the two letters of ISO 3166-1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a country is written with two letters, such as US, GB or DE")]
pub struct CountryError;

impl Country {
    pub const fn new(letters: &[u8; 2]) -> Self {
        Self(*letters)
    }

    /// Reads two letters, in whatever case.
    pub fn parse(text: &str) -> Result<Self, CountryError> {
        match text.trim().as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => Err(CountryError),
        }
    }

    /// Where that number is; none where its first digits belong to no country, as those of satellites.
    pub fn of(number: &PhoneNumber) -> Option<Self> {
        let digits = number.e164().trim_start_matches('+');
        match digits.strip_prefix('1') {
            Some(area) => Some(north_american(area.get(..3)?)),
            // A number that begins like several is of the one that shares most digits with it.
            None => PREFIXES
                .iter()
                .filter(|(prefix, _)| digits.starts_with(prefix))
                .max_by_key(|(prefix, _)| prefix.len())
                .map(|(_, country)| Self::new(country)),
        }
    }

    pub fn letters(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether it is of the European Union.
    pub fn is_of_the_union(self) -> bool {
        UNION.contains(&&self.0)
    }
}

/// In which country of the North American plan an area code is: the United States' are too many to name,
/// and all others are not.
fn north_american(area: &str) -> Country {
    let others = OTHER_AREAS.iter();
    let mut of_others = others.filter(|(areas, _)| areas.split(' ').any(|known| known == area));
    of_others
        .next()
        .map_or(Country::new(b"US"), |(_, country)| Country::new(country))
}

impl TryFrom<String> for Country {
    type Error = CountryError;

    fn try_from(text: String) -> Result<Self, CountryError> {
        Self::parse(&text)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.letters().to_owned()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.letters())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.letters())
    }
}

#[rustfmt::skip]
const UNION: &[&[u8; 2]] = &[
    b"AT", b"BE", b"BG", b"CY", b"CZ", b"DE", b"DK", b"EE", b"ES", b"FI", b"FR", b"GR", b"HR", b"HU",
    b"IE", b"IT", b"LT", b"LU", b"LV", b"MT", b"NL", b"PL", b"PT", b"RO", b"SE", b"SI", b"SK",
];

const OTHER_AREAS: &[(&str, &[u8; 2])] = &[
    (
        "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 \
         450 460 468 474 506 514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 \
         780 782 807 819 825 867 873 879 902 905 942",
        b"CA",
    ),
    ("242", b"BS"),
    ("246", b"BB"),
    ("264", b"AI"),
    ("268", b"AG"),
    ("284", b"VG"),
    ("340", b"VI"),
    ("345", b"KY"),
    ("441", b"BM"),
    ("473", b"GD"),
    ("649", b"TC"),
    ("658 876", b"JM"),
    ("664", b"MS"),
    ("670", b"MP"),
    ("671", b"GU"),
    ("684", b"AS"),
    ("721", b"SX"),
    ("758", b"LC"),
    ("767", b"DM"),
    ("784", b"VC"),
    ("787 939", b"PR"),
    ("809 829 849", b"DO"),
    ("868", b"TT"),
    ("869", b"KN"),
];

#[rustfmt::skip]
const PREFIXES: &[(&str, &[u8; 2])] = &[
    ("20", b"EG"), ("211", b"SS"), ("212", b"MA"), ("213", b"DZ"), ("216", b"TN"), ("218", b"LY"),
    ("220", b"GM"), ("221", b"SN"), ("222", b"MR"), ("223", b"ML"), ("224", b"GN"), ("225", b"CI"),
    ("226", b"BF"), ("227", b"NE"), ("228", b"TG"), ("229", b"BJ"), ("230", b"MU"), ("231", b"LR"),
    ("232", b"SL"), ("233", b"GH"), ("234", b"NG"), ("235", b"TD"), ("236", b"CF"), ("237", b"CM"),
    ("238", b"CV"), ("239", b"ST"), ("240", b"GQ"), ("241", b"GA"), ("242", b"CG"), ("243", b"CD"),
    ("244", b"AO"), ("245", b"GW"), ("246", b"IO"), ("247", b"SH"), ("248", b"SC"), ("249", b"SD"),
    ("250", b"RW"), ("251", b"ET"), ("252", b"SO"), ("253", b"DJ"), ("254", b"KE"), ("255", b"TZ"),
    ("256", b"UG"), ("257", b"BI"), ("258", b"MZ"), ("260", b"ZM"), ("261", b"MG"), ("262", b"RE"),
    ("263", b"ZW"), ("264", b"NA"), ("265", b"MW"), ("266", b"LS"), ("267", b"BW"), ("268", b"SZ"),
    ("269", b"KM"), ("27", b"ZA"), ("290", b"SH"), ("291", b"ER"), ("297", b"AW"), ("298", b"FO"),
    ("299", b"GL"), ("30", b"GR"), ("31", b"NL"), ("32", b"BE"), ("33", b"FR"), ("34", b"ES"),
    ("350", b"GI"), ("351", b"PT"), ("352", b"LU"), ("353", b"IE"), ("354", b"IS"), ("355", b"AL"),
    ("356", b"MT"), ("357", b"CY"), ("358", b"FI"), ("359", b"BG"), ("36", b"HU"), ("370", b"LT"),
    ("371", b"LV"), ("372", b"EE"), ("373", b"MD"), ("374", b"AM"), ("375", b"BY"), ("376", b"AD"),
    ("377", b"MC"), ("378", b"SM"), ("379", b"VA"), ("380", b"UA"), ("381", b"RS"), ("382", b"ME"),
    ("383", b"XK"), ("385", b"HR"), ("386", b"SI"), ("387", b"BA"), ("389", b"MK"), ("39", b"IT"),
    ("40", b"RO"), ("41", b"CH"), ("420", b"CZ"), ("421", b"SK"), ("423", b"LI"), ("43", b"AT"),
    ("44", b"GB"), ("441481", b"GG"), ("441534", b"JE"), ("441624", b"IM"), ("45", b"DK"), ("46", b"SE"),
    ("47", b"NO"), ("48", b"PL"), ("49", b"DE"), ("500", b"FK"), ("501", b"BZ"), ("502", b"GT"),
    ("503", b"SV"), ("504", b"HN"), ("505", b"NI"), ("506", b"CR"), ("507", b"PA"), ("508", b"PM"),
    ("509", b"HT"), ("51", b"PE"), ("52", b"MX"), ("53", b"CU"), ("54", b"AR"), ("55", b"BR"),
    ("56", b"CL"), ("57", b"CO"), ("58", b"VE"), ("590", b"GP"), ("591", b"BO"), ("592", b"GY"),
    ("593", b"EC"), ("594", b"GF"), ("595", b"PY"), ("596", b"MQ"), ("597", b"SR"), ("598", b"UY"),
    ("599", b"CW"), ("60", b"MY"), ("61", b"AU"), ("62", b"ID"), ("63", b"PH"), ("64", b"NZ"),
    ("65", b"SG"), ("66", b"TH"), ("670", b"TL"), ("672", b"NF"), ("673", b"BN"), ("674", b"NR"),
    ("675", b"PG"), ("676", b"TO"), ("677", b"SB"), ("678", b"VU"), ("679", b"FJ"), ("680", b"PW"),
    ("681", b"WF"), ("682", b"CK"), ("683", b"NU"), ("685", b"WS"), ("686", b"KI"), ("687", b"NC"),
    ("688", b"TV"), ("689", b"PF"), ("690", b"TK"), ("691", b"FM"), ("692", b"MH"), ("7", b"RU"),
    ("76", b"KZ"), ("77", b"KZ"), ("81", b"JP"), ("82", b"KR"), ("84", b"VN"), ("850", b"KP"),
    ("852", b"HK"), ("853", b"MO"), ("855", b"KH"), ("856", b"LA"), ("86", b"CN"), ("880", b"BD"),
    ("886", b"TW"), ("90", b"TR"), ("91", b"IN"), ("92", b"PK"), ("93", b"AF"), ("94", b"LK"),
    ("95", b"MM"), ("960", b"MV"), ("961", b"LB"), ("962", b"JO"), ("963", b"SY"), ("964", b"IQ"),
    ("965", b"KW"), ("966", b"SA"), ("967", b"YE"), ("968", b"OM"), ("970", b"PS"), ("971", b"AE"),
    ("972", b"IL"), ("973", b"BH"), ("974", b"QA"), ("975", b"BT"), ("976", b"MN"), ("977", b"NP"),
    ("98", b"IR"), ("992", b"TJ"), ("993", b"TM"), ("994", b"AZ"), ("995", b"GE"), ("996", b"KG"),
    ("998", b"UZ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(number: &str) -> Option<String> {
        let number = PhoneNumber::parse(number).unwrap();
        Country::of(&number).map(String::from)
    }

    #[test]
    fn a_number_is_where_its_first_digits_are() {
        for (number, country) in [
            ("+1 415 555 0123", "US"),
            ("+1 416 555 0123", "CA"),
            ("+1 876 555 0123", "JM"),
            ("+1 787 555 0123", "PR"),
            ("+44 20 7946 0018", "GB"),
            ("+44 1534 123456", "JE"),
            ("+353 1 234 5678", "IE"),
            ("+7 495 123 4567", "RU"),
            ("+7 701 123 4567", "KZ"),
            ("+49 30 1234567", "DE"),
        ] {
            assert_eq!(of(number).as_deref(), Some(country), "{number}");
        }
        // Satellites are in no country.
        assert_eq!(of("+881 612 345 678"), None);
    }

    #[test]
    fn a_country_is_two_letters() {
        assert_eq!(Country::parse(" gb "), Ok(Country::new(b"GB")));
        for wrong in ["", "G", "GBR", "1A", "Å"] {
            assert_eq!(Country::parse(wrong), Err(CountryError), "{wrong}");
        }
        assert!(Country::new(b"IE").is_of_the_union());
        assert!(!Country::new(b"GB").is_of_the_union());
    }

    #[test]
    fn no_digits_are_given_to_two_countries() {
        for (index, (prefix, _)) in PREFIXES.iter().enumerate() {
            assert!(
                PREFIXES[index + 1..]
                    .iter()
                    .all(|(other, _)| other != prefix)
            );
        }
    }
}

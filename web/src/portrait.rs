//! A face for each persona, drawn from its id: the same one every time, and no two alike by
//! more than chance.

use call_me_back::ids::PersonaId;
use call_me_back::persona::Persona;
use maud::{Markup, html};

/// How many colours a persona's page may have; the style sheet names a hue for each.
const TONES: [u32; 8] = [14, 34, 92, 158, 192, 222, 268, 332];

/// The class that gives a page, or a card on it, the colour of its persona.
pub fn tone(id: &PersonaId) -> String {
    format!("tone-{}", Dice::of(id).roll(TONES.len() as u32))
}

/// Draws lots that depend on the id alone.
struct Dice(u64);

impl Dice {
    fn of(id: &PersonaId) -> Self {
        let seed = id
            .as_str()
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(seed)
    }

    /// 0 to `sides` - 1. A step of SplitMix64.
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let lot = (mixed ^ (mixed >> 31)) >> 32;
        u32::try_from(lot).unwrap_or(0) % sides.max(1)
    }
}

/// The face, as an SVG that says nothing to a screen reader: the name stands beside it.
pub fn portrait(persona: &Persona) -> Markup {
    let mut dice = Dice::of(&persona.id);
    let hue = TONES
        .get(dice.roll(TONES.len() as u32) as usize)
        .copied()
        .unwrap_or(14);
    let colours = Colours::of(hue, &mut dice);
    let (hair, eyes, mouth, extra) = (dice.roll(6), dice.roll(4), dice.roll(4), dice.roll(5));
    html! {
        svg.portrait viewBox="0 0 96 96" aria-hidden="true" focusable="false" {
            circle cx="48" cy="48" r="48" fill=(colours.ground) {}
            // Shoulders.
            path d="M14 96 C16 76 32 70 48 70 C64 70 80 76 82 96 Z" fill=(colours.cloth) {}
            rect x="40" y="58" width="16" height="18" rx="8" fill=(colours.shade) {}
            @if hair == 4 { path d="M24 44 C24 20 72 20 72 44 L72 66 C72 72 64 72 64 66 L32 66 C32 72 24 72 24 66 Z" fill=(colours.hair) {} }
            // Ears and head.
            circle cx="28" cy="47" r="5" fill=(colours.shade) {}
            circle cx="68" cy="47" r="5" fill=(colours.shade) {}
            rect x="29" y="24" width="38" height="44" rx="19" fill=(colours.skin) {}
            (hair_over(hair, &colours))
            (eyes_of(eyes, &colours))
            path d="M48 46 L46 53 L49 53" fill="none" stroke=(colours.shade) stroke-width="2" stroke-linecap="round" stroke-linejoin="round" {}
            (mouth_of(mouth, &colours))
            (extra_of(extra, &colours))
        }
    }
}

struct Colours {
    ground: String,
    cloth: String,
    skin: &'static str,
    shade: &'static str,
    hair: &'static str,
    ink: &'static str,
}

impl Colours {
    fn of(hue: u32, dice: &mut Dice) -> Self {
        const SKINS: [(&str, &str); 5] = [
            ("#f6d7bd", "#e6b897"),
            ("#eec39a", "#d9a577"),
            ("#d29b6e", "#b87f54"),
            ("#a56f49", "#8a5836"),
            ("#7a4e34", "#613b26"),
        ];
        const HAIRS: [&str; 5] = ["#2e2320", "#5b3a29", "#8c4a2b", "#c08a4a", "#8d8a86"];
        let (skin, shade) = SKINS
            .get(dice.roll(5) as usize)
            .copied()
            .unwrap_or(("#eec39a", "#d9a577"));
        Self {
            ground: format!("hsl({hue} 52% 80%)"),
            cloth: format!("hsl({hue} 42% 42%)"),
            skin,
            shade,
            hair: HAIRS
                .get(dice.roll(5) as usize)
                .copied()
                .unwrap_or("#2e2320"),
            ink: "#2b201c",
        }
    }
}

fn hair_over(hair: u32, colours: &Colours) -> Markup {
    html! {
        g fill=(colours.hair) {
            @match hair {
                // A quiff.
                0 => { path d="M28 42 C24 22 40 12 56 16 C70 18 72 32 68 42 C66 34 60 31 52 32 C42 33 32 32 28 42 Z" {} }
                // Close-cropped.
                1 => { path d="M28 42 C28 12 68 12 68 42 C66 32 60 29 48 29 C36 29 30 32 28 42 Z" {} }
                // Curls.
                2 => {
                    circle cx="32" cy="31" r="8" {}
                    circle cx="42" cy="23" r="9" {}
                    circle cx="55" cy="23" r="9" {}
                    circle cx="65" cy="31" r="8" {}
                }
                // Parted to the side.
                3 => { path d="M27 46 C22 20 46 14 54 18 C68 18 72 32 69 46 C67 38 62 33 56 28 C48 36 34 34 27 46 Z" {} }
                // The front of long hair.
                4 => { path d="M28 44 C28 16 68 16 68 44 C64 32 56 30 48 24 C42 30 32 32 28 44 Z" {} }
                // Gathered on top.
                _ => {
                    circle cx="48" cy="15" r="8" {}
                    path d="M28 40 C30 18 66 18 68 40 C62 30 56 27 48 27 C40 27 34 30 28 40 Z" {}
                }
            }
        }
    }
}

fn eyes_of(eyes: u32, colours: &Colours) -> Markup {
    html! {
        g fill="none" stroke=(colours.ink) stroke-width="2.4" stroke-linecap="round" {
            @match eyes {
                0 => {
                    circle cx="40" cy="45" r="2.4" fill=(colours.ink) stroke="none" {}
                    circle cx="56" cy="45" r="2.4" fill=(colours.ink) stroke="none" {}
                }
                // Smiling.
                1 => { path d="M36.5 46 Q40 42 43.5 46 M52.5 46 Q56 42 59.5 46" {} }
                // With brows.
                2 => {
                    path d="M36 40 L44 39 M52 39 L60 40" {}
                    circle cx="40" cy="46" r="2.2" fill=(colours.ink) stroke="none" {}
                    circle cx="56" cy="46" r="2.2" fill=(colours.ink) stroke="none" {}
                }
                // At ease.
                _ => { path d="M36.5 45 Q40 48 43.5 45 M52.5 45 Q56 48 59.5 45" {} }
            }
        }
    }
}

fn mouth_of(mouth: u32, colours: &Colours) -> Markup {
    html! {
        g fill="none" stroke=(colours.ink) stroke-width="2.2" stroke-linecap="round" {
            @match mouth {
                0 => { path d="M42 58 Q48 63 54 58" {} }
                // To one side.
                1 => { path d="M43 60 Q50 61 54 57" {} }
                // Laughing.
                2 => { path d="M41 57 Q48 66 55 57 Z" fill="#fff" stroke-linejoin="round" {} }
                _ => { path d="M43 59 L53 59" {} }
            }
        }
    }
}

fn extra_of(extra: u32, colours: &Colours) -> Markup {
    html! {
        @match extra {
            // Glasses.
            0 => {
                g fill="none" stroke=(colours.ink) stroke-width="1.8" {
                    circle cx="40" cy="45.5" r="6.5" {}
                    circle cx="56" cy="45.5" r="6.5" {}
                    path d="M46.5 45 Q48 43.5 49.5 45" {}
                }
            }
            // Warm cheeks.
            1 => {
                g fill="#d8604a" fill-opacity="0.35" {
                    circle cx="36" cy="54" r="4" {}
                    circle cx="60" cy="54" r="4" {}
                }
            }
            // A collar.
            2 => { path d="M38 73 L48 83 L58 73" fill="none" stroke=(colours.ground) stroke-width="3" stroke-linejoin="round" {} }
            // Earrings.
            3 => {
                g fill="#e8b84a" {
                    circle cx="28" cy="54" r="2.2" {}
                    circle cx="68" cy="54" r="2.2" {}
                }
            }
            _ => {}
        }
    }
}

/// A telephone's handset, for buttons.
pub(crate) fn handset() -> Markup {
    html! {
        svg.handset viewBox="0 0 24 24" aria-hidden="true" focusable="false" {
            g fill="none" stroke="currentColor" stroke-linecap="round" {
                path d="M7 7 C7 12 12 17 17 17" stroke-width="3" {}
                path d="M6 8.5 L8.5 5" stroke-width="5" {}
                path d="M15.5 18 L19 15.5" stroke-width="5" {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use call_me_back::persona::catalog;

    #[test]
    fn a_persona_has_one_face_and_another_has_another() {
        let brad = catalog().remove(0).persona;
        let mut other = brad.clone();
        other.id = PersonaId::parse("persona_nora_002").unwrap();
        assert_eq!(portrait(&brad).0, portrait(&brad.clone()).0);
        assert_ne!(portrait(&brad).0, portrait(&other).0);
        assert_eq!(tone(&brad.id), tone(&brad.id));
    }
}

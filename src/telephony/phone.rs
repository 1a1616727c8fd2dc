#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber(String);
impl PhoneNumber {
    pub fn parse(text: &str) -> Option<Self> {
        text.starts_with('+').then(|| Self(text.to_owned()))
    }
    pub fn e164(&self) -> &str {
        &self.0
    }
}

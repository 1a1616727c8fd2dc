pub fn is_goodbye(text: &str) -> bool {
    text.contains("bye")
}

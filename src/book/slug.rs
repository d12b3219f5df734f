//! The anchors of headings, as mdBook 0.5 makes them, so that links work there and here.

/// The anchor of a heading: letters, digits, `_` and `-` in lower case, blanks as `-`.
pub(super) fn anchor(heading: &str) -> String {
    heading
        .trim()
        .chars()
        .filter_map(|c| match c {
            c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
            c if c.is_whitespace() => Some('-'),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::anchor;

    #[test]
    fn keeps_what_mdbook_keeps() {
        assert_eq!(anchor("Before every migration"), "before-every-migration");
        assert_eq!(anchor("C++ & `lock_timeout`"), "c--lock_timeout");
        assert_eq!(anchor(" Ünïcode, v1.2 "), "ünïcode-v12");
    }
}

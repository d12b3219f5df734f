//! What was typed for placeholders, to be offered again: not what looks secret, and not much of it.

use super::Shelf;

/// Values that are kept of a name.
const MOST: usize = 10;
/// Bytes of the longest.
const LONGEST: usize = 200;
/// Words in the name of a placeholder whose value is nobody's business.
const SECRET: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pass",
    "pwd",
    "pw",
    "secret",
    "token",
    "key",
    "apikey",
    "credential",
    "pin",
    "otp",
    "totp",
    "auth",
    "cookie",
    "salt",
    "signature",
];

impl Shelf {
    /// Keeps a value for a name, as the last used.
    pub fn remember_value(&mut self, name: &str, value: &str) {
        if value.is_empty() || value.len() > LONGEST || is_secret(name) || holds_password(value) {
            return;
        }
        let values = self.values.entry(name.to_owned()).or_default();
        values.retain(|known| known != value);
        values.insert(0, value.to_owned());
        values.truncate(MOST);
    }

    /// What was used for a name, the last first.
    pub fn used(&self, name: &str) -> Vec<String> {
        let values = self.values.get(name).filter(|_| !is_secret(name));
        values.map(|values| values.iter().take(MOST).cloned().collect()).unwrap_or_default()
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    let is_word = |word: &str| {
        let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
        SECRET.contains(&word) || word.strip_suffix('s').is_some_and(|one| SECRET.contains(&one))
    };
    // Words run together: `dbpassword`, `authtoken`.
    let holds = |long: &&str| long.len() > 4 && name.contains(*long);
    words.any(is_word) || SECRET.iter().any(holds)
}

/// `postgres://user:password@host/`.
fn holds_password(value: &str) -> bool {
    let Some((_, rest)) = value.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ten_are_kept_each_once() {
        let mut shelf = Shelf::default();
        for number in 0..12 {
            shelf.remember_value("host", &format!("h{number}"));
        }
        shelf.remember_value("host", "h5");
        shelf.remember_value("host", "");
        shelf.remember_value("host", &"x".repeat(201));
        let used = shelf.used("host");
        assert_eq!((used.len(), &*used[0], &*used[1]), (MOST, "h5", "h11"));
        assert!(shelf.used("port").is_empty());
    }

    #[test]
    fn nothing_secret_is_kept() {
        let names = [
            "password",
            "db_password",
            "dbpassword",
            "api_key",
            "key",
            "keys",
            "token2",
            "pin",
            "PASSWD",
            "authtoken",
            "client_secret",
            "passphrase",
            "aws_credentials",
            "new_pw",
        ];
        let mut shelf = Shelf::default();
        for name in names {
            shelf.remember_value(name, "x");
        }
        shelf.remember_value("url", "postgres://app:hunter2@db/app");
        assert!(shelf.values.is_empty(), "{:?}", shelf.values);
        // Should a file from elsewhere hold one, it is not offered.
        shelf.values.insert("token".to_owned(), vec!["x".to_owned()]);
        assert!(shelf.used("token").is_empty());
        for (name, value) in
            [("keyboard", "de"), ("mapping", "x"), ("url", "https://a.example/b:c@d")]
        {
            shelf.remember_value(name, value);
            assert_eq!(shelf.used(name), [value], "{name}");
        }
    }
}

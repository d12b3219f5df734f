//! What is copied here: a snippet of the book whose value makes it as long as is wanted.

use std::path::{Path, PathBuf};

pub(crate) struct Taken {
    /// Behind `cheat copy`.
    pub(crate) arguments: Vec<String>,
    /// What then has to stand on the clipboard.
    pub(crate) text: String,
}

/// One short line.
pub(crate) fn short() -> Taken {
    filled("größe")
}

/// 100 kB: UTF-8 of all lengths, quotes, tabs, empty lines, and newlines at the end, which are the
/// only thing that stays behind.
pub(crate) fn long() -> Taken {
    let mut value = String::new();
    for number in 0.. {
        value += &format!(
            "{number}\tgröße 日本語 🌸 'x' \"$(touch ran)\" `id` \\ %s &amp; {{{{x}}}}\n\n"
        );
        if value.len() >= 100_000 {
            break;
        }
    }
    filled(&value)
}

fn filled(value: &str) -> Taken {
    let arguments = ["git#keep-detached".to_owned(), "--set".to_owned(), format!("topic={value}")];
    let text = format!("git switch -c {}", value.trim_end_matches('\n'));
    Taken { arguments: arguments.into(), text }
}

/// A snippet that says its values many times: more than a terminal takes.
pub(crate) fn huge() -> Vec<String> {
    let value = "x".repeat(125_000);
    let mut arguments = vec!["migrations-howto#rename-by-trigger".to_owned()];
    for name in ["table", "to", "from"] {
        arguments.extend(["--set".to_owned(), format!("{name}={value}")]);
    }
    arguments
}

impl Taken {
    /// A script that copies it; a multiplexer's command line has no room for all this.
    pub(crate) fn script(&self, folder: &Path) -> PathBuf {
        let quoted: Vec<String> = self
            .arguments
            .iter()
            .map(|argument| format!("'{}'", argument.replace('\'', r"'\''")))
            .collect();
        let path = folder.join("copy.sh");
        let script = format!(
            "cd {}\ncheat copy {} >out 2>err\necho $? >status.new\nmv status.new status\n",
            folder.display(),
            quoted.join(" ")
        );
        std::fs::write(&path, script).expect("it is written");
        path
    }

    /// Fails where what arrived is something else, and says from where on.
    #[track_caller]
    pub(crate) fn check(&self, arrived: &[u8]) {
        let wanted = self.text.as_bytes();
        if arrived == wanted {
            return;
        }
        let same = arrived.iter().zip(wanted).take_while(|(a, b)| a == b).count();
        let end = arrived.len().min(same + 40);
        let shown = String::from_utf8_lossy(&arrived[same..end]);
        panic!("{} bytes for {}, the same up to {same}: {shown:?}", arrived.len(), wanted.len());
    }
}

//! `cheat help`: a topic's text, or a command's help. The texts stand in `assets/help`.

use anyhow::bail;

use super::{Context, Exit, definition};
use crate::keys::KEYS;
use crate::render;

/// A topic: its name, what it is about, its text.
type Topic = (&'static str, &'static str, &'static str);

const TOPICS: [Topic; 6] = [
    ("search", "how a query is read", include_str!("../../assets/help/search")),
    ("ids", "how places are named", include_str!("../../assets/help/ids")),
    ("placeholders", "values of your own", include_str!("../../assets/help/placeholders")),
    (
        "versions",
        "what holds for the versions you have",
        include_str!("../../assets/help/versions"),
    ),
    ("prompt", "snippets on the command line", include_str!("../../assets/help/prompt")),
    ("pipes", "forms for other programs", include_str!("../../assets/help/pipes")),
];

/// The topic whose text is made of the table of keys.
const KEYS_TOPIC: (&str, &str) = ("keys", "the browser's keys");

/// The topics with what they are about.
pub(super) fn topics() -> impl Iterator<Item = (&'static str, &'static str)> {
    TOPICS.iter().map(|(name, about, _)| (*name, *about)).chain([KEYS_TOPIC])
}

pub(super) fn run(context: &Context<'_>, topic: Option<&str>) -> anyhow::Result<Exit> {
    context.output.text(&text(context.program, topic)?)?;
    Ok(Exit::Done)
}

/// A topic's text, with the help of the command of that name below it; a command's help; without
/// either the program's, and the topics.
fn text(program: &str, topic: Option<&str>) -> anyhow::Result<String> {
    let mut definition = definition(program);
    let Some(topic) = topic else {
        let topics: String =
            topics().map(|(name, about)| format!("  {name:<14}{about}\n")).collect();
        return Ok(format!("{}\nTopics:\n{topics}", definition.render_long_help()));
    };
    if topic == KEYS_TOPIC.0 {
        return Ok(keys());
    }
    definition.build();
    let text = TOPICS.iter().find(|(name, ..)| *name == topic);
    let text = text.map(|(.., text)| text.replace("@PROGRAM@", program));
    let command = definition.find_subcommand_mut(topic).filter(|command| !command.is_hide_set());
    let command = command.map(|command| command.render_long_help().to_string());
    match (text, command) {
        (Some(text), Some(command)) => Ok(format!("{text}\n{command}")),
        (Some(text), None) | (None, Some(text)) => Ok(text),
        (None, None) => {
            let names: Vec<&str> = topics().map(|(name, _)| name).collect();
            let names = names.join(", ");
            bail!("no topic or command '{}'; the topics are {names}", render::safe(topic))
        }
    }
}

fn keys() -> String {
    let row = |binding: &crate::keys::Binding| {
        format!("  {:<20} {}\n", binding.keys.join(" "), binding.help)
    };
    KEYS.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fit_a_terminal_and_name_the_program_as_it_was_called() {
        for (name, ..) in TOPICS {
            let (.., topic) = TOPICS.iter().find(|(known, ..)| *known == name).unwrap();
            let wide = topic.lines().find(|line| line.chars().count() > 100);
            assert_eq!(wide, None, "{name}");
            assert!(!text("tips", Some(name)).unwrap().contains("cheat "), "{name}");
        }
        assert!(text("cheat", Some("show")).unwrap().contains("--with-comment"));
        assert!(text("cheat", Some("nothing")).is_err());
    }
}

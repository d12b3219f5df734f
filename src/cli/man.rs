//! `cheat man`: one page for the program and all its commands, made of the one definition.

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{Context, Exit, definition};

/// What the definition does not say.
const ENVIRONMENT: [(&str, &str); 7] = [
    ("NO_COLOR, CLICOLOR_FORCE", "No colour, or colour in a pipe as well."),
    ("TERM", "A dumb terminal gets no colour, no pager, no browser and no picker."),
    ("PAGER", "What shows long output; less -FRX when it is not set."),
    ("COLUMNS", "The width of pages in a pipe; 80 when it is not set."),
    ("CHEAT_FOR", "What --for says, for every call: pg=15 nginx=1.22."),
    ("BROWSER", "What opens an address from the browser; its words are split, %s is the address."),
    ("CHEAT_CLIPBOARD", "The way to the clipboard."),
];
const EXIT_STATUS: [(&str, &str); 4] = [
    ("0", "Found, or done."),
    ("1", "Nothing found."),
    ("2", "An error, or wrong usage."),
    ("130", "Interrupted, or cancelled."),
];

pub(super) fn run(context: &Context<'_>) -> anyhow::Result<Exit> {
    let mut page = Vec::new();
    let mut program = definition(context.program);
    program.build();
    let man = Man::new(program.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut rest = Roff::default();
    rest.control("SH", ["COMMANDS"]);
    for command in program.get_subcommands().filter(|command| !command.is_hide_set()) {
        describe(&mut rest, context.program, command);
    }
    listed(&mut rest, "EXIT STATUS", &EXIT_STATUS);
    listed(&mut rest, "ENVIRONMENT", &ENVIRONMENT);
    rest.to_writer(&mut page)?;
    context.output.text(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Done)
}

/// A command with its own arguments; the common ones stand above.
fn describe(page: &mut Roff, program: &str, command: &clap::Command) {
    page.control("SS", [format!("{program} {}", command.get_name()).as_str()]);
    page.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
    let own = command.get_arguments().filter(|arg| {
        let is_asked_for = matches!(arg.get_id().as_str(), "help" | "version");
        !arg.is_global_set() && !arg.is_hide_set() && !is_asked_for
    });
    for arg in own {
        page.control("TP", []);
        let short = arg.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
        page.text([bold(format!("{short}{arg}"))]);
        let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let visible = arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set());
        let values: Vec<String> = visible.map(|value| value.get_name().to_owned()).collect();
        if !values.is_empty() && arg.get_action().takes_values() {
            help = format!("{help} One of {}.", values.join(", ")).trim_start().to_owned();
        }
        page.text([roman(help)]);
    }
}

fn listed(page: &mut Roff, heading: &str, rows: &[(&str, &str)]) {
    page.control("SH", [heading]);
    for (name, about) in rows {
        page.control("TP", []);
        page.text([bold(*name)]);
        page.text([roman(*about)]);
    }
}

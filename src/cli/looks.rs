//! Which theme is wanted: by `--theme`, else by the config, else whatever fits the terminal.

use std::env;

use anyhow::bail;

use super::args::Common;
use crate::config::{self, OnDemand, Problems};
use crate::render;
use crate::state::Store;
use crate::theme::{Depth, Ground, Known, Looks, Theme, Wanted, own};

/// The looks that are wanted. What is wrong in the reader's files is reported, and costs only that.
///
/// # Errors
/// When the command line names a theme that is unknown.
pub(super) fn looks(common: &Common, config: &OnDemand) -> anyhow::Result<Looks> {
    let variable = |name: &str| env::var(name).ok();
    let depth = Depth::of_terminal(variable);
    let wanted = match &common.theme {
        Some(name) => match wanted(name, depth, config) {
            Ok(wanted) => wanted,
            Err(reason) => bail!("{reason}"),
        },
        None => match &config.theme {
            Some(said) => wanted(&said.value, depth, config).unwrap_or_else(|reason| {
                config.report([said.problem(&reason)]);
                Wanted::Auto
            }),
            None => Wanted::Auto,
        },
    };
    Ok(Looks::new(wanted, depth, variable))
}

/// What a name wants; or why nothing is called so.
fn wanted(name: &str, depth: Depth, config: &OnDemand) -> Result<Wanted, String> {
    match name {
        "auto" => return Ok(Wanted::Auto),
        "none" => return Ok(Wanted::Plain),
        _ => {}
    }
    if let Some(ground) = Ground::named(name) {
        return Ok(Wanted::Ground(ground));
    }
    let (file, text) = config::theme_file(name).map_err(|error| unknown(name, &error))?;
    let mut problems = Problems::new(&text, &file);
    let (ground, theme) = own(&text, depth, &mut problems);
    config.report(problems.into_sorted());
    Ok(Wanted::Own(ground, Box::new(theme)))
}

fn unknown(name: &str, error: &std::io::Error) -> String {
    let name = render::safe(name);
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            let names = theme_names().join(", ");
            format!("no theme '{name}'; there are {names}")
        }
        _ => format!("the theme '{name}' could not be read: {error}"),
    }
}

/// Ours, and the reader's own.
pub(super) fn theme_names() -> Vec<String> {
    let ours = Theme::NAMES.iter().map(|name| (*name).to_owned());
    ours.chain(config::theme_names()).collect()
}

/// With what the browser came to know of the ground; the terminal is not asked for one answer.
pub(super) fn last_known(mut looks: Looks) -> Looks {
    if looks.is_by_ground() {
        let store = Store::open();
        let kept = store.kept();
        looks.recall(Known::named(kept.theme.as_deref(), kept.ground.as_deref()));
    }
    looks
}

//! The reader's own keys: `[keys]`, actions by their public names.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Problems, nearest};
use crate::keys::{Action, Binding, KEYS, Keys, unreadable};

/// The keys an action is to have.
struct Wish {
    binding: &'static Binding,
    keys: Vec<String>,
    span: Range<usize>,
}

/// Actions with something wrong keep the keys they have.
pub(super) fn keys(table: &DeTable<'_>, problems: &mut Problems<'_>) -> Keys {
    let mut wishes: Vec<Wish> = Vec::new();
    for (name, value) in table {
        match wish(name.get_ref(), value.get_ref()) {
            Ok((binding, keys)) => wishes.push(Wish { binding, keys, span: name.span() }),
            Err(reason) => problems.at(name.span(), &reason),
        }
    }
    wishes.sort_by_key(|wish| wish.span.start);
    let mut keys = Keys::default();
    for (index, wish) in wishes.iter().enumerate() {
        let others = || {
            let is_wished = |action| wishes.iter().any(|wish| wish.binding.action == action);
            let earlier =
                wishes[..index].iter().map(|wish| (wish.binding.name, wish.binding.action));
            let kept = KEYS.iter().filter(move |binding| !is_wished(binding.action));
            earlier.chain(kept.map(|binding| (binding.name, binding.action)))
        };
        let clash = wish.keys.iter().find_map(|key| {
            let own = wish.keys.iter().map(|own| (own.as_str(), wish.binding.name));
            let theirs = others().flat_map(|(name, action)| {
                let theirs: Vec<&str> = keys.of(action);
                theirs.into_iter().map(move |key| (key, name))
            });
            theirs.chain(own).find_map(|(other, name)| clash(key, other, name, wish))
        });
        match clash {
            Some(reason) => problems.at(wish.span.clone(), &reason),
            None => keys.give(wish.binding.action, wish.keys.clone()),
        }
    }
    keys
}

fn wish(name: &str, value: &DeValue<'_>) -> Result<(&'static Binding, Vec<String>), String> {
    let Some(binding) = KEYS.iter().find(|binding| binding.name == name) else {
        let near = nearest(name, KEYS.iter().map(|binding| binding.name));
        return Err(format!("no action is called '{name}'{near}"));
    };
    if binding.action == Action::Interrupt {
        return Err("ctrl-c always leaves, and nothing else is called so".to_owned());
    }
    let shape = || format!("{name}: keys are a list of strings: [\"y\", \"ctrl-y\"]");
    let keys: Vec<String> = match value {
        DeValue::String(key) => vec![key.to_string()],
        DeValue::Array(keys) => {
            let keys = keys.iter().map(|key| key.get_ref().as_str().map(str::to_owned));
            keys.collect::<Option<_>>().ok_or_else(shape)?
        }
        _ => return Err(shape()),
    };
    match keys.iter().find_map(|key| Some((key, unreadable(key)?))) {
        Some((key, reason)) => Err(format!("{name}: '{}' {reason}", key.escape_debug())),
        None => Ok((binding, keys)),
    }
}

/// Why a key cannot stand beside another.
fn clash(key: &str, other: &str, name: &str, wish: &Wish) -> Option<String> {
    let mine = wish.binding.name;
    let is_mine = name == mine;
    let begins = |short: &str, long: &str| {
        let is_pair = short.chars().count() == 1 && long.chars().count() == 2;
        is_pair && long.starts_with(short)
    };
    if key == other && is_mine {
        let count = wish.keys.iter().filter(|own| *own == key).count();
        return (count > 1).then(|| format!("{mine}: '{key}' stands there twice"));
    }
    if key == other {
        return Some(format!("{mine}: '{key}' is {name}'s already"));
    }
    if begins(key, other) {
        return Some(format!("{mine}: '{key}' begins '{other}', which is {name}'s"));
    }
    begins(other, key).then(|| format!("{mine}: '{key}' begins with '{other}', which is {name}'s"))
}

//! One fence, given to its program under each version it claims.

use cheat::book::{Outcome, Version, VersionRange};

use crate::room::{self, Room};
use crate::setting::{self, Program, within};
use crate::subject::Subject;
use crate::way::{self, Matrix, Way};
use crate::{nginx, postgres};

#[derive(Debug)]
pub(crate) enum Verdict {
    Proven {
        outcome: Outcome,
        program: String,
        versions: String,
    },
    /// Output, a grammar or a figure.
    NothingToProve,
    /// It cannot be checked here, for this reason.
    Excused(String),
    /// A program is not on this machine.
    Missing(String),
    Failed(String),
}

pub(crate) fn prove(subject: &Subject) -> Verdict {
    if let Some(reason) = &subject.excuse {
        return Verdict::Excused(reason.clone());
    }
    let nothing = matches!(subject.lang.as_str(), "text" | "");
    if subject.is_figure || (nothing && subject.case.check.is_none()) {
        return Verdict::NothingToProve;
    }
    if !subject.unfilled.is_empty() {
        return Verdict::Failed(format!("no value for {}", subject.unfilled.join(", ")));
    }
    let way = match way::of(subject) {
        Some(way) => way,
        None if subject.case.check.is_some() && subject.case.program.is_some() => way::OWN,
        None => {
            let kind = subject.case.by.as_ref().unwrap_or(&subject.lang);
            return Verdict::Failed(format!(
                "nothing is known of `{kind}`: give a check and a program"
            ));
        }
    };
    if changes_machine(subject) && !is_machine_ours() {
        return Verdict::Missing("it would act as root on this machine".to_owned());
    }
    let needs = way.needs.iter().copied().chain(subject.case.needs.iter().map(String::as_str));
    for need in needs {
        let there = match need.strip_prefix("tools/") {
            Some(name) => room::fetched(name),
            None => setting::on_path(need).is_some(),
        };
        if !there {
            return Verdict::Missing(format!("{need} is not here"));
        }
    }
    let range = match subject.case.versions.as_deref().map(|range| range_of(way.matrix, range)) {
        Some(Err(error)) => return Verdict::Failed(error),
        Some(Ok(range)) => Some(range),
        None => None,
    };
    let ranges = Ranges { page: subject.versions.as_ref(), case: range };
    let proven = match way.matrix {
        Matrix::One => one(subject, &way),
        Matrix::Postgres => on_servers(subject, &way, &ranges),
        Matrix::Nginx | Matrix::Python | Matrix::Systemd => under_programs(subject, &way, &ranges),
    };
    match proven {
        Ok(versions) => Verdict::Proven {
            outcome: outcome(subject, &way),
            program: subject.case.program.clone().unwrap_or_else(|| way.program.to_owned()),
            versions,
        },
        Err(verdict) => verdict,
    }
}

/// Whether something in it acts as root outside of its own folder: `sudo`, unless the case says
/// what that is.
fn changes_machine(subject: &Subject) -> bool {
    let case = &subject.case;
    let ran = case.check.as_deref().unwrap_or(&subject.script);
    let texts = [ran, &subject.script, &case.before, &case.after];
    let is_call = |line: &str| {
        let mut words = line.split(|c: char| c.is_whitespace() || "|;&$()\"'`".contains(c));
        words.any(|word| word == "sudo")
    };
    !texts.iter().any(|text| text.contains("sudo()"))
        && texts.iter().flat_map(|text| text.lines()).any(is_call)
}

/// A machine that is there for the tests alone: root, and nothing may be left out.
fn is_machine_ours() -> bool {
    nix::unistd::geteuid().is_root() && crate::require_all()
}

/// What the page and the case say of versions.
struct Ranges<'s> {
    page: Option<&'s VersionRange>,
    case: Option<(Option<Version>, Option<Version>)>,
}

impl Ranges<'_> {
    fn contain(&self, product: &str, version: &Version) -> bool {
        let case = self.case.as_ref().is_none_or(|(from, to)| {
            from.as_ref().is_none_or(|from| from <= version)
                && to.as_ref().is_none_or(|to| version <= to)
        });
        case && within(self.page, product, version)
    }
}

fn range_of(matrix: Matrix, range: &str) -> Result<(Option<Version>, Option<Version>), String> {
    if matrix == Matrix::One {
        return Err("`versions` is for programs at hand in several versions".to_owned());
    }
    let (from, to) = range.split_once("..").unwrap_or((range, range));
    let end = |text: &str| match text {
        "" => Ok(None),
        _ => Version::parse(text).map(Some).ok_or_else(|| format!("`{range}` is no range")),
    };
    Ok((end(from)?, end(to)?))
}

fn outcome(subject: &Subject, way: &Way) -> Outcome {
    match (&subject.case.parsed, &subject.case.check) {
        (Some(_), _) => Outcome::Parsed,
        (None, Some(_)) => Outcome::Ran,
        (None, None) => way.outcome,
    }
}

fn one(subject: &Subject, way: &Way) -> Result<String, Verdict> {
    let room = furnished(subject, way);
    run(subject, way, &room, "")?;
    let command = subject.case.version.as_deref().unwrap_or(way.version);
    match command {
        "" => Ok(String::new()),
        _ => setting::version_printed(&room, command)
            .ok_or_else(|| Verdict::Failed(format!("`{command}` prints no version"))),
    }
}

fn on_servers(subject: &Subject, way: &Way, ranges: &Ranges) -> Result<String, Verdict> {
    let servers = postgres::servers();
    let wanted = servers.iter().filter(|server| ranges.contain("postgresql", &server.version));
    let mut versions = Vec::new();
    for server in wanted {
        let label = format!("PostgreSQL {}: ", server.version);
        let database = server.database().map_err(|e| Verdict::Failed(format!("{label}{e}")))?;
        let mut room = furnished(subject, way);
        database.enter(&mut room);
        run(subject, way, &room, &label)?;
        versions.push(server.version.clone());
    }
    let all: Vec<Version> = servers.iter().map(|server| server.version.clone()).collect();
    named(&versions, &all, "PostgreSQL")
}

fn under_programs(subject: &Subject, way: &Way, ranges: &Ranges) -> Result<String, Verdict> {
    let (product, variable) = match way.matrix {
        Matrix::Nginx => ("nginx", "NGINX"),
        Matrix::Systemd => ("systemd", "SYSTEMD_ANALYZE"),
        _ => ("python", "PYTHON"),
    };
    let depends = subject.case.versions.is_some()
        || subject.versions.as_ref().is_some_and(|range| range.product == product);
    let all = setting::programs(way.matrix);
    let wanted: Vec<Program> = match way.matrix {
        Matrix::Python if !depends => setting::python().into_iter().collect(),
        _ => all.iter().filter(|p| ranges.contain(product, &p.version)).cloned().collect(),
    };
    let mut versions = Vec::new();
    for program in wanted {
        let label = format!("{product} {}: ", program.version);
        let mut room = furnished(subject, way);
        room.set(variable, program.path.display().to_string());
        if way.matrix == Matrix::Nginx {
            let conf = nginx::whole(&subject.script, subject.case.frame.as_deref());
            let conf = room.write("framed.conf", &conf);
            room.set("CONF", conf.display().to_string());
            certificates(&room);
        }
        run(subject, way, &room, &label)?;
        versions.push(program.version);
    }
    let all: Vec<Version> = all.into_iter().map(|program| program.version).collect();
    named(&versions, &all, product)
}

/// A folder that holds the snippet and the case's files.
fn furnished(subject: &Subject, way: &Way) -> Room {
    let mut room = Room::new();
    for (name, text) in &subject.files {
        room.write(name, text);
    }
    let file = subject.file.as_deref().and_then(|file| file.rsplit('/').next());
    // The file's own name where the program cares, unless the case has a file of that name.
    let name = match file.filter(|_| way.program != "python" && way.program != "bash") {
        Some(name) if !subject.files.contains_key(name) => name,
        _ => way.file,
    };
    let path = room.write(name, &subject.script);
    room.set("SNIPPET", path.display().to_string());
    if way.program == "bash" {
        room.write("taken.sh", &subject.code);
    }
    room
}

/// Runs the way's script, or the case's, and compares what comes out.
fn run(subject: &Subject, way: &Way, room: &Room, label: &str) -> Result<(), Verdict> {
    let case = &subject.case;
    let ran = room.check(case.check.as_deref().unwrap_or(way.script));
    let all = format!("{}{}", ran.stdout, ran.stderr);
    let failed = |what: String| Err(Verdict::Failed(format!("{label}{what}\n{all}")));
    if ran.status != case.status {
        return failed(format!("exit status {} instead of {}", ran.status, case.status));
    }
    if let Some(stdout) = &case.stdout
        && ran.stdout.trim_end() != stdout.trim_end()
    {
        return failed(format!("stdout is not\n{stdout}"));
    }
    match case.expect.iter().find(|text| !all.contains(*text)) {
        Some(text) => failed(format!("`{text}` is not in the output")),
        None => Ok(()),
    }
}

/// A self-signed certificate under the names that configurations use.
fn certificates(room: &Room) {
    let script = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -keyout privkey.pem -out fullchain.pem -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost,DNS:example.org,DNS:www.example.org,IP:127.0.0.1\n\
        cp fullchain.pem chain.pem\ncp fullchain.pem ssl-cert-snakeoil.pem\n\
        cp privkey.pem ssl-cert-snakeoil.key\nmkdir -p logs";
    let ran = room.check(script);
    assert_eq!(ran.status, 0, "openssl makes a certificate: {}", ran.stderr);
}

/// `10-18` of neighbours among all versions at hand, else a list; none is a failure.
fn named(versions: &[Version], all: &[Version], product: &str) -> Result<String, Verdict> {
    let Some(first) = versions.first() else {
        return Err(Verdict::Missing(format!("no {product} of the versions it claims is here")));
    };
    let from = all.iter().position(|version| version == first).unwrap_or_default();
    let whole = all.iter().skip(from).zip(versions).all(|(one, other)| one == other);
    let numbers: Vec<String> = versions.iter().map(Version::to_string).collect();
    match (whole && versions.len() > 3, numbers.last()) {
        (true, Some(last)) => Ok(format!("{first}-{last}")),
        _ => Ok(numbers.join(", ")),
    }
}

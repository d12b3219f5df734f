//! A fragment of nginx configuration in the smallest frame that makes it whole.

/// Blocks that a fragment can stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Main,
    Http,
    Server,
    Location,
}

const OF_MAIN: [&str; 8] =
    ["events", "http", "stream", "user", "worker_processes", "load_module", "pid", "daemon"];
const OF_HTTP: [&str; 14] = [
    "server",
    "upstream",
    "map",
    "geo",
    "split_clients",
    "limit_req_zone",
    "limit_conn_zone",
    "log_format",
    "proxy_cache_path",
    "ssl_session_cache",
    "server_names_hash_bucket_size",
    "open_file_cache",
    "sendfile_max_chunk",
    "server_tokens",
];

/// The whole configuration; `frame` names the block where it cannot be told from the directives.
/// Certificates are looked for in the folder it is run in.
pub(crate) fn whole(fragment: &str, frame: Option<&str>) -> String {
    let fragment = local(fragment);
    let frame = match frame {
        Some("main") => Frame::Main,
        Some("http") => Frame::Http,
        Some("server") => Frame::Server,
        Some("location") => Frame::Location,
        _ => frame_of(&fragment),
    };
    let (open, close) = match frame {
        Frame::Main => ("", ""),
        Frame::Http => ("http {\n", "}\n"),
        Frame::Server => ("http {\nserver {\n", "}\n}\n"),
        Frame::Location => ("http {\nserver {\nlocation / {\n", "}\n}\n}\n"),
    };
    let events = if fragment.contains("events {") { "" } else { "events {}\n" };
    format!("pid nginx.pid;\nerror_log stderr;\n{events}{open}{fragment}\n{close}")
}

fn frame_of(fragment: &str) -> Frame {
    let directives = top_level(fragment);
    let any = |names: &[&str]| directives.iter().any(|directive| names.contains(directive));
    match () {
        () if any(&OF_MAIN) => Frame::Main,
        () if any(&OF_HTTP) => Frame::Http,
        () => Frame::Server,
    }
}

/// The first words of the statements outside all braces.
fn top_level(fragment: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut names = Vec::new();
    let lines = fragment.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
    let mut begins = true;
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if depth == 0 && begins {
            names.extend(line.split([' ', ';', '{']).next());
        }
        depth += line.matches('{').count() as i32 - line.matches('}').count() as i32;
        depth -= line.matches("${").count() as i32 - line.matches("${").count() as i32;
        begins = line.ends_with([';', '{', '}']);
    }
    names
}

/// Files that a reader has and this machine has not stand in the folder under their last name.
fn local(fragment: &str) -> String {
    let word = |word: &str| {
        let path = word.trim_end_matches(';');
        let end = &word[path.len()..];
        let elsewhere = ["/etc/letsencrypt/", "/etc/ssl/", "/etc/nginx/"];
        match elsewhere.iter().any(|folder| path.starts_with(folder)) {
            true => format!("{}{end}", path.rsplit('/').next().unwrap_or(path)),
            false => word.to_owned(),
        }
    };
    let line = |line: &str| {
        let (code, comment) = line.split_once('#').map_or((line, ""), |(code, rest)| (code, rest));
        let words: Vec<String> = code.split(' ').map(word).collect();
        match comment.is_empty() {
            true => words.join(" "),
            false => format!("{}#{comment}", words.join(" ")),
        }
    };
    fragment.lines().map(line).collect::<Vec<_>>().join("\n")
}

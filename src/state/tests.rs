//! The file that outlasts the browser: written, read, damaged, and shared by two.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A folder of its own for each test; gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("cheat-state-{}-{count}", std::process::id()));
        fs::create_dir_all(&path).expect("the temporary folder can be written");
        Folder(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("cheat").join("state.json")
    }

    fn store(&self) -> Store {
        Store::at(Some(self.file()))
    }

    fn write(&self, text: &str) {
        fs::create_dir_all(self.0.join("cheat")).expect("it is ours");
        fs::write(self.file(), text).expect("it is ours");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn spot(page: &str) -> Spot {
    Spot { page: page.to_owned(), anchor: String::new(), below: 3 }
}

/// Saves what `change` makes of what the store last saw.
fn save(store: &mut Store, change: impl FnOnce(&mut Shelf)) {
    let mut now = store.kept().clone();
    change(now.books.entry("book".to_owned()).or_default());
    store.save(now).expect("the folder can be written");
}

#[test]
fn what_is_saved_is_read_again() {
    let folder = Folder::new();
    save(&mut folder.store(), |shelf| {
        shelf.place = Some(spot("nginx"));
        shelf.marks.insert('ä', spot("git"));
        shelf.queries = vec!["lock \u{1b}[31m".to_owned()];
    });
    let kept = folder.store().kept().clone();
    let shelf = &kept.books["book"];
    assert_eq!(shelf.place, Some(spot("nginx")));
    assert_eq!(shelf.marks[&'ä'], spot("git"));
    assert_eq!(shelf.queries, ["lock \u{1b}[31m"]);
    assert_eq!(kept.version, VERSION);
}

#[test]
fn two_browsers_keep_what_each_changed() {
    let folder = Folder::new();
    save(&mut folder.store(), |shelf| {
        shelf.marks.insert('a', spot("one"));
        shelf.marks.insert('b', spot("one"));
        shelf.queries = vec!["old".to_owned()];
    });
    let (mut first, mut second) = (folder.store(), folder.store());
    save(&mut first, |shelf| {
        shelf.marks.insert('c', spot("two"));
        shelf.marks.remove(&'a');
        shelf.queries.insert(0, "first".to_owned());
        shelf.place = Some(spot("first"));
    });
    save(&mut second, |shelf| {
        shelf.marks.insert('d', spot("three"));
        shelf.queries.insert(0, "second".to_owned());
        shelf.folded.insert("SQL".to_owned());
    });
    let kept = folder.store().kept().clone();
    let shelf = &kept.books["book"];
    assert_eq!(shelf.marks.keys().collect::<String>(), "bcd");
    assert_eq!(shelf.queries, ["second", "old", "first"]);
    assert_eq!(shelf.place, Some(spot("first")), "the second did not move");
    assert!(shelf.folded.contains("SQL"));
}

#[test]
fn a_damaged_file_costs_what_it_held() {
    let texts = ["", "{", "[]", "{\"books\": 3}", "\0\0\0", "null", "{\"version\":\"x\"}"];
    for text in texts {
        let folder = Folder::new();
        folder.write(text);
        let mut store = folder.store();
        assert_eq!(*store.kept(), Kept::default(), "{text}");
        save(&mut store, |shelf| shelf.place = Some(spot("git")));
        assert_eq!(folder.store().kept().books["book"].place, Some(spot("git")), "{text}");
    }
}

#[test]
fn fields_of_a_later_version_are_carried_along() {
    let folder = Folder::new();
    folder.write(
        r#"{"version":7,"notes":{"x":1},"books":{"book":{"stars":[1],"place":{"page":"git"}}}}"#,
    );
    let mut store = folder.store();
    assert_eq!(store.kept().books["book"].place.as_ref().map(|spot| &*spot.page), Some("git"));
    save(&mut store, |shelf| shelf.folded = BTreeSet::from(["SQL".to_owned()]));
    let text = fs::read_to_string(folder.file()).expect("it was written");
    let value: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(value["version"], 7);
    assert_eq!(value["notes"]["x"], 1);
    assert_eq!(value["books"]["book"]["stars"][0], 1);
    assert_eq!(value["books"]["book"]["folded"][0], "SQL");
}

#[test]
fn nothing_is_written_where_nothing_changed_or_nothing_is_kept() {
    let folder = Folder::new();
    let mut store = folder.store();
    let kept = store.kept().clone();
    store.save(kept).expect("there is nothing to do");
    assert!(!folder.0.join("cheat").exists());
    let mut nowhere = Store::at(None);
    save(&mut nowhere, |shelf| shelf.place = Some(spot("git")));
}

#[cfg(unix)]
#[test]
fn it_is_for_the_readers_eyes_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    save(&mut folder.store(), |shelf| shelf.place = Some(spot("git")));
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&folder.file()), 0o600);
    assert_eq!(mode(&folder.0.join("cheat")), 0o700);
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_and_no_more() {
    let folder = Folder::new();
    fs::write(folder.0.join("cheat"), "a file, where the folder should be").expect("it is ours");
    let mut store = folder.store();
    let mut now = store.kept().clone();
    now.theme = Some("light".to_owned());
    assert!(store.save(now).is_err());
}

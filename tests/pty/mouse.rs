//! The mouse, as terminals report it.

use vt100::MouseProtocolMode::{ButtonMotion, None};

use super::Browser;

fn wait_for_mode(browser: &mut Browser, mode: vt100::MouseProtocolMode) {
    browser.wait("the mouse", |parser| parser.screen().mouse_protocol_mode() == mode);
}

#[test]
fn it_is_taken_and_given_back() {
    let mut browser = Browser::open(120, 36, &["open", "nginx"]);
    browser.wait_for("Contents");
    wait_for_mode(&mut browser, ButtonMotion);
    browser.send("M");
    browser.wait_for("M takes it back");
    wait_for_mode(&mut browser, None);
    browser.send("M");
    wait_for_mode(&mut browser, ButtonMotion);
    browser.send("q");
    assert_eq!(browser.wait_for_end(), 0);
}

#[test]
fn the_terminals_reports_are_understood() {
    let mut browser = Browser::open(120, 36, &["open", "nginx"]);
    browser.wait_for("Contents");
    // In the middle pane: a drag, and turns of the wheel.
    browser.send("\x1b[<0;50;12M\x1b[<32;55;12M\x1b[<0;55;12m");
    browser.wait_for("Shift-drag selects text");
    browser.send(&"\x1b[<65;50;12M".repeat(14));
    browser.wait_for("Nginx > ");
    browser.send("q");
    assert_eq!(browser.wait_for_end(), 0);
}

//! The reading process alone, as the tests start it. The applications are their own reading process.

fn main() {
    sheets::child::serve_if_asked();
    eprintln!("this program only answers sheets::child::read");
    std::process::exit(1);
}

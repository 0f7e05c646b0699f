//! Reading in a child process of the same executable, because a damaged workbook can abort the process that parses it
//! (an allocation that fails cannot be caught) or keep it busy for ever.
//!
//! The child gives itself limits (Unix: memory, processor time, no core file), the parent a time limit that grows with the
//! file. Windows has the time limit and the caps of the readers only: a job object that limits memory takes calls that are
//! `unsafe`, and this workspace has none. The answer comes on the child's standard output, as [`answer`] writes it.

mod answer;

use std::ffi::{OsStr, OsString};
use std::io::{BufReader, ErrorKind};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use ledger::refusal::Refusal;

use crate::marked::marked_workbook;
use crate::{Draft, Error, Fault, Options, Progress, container, read_book};
use answer::{Arriving, Message, hear, say, say_draft};

/// The first argument by which an executable knows that it is the child that reads.
pub const ARGUMENT: &str = "__read-workbook";
/// The first argument by which an executable knows that it is the child that marks.
pub const MARK_ARGUMENT: &str = "__mark-workbook";

/// For a small file: it is read in a fraction of this, or never.
const LEAST_TIME: Duration = Duration::from_secs(10);
const MOST_TIME: Duration = Duration::from_secs(30);
/// Each of these bytes beyond the first buys a second.
const BYTES_A_SECOND: u64 = 512 * 1024;
/// How often a cancelled parent looks up.
const GLANCE: Duration = Duration::from_millis(50);

/// Every code that a reading may refuse with. A refusal's code is static, so the parent looks it up here.
const CODES: [&str; 12] = [
    "file_unreadable",
    "file_unwritable",
    "workbook_empty",
    "not_a_workbook",
    "workbook_is_web_page",
    "workbook_format_unsupported",
    "workbook_encrypted",
    "workbook_too_large",
    "workbook_cell_too_far",
    "workbook_damaged",
    "roster_not_recognised",
    "date_unreadable",
];

/// Call it first thing in `main`: if this process was started to read a workbook it does so and ends; else it returns.
pub fn serve_if_asked() {
    let mut arguments = std::env::args_os().skip(1);
    let marks = match arguments.next() {
        Some(argument) if argument == OsStr::new(ARGUMENT) => false,
        Some(argument) if argument == OsStr::new(MARK_ARGUMENT) => true,
        _ => return,
    };
    let served = limit_this_process().and_then(|()| serve(marks, arguments));
    std::process::exit(i32::from(served.is_err()));
}

fn serve(marks: bool, mut arguments: impl Iterator<Item = OsString>) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let (file, options) = (arguments.next(), arguments.next());
    let options =
        options.as_ref().and_then(|o| o.to_str()).and_then(|o| serde_json::from_str::<Options>(o).ok());
    let (Some(file), Some(options)) = (file, options) else {
        return say(&mut out, &Message::Fault("called without a file or without options".into()));
    };
    let marked = arguments.next();
    // The parser's panic is an answer; its text would only confuse a terminal.
    panic::set_hook(Box::new(|_| {}));
    let mut lost = Ok(());
    let done = panic::catch_unwind(AssertUnwindSafe(|| {
        let mut report = |progress| {
            if lost.is_ok() {
                lost = say(&mut out, &Message::Progress(progress));
            }
        };
        match (marks, marked) {
            (false, _) => read_book(Path::new(&file), &options, &mut report).map(|(book, draft)| {
                // As little as the draft's lists it has to be handed back: the process ends.
                std::mem::forget(book);
                Message::Draft(Box::new(draft))
            }),
            (true, Some(marked)) => {
                marked_workbook(Path::new(&file), &options, Path::new(&marked), &mut report)
                    .map(|()| Message::Marked)
            }
            (true, None) => Ok(Message::Fault("called without a file to write".into())),
        }
    }));
    lost?;
    match done.unwrap_or_else(|_panic| Err(container::damaged().into())) {
        Ok(Message::Draft(draft)) => say_draft(&mut out, *draft),
        Ok(message) => say(&mut out, &message),
        Err(error) => say(&mut out, &error.into()),
    }
}

#[cfg(unix)]
fn limit_this_process() -> std::io::Result<()> {
    // With the few MiB that the executable itself holds, this keeps the child below 512 MiB.
    const MEMORY: u64 = 480 * 1024 * 1024;
    const PROCESSOR_SECONDS: u64 = 60;
    // The application's libraries are mapped already and must not count against the workbook.
    let memory = MEMORY + mapped_already();
    rlimit::Resource::AS.set(memory, memory)?;
    // Outlives no parent for long, and leaves no core file with people's names in it.
    rlimit::Resource::CPU.set(PROCESSOR_SECONDS, PROCESSOR_SECONDS)?;
    rlimit::Resource::CORE.set(0, 0)
}

/// Bytes of address space in use, where the system tells (Linux).
#[cfg(unix)]
fn mapped_already() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    let kibibytes = line.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kibibytes.unwrap_or(0) * 1024
}

#[cfg(not(unix))]
fn limit_this_process() -> std::io::Result<()> {
    Ok(())
}

/// [`look`], where something is recognised. Refusals: those of [`look`], `roster_not_recognised`.
pub fn read(
    exe: &Path,
    file: &Path,
    options: &Options,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Draft, Error> {
    let draft = look(exe, file, options, cancel, progress)?;
    draft.recognised()?;
    Ok(draft)
}

/// Reads `file` in a child of `exe`, an executable that calls [`serve_if_asked`]. Ends within 10 to 30 seconds, by the
/// file's size, and soon after `cancel` becomes true. Whatever the file does to the child, this process lives. Where nothing
/// is recognised the draft is empty, and its layout says what the file looks like: see [`Draft::recognised`].
///
/// Refusals: those of [`crate::read_draft`] but `roster_not_recognised`, `workbook_parse_died`, `workbook_parse_timeout`,
/// `import_cancelled`.
pub fn look(
    exe: &Path,
    file: &Path,
    options: &Options,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Draft, Error> {
    match ask(exe, &[ARGUMENT.as_ref(), file.as_os_str()], file, options, None, cancel, progress)? {
        Message::Draft(draft) => Ok(*draft),
        other => Err(Fault::Answer(format!("asked for a draft, got {other:?}")).into()),
    }
}

/// Writes `file`, read anew with `options`, to `out` with its findings marked: see [`marked_workbook`]. In a child, with the
/// limits of [`read`]. Unless this succeeds `out` is as it was before. Refusals: those of [`read`].
pub fn mark(
    exe: &Path,
    file: &Path,
    options: &Options,
    out: &Path,
    cancel: &AtomicBool,
) -> Result<(), Error> {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = out.with_file_name(name);
    let write = |error: std::io::Error| Error::Refusal(crate::unwritable(out, &error));
    let first = [MARK_ARGUMENT.as_ref(), file.as_os_str()];
    let answer = ask(exe, &first, file, options, Some(part.as_os_str()), cancel, &mut |_| {});
    // Who waits for `out` knows nothing of its part.
    let answer = answer.map_err(|error| match error {
        Error::Refusal(Refusal { code: "file_unwritable", message }) => {
            let message = message.replace(&*part.to_string_lossy(), &out.to_string_lossy());
            Error::Refusal(Refusal { code: "file_unwritable", message })
        }
        error => error,
    });
    let marked = answer.and_then(|line| match line {
        Message::Marked => std::fs::rename(&part, out).map_err(write),
        other => Err(Fault::Answer(format!("asked for a marked workbook, got {other:?}")).into()),
    });
    if marked.is_err() {
        match std::fs::remove_file(&part) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(write(error)),
            Ok(()) | Err(_) => {}
        }
    }
    marked
}

fn time_limit(bytes: u64) -> Duration {
    (LEAST_TIME + Duration::from_secs(bytes / BYTES_A_SECOND)).min(MOST_TIME)
}

fn ask(
    exe: &Path,
    first: &[&OsStr],
    file: &Path,
    options: &Options,
    last: Option<&OsStr>,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Message<'static>, Error> {
    // A file that cannot be looked at is the child's to tell of.
    let limit = time_limit(std::fs::metadata(file).map_or(0, |file| file.len()));
    let options = serde_json::to_string(options).map_err(|error| Fault::Answer(error.to_string()))?;
    let mut command = Command::new(exe);
    command.args(first).arg(options).args(last);
    // A Ctrl-C in a terminal is for the parent: it stops the child, and says so.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    ask_within(limit, command, cancel, progress)
}

fn ask_within(
    limit: Duration,
    mut command: Command,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Message<'static>, Error> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = Reaped(command.spawn().map_err(Fault::Child)?);
    let messages = listen(&mut child)?;
    let mut draft = Arriving::default();
    let deadline = Instant::now() + limit;
    loop {
        if cancel.load(Ordering::Relaxed) {
            return Err(Refusal::new("import_cancelled", "已取消读取，什么都没有写入。").into());
        }
        if Instant::now() >= deadline {
            return Err(timed_out(limit));
        }
        match messages.recv_timeout(GLANCE) {
            Ok(message) => match draft.take(message?) {
                Some(Message::Progress(far)) => progress(far),
                Some(message) => return answer(message),
                None => {}
            },
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(died()),
        }
    }
}

fn timed_out(limit: Duration) -> Error {
    let message = format!(
        "读取超过 {} 秒，已停止。请用 Excel 或 WPS 打开它，删去无关内容，另存为 .xlsx 后再导入。",
        limit.as_secs()
    );
    Refusal::new("workbook_parse_timeout", message).into()
}

fn died() -> Error {
    Refusal::new(
        "workbook_parse_died",
        "读取这个文件的进程中途退出：内容太多，或者文件已损坏。账目没有改动。请用 Excel 或 WPS 打开它，删去用不到的列和工作表，另存为新的 .xlsx 后再导入。",
    )
    .into()
}

/// The child's last message, its refusals and faults as ours.
fn answer(message: Message<'static>) -> Result<Message<'static>, Error> {
    match message {
        Message::Refusal { code, message } => match CODES.iter().find(|known| **known == code) {
            Some(code) => Err(Refusal::new(code, message).into()),
            None => Err(Fault::Answer(format!("unlisted refusal {code}: {message}")).into()),
        },
        Message::Fault(message) => Err(Fault::Answer(message).into()),
        message => Ok(message),
    }
}

fn listen(child: &mut Reaped) -> Result<Receiver<Result<Message<'static>, Fault>>, Fault> {
    let stdout = child.0.stdout.take().expect("standard output was asked for as a pipe");
    let (sender, messages) = mpsc::channel();
    let listen = move || {
        let mut from = BufReader::new(stdout);
        while let Some(message) = hear(&mut from) {
            // A parent that has its answer listens no more.
            if sender.send(message).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("workbook-answer".into()).spawn(listen).map_err(Fault::Child)?;
    Ok(messages)
}

/// A child that is gone when its reader is, however that ends.
struct Reaped(Child);

impl Drop for Reaped {
    fn drop(&mut self) {
        // Both fail only when the child is gone already, which is what is wanted.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(got: Result<Draft, Error>) -> &'static str {
        match got {
            Err(Error::Refusal(refusal)) => refusal.code,
            other => panic!("a refusal was expected, not {other:?}"),
        }
    }

    #[test]
    fn a_parent_that_waits_no_longer_says_why() {
        let ask = |limit, cancelled| {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.arg("--list");
            match ask_within(limit, command, &AtomicBool::new(cancelled), &mut |_| {}) {
                Err(Error::Refusal(refusal)) => refusal.code,
                other => panic!("a refusal was expected, not {other:?}"),
            }
        };
        assert_eq!(ask(Duration::ZERO, false), "workbook_parse_timeout");
        assert_eq!(ask(MOST_TIME, true), "import_cancelled");
    }

    #[test]
    fn a_larger_file_has_more_time() {
        let seconds = |bytes| time_limit(bytes).as_secs();
        assert_eq!((seconds(0), seconds(5 * 1024 * 1024), seconds(50 * 1024 * 1024)), (10, 20, 30));
    }

    #[cfg(unix)]
    #[test]
    fn a_child_that_says_nothing_died() {
        let (exe, options) = (Path::new("/bin/false"), Options::default());
        let got = read(exe, Path::new("x.xls"), &options, &AtomicBool::new(false), &mut |_| {});
        assert_eq!(code(got), "workbook_parse_died");
    }

    #[test]
    fn a_missing_program_is_a_fault() {
        let got = read(
            Path::new("/no/such"),
            Path::new("x"),
            &Options::default(),
            &AtomicBool::new(false),
            &mut |_| {},
        );
        assert!(matches!(got, Err(Error::Fault(Fault::Child(_)))), "{got:?}");
    }
}

//! Founding an office, signing in, the strip at the top.

use std::path::Path;

use ledger::accounts::Account;
use ledger::calendar::Instant;
use ledger::entries::{EntryKind, OperatorId};
use ledger::money::Fen;
use ledger::operators::{Duty, Role, acceptable_pin, permit};
use ledger::refusal::Refusal;
use store::Reader;
use store::office::OfficeRow;

use crate::desk::{Act, Session};
use crate::operators::{view, write_settings};
use crate::pins::{check_pin, hash_pin};
use crate::views::operators::{OperatorView, Settings};
use crate::views::start::{
    CreateOffice, CreatedView, FirstOperator, OfficeView, SessionView, SignIn, StartView, StripView,
};
use crate::{Desk, Error, Result, training};

/// PINs of the training office: everybody may know them.
const TRAINING_OPERATORS: [(&str, Role, &str); 3] = [
    ("周收银", Role::Cashier, "1357"),
    ("钱主管", Role::Supervisor, "2468"),
    ("孙经理", Role::Manager, "3690"),
];

/// The setting that says when the last backup was made.
pub(crate) const LAST_BACKUP: &str = "last_backup_at";

/// Where things stand. A ledger that cannot be opened is a problem to show, not an error.
pub fn start(desk: &mut Desk, _request: (), _now: Instant) -> Result<StartView> {
    let mut view = StartView {
        office: None,
        operators: Vec::new(),
        session: None,
        folder: desk.folder().display().to_string(),
        problem: None,
        warnings: folder_warnings(desk.folder()),
    };
    if !desk.has_ledger() {
        return Ok(view);
    }
    match desk.office() {
        Ok(open) => {
            view.office = Some(office_view(&open.office));
            let all = open.store.read::<_, Error>(|r| Ok(r.operators()?))?;
            view.operators = all.iter().filter(|o| o.active).map(crate::operators::view).collect();
            view.session = desk.session.as_ref().map(session_view);
        }
        Err(Error::Refusal(refusal)) => view.problem = Some((&refusal).into()),
        Err(fault) => return Err(fault),
    }
    Ok(view)
}

/// Folders a ledger should not lie in: cloud folders, and what the path says of removable and network disks.
fn folder_warnings(folder: &Path) -> Vec<String> {
    let path = folder.display().to_string();
    let lower = path.to_lowercase();
    let cloud = ["onedrive", "dropbox", "icloud", "坚果云", "百度网盘", "baidunetdisk", "wps云盘"];
    let mut warnings = Vec::new();
    if cloud.iter().any(|c| lower.contains(c)) {
        warnings.push("账本在云盘同步的文件夹里，可能被同步软件改坏。请移到本机普通文件夹。".into());
    }
    if path.starts_with(r"\\") || lower.starts_with("/net/") {
        warnings.push("账本在网络文件夹里，断网时可能损坏。请移到本机硬盘。".into());
    }
    if lower.starts_with("/media/") || lower.starts_with("/run/media/") {
        warnings.push("账本在移动盘里，拔出时可能损坏。请移到本机硬盘。".into());
    }
    warnings
}

fn office_view(office: &OfficeRow) -> OfficeView {
    OfficeView { name: office.name.clone(), training: office.training }
}

fn session_view(session: &Session) -> SessionView {
    let duties = Duty::ALL.into_iter().filter(|d| permit(session.role, *d).is_ok());
    SessionView {
        operator: OperatorView {
            id: session.operator.0,
            name: session.name.clone(),
            role: session.role.code().into(),
            role_label: session.role.chinese().into(),
            active: true,
        },
        duties: duties.map(|d| d.code().to_owned()).collect(),
    }
}

/// 建账. A training office gets three operators with known PINs and, unless empty, a made-up estate with three years of
/// history. Refusals: `office_exists`, `office_name_missing`, `office_name_unusable`, `pin_too_simple`.
pub fn create_office(desk: &mut Desk, request: CreateOffice, now: Instant) -> Result<CreatedView> {
    let name = request.name.trim().to_owned();
    if name.is_empty() {
        return Err(Refusal::new("office_name_missing", "服务中心要有名称。请填写。").into());
    }
    if name.chars().any(char::is_control) || name.chars().count() > 60 {
        return Err(Refusal::new(
            "office_name_unusable",
            "名称里有换行等看不见的字符，或超过 60 个字。请重新填写。",
        )
        .into());
    }
    let first = first_operators(&request)?;
    let office = OfficeRow { name, training: request.training };
    desk.close();
    let mut store = desk.found()?;
    let founded = store.write(|w| {
        w.insert_office(&office)?;
        write_settings(w, &Settings::initial(request.training))?;
        let mut ids = Vec::new();
        for (operator, pin) in &first {
            let role = Role::parse(&operator.role)
                .ok_or_else(|| Error::broken("a first operator without a role"))?;
            ids.push(w.insert_operator(&operator.name, role, &hash_pin(pin)?)?);
        }
        let operators = w.operators()?;
        let last = operators.last().ok_or_else(|| Error::broken("an office without operators"))?;
        let opened_at = if request.training && !request.empty { training::begins(now) } else { now };
        let mut entry =
            Act::fresh(&Session::from(last), opened_at).entry(EntryKind::OfficeOpened, opened_at.date());
        entry.document.clone_from(&office.name);
        entry.content = store::office::content(&office);
        w.post(&entry)?;
        if request.training && !request.empty {
            training::estate(w, &operators, now)?;
        }
        Ok::<_, Error>(())
    });
    drop(store);
    if let Err(error) = founded {
        // An office that was not founded whole leaves nothing behind.
        let path = desk.ledger_path();
        std::fs::remove_file(&path).map_err(|e| Error::file(&path, e))?;
        return Err(error);
    }
    let operators = first.into_iter().map(|(o, _)| o).collect();
    Ok(CreatedView { office: office_view(&desk.office()?.office), operators })
}

/// The first operators and their PINs.
fn first_operators(request: &CreateOffice) -> Result<Vec<(FirstOperator, String)>> {
    if request.training {
        let made = TRAINING_OPERATORS.iter().map(|(name, role, pin)| {
            let operator =
                FirstOperator { name: (*name).into(), role: role.code().into(), pin: Some((*pin).into()) };
            (operator, (*pin).to_owned())
        });
        return Ok(made.collect());
    }
    let name = request.manager_name.as_deref().map(str::trim).filter(|n| !n.is_empty()).unwrap_or("经理");
    let pin = match &request.manager_pin {
        Some(pin) => {
            acceptable_pin(pin)?;
            pin.clone()
        }
        None => made_up_pin(),
    };
    let shown = request.manager_pin.is_none().then(|| pin.clone());
    Ok(vec![(FirstOperator { name: name.into(), role: Role::Manager.code().into(), pin: shown }, pin)])
}

/// Six random digits that [`acceptable_pin`] takes.
fn made_up_pin() -> String {
    loop {
        let pin = format!("{:06}", uuid::Uuid::new_v4().as_u128() % 1_000_000);
        if acceptable_pin(&pin).is_ok() {
            return pin;
        }
    }
}

/// Signs in. Refusals: `operator_unknown`, `pin_wrong`, `pin_locked`.
pub fn sign_in(desk: &mut Desk, request: SignIn, now: Instant) -> Result<SessionView> {
    let session = check_pin(desk, OperatorId(request.operator_id), &request.pin, now)?;
    desk.session = Some(session.clone());
    Ok(session_view(&session))
}

/// Signs in by name or role, for the terminal. A training office without a name acts as its manager, and needs no PIN.
/// Refusals: `operator_missing`, `operator_unknown`, `pin_missing`, `pin_wrong`, `pin_locked`.
pub fn sign_in_as(
    desk: &mut Desk,
    who: Option<&str>,
    pin: Option<&str>,
    now: Instant,
) -> Result<SessionView> {
    let open = desk.office()?;
    let training = open.office.training;
    let operators = open.store.read::<_, Error>(|r| Ok(r.operators()?))?;
    let wanted = match who {
        Some(who) => who,
        None if training => Role::Manager.code(),
        None => {
            return Err(Refusal::new(
                "operator_missing",
                "要说明是谁在办理。请加 --as 姓名，并在环境变量 ZHANGFANG_PIN 里给出 PIN。",
            )
            .into());
        }
    };
    let mut found: Vec<_> = operators.iter().filter(|o| o.active && o.name == wanted).collect();
    if found.is_empty() {
        found = operators.iter().filter(|o| o.active && Some(o.role) == Role::parse(wanted)).collect();
    }
    let [row] = found.as_slice() else {
        let names: Vec<&str> = operators.iter().filter(|o| o.active).map(|o| o.name.as_str()).collect();
        return Err(Refusal::new(
            "operator_unknown",
            format!("没有唯一对应“{wanted}”的操作员。现有操作员：{}。", names.join("、")),
        )
        .into());
    };
    let session = match pin {
        Some(pin) => check_pin(desk, row.id, pin, now)?,
        None if training => Session::from(*row),
        None => {
            return Err(Refusal::new(
                "pin_missing",
                format!("{} 还没有输入 PIN。请把 PIN 放进环境变量 ZHANGFANG_PIN。", row.name),
            )
            .into());
        }
    };
    desk.session = Some(session.clone());
    Ok(session_view(&session))
}

/// Signs out.
pub fn sign_out(desk: &mut Desk, _request: (), _now: Instant) -> Result<()> {
    desk.session = None;
    Ok(())
}

/// Whether an own clock may be used here. Refusal: `clock_only_in_training`.
pub fn permit_clock(desk: &mut Desk) -> Result<()> {
    match desk.office()?.office.training {
        true => Ok(()),
        false => Err(Refusal::new(
            "clock_only_in_training",
            "只有练习账套可以自定时间。正式账套请去掉 --clock，用电脑的时间。",
        )
        .into()),
    }
}

/// What money needs to be seen.
pub fn strip(desk: &mut Desk, _request: (), now: Instant) -> Result<StripView> {
    let session = desk.session()?;
    let read_only = desk.read_only.as_ref().map(Into::into);
    let office = office_view(&desk.office()?.office);
    desk.read(|r| {
        let day = r.open_day()?;
        Ok(StripView {
            office,
            operator: r
                .operator(session.operator)?
                .as_ref()
                .map(view)
                .ok_or_else(|| Error::broken("signed in as nobody"))?,
            business_date: day.as_ref().map(|d| d.business_date.to_string()),
            opened_at: day.as_ref().map(|d| d.opened_at.time_of_day()),
            cashier: day.as_ref().map(|d| d.cashier.clone()),
            unbanked_fen: unbanked(r, &session)?.map(Into::into),
            last_backup_at: r.setting(LAST_BACKUP)?,
            read_only,
            today: now.date().to_string(),
        })
    })
}

/// Cash above the float. None for a cashier whose count is still to come: the count is blind.
fn unbanked(reader: &Reader<'_>, session: &Session) -> Result<Option<Fen>> {
    let drawer = reader.balance(&Account::Drawer)?.net();
    let Some(day) = reader.open_day()? else {
        let kept = reader.last_closed_day()?.and_then(|d| d.close).map_or(Fen::ZERO, |c| c.kept);
        return Ok(Some(drawer - kept));
    };
    let blind = session.role == Role::Cashier && crate::cash_day::latest_count(reader, &day)?.is_none();
    Ok((!blind).then_some(drawer - day.float))
}

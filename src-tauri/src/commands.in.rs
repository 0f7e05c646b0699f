// The one list of commands. build.rs, the shell's adapters and the TypeScript bindings include this file, each with its
// own `commands!`, so that a command missing in one of them does not compile. `name(Request) -> Response`.
commands! {
    // start
    start(()) -> start::StartView;
    create_office(start::CreateOffice) -> start::CreatedView;
    sign_in(start::SignIn) -> start::SessionView;
    sign_out(()) -> ();
    strip(()) -> start::StripView;
    // register
    find_units(register::FindUnits) -> register::FoundUnits;
    list_units(register::ListUnits) -> register::UnitsView;
    unit_page(register::UnitRequest) -> register::UnitPage;
    save_unit(register::SaveUnit) -> register::UnitRow;
    save_person(register::SavePerson) -> register::PersonView;
    reveal_phones(register::RevealPhones) -> register::RevealedPhones;
    // counter
    household(register::UnitRequest) -> payments::Household;
    preview_payment(payments::Pay) -> payments::SettlementView;
    pay(payments::Pay) -> payments::PaymentView;
    list_receipts(payments::ListReceipts) -> payments::ReceiptsView;
    reprint_receipt(payments::ReceiptRequest) -> payments::ReprintView;
    void_receipt(payments::VoidReceipt) -> payments::ReceiptView;
    waive(payments::Waive) -> payments::Household;
    // tariffs and billing
    tariffs(()) -> billing::TariffsView;
    set_tariff(billing::SetTariff) -> billing::TariffView;
    preview_billing(billing::PreviewBilling) -> billing::BillingPreview;
    run_billing(billing::RunBilling) -> billing::BillingView;
    withdraw_billing(billing::WithdrawBilling) -> billing::BillingRuns;
    billing_runs(()) -> billing::BillingRuns;
    // imports
    preview_import(imports::PreviewImport) -> imports::ImportPreview;
    confirm_import(imports::ConfirmImport) -> imports::ImportedView;
    cancel_import(()) -> ();
    import_progress(()) -> imports::ImportProgress;
    list_imports(()) -> imports::ImportsView;
    save_marked_import(imports::SaveMarkedImport) -> books::FileView;
    withdraw_import(imports::WithdrawImport) -> imports::WithdrawnView;
    // notices
    preview_notices(notices::NoticesRequest) -> notices::NoticesPreview;
    issue_notices(notices::NoticesRequest) -> notices::NoticesView;
    list_notices(notices::ListNotices) -> notices::NoticesView;
    reissue_notice(notices::NoticeRequest) -> PaperView;
    // cash day
    day(()) -> cash_day::DayView;
    open_day(cash_day::OpenDay) -> cash_day::DayView;
    submit_count(cash_day::SubmitCount) -> cash_day::CountResult;
    close_day(cash_day::CloseDay) -> cash_day::ClosedDay;
    closed_days(()) -> cash_day::ClosedDays;
    day_report(cash_day::DayRequest) -> PaperView;
    // office
    operators(()) -> Vec<operators::OperatorView>;
    save_operator(operators::SaveOperator) -> Vec<operators::OperatorView>;
    settings(()) -> operators::Settings;
    save_settings(operators::Settings) -> operators::Settings;
    verify(()) -> books::VerifyView;
    backup(books::FileRequest) -> books::FileView;
    restore(books::FileRequest) -> start::StartView;
    export_hledger(books::FileRequest) -> books::FileView;
    search_log(books::SearchLog) -> books::LogView;
    // shell: what only a window can do
    pick_workbook(()) -> Option<String>;
    pick_save_path(window::SuggestedFile) -> Option<String>;
    pick_backup(()) -> Option<String>;
    open_paper(books::FileRequest) -> ();
}

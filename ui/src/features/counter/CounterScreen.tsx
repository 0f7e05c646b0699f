import { Checkbox } from "antd";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { OperatorView } from "../../bindings/OperatorView";
import type { ReceiptView } from "../../bindings/ReceiptView";
import type { SessionView } from "../../bindings/SessionView";
import { call, mintId, timeOfDay, useAsk } from "../../platform";
import { AskDialog } from "../../shared/AskDialog";
import { EmptyState } from "../../shared/EmptyState";
import { FailurePanel } from "../../shared/FailurePanel";
import { Screen } from "../../shared/Screen";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";
import { CannotShow } from "./CannotShow";
import { hasTypedMoney, openCart } from "./cart";
import { changeDesk, hold, open, recall, useDesk } from "./desk";
import { HeldList } from "./HeldList";
import { COUNTER_HELP } from "./help";
import { OpenHousehold, type OpenHouseholdHandle } from "./OpenHousehold";
import { Paid } from "./Paid";
import { ReceiptDialog } from "./ReceiptDialog";
import { ReceiptList } from "./ReceiptList";
import { SearchBox, type SearchBoxHandle } from "./SearchBox";
import { usePayment } from "./usePayment";
import "./counter.css";

const PRINT = "zhangfang.open-receipt";

interface Props {
  readonly session: SessionView;
  readonly operators: readonly OperatorView[];
  /** Shown instead of the money while no day is open. */
  readonly openDay: ReactNode;
  /** A household another place asks to be opened here; a new object for every time it is asked. */
  readonly asked: { readonly unit: string } | null;
  readonly onGoToCashDay: () => void;
}

/** 收费台: find the household, see what is owed, take the money, hand over the receipt. */
export function CounterScreen({ session, operators, openDay, asked, onGoToCashDay }: Props) {
  const desk = useDesk();
  const [asking, setAsking] = useState(false);
  const day = useAsk("day", null);
  const [print, setPrint] = useState(() => localStorage.getItem(PRINT) !== "no");
  const [receipt, setReceipt] = useState<ReceiptView | null>(null);
  const search = useRef<SearchBoxHandle>(null);
  const household = useRef<OpenHouseholdHandle>(null);
  const { pay, show } = usePayment(print);
  const again = useAct(async (number: string) => {
    const { paper } = await call("reprint_receipt", { number });
    show.open(paper.path);
  });
  const openDayView = day.data?.open ?? null;
  const date = openDayView?.business_date ?? day.data?.today ?? null;
  const receipts = useAsk("list_receipts", { date, unit: null, limit: 50 }, { enabled: date !== null });
  const closed = openDayView === null || openDayView.left_open;

  function openUnit(unit: string) {
    pay.clear();
    show.clear();
    if (desk.cart?.unit === unit) return household.current?.focusMoney();
    // Typed money of the household before is never lost: it is put aside.
    if (desk.cart && hasTypedMoney(desk.cart)) putAside();
    changeDesk((d) => open(d, openCart(unit, mintId())));
  }
  function putAside() {
    const title = household.current?.title() ?? desk.cart?.unit ?? "";
    changeDesk((d) => hold(d, title, timeOfDay()));
  }
  function holdOrRecall() {
    const last = desk.held.at(-1);
    if (desk.cart) putAside();
    else if (last) changeDesk((d) => recall(d, last.cart.unit));
    search.current?.focus();
  }
  function recallUnit(unit: string) {
    if (desk.cart) putAside();
    changeDesk((d) => recall(d, unit));
  }
  function closeHousehold() {
    changeDesk((d) => ({ ...d, cart: null }));
    pay.clear();
    search.current?.focus();
  }
  function stepBack(): boolean | void {
    if (pay.busy) return;
    if (search.current?.clear()) return;
    if (!desk.cart) {
      changeDesk((d) => ({ ...d, paid: null }));
      show.clear();
      return;
    }
    if (!hasTypedMoney(desk.cart)) return closeHousehold();
    setAsking(true);
  }
  function reprintLast() {
    const number = desk.paid?.receipt.number ?? receipts.data?.receipts[0]?.number;
    if (number !== undefined) void again.run(number);
  }

  useKeys({
    F2: () => search.current?.focus(),
    F3: holdOrRecall,
    F4: () => household.current?.focusMoney(),
    F6: () => changeDesk((d) => (d.cart ? { ...d, cart: { ...d.cart, surplusToPrepayment: !d.cart.surplusToPrepayment } } : d)),
    F7: () => household.current?.togglePart(),
    F8: reprintLast,
    F9: onGoToCashDay,
    Escape: stepBack,
  });
  useEffect(() => {
    if (asked) openUnit(asked.unit);
    // A household is opened once for every time it is asked for.
  }, [asked]);
  const cartId = desk.cart?.paymentId;
  useEffect(() => {
    // While no day is open, the float is what is asked for.
    if (cartId === undefined && !closed) search.current?.focus();
  }, [cartId, closed]);

  return (
    <Screen
      title="收费台"
      testId="counter"
      help={COUNTER_HELP}
      head={<SearchBox ref={search} onOpen={openUnit} />}
      actions={
        <Checkbox
          checked={print}
          data-testid="counter-print"
          onChange={(e) => {
            localStorage.setItem(PRINT, e.target.checked ? "yes" : "no");
            setPrint(e.target.checked);
          }}
        >
          收款后打开收据
        </Checkbox>
      }
    >
      <div className="counter">
        <div className="counter-main">
          {closed && day.data !== undefined && openDay}
          <FailurePanel failure={day.error ?? again.failure} testId="counter-failure" />
          {desk.paid ? (
            <Paid paid={desk.paid} show={show} onReprint={reprintLast} />
          ) : (
            show.failure !== null && <div className="notice caution"><CannotShow show={show} safe="收据已存好" /></div>
          )}
          {desk.cart ? (
            <OpenHousehold
              key={desk.cart.paymentId}
              ref={household}
              cart={desk.cart}
              today={date ?? ""}
              closed={closed}
              pay={pay}
              onHold={holdOrRecall}
              session={session}
              operators={operators}
            />
          ) : (
            !closed && (
              <div className="panel grow">
                <EmptyState sign="⌨" title="输入房号、姓名、拼音首字母或手机后四位，按 Enter" advice="例如 32501 就是 3-2-501。" />
              </div>
            )
          )}
        </div>
        <aside className="counter-side">
          <HeldList held={desk.held} onRecall={recallUnit} />
          <ReceiptList receipts={receipts.data?.receipts ?? []} onOpen={setReceipt} />
        </aside>
      </div>
      {asking && (
        <AskDialog
          title="已经输入了金额，还没有收款"
          testId="counter-leave"
          onBack={() => setAsking(false)}
          answers={[
            { text: "挂单", testId: "counter-leave-hold", onChoose: () => { setAsking(false); holdOrRecall(); } },
            { text: "金额不要了", testId: "counter-leave-drop", danger: true, onChoose: () => { setAsking(false); closeHousehold(); } },
          ]}
        >
          <p>挂单会留着输入的金额，以后按 <kbd>F3</kbd> 取回。</p>
        </AskDialog>
      )}
      {receipt && <ReceiptDialog key={receipt.number} receipt={receipt} session={session} operators={operators} onClose={() => setReceipt(null)} onChanged={setReceipt} />}
    </Screen>
  );
}

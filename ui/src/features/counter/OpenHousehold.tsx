import { useEffect, useImperativeHandle, useRef, useState, type Ref } from "react";
import type { ChargeView } from "../../bindings/ChargeView";
import type { OperatorView } from "../../bindings/OperatorView";
import type { Pay } from "../../bindings/Pay";
import type { ReceiptView } from "../../bindings/ReceiptView";
import type { SessionView } from "../../bindings/SessionView";
import { useAsk } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { sum } from "../../shared/money";
import type { Act } from "../../shared/useAct";
import { partOf, tendered, withPartToggled, type Cart } from "./cart";
import { ChargeList, type ChargeListHandle } from "./ChargeList";
import { changeDesk } from "./desk";
import { chosenAtFirst } from "./groups";
import { HouseholdCard } from "./HouseholdCard";
import { settle } from "./settlement";
import { TakeMoney } from "./TakeMoney";
import type { TenderRowHandle } from "./TenderRow";
import { WaiveDialog } from "./WaiveDialog";
import { payRequest } from "./usePayment";

export interface OpenHouseholdHandle {
  focusMoney: () => void;
  /** 只收一部分 on or off. */
  togglePart: () => void;
  /** For the list of held carts. */
  title: () => string;
}

interface Props {
  readonly cart: Cart;
  readonly today: string;
  readonly closed: boolean;
  readonly pay: Act<[Pay], ReceiptView>;
  readonly onHold: () => void;
  readonly session: SessionView;
  readonly operators: readonly OperatorView[];
  readonly ref: Ref<OpenHouseholdHandle>;
}

/** The household on the counter: its card, its charges, its money. */
export function OpenHousehold({ cart, today, closed, pay, onHold, session, operators, ref }: Props) {
  const household = useAsk("household", { unit: cart.unit });
  const [waiving, setWaiving] = useState<ChargeView | null>(null);
  const [obstacleShown, setObstacleShown] = useState(false);
  const tenders = useRef<TenderRowHandle>(null);
  const list = useRef<ChargeListHandle>(null);
  const view = household.data;
  const charges = view?.charges ?? [];
  // Charges paid elsewhere meanwhile are no longer there to be chosen.
  const open = new Set(charges.map((c) => c.id));
  const chosen = new Set([...(cart.chosen ?? chosenAtFirst(charges, today))].filter((id) => open.has(id)));
  const owed = sum(charges.filter((c) => chosen.has(c.id)).map((c) => c.open_fen));
  const onCart = (change: (cart: Cart) => Cart) => {
    setObstacleShown(false);
    pay.clear();
    changeDesk((d) => (d.cart?.paymentId === cart.paymentId ? { ...d, cart: change(d.cart) } : d));
  };
  const togglePart = () => {
    if (view === undefined || closed || pay.busy) return;
    onCart((c) => withPartToggled(c, owed));
    // Switched on, its field takes the focus itself.
    if (cart.part !== null) tenders.current?.focus("cash");
  };
  useImperativeHandle(ref, () => ({
    focusMoney: () => tenders.current?.focus("cash"),
    togglePart,
    title: () => (view ? `${view.unit.code} ${view.unit.people}` : cart.unit),
  }));
  const ready = view !== undefined && !closed;
  useEffect(() => {
    if (ready) tenders.current?.focus("cash");
  }, [ready]);

  if (view === undefined) return <FailurePanel failure={household.error} testId="counter-household-failure" />;
  const settlement = settle({
    chosen: owed,
    part: partOf(cart),
    tenders: tendered(cart),
    surplusToPrepayment: cart.surplusToPrepayment,
  });
  const take = () => {
    if (view === undefined || closed) return;
    if (settlement.obstacle !== null) return setObstacleShown(true);
    void pay.run(payRequest(cart, view, chosen));
  };
  const doneWaiving = () => {
    setWaiving(null);
    // After the dialog has let go of the focus; the line it came from may be gone.
    requestAnimationFrame(() => list.current?.focus());
  };
  return (
    <>
      <HouseholdCard household={view} />
      <ChargeList
        ref={list}
        charges={view.charges}
        chosen={chosen}
        onChoose={(ids) => onCart((c) => ({ ...c, chosen: ids }))}
        onDone={() => tenders.current?.focus("cash")}
        onWaive={setWaiving}
        today={today}
        disabled={pay.busy}
      />
      <FailurePanel failure={pay.failure} testId="counter-pay-failure" />
      <TakeMoney
        tenders={tenders}
        cart={cart}
        onCart={onCart}
        onTogglePart={togglePart}
        settlement={settlement}
        prepaid={view.unit.prepaid_fen}
        busy={pay.busy}
        closed={closed}
        obstacleShown={obstacleShown}
        onPay={take}
        onHold={onHold}
        onLeave={() => list.current?.focus()}
      />
      {waiving && <WaiveDialog charge={waiving} session={session} operators={operators} onDone={doneWaiving} />}
    </>
  );
}

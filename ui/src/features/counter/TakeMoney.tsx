import { Checkbox, type InputRef } from "antd";
import { useLayoutEffect, useRef, type Ref } from "react";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyInput } from "../../shared/MoneyInput";
import { MoneyText } from "../../shared/MoneyText";
import type { Fen } from "../../shared/money";
import { tendered, type Cart } from "./cart";
import type { Settlement } from "./settlement";
import { TenderRow, type TenderRowHandle } from "./TenderRow";

interface Props {
  readonly cart: Cart;
  readonly onCart: (change: (cart: Cart) => Cart) => void;
  readonly onTogglePart: () => void;
  readonly settlement: Settlement;
  /** What the payer has prepaid: offered as a tender. */
  readonly prepaid: Fen;
  readonly busy: boolean;
  /** Whether money may be taken at all now. */
  readonly closed: boolean;
  /** A pay was tried and this was in the way. */
  readonly obstacleShown: boolean;
  readonly onPay: () => void;
  readonly onHold: () => void;
  readonly onLeave: () => void;
  readonly tenders: Ref<TenderRowHandle>;
}

/** The money side of the counter: tenders, what they come to, and the acts. */
export function TakeMoney(props: Props) {
  const { cart, onCart, settlement: s, busy, closed } = props;
  const part = useRef<InputRef>(null);
  const partly = cart.part !== null;
  // At once, so that the next key lands there; selected, so that it overtypes what the field begins with.
  useLayoutEffect(() => {
    if (partly) part.current?.focus({ cursor: "all" });
  }, [partly]);
  const several = tendered(cart).filter((t) => t.fen !== 0).length > 1;
  return (
    <div className="panel take-money">
      <TenderRow
        ref={props.tenders}
        cart={cart}
        onCart={onCart}
        prepaid={props.prepaid}
        short={s.short}
        onPay={props.onPay}
        onLeave={props.onLeave}
        disabled={busy || closed}
      />
      <div className="take-line">
        <div className="figures">
          <Figure label={cart.part === null || s.partMissing ? "应收" : "这次收"} fen={s.payable} testId="counter-payable" />
          {(several || (s.partMissing && s.tendered > 0)) && <Figure label="已输入" fen={s.tendered} testId="counter-tendered" small />}
          {s.short > 0 && s.tendered > 0 && <Figure label="还差" fen={s.short} testId="counter-short" small />}
          {s.prepaid > 0 && <Figure label="转预存" fen={s.prepaid} testId="counter-to-prepayment" small />}
          {!s.partMissing && <Figure label="找零" fen={s.change} testId="counter-change" strong={s.change > 0 && s.obstacle === null} />}
        </div>
        <KeyButton className="pay" testId="counter-pay" keyName="Enter" type="primary" size="large" loading={busy} disabled={closed} onClick={props.onPay}>
          收款并打印
        </KeyButton>
      </div>
      <div className="take-options">
        <Checkbox
          checked={cart.surplusToPrepayment}
          disabled={busy || closed}
          data-testid="counter-surplus"
          onChange={(e) => onCart((c) => ({ ...c, surplusToPrepayment: e.target.checked }))}
        >
          余款转预存 <kbd>F6</kbd>
        </Checkbox>
        <KeyButton
          testId="counter-part-toggle"
          keyName="F7"
          disabled={busy || closed}
          onClick={props.onTogglePart}
        >
          {cart.part === null ? "只收一部分" : "收全部"}
        </KeyButton>
        {cart.part !== null && (
          <div className="part-field">
            <MoneyInput
              label="这次收"
              testId="counter-part"
              ref={part}
              disabled={busy || closed}
              placeholder="这次收多少"
              text={cart.part}
              onText={(part) => onCart((c) => ({ ...c, part }))}
              onEnter={() => document.querySelector<HTMLElement>('[data-testid="counter-tender-cash"]')?.focus()}
            />
          </div>
        )}
        <KeyButton testId="counter-hold" keyName="F3" disabled={busy} onClick={props.onHold}>挂单</KeyButton>
        <span className={`grow right ${props.obstacleShown ? "owing strong" : "quiet"}`} role="status" data-testid="counter-obstacle">
          {s.obstacle !== null && (s.tendered > 0 || props.obstacleShown) && `${props.obstacleShown ? "✕ " : ""}${s.obstacle}`}
        </span>
      </div>
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  readonly fen: Fen;
  readonly testId: string;
  readonly small?: boolean;
  readonly strong?: boolean;
}

function Figure({ label, fen, testId, small = false, strong = false }: FigureProps) {
  return (
    <div className={`figure-box ${strong ? "lit" : ""}`}>
      <div className="figure-label">{label}</div>
      <div className={`figure ${small ? "" : "huge"}`}><MoneyText fen={fen} testId={testId} /></div>
    </div>
  );
}

import { KeyButton } from "../shared/KeyButton";
import { MoneyText } from "../shared/MoneyText";
import { useKeys } from "../shared/useKeys";
import type { Fen } from "../shared/money";

interface Props {
  readonly office: string;
  readonly training: boolean;
  /** `2026-11-21`; `null` when no day is open. */
  readonly businessDate: string | null;
  /** `08:31` */
  readonly openSince: string | null;
  readonly operator: string;
  readonly unbanked: Fen | null;
  /** In words: `2 小时前`. */
  readonly lastBackup: string | null;
  readonly onLock: () => void;
  readonly onSignOut: () => void;
}

/** What money needs to be seen, on every screen. */
export function Strip(props: Props) {
  useKeys({ "Ctrl+L": props.onLock });
  return (
    <header className="strip" data-testid="strip">
      <span className="office ellipsis">{props.office}</span>
      {props.training && <span className="training" data-testid="strip-training"><b>练习账套<span className="long"> · 不是真账</span></b></span>}
      <Item name="营业日" testId="strip-day">
        {props.businessDate === null ? <span className="warn">⚠ 未开班</span> : (
          <>
            <b className="num">{props.businessDate}</b>
            {props.openSince !== null && <span className="quiet num since">（{props.openSince} 开班）</span>}
          </>
        )}
      </Item>
      <Item name="未缴存" testId="strip-unbanked">
        {props.unbanked === null ? <span className="quiet">—</span> : <b><MoneyText fen={props.unbanked} /></b>}
      </Item>
      <Item name="备份" testId="strip-backup">
        {props.lastBackup === null ? <span className="warn">⚠ 还没有备份</span> : <span>{props.lastBackup}</span>}
      </Item>
      <span className="grow" />
      <Item name="操作员" testId="strip-operator"><b>{props.operator}</b></Item>
      <KeyButton size="small" keyName="Ctrl+L" testId="lock-now" onClick={props.onLock}>锁屏</KeyButton>
      <KeyButton size="small" testId="sign-out" onClick={props.onSignOut}>换人</KeyButton>
    </header>
  );
}

function Item({ name, testId, children }: { readonly name: string; readonly testId: string; readonly children: React.ReactNode }) {
  return (
    <span className="item" data-testid={testId}>
      <span className="name">{name}</span>
      {children}
    </span>
  );
}

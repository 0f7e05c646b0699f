import { Input } from "antd";
import { useState } from "react";
import type { CreateOffice } from "../../bindings/CreateOffice";
import type { CreatedView } from "../../bindings/CreatedView";
import type { StartView } from "../../bindings/StartView";
import { call } from "../../platform";
import { enterWalks } from "../../shared/enterWalks";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";
import { FirstOperators } from "./FirstOperators";
import { restoreFromBackup } from "./LedgerProblem";

interface Props {
  readonly start: StartView;
  /** True while the PINs of a new office still stand on the screen. */
  readonly onFounding: (founding: boolean) => void;
}

/** The first start: a new office, a training office, or a backup. */
export function FoundOffice({ start, onFounding }: Props) {
  const [form, setForm] = useState(false);
  const [created, setCreated] = useState<CreatedView | null>(null);
  const restore = useAct(restoreFromBackup);
  const found = useAct(async (request: CreateOffice) => {
    onFounding(true);
    try {
      setCreated(await call("create_office", request));
    } catch (thrown) {
      onFounding(false);
      throw thrown;
    }
  });
  const busy = found.busy || restore.busy;
  const train = () => {
    void found.run({ name: "练习小区物业服务中心", training: true, empty: false, manager_name: null, manager_pin: null });
  };
  useKeys({ Escape: () => form && !busy && created === null && setForm(false) });

  if (created) return <FirstOperators created={created} onNoted={() => onFounding(false)} />;
  return (
    <div className="gate">
      <div className="card panel">
        <div>
          <h1>账房</h1>
          <p className="quiet">物业收费：房产、出账、收款、收据、催缴、日结，都在这台电脑上。</p>
        </div>
        {start.warnings.map((w) => <div key={w} className="notice caution">⚠ {w}</div>)}
        {form ? (
          <OfficeForm busy={found.busy} onBack={() => setForm(false)} onFound={(request) => void found.run(request)} />
        ) : (
          <>
            <div className="choices">
              <button type="button" className="choice" autoFocus disabled={busy} data-testid="start-new" onClick={() => setForm(true)}>
                <b>建账</b>
                <span>给真的小区建一套新账。要一位经理的姓名和密码。</span>
              </button>
              <button type="button" className="choice" disabled={busy} data-testid="start-training" onClick={train}>
                <b>练习账套</b>
                <span>编造的小区，约 400 户、三年的账，随便练。每张纸上都印“练习”。</span>
              </button>
              <button type="button" className="choice" disabled={busy} data-testid="start-restore" onClick={() => void restore.run()}>
                <b>从备份恢复</b>
                <span>换了电脑，或账套坏了：选一个备份文件。</span>
              </button>
            </div>
            {found.busy && <div className="notice" role="status">正在建账套，练习账套要造三年的账，请稍等。</div>}
          </>
        )}
        <FailurePanel failure={found.failure ?? restore.failure} testId="start-failure" />
        <p className="quiet selectable">账套文件夹：{start.folder}</p>
      </div>
    </div>
  );
}

interface FormProps {
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onFound: (request: CreateOffice) => void;
}

function OfficeForm({ busy, onBack, onFound }: FormProps) {
  const [name, setName] = useState("");
  const [manager, setManager] = useState("");
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const differ = again !== "" && again !== pin;
  const ready = name.trim() !== "" && manager.trim() !== "" && pin !== "" && again === pin;
  const submit = () => {
    if (ready && !busy) {
      onFound({ name: name.trim(), training: false, empty: false, manager_name: manager.trim(), manager_pin: pin });
    }
  };
  return (
    <form
      className="stack"
      onSubmit={(e) => {
        e.preventDefault();
        submit();
      }}
      onKeyDown={enterWalks}
    >
      <label className="form-line">
        <span>物业服务中心名称</span>
        <Input autoFocus value={name} onChange={(e) => setName(e.target.value)} placeholder="印在收据和通知单上" data-testid="office-name" />
      </label>
      <label className="form-line">
        <span>经理姓名</span>
        <Input value={manager} onChange={(e) => setManager(e.target.value)} data-testid="office-manager" />
      </label>
      <label className="form-line">
        <span>经理密码</span>
        <Input type="password" value={pin} onChange={(e) => setPin(e.target.value)} placeholder="4 到 12 位数字" autoComplete="off" data-testid="office-pin" />
      </label>
      <label className="form-line">
        <span>再输一遍</span>
        <Input
          type="password"
          value={again}
          status={differ ? "error" : ""}
          onChange={(e) => setAgain(e.target.value)}
          autoComplete="off"
          data-testid="office-pin-again"
        />
      </label>
      {differ && <div className="field-mistake">✕ 两次密码不一样，请重新输入。</div>}
      <p className="quiet">收银员和主管以后在“设置”里加。收银员不能定价、出账、减免和作废，这是会计法的要求。</p>
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <KeyButton testId="office-back" keyName="Escape" disabled={busy} onClick={onBack}>返回</KeyButton>
        <KeyButton testId="office-create" keyName="Enter" type="primary" htmlType="submit" disabled={!ready} loading={busy}>建账</KeyButton>
      </div>
    </form>
  );
}

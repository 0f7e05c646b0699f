import { useState } from "react";
import type { VerifyView } from "../../bindings/VerifyView";
import { call } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { KeyButton } from "../../shared/KeyButton";
import { useAct } from "../../shared/useAct";
import { useKeys } from "../../shared/useKeys";

/** Recomputes every balance and the chain from the transfers; each check by its name. */
export function VerifySection() {
  const [result, setResult] = useState<VerifyView | null>(null);
  const verify = useAct(async () => {
    setResult(null);
    setResult(await call("verify"));
  });
  useKeys({ F4: () => void verify.run() });
  return (
    <div className="panel settings-card">
      <h2>核对账目</h2>
      <p className="quiet">从每一笔重新算出全部余额、收据号和账链，一项一项对；哪一项不对，说出第一处。只看，不改。</p>
      <div className="row">
        <KeyButton testId="settings-verify" keyName="F4" type="primary" loading={verify.busy} onClick={() => void verify.run()}>核对整本账</KeyButton>
        {verify.busy && <span className="quiet" role="status">正在核对，账大的要等一会儿。</span>}
      </div>
      <FailurePanel failure={verify.failure} testId="verify-failure" onClose={verify.clear} />
      {result && (
        <div className="stack" data-testid="verify-result" data-ok={result.ok}>
          <div className={`notice ${result.ok ? "good-news" : "caution"}`}>
            {result.ok
              ? "✓ 账目无误：每一项都对得上。"
              : "⚠ 有一项对不上。先不要继续收款：备份一份现在的账，把下面这一行告诉维护人员。"}
          </div>
          <div>
            {result.checks.map((c) => (
              <div key={c.code} className="check-line" data-testid="verify-check" data-code={c.code} data-ok={c.ok}>
                <span className={c.ok ? "good" : "wrong"}>{c.ok ? "✓" : "✕"}</span>
                <span>{c.label}</span>
                <span className={c.wrong === null ? "quiet" : "wrong selectable"}>{c.wrong ?? "对得上"}</span>
              </div>
            ))}
          </div>
          <div className="quiet num selectable">凭证 {result.entries.toLocaleString("zh-CN")} 笔，分录 {result.transfers.toLocaleString("zh-CN")} 笔，账链尾 {result.chain_head}</div>
        </div>
      )}
    </div>
  );
}

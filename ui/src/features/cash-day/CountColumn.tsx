import { Input, type InputRef } from "antd";
import { useRef, useState } from "react";
import { KeyButton } from "../../shared/KeyButton";
import { MoneyText } from "../../shared/MoneyText";
import { fen } from "../../shared/money";
import { isComposing } from "../../shared/useKeys";
import { counted, DENOMINATIONS, pieces, type Counts } from "./denominations";

interface Props {
  readonly counts: Counts;
  readonly onCounts: (counts: Counts) => void;
  /** Enter in the last cell. */
  readonly onDone: () => void;
  readonly disabled: boolean;
}

/** The drawer by denomination: the cells are walked by Enter and the arrows, the sum grows beside them. */
export function CountColumn({ counts, onCounts, onDone, disabled }: Props) {
  const typedRare = DENOMINATIONS.some((d) => d.rare && (counts[d.fen] ?? "") !== "");
  const [rareShown, setRareShown] = useState(false);
  const cells = useRef(new Map<number, InputRef>());
  const shown = DENOMINATIONS.filter((d) => !d.rare || rareShown || typedRare);
  const total = counted(counts);

  function walk(from: number, step: number) {
    const next = shown[from + step];
    if (next) cells.current.get(next.fen)?.focus();
    else if (step > 0) onDone();
  }

  return (
    <div className="count-column" data-testid="cash-day-count">
      <table className="dense">
        <colgroup><col style={{ width: "5.5rem" }} /><col style={{ width: "8rem" }} /><col /></colgroup>
        <thead><tr><th className="right">面额</th><th className="right">张（枚）数</th><th className="right">金额</th></tr></thead>
        <tbody>
          {shown.map((d, i) => {
            const n = pieces(counts[d.fen]);
            return (
              <tr key={d.fen}>
                <td className="right">{d.name}</td>
                <td>
                  <Input
                    ref={(cell) => {
                      if (cell) cells.current.set(d.fen, cell);
                      else cells.current.delete(d.fen);
                    }}
                    size="small"
                    className="money-input"
                    aria-label={`${d.name} 张数`}
                    data-testid={`cash-day-count-${d.fen}`}
                    inputMode="numeric"
                    autoComplete="off"
                    autoFocus={i === 0}
                    disabled={disabled}
                    status={n === null ? "error" : ""}
                    value={counts[d.fen] ?? ""}
                    onFocus={(e) => e.target.select()}
                    onChange={(e) => onCounts({ ...counts, [d.fen]: e.target.value })}
                    onKeyDown={(e) => {
                      const step = e.key === "ArrowUp" ? -1 : e.key === "Enter" || e.key === "ArrowDown" ? 1 : 0;
                      if (step === 0 || isComposing(e)) return;
                      e.preventDefault();
                      walk(i, step);
                    }}
                  />
                </td>
                <td className="right">
                  {n === null ? <span className="owing">✕ 只能是整数</span> : n === 0 ? <span className="quiet">—</span> : <MoneyText fen={fen(n * d.fen)} bare />}
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={2}>
              {!rareShown && !typedRare && !disabled && (
                <KeyButton size="small" type="text" testId="cash-day-rare" onClick={() => setRareShown(true)}>还有 2 元、2 角、分币</KeyButton>
              )}
            </td>
            <td className="right" data-testid="cash-day-counted">{total === null ? "—" : <MoneyText fen={total} />}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

import { SearchOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Input, type InputRef } from "antd";
import { useImperativeHandle, useRef, useState, type Ref } from "react";
import { ask, keyOf, useAsk } from "../../platform";
import { FailurePanel } from "../../shared/FailurePanel";
import { MoneyText } from "../../shared/MoneyText";
import { isComposing } from "../../shared/useKeys";

export interface SearchBoxHandle {
  focus: () => void;
  /** True when something was there to be cleared. */
  clear: () => boolean;
}

interface Props {
  readonly onOpen: (unit: string) => void;
  readonly ref: Ref<SearchBoxHandle>;
}

const SHOWN = 20;

/** One box for room number, name, 拼音 and phone tail: type, arrow, Enter. */
export function SearchBox({ onOpen, ref }: Props) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [focused, setFocused] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const field = useRef<InputRef>(null);
  const client = useQueryClient();
  const request = { query: text.trim(), limit: SHOWN };
  const found = useAsk("find_units", request, { enabled: request.query !== "", keepPrevious: true });
  const hits = request.query === "" ? [] : (found.data?.units ?? []);
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus({ cursor: "all" }),
    clear: () => {
      const was = text !== "";
      setText("");
      setFailure(null);
      return was;
    },
  }));

  function choose(unit: string) {
    setText("");
    setAt(0);
    onOpen(unit);
  }

  /** The list on the screen may still be that of fewer letters: Enter waits for the right one. */
  async function enter() {
    if (request.query === "") return;
    setFailure(null);
    try {
      const settled = !found.isPlaceholderData && found.data !== undefined && !found.isFetching;
      const units = settled
        ? hits
        : (await client.fetchQuery({ queryKey: keyOf("find_units", request), queryFn: () => ask("find_units", request) })).units;
      const hit = settled ? (units[at] ?? units[0]) : units[0];
      if (hit) choose(hit.code);
    } catch (thrown) {
      setFailure(thrown);
    }
  }

  const open = focused && request.query !== "";
  const none = open && hits.length === 0 && found.data !== undefined && !found.isFetching;
  return (
    <div className="counter-search">
      <Input
        ref={field}
        size="large"
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        suffix={<kbd>F2</kbd>}
        placeholder="房号 / 姓名 / 拼音 / 手机尾号，例如 32501、zxm、2231"
        aria-label="找住户"
        role="combobox"
        aria-expanded={open}
        aria-controls="counter-found"
        value={text}
        data-testid="counter-search"
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onChange={(e) => {
          setText(e.target.value);
          setAt(0);
        }}
        onKeyDown={(e) => {
          if (isComposing(e)) return;
          if (e.key === "ArrowDown" || e.key === "ArrowUp") {
            e.preventDefault();
            setAt(Math.max(0, Math.min(hits.length - 1, at + (e.key === "ArrowDown" ? 1 : -1))));
          } else if (e.key === "Enter") {
            e.preventDefault();
            void enter();
          }
        }}
      />
      {(open || failure !== null) && (
        <div className="found" id="counter-found" role="listbox" data-testid="counter-found" data-settled={!found.isFetching}>
          <FailurePanel failure={failure ?? found.error} testId="counter-search-failure" />
          {none && <div className="found-row" style={{ display: "block", lineHeight: "var(--row)" }}>没有找到“{text.trim()}”。换房号、姓名、拼音首字母或手机后四位试试。</div>}
          {hits.map((hit, i) => (
            <div
              key={hit.unit_id}
              role="option"
              aria-selected={i === at}
              className={`found-row ${i === at ? "on" : ""}`}
              data-testid="counter-found-row"
              data-unit={hit.code}
              // Before the box loses the focus and the list goes away.
              onMouseDown={(e) => {
                e.preventDefault();
                choose(hit.code);
              }}
            >
              <b className="num">{hit.code}</b>
              <span className="ellipsis">{hit.people}</span>
              <span className="quiet">{hit.usage_label}</span>
              <span className="right quiet">{hit.owed_fen > 0 ? "欠" : "不欠"}</span>
              <span className="right">{hit.owed_fen > 0 && <MoneyText fen={hit.owed_fen} />}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

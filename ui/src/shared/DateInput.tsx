import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useLayoutEffect, useRef, useState, type FocusEvent, type FormEvent } from "react";
import { typedDay } from "./typedDay";

interface Props {
  /** `2026-11-21`; for a month `2026-11`. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly label: string;
  readonly testId: string;
  readonly disabled?: boolean;
}

function Picker({ value, onChange, label, testId, disabled = false, month }: Props & { readonly month: boolean }) {
  const format = month ? "YYYY-MM" : "YYYY-MM-DD";
  const [open, setOpen] = useState(false);
  // The calendar hangs on the page itself: when its screen goes out of sight it must go, too.
  const inSight = useRef(false);
  useLayoutEffect(() => {
    inSight.current = true;
    return () => {
      inSight.current = false;
      setOpen(false);
    };
  }, []);
  // The picker looks for its own field when it loses the focus, and fails where that has just gone out of sight.
  const left = (event: FocusEvent) => {
    if (!inSight.current) event.stopPropagation();
  };
  // The picker itself takes what was typed on Enter only; a screen's key pressed right after would act on the old day.
  const typed = (event: FormEvent) => {
    const day = event.target instanceof HTMLInputElement ? typedDay(event.target.value, month) : null;
    if (day === null) return;
    // Whoever has typed it needs no calendar over what comes next.
    setOpen(false);
    if (day !== value) onChange(day);
  };
  return (
    <span style={{ display: "contents" }} onInput={typed} onBlurCapture={left}>
      <DatePicker
        picker={month ? "month" : "date"}
        open={open}
        onOpenChange={setOpen}
        // Digits alone are enough on the keypad: 20261121.
        format={month ? [format, "YYYYMM"] : [format, "YYYYMMDD"]}
        value={value === null ? null : dayjs(value)}
        onChange={(day) => onChange(day ? day.format(format) : null)}
        disabled={disabled}
        aria-label={label}
        data-testid={testId}
      />
    </span>
  );
}

/** A date, typed as 2026-11-21 or 20261121 or picked. */
export function DateInput(props: Props) {
  return <Picker {...props} month={false} />;
}

/** A month, typed as 2026-11 or 202611 or picked. */
export function MonthInput(props: Props) {
  return <Picker {...props} month />;
}

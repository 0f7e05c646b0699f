import { useState, type ReactNode } from "react";

interface Props<T> {
  readonly all: readonly T[];
  readonly render: (one: T, index: number) => ReactNode;
}

const AT_ONCE = 100;

/** The first of a long list, and more when asked for. */
export function Limited<T>({ all, render }: Props<T>) {
  const [most, setMost] = useState(AT_ONCE);
  return (
    <>
      {all.slice(0, most).map(render)}
      {all.length > most && (
        <button type="button" className="bare link more" onClick={() => setMost(most + AT_ONCE * 5)}>再列一些（还有 {all.length - most}）</button>
      )}
    </>
  );
}

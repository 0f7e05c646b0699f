import "./chips.css";

interface Props {
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
  readonly label: string;
  readonly testId: string;
}

/** Filters as chips: each is on or off, its sign says which. */
export function Chips({ options, chosen, onChosen, label, testId }: Props) {
  return (
    <div className="chips" role="group" aria-label={label} data-testid={testId}>
      {options.map(({ value, title }) => {
        const on = chosen.includes(value);
        return (
          <button
            key={value}
            type="button"
            className={`chip ${on ? "on" : ""}`}
            aria-pressed={on}
            data-testid={`${testId}-${value}`}
            onClick={() => onChosen(on ? chosen.filter((v) => v !== value) : [...chosen, value])}
          >
            {on ? "✓ " : ""}{title}
          </button>
        );
      })}
    </div>
  );
}

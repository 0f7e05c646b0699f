import type { ReactNode } from "react";
import { useKeys } from "../shared/useKeys";

export interface Place {
  /** Stable English noun; the test id is `nav-` and this. */
  readonly noun: string;
  readonly title: string;
  /** Two to four characters for the bar. */
  readonly short: string;
  /** With Alt, the key that goes there. */
  readonly digit: number;
  readonly icon: ReactNode;
}

interface Props {
  readonly places: readonly Place[];
  readonly current: string;
  readonly onGo: (noun: string) => void;
}

/** The narrow bar of places; Alt and its number goes to each. */
export function Rail({ places, current, onGo }: Props) {
  useKeys(Object.fromEntries(places.map((p) => [`Alt+${p.digit}`, () => onGo(p.noun)])));
  return (
    <nav className="rail" aria-label="功能">
      {places.map((place) => (
        <button
          key={place.noun}
          type="button"
          className={place.noun === current ? "on" : ""}
          aria-current={place.noun === current ? "page" : undefined}
          title={`${place.title}（Alt+${place.digit}）`}
          data-testid={`nav-${place.noun}`}
          onClick={() => onGo(place.noun)}
        >
          <span className="icon" aria-hidden>{place.icon}</span>
          <span>{place.short}</span>
          <kbd aria-hidden>Alt+{place.digit}</kbd>
        </button>
      ))}
    </nav>
  );
}

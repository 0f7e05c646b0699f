import type { KeyboardEvent } from "react";
import { isComposing } from "./useKeys";

/**
 * Enter in a field of a form goes to the next field; in the last one it sends the form. For the form's `onKeyDown`.
 * Lists to choose from have their choice already and are passed over; Tab goes to them.
 */
export function enterWalks(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || event.defaultPrevented || isComposing(event)) return;
  if (!(event.target instanceof HTMLInputElement) || event.target.type === "checkbox") return;
  const typed = "input:not([type=checkbox]):not([type=radio]):not([role=combobox])";
  const fields = [...event.currentTarget.querySelectorAll<HTMLInputElement>(typed)].filter((f) => !f.disabled);
  const next = fields[fields.indexOf(event.target) + 1];
  event.preventDefault();
  if (next) next.focus();
  else event.currentTarget.requestSubmit();
}

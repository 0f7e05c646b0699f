import type { OperatorView } from "../../bindings/OperatorView";
import type { PinPerson } from "../../shared/PinDialog";

/** Who can sign for what a cashier may not do alone (会计法 art. 35): supervisors and managers. */
export function signersOf(operators: readonly OperatorView[]): PinPerson[] {
  return operators.filter((o) => o.active && o.role !== "cashier").map((o) => ({ id: String(o.id), title: `${o.name}（${o.role_label}）` }));
}

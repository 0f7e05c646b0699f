/** How a request to the core can fail: turned down with a reason, or broken. */

/** The request cannot be done now and the person at the screen can do something about it. Nothing was written. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** Stable, snake_case. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A bug or broken I/O. The number stands in the log. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly number: string;

  constructor(number: string, message: string) {
    super(message);
    this.number = number;
  }
}

export type Failure = Refusal | Fault;

/** The shape in which the core sends a failure across. */
export type WireFailure =
  | { readonly kind: "refusal"; readonly code: string; readonly message: string }
  | { readonly kind: "fault"; readonly number: string | number; readonly message: string };

function isWireFailure(thrown: unknown): thrown is WireFailure {
  if (typeof thrown !== "object" || thrown === null || !("kind" in thrown)) return false;
  return thrown.kind === "refusal" || thrown.kind === "fault";
}

/** Whatever was thrown, as one of the two. What the core did not name is a fault of the window itself. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Refusal || thrown instanceof Fault) return thrown;
  if (isWireFailure(thrown)) {
    return thrown.kind === "refusal"
      ? new Refusal(thrown.code, thrown.message)
      : new Fault(String(thrown.number), thrown.message);
  }
  return new Fault("UI", thrown instanceof Error ? thrown.message : String(thrown));
}

import { invoke } from "@tauri-apps/api/core";
import type { Commands } from "../bindings/commands";
import { asFailure } from "./failure";

export type CommandName = keyof Commands;

/** Asks the core to do something. Throws a `Refusal` or a `Fault`, nothing else. */
export async function call<N extends CommandName>(
  name: N,
  ...[request]: Commands[N]["request"] extends null ? [] : [request: Commands[N]["request"]]
): Promise<Commands[N]["response"]> {
  try {
    return await invoke<Commands[N]["response"]>(name, request === undefined ? {} : { request });
  } catch (thrown) {
    throw asFailure(thrown);
  }
}

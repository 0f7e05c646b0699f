/** The core and the window, as the rest of the screen knows them. The only folder that imports @tauri-apps. */
export { ask, keyOf, newQueryClient, useAsk, useRefresh } from "./ask";
export { call, type CommandName } from "./call";
export { timeOfDay } from "./clock";
export { listenToDrops, type Drops } from "./drop";
export { asFailure, Fault, Refusal, type Failure } from "./failure";
export { mintId } from "./ids";

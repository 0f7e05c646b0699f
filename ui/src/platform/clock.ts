/** The time of day at this window, `09:41`. Only for what the window itself keeps; the books go by the core's clock. */
export function timeOfDay(): string {
  return new Date().toTimeString().slice(0, 5);
}

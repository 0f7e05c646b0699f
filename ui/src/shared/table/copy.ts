/** Puts text on the clipboard. The older way serves web views that refuse the newer one. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const holder = document.createElement("textarea");
    const focused = document.activeElement;
    holder.value = text;
    holder.style.position = "fixed";
    holder.style.opacity = "0";
    document.body.append(holder);
    holder.select();
    document.execCommand("copy");
    holder.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}

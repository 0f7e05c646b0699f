/** When the last backup was, in words. Days go by the office's clock, not the window's. */
export function backupText(at: string | null, today: string): string | null {
  if (at === null) return null;
  const date = at.slice(0, 10);
  const days = Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / 86_400_000);
  if (days <= 0) return `今天 ${at.slice(11, 16)}`;
  return days === 1 ? `昨天 ${at.slice(11, 16)}` : `⚠ ${days} 天前`;
}

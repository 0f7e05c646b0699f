/** How fast long work goes and how long it will still take, in words. */
export function pace(done: number, total: number, elapsedMs: number): { perSecond: string; left: string } {
  const rate = elapsedMs > 0 ? (done * 1000) / elapsedMs : 0;
  const perSecond = rate >= 10 ? String(Math.round(rate)) : rate.toFixed(1);
  if (total <= 0 || done <= 0 || rate <= 0 || elapsedMs < 500) return { perSecond, left: "正在估算" };
  const seconds = Math.ceil((total - done) / rate);
  if (seconds <= 0) return { perSecond, left: "即将完成" };
  return { perSecond, left: seconds < 60 ? `还要 ${seconds} 秒` : `还要 ${Math.ceil(seconds / 60)} 分钟` };
}

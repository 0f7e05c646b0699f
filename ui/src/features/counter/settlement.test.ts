import { describe, expect, it } from "vitest";
import { fen } from "../../shared/money";
import { settle } from "./settlement";

interface Case {
  title: string;
  chosen: number;
  part?: number | null | undefined;
  cash?: number | null;
  wechat?: number | null;
  prepay?: boolean;
  expect: { partMissing?: boolean; change?: number; short?: number; prepaid?: number; payable?: number; obstacle: string | null };
}

function check(c: Case) {
  const got = settle({
    chosen: fen(c.chosen),
    part: "part" in c ? (typeof c.part === "number" ? fen(c.part) : c.part) : null,
    tenders: [
      { cash: true, fen: c.cash === null ? null : fen(c.cash ?? 0) },
      { cash: false, fen: c.wechat === null ? null : fen(c.wechat ?? 0) },
    ],
    surplusToPrepayment: c.prepay ?? false,
  });
  const { obstacle, ...figures } = c.expect;
  expect(got).toMatchObject(figures);
  if (obstacle === null) expect(got.obstacle).toBeNull();
  else expect(got.obstacle).toContain(obstacle);
}

describe("money on the counter", () => {
  const cases: Case[] = [
    { title: "exact", chosen: 231812, cash: 231812, expect: { change: 0, short: 0, obstacle: null } },
    { title: "change", chosen: 231812, cash: 240000, expect: { change: 8188, obstacle: null } },
    { title: "nothing yet", chosen: 231812, expect: { short: 231812, obstacle: "请输入收到的金额" } },
    { title: "short", chosen: 231812, cash: 200000, expect: { short: 31812, obstacle: "还差 ¥318.12" } },
    { title: "two tenders", chosen: 231812, cash: 200000, wechat: 31812, expect: { change: 0, obstacle: null } },
    { title: "change beside another tender", chosen: 10000, cash: 6000, wechat: 5000, expect: { change: 1000, obstacle: null } },
    { title: "no change out of WeChat", chosen: 10000, wechat: 12000, expect: { obstacle: "非现金已有 ¥120.00" } },
    { title: "cash that was not needed", chosen: 10000, cash: 100, wechat: 10000, expect: { obstacle: "找不了零" } },
    { title: "surplus to prepayment", chosen: 10000, wechat: 12000, prepay: true, expect: { prepaid: 2000, change: 0, obstacle: null } },
    { title: "part", chosen: 231812, part: 100000, cash: 100000, expect: { payable: 100000, change: 0, obstacle: null } },
    { title: "part with change", chosen: 231812, part: 99950, cash: 100000, expect: { change: 50, obstacle: null } },
    { title: "part above the whole", chosen: 1000, part: 1001, cash: 2000, expect: { obstacle: "不能多于所选的 ¥10.00" } },
    { title: "part of nothing", chosen: 1000, part: 0, cash: 2000, expect: { partMissing: true, payable: 1000, change: 0, short: 0, obstacle: "请输入这次收多少" } },
    { title: "part unreadable", chosen: 1000, part: undefined, cash: 2000, expect: { partMissing: true, change: 0, obstacle: "看不懂" } },
    { title: "tender unreadable", chosen: 1000, cash: null, expect: { obstacle: "看不懂" } },
    { title: "owes nothing", chosen: 0, expect: { obstacle: "没有选中的欠费" } },
    { title: "owes nothing, pays ahead", chosen: 0, cash: 50000, prepay: true, expect: { prepaid: 50000, obstacle: null } },
  ];
  it.each(cases)("$title", check);

  it("keeps every 分: tendered is what is paid, prepaid and handed back", () => {
    for (let chosen = 0; chosen < 3000; chosen += 700) {
      for (let cash = 0; cash < 5000; cash += 900) {
        for (let wechat = 0; wechat < 5000; wechat += 1100) {
          for (const prepay of [true, false]) {
            const s = settle({
              chosen: fen(chosen),
              part: null,
              tenders: [{ cash: true, fen: fen(cash) }, { cash: false, fen: fen(wechat) }],
              surplusToPrepayment: prepay,
            });
            if (s.obstacle === null) expect(s.payable + s.prepaid + s.change).toBe(s.tendered);
          }
        }
      }
    }
  });
});

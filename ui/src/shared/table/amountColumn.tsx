import type { Fen } from "../../bindings/Fen";
import { MoneyText } from "../MoneyText";
import { fen, plain, sum } from "../money";
import type { Column } from "./columns";

interface Amount<Row> {
  readonly key: string;
  readonly title: string;
  /** In rem. */
  readonly width: number;
  readonly amount: (row: Row) => Fen;
  /** Adds the rows up in the total row. */
  readonly summed?: boolean;
  /** Money that is late: in the colour of debts, and a dash where there is none. */
  readonly owing?: boolean;
}

/** A column of amounts in 元, to the right, sorted by what they are worth. */
export function amountColumn<Row>({ key, title, width, amount, summed = false, owing = false }: Amount<Row>): Column<Row> {
  const bare = (row: Row) => <MoneyText fen={amount(row)} bare {...(owing ? { tone: "owing" as const } : {})} />;
  return {
    key,
    title,
    width,
    align: "right",
    text: (row) => plain(amount(row)),
    render: (row) => (owing && amount(row) <= 0 ? <span className="quiet">—</span> : bare(row)),
    sortBy: amount,
    ...(summed ? { total: (rows: readonly Row[]) => <MoneyText fen={fen(sum(rows.map(amount)))} bare /> } : {}),
  };
}

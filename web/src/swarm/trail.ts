import type {
  DecisionRow,
  DeskSnapshot,
  FillPoint,
  JournalRow,
} from '../../../src/app/desk-view.ts'

type Told = Pick<DeskSnapshot, 'decisions' | 'journal' | 'fills'>

/** What risk made of a wish. `idle`: it asked for no order, so there was nothing to let pass. */
export type Verdict = 'passed' | 'cut' | 'refused' | 'idle'

/** What followed from one decision until the next one on its instrument. */
export type Trail = {
  readonly verdict: Verdict
  /** Records of what risk refused or cut, newest first. */
  readonly risk: readonly JournalRow[]
  /** Records of its orders and of what became of them, newest first. */
  readonly orders: readonly JournalRow[]
  /** Newest first. */
  readonly fills: readonly FillPoint[]
  /** Whether the page still holds the records of that time. */
  readonly isRecorded: boolean
}

/** Links records to a decision by instrument and time; an order's later ones by its number. */
export function trailOf({ decisions, journal, fills }: Told, decision: DecisionRow): Trail {
  const { t: from, instrument } = decision
  const later = decisions.filter((row) => row.instrument === instrument && row.t > from)
  const until = Math.min(...later.map(({ t }) => t))
  const isWithin = ({ t }: { readonly t: number }): boolean => t >= from && t < until
  const rows = journal.filter(isWithin)
  const submits = rows.filter(({ kind, text }) => kind === 'submit' && isOn(text, instrument))
  const numbers = new Set(submits.map(({ text }) => orderOf(text)))
  const isOfOrder = ({ kind, text }: JournalRow): boolean => {
    const order = /^(submit|cancel|amend|order-)/.test(kind) ? orderOf(text) : undefined
    return order !== undefined && numbers.has(order)
  }
  return {
    verdict: verdictOf(decision.outcome),
    risk: rows.filter(
      ({ kind, text }) =>
        (kind === 'intent-refused' || kind === 'intent-cut') && text.startsWith(`${instrument}:`),
    ),
    orders: rows.filter(isOfOrder),
    fills: fills.filter((fill) => fill.instrument === instrument && isWithin(fill)).toReversed(),
    isRecorded: (journal.at(-1)?.t ?? Number.POSITIVE_INFINITY) <= from,
  }
}

/** Read from the outcome: `order 12: buy 0.01 BTC, cut by gross`, `refused by …` or `held`. */
export function verdictOf(outcome: string): Verdict {
  if (outcome.startsWith('refused')) return 'refused'
  if (!outcome.startsWith('order')) return 'idle'
  return outcome.includes(', cut by ') ? 'cut' : 'passed'
}

/** `12` in `order 12: accepted`. */
function orderOf(text: string): string | undefined {
  return /^order (\S+):/.exec(text)?.[1]
}

/** `order 12: entry, buy 0.01 BTC-USD.SIM, market` names its instrument before the last comma. */
function isOn(text: string, instrument: string): boolean {
  return text.includes(` ${instrument},`)
}

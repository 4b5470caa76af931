import { z } from 'zod'

/** Tokens, in and out together, and millionths of a US dollar. */
export type Spend = { readonly tokens: number; readonly microUsd: number }

/** A line of the book: what may be used by a call, or what it did use. */
export type SpendLine =
  | ({
      readonly kind: 'reserved'
      readonly id: string
      readonly purpose: string
      /** What the day may come to, as whoever reserved knew it. */
      readonly limit: Spend
    } & Spend)
  | ({ readonly kind: 'settled'; readonly id: string } & Spend)

const amount = z.int().min(0)
const spend = { tokens: amount, microUsd: amount }
const lineSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reserved'),
    id: z.string(),
    purpose: z.string(),
    limit: z.strictObject(spend),
    ...spend,
  }),
  z.strictObject({ kind: z.literal('settled'), id: z.string(), ...spend }),
])

export type SpendBook = {
  /** What was used and what may still be used by calls that are out. */
  readonly spent: Spend
  /** Reservations that stand, by their id. Those above the limit never did. */
  readonly standing: ReadonlySet<string>
  /** Lines that cannot be read. */
  readonly unread: number
}

/**
 * What the lines of one day come to. The order of lines decides which reservation was first, so
 * everyone who reads them comes to the same: of two that do not fit together the later one is none.
 * What was reserved and never settled counts in full, since nobody knows what became of it.
 */
export function readSpendBook(lines: readonly string[]): SpendBook {
  const open = new Map<string, Spend>()
  const standing = new Set<string>()
  let tokens = 0
  let microUsd = 0
  let unread = 0
  for (const text of lines) {
    const line = parseLine(text)
    if (line === undefined) {
      unread += 1
    } else if (line.kind === 'reserved') {
      const isWithin =
        tokens + line.tokens <= line.limit.tokens && microUsd + line.microUsd <= line.limit.microUsd
      if (!isWithin || standing.has(line.id)) continue
      standing.add(line.id)
      open.set(line.id, line)
      tokens += line.tokens
      microUsd += line.microUsd
    } else {
      const reserved = open.get(line.id)
      if (reserved === undefined) continue
      open.delete(line.id)
      tokens += line.tokens - reserved.tokens
      microUsd += line.microUsd - reserved.microUsd
    }
  }
  return { spent: { tokens, microUsd }, standing, unread }
}

function parseLine(text: string): SpendLine | undefined {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

import type { Bus, BusMessage } from '../../src/kernel/index.ts'

/** Two parts that hear each other, each by its own end of a bus. */
export type BusStage = {
  readonly here: Bus
  readonly there: Bus
  /** Once it settles, what was published before has come to whoever listens. */
  readonly settle: () => Promise<void>
  readonly end: () => Promise<void>
}

/** What came in, as text. */
export function heard(bus: Bus, subject: string): { readonly all: string[]; end: () => void } {
  const all: string[] = []
  const end = bus.subscribe(subject, (message) => all.push(textOf(message)))
  return { all, end }
}

export function textOf({ subject, bytes }: BusMessage): string {
  return `${subject} ${Buffer.from(bytes).toString()}`
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** How much of an answer one message carries. Unit: units of UTF-16. */
export const pageCharacters = 40_000

const keptMax = 16

/** A part of an answer, and where the next begins. */
export type Page = {
  readonly text: string
  readonly answer: number
  readonly total: number
  readonly next: number | undefined
}

/**
 * The last answers, so that a long one is read on without being computed, and counted as a trial,
 * again. The oldest is forgotten.
 */
export class KeptAnswers {
  readonly #kept = new Map<number, string>()
  #last = 0

  /** Keeps an answer and gives its first page. */
  keep(text: string): Page {
    this.#last += 1
    this.#kept.set(this.#last, text)
    this.#kept.delete(this.#last - keptMax)
    return pageOf(text, this.#last, 0)
  }

  /** @returns `undefined` of an answer that is forgotten, or beyond its end. */
  page(answer: number, from: number): Page | undefined {
    const text = this.#kept.get(answer)
    return text === undefined || from >= text.length ? undefined : pageOf(text, answer, from)
  }
}

function pageOf(text: string, answer: number, from: number): Page {
  const end = from + pageCharacters
  const next = end < text.length ? end : undefined
  return { text: text.slice(from, end), answer, total: text.length, next }
}

import type { Layout } from '../layout.ts'

/** Puts texts into the memory, and takes them out. */
export type Texts = {
  readonly write: (text: string) => void
  readonly read: () => string
  /** What was thrown, in words: its message, then where it was thrown. */
  readonly fault: (thrown: unknown) => void
  readonly cut: (text: string, max: number) => string
}

type Methods = Record<'charCodeAt' | 'slice', () => never>

/** Runs in the isolate. A text leaves cut at its bound. Its text is what runs. */
export function makeTexts(v: Float64Array, t: Uint16Array, at: Layout): Texts {
  const { apply } = Reflect
  const { charCodeAt, slice } = String.prototype as unknown as Methods
  const { fromCharCode } = String
  const textOf = String
  const cut = (text: string, max: number): string => apply(slice, text, [0, max])
  const write = (text: string): void => {
    if (text.length > at.textMax) throw new RangeError(`a text is longer than ${at.textMax}`)
    for (let i = 0; i < text.length; i += 1) t[i] = apply(charCodeAt, text, [i])
    v[at.textOut] = text.length
  }
  return {
    cut,
    write,
    read: () => {
      let text = ''
      const length = v[at.textIn] as number
      for (let i = 0; i < length; i += 1) text += fromCharCode(t[i] as number)
      return text
    },
    fault: (thrown) => {
      v[at.textOut] = 0
      const isError = typeof thrown === 'object' && thrown !== null && 'message' in thrown
      const { message, stack } = (isError ? thrown : { message: thrown }) as Record<string, unknown>
      const said = cut(textOf(message), 300)
      write(`${said}\n${stack === undefined ? '' : cut(textOf(stack), 2_000)}`)
    },
  }
}

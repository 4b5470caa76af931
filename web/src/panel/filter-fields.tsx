import type { ReactNode } from 'react'

type WordsProps = {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
}

/** A field in which words are typed that rows must have. */
export function WordsField({ label, value, change }: WordsProps): ReactNode {
  return (
    <label className="field">
      <span className="note">{label}</span>
      <input
        type="search"
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </label>
  )
}

type ChoiceProps = WordsProps & {
  /** What may be chosen besides all. */
  readonly choices: readonly string[]
}

/** A field in which one of a few words is chosen, or all. */
export function ChoiceField({ label, value, change, choices }: ChoiceProps): ReactNode {
  return (
    <label className="field">
      <span className="note">{label}</span>
      <select value={value} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">all</option>
        {choices.map((word) => (
          <option key={word} value={word}>
            {word}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Whether every word typed stands somewhere in the text. */
export function hasWords(text: string, typed: string): boolean {
  const lower = text.toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word))
}

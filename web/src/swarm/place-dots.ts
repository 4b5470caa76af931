import type { CountedVoice } from './swarm-rows.ts'

/** A voice in the picture: `x` is what it wants, `y` keeps it off its neighbours. Both -1 to 1. */
export type Dot = {
  readonly voice: CountedVoice
  readonly x: number
  readonly y: number
  /** Of the picture's units. */
  readonly radius: number
}

const columns = 41
const radiusMin = 2
const radiusMax = 6

/**
 * Voices as dots: those that want much the same stand above each other, the heaviest in the
 * middle. The same voices always stand in the same places.
 *
 * @param voices - The heaviest first.
 */
export function placeDots(voices: readonly CountedVoice[]): readonly Dot[] {
  const heaviest = voices[0]?.part ?? 0
  const columnOf = ({ exposure }: CountedVoice): number =>
    Math.round(((Math.max(-1, Math.min(exposure, 1)) + 1) / 2) * (columns - 1))
  const counts = new Map<number, number>()
  for (const voice of voices) counts.set(columnOf(voice), (counts.get(columnOf(voice)) ?? 0) + 1)
  const tallest = Math.max(...counts.values(), 1)
  const step = Math.min(0.36, 2 / (tallest + 1))
  const placed = new Map<number, number>()
  return voices.map((voice) => {
    const column = columnOf(voice)
    const at = placed.get(column) ?? 0
    placed.set(column, at + 1)
    const side = at % 2 === 0 ? 1 : -1
    return {
      voice,
      x: (2 * column) / (columns - 1) - 1,
      y: side * Math.ceil(at / 2) * step,
      radius:
        heaviest > 0
          ? radiusMin + (radiusMax - radiusMin) * Math.sqrt(voice.part / heaviest)
          : radiusMin + 1,
    }
  })
}

import { UserError } from '../base/index.ts'
import { type LoadedBars, loadTape, type TickTape } from '../market/index.ts'
import { type Fidelity, fidelityText, tapeFidelity } from '../venue/index.ts'

/**
 * What was recorded of the one instrument of `market`, on its own grid.
 *
 * @throws UserError on files that cannot be read, and when there are several instruments.
 */
export async function openTape(
  files: readonly string[] | undefined,
  market: readonly LoadedBars[],
): Promise<readonly TickTape[] | undefined> {
  if (files === undefined) return undefined
  const [only, other] = market
  if (only === undefined || other !== undefined)
    throw new UserError('usage', '--ticks are of one instrument; choose it with --instrument.')
  const { tick, lot } = only.instrument
  return [await loadTape(files, { spec: { tick, lot } })]
}

/** What fills a backtest's orders, as a name and in a sentence. */
export type FillSource = { readonly fidelity: Fidelity; readonly text: string }

export function fillSourceOf(tapes: readonly TickTape[] | undefined): FillSource {
  const [tape] = tapes ?? []
  const fidelity = tape === undefined ? 'bars' : tapeFidelity(tape)
  return { fidelity, text: fidelityText[fidelity] }
}

import { decimals, parseDecimal, UserError } from '../base/index.ts'
import { loadOwnFills, loadTape, parseInstrumentSpec, type TickTape } from '../market/index.ts'
import { type Calibration, calibrate, type OwnFill } from '../research/index.ts'
import { type CalibratedSettings, calibratedSettings } from './calibrated-settings.ts'

export type CalibrateRequest = {
  /** Files of ticks: book deltas, trades, quotes, or a recording. */
  readonly files: readonly string[]
  /** Passive orders of ours that were filled. */
  readonly fillsFile?: string | undefined
  /** The venue's clock minus the recorder's, microseconds; else what the recording says, else 0. */
  readonly clockOffsetUs?: string | undefined
  readonly spec?: string | undefined
}

export type CalibrateReport = {
  readonly sha256: string
  readonly tick: string
  readonly lot: string
  readonly clockOffsetUs: number
  readonly calibration: Calibration
  readonly settings: CalibratedSettings
}

/** Fits the simulated exchange's parameters to recorded ticks. @throws UserError on wrong files. */
export async function calibrateExchange(request: CalibrateRequest): Promise<CalibrateReport> {
  const { tape, tick, lot } = await tapeOnOneGrid(request)
  const clockOffsetUs = offsetOf(request.clockOffsetUs, tape)
  const own =
    request.fillsFile === undefined ? [] : await ownFills(request.fillsFile, { tick, lot })
  const calibration = calibrate(tape, clockOffsetUs, own)
  const settings = calibratedSettings(calibration)
  return { sha256: tape.sha256, tick, lot, clockOffsetUs, calibration, settings }
}

type Grid = { readonly tick: string; readonly lot: string }

/** Each file alone may look as if it had a coarser grid than the instrument has. */
async function tapeOnOneGrid({
  files,
  spec,
}: CalibrateRequest): Promise<Grid & { readonly tape: TickTape }> {
  const given = spec === undefined ? undefined : parseInstrumentSpec(spec)
  if (given !== undefined && !given.ok) throw new UserError('bad-spec', given.error)
  const tape = await loadTape(files, { spec: given?.value })
  const tables = [tape.deltas, tape.quotes, tape.trades].flatMap((table) => table ?? [])
  const tick = finest(tables.map((table) => table.tick))
  const lot = finest(tables.map((table) => table.lot))
  const isOne = tables.every((table) => table.tick === tick && table.lot === lot)
  return { tick, lot, tape: isOne ? tape : await loadTape(files, { spec: { tick, lot } }) }
}

function finest(steps: readonly string[]): string {
  const scale = Math.max(0, ...steps.map(decimals))
  const sizeOf = (step: string): bigint => parseDecimal(step, scale) ?? 0n
  return steps.reduce(
    (least, step) => (sizeOf(step) < sizeOf(least) ? step : least),
    steps[0] ?? '1',
  )
}

function offsetOf(text: string | undefined, { clockOffsetUs = 0 }: TickTape): number {
  if (text === undefined) return clockOffsetUs
  const offset = Number(text)
  if (Number.isSafeInteger(offset) && text.trim() !== '') return offset
  throw new UserError(
    'usage',
    `--clock-offset must be whole microseconds, the venue's clock minus ours; was '${text}'.`,
  )
}

async function ownFills(path: string, grid: Grid): Promise<readonly OwnFill[]> {
  const { columns, length } = await loadOwnFills(path, { spec: grid })
  return Array.from({ length }, (_, row) => ({
    placedTs: columns.placedTs[row] as number,
    filledTs: columns.filledTs[row] as number,
    isBid: columns.isBid[row] === 1,
    ticks: columns.ticks[row] as number,
    lots: columns.lots[row] as number,
  }))
}
